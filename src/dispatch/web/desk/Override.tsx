import { useState } from 'react'
import type { Problem as ProblemFacts } from '#kernel/web/http.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Check } from '#kernel/web/parts/Check.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { UnitStatus } from '#kernel/web/parts/UnitStatus.tsx'
import { span } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import type { Recommended } from './Recommendation.tsx'

const usual = ['nearer', 'knows', 'skill', 'asked', 'spare'] as const

type OverrideProps = {
	readonly recommended: Recommended
	readonly busy: boolean
	readonly problem: ProblemFacts | null
	readonly onClose: () => void
	readonly onSend: (units: readonly string[], reason: string) => void
}

/** Others than recommended: tick the units, say why in one tap or in words. The reason goes into the record. */
export function Override({ recommended, busy, problem, onClose, onSend }: OverrideProps) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const [picked, setPicked] = useState<ReadonlySet<string>>(
		new Set(recommended.ranked.filter((row) => row.chosen).map((row) => row.unit)),
	)
	const [reason, setReason] = useState('')
	const toggle = (unit: string, on: boolean) => {
		const next = new Set(picked)
		if (on) next.add(unit)
		else next.delete(unit)
		setPicked(next)
	}
	const names = recommended.ranked.filter((row) => picked.has(row.unit)).map((row) => say(row.callSign))
	const missing =
		names.length === 0 ? t('dispatch.override.noUnit') : reason.trim().length < 3 ? t('web.reason.first') : undefined
	const send = () =>
		onSend(
			recommended.ranked.filter((row) => picked.has(row.unit)).map((row) => row.unit),
			reason.trim(),
		)
	return (
		<Dialog
			title={t('dispatch.override.title')}
			onClose={onClose}
			wide
			acts={
				<Button kind="go" main busy={busy} onPress={send} {...(missing === undefined ? {} : { notYet: missing })}>
					{names.length === 0 ? t('dispatch.override.send') : t('dispatch.send', { units: names.join(' + ') })}
				</Button>
			}
		>
			<ul className="override">
				{recommended.ranked.map((row) => (
					<li key={row.unit}>
						<Check on={picked.has(row.unit)} onChange={(on) => toggle(row.unit, on)}>
							<UnitStatus state={row.status}>
								<b>{say(row.callSign)}</b>
							</UnitStatus>{' '}
							<span className="t2">{span(row.arrivesSeconds * 1000, language)}</span>{' '}
							{!row.alone && <span className="warn">{t('dispatch.override.notAlone')}</span>}
						</Check>
					</li>
				))}
			</ul>
			<Chips
				label={t('dispatch.override.usual')}
				chips={usual.map((key) => ({ value: key, label: t(`dispatch.override.usual.${key}`) }))}
				onChange={(key) => setReason(t(`dispatch.override.usual.${key}`))}
			/>
			<Field
				label={t('dispatch.override.reason')}
				value={reason}
				onChange={setReason}
				maxLength={200}
				autoFocus
				required
				{...(missing === undefined ? { onEnter: send } : {})}
			/>
			{problem !== null && <Problem problem={problem} />}
		</Dialog>
	)
}
