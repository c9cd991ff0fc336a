import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useCheckpoint } from '../checkpoint.ts'
import { useLink } from '../client.ts'
import { useNow } from '../clock.ts'
import { clockTime, count, span } from '../times.ts'
import { useLanguage, useWords } from '../words.ts'
import { Icon } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { ThemeSwitch } from './ThemeSwitch.tsx'
import { Wall } from './Wall.tsx'

/** Foot of every staff screen: link, checkpoint and its age, what feeds the screen, keys, language, theme, data kind. */
export function Foot({
	feeds,
	demo,
	onKeys,
}: {
	readonly feeds: ReactNode
	readonly demo: boolean
	readonly onKeys: () => void
}) {
	const t = useWords()
	const link = useLink()
	return (
		<footer className="foot">
			{link.up ? (
				<span className="row good">
					<Icon name="wave" />
					{t('web.foot.linked')}
				</span>
			) : (
				<span className="row warn">
					<Icon name="wave-off" />
					{t('web.foot.cut', { time: clockTime(link.since, false) })}
				</span>
			)}
			<span className="sep" />
			<CheckpointMark />
			{feeds === null ? null : (
				<>
					<span className="sep hide-s" />
					<span className="el hide-s">{feeds}</span>
				</>
			)}
			<span className="sp" />
			<button type="button" className="plain hide-s" onClick={onKeys}>
				<Kbd keys="?" /> {t('web.foot.keys')}
			</button>
			<ThemeSwitch />
			<LanguageSwitch />
			{demo ? <span>{t('web.foot.demo')}</span> : null}
		</footer>
	)
}

function CheckpointMark() {
	const t = useWords()
	const checkpoint = useCheckpoint()
	if (checkpoint === null) return <span className="t3">{t('web.foot.no-checkpoint')}</span>
	return (
		<span className="row">
			<Wall laid={6} waiting={checkpoint.waiting > 0 ? 1 : 0} />
			<span>
				{t('web.foot.checkpoint')}{' '}
				<Link href="/entries" className="why">
					<b>{count(checkpoint.size)}</b>
				</Link>
				<Age at={checkpoint.at} witnesses={checkpoint.witnesses.length} />
			</span>
		</span>
	)
}

function Age({ at, witnesses }: { readonly at: number; readonly witnesses: number }) {
	const t = useWords()
	const language = useLanguage()
	const age = Math.max(0, useNow() - at)
	const time = age < 60_000 ? t('web.seconds', { n: Math.floor(age / 1000) }) : span(age, language)
	return <span className="hide-s">{t('web.foot.age', { time, count: witnesses })}</span>
}
