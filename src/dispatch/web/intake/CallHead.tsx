import { useNow } from '#kernel/web/clock.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { span } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { Mark } from '../written/Mark.tsx'
import type { CallShown } from './CallForm.tsx'

/** How long the line is open, whose it is, and how it is spoken on. */
export function CallHead({
	call,
	onSilent,
}: {
	readonly call: CallShown
	readonly onSilent: (silent: boolean) => void
}) {
	const t = useWords()
	const language = useLanguage()
	const now = useNow()
	const from = Date.parse(call.answeredAt ?? call.rangAt)
	const until = call.endedAt === null ? now : Date.parse(call.endedAt)
	const took =
		call.answeredAt === null ? null : Math.round((Date.parse(call.answeredAt) - Date.parse(call.rangAt)) / 1000)
	const who =
		call.channel === 'text'
			? t('dispatch.mark.written')
			: call.callerEnding === null
				? t('dispatch.call.withheld')
				: t('dispatch.call.ending', { digits: call.callerEnding })
	return (
		<div className="ph call-head">
			<b className="call-clock">{span(until - from, language)}</b>
			<span className="call-who">
				<h1 className="sm">{t('dispatch.call.head', { number: call.number, who })}</h1>
				<span className="sm t3">
					{took === null
						? t(`dispatch.callState.${call.state}`)
						: t('dispatch.call.answered', { n: took, target: call.answer?.targetSeconds ?? 10 })}
				</span>
			</span>
			<span className="sp" />
			<Mark call={call} />
			{call.channel === 'voice' && (
				<Chips
					label={t('dispatch.call.how')}
					value={call.silent ? 'silent' : 'voice'}
					onChange={(how) => onSilent(how === 'silent')}
					chips={[
						{ value: 'voice', label: t('dispatch.call.voice') },
						{ value: 'silent', label: t('dispatch.call.silent'), keys: 'Alt S' },
					]}
				/>
			)}
		</div>
	)
}
