import { Link } from 'wouter'
import type { Screen } from '../screen.ts'
import type { Session } from '../session.tsx'
import { useLanguage, useWords } from '../words.ts'
import { Brand } from './Brand.tsx'
import { Clock } from './Clock.tsx'
import { Icon } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import { PostMenu } from './PostMenu.tsx'
import { ScreensNav } from './ScreensNav.tsx'

/** Top bar: brand, place, screens, command box, post, clock. */
export function TopBar(props: {
	readonly screens: readonly Screen[]
	readonly listed: readonly Screen[]
	readonly here: string | null
	readonly session: Session | null
	readonly onCommand: () => void
}) {
	const t = useWords()
	const language = useLanguage()
	const agency = props.session?.post.agency
	return (
		<header className="top">
			<Link href="/" className="brand" aria-label={t('web.name')}>
				<Brand />
				<span>{t('web.name')}</span>
			</Link>
			{agency === undefined ? null : (
				<>
					<span className="sep" />
					<b className="place">{language === 'zh' ? agency.nameZh : agency.nameEn}</b>
				</>
			)}
			<ScreensNav screens={props.screens} listed={props.listed} here={props.here} />
			<button type="button" className="cmd" onClick={props.onCommand} aria-keyshortcuts="Control+K">
				<Icon name="search" />
				<span className="el">{t('web.palette.prompt')}</span>
				<span className="sp" />
				<Kbd keys="Ctrl K" />
			</button>
			{props.session === null ? null : <PostMenu session={props.session} />}
			<Clock />
		</header>
	)
}
