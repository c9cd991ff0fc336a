import { clockOffset, useNow } from '../clock.ts'
import { clockTime, span } from '../times.ts'
import { useLanguage, useWords } from '../words.ts'

/** The server's time with seconds; a machine whose own clock is more than 5 s apart is told so. */
export function Clock() {
	const t = useWords()
	const language = useLanguage()
	const now = useNow()
	const apart = Math.abs(clockOffset()) > 5000
	const told = apart ? t('web.clock.apart', { time: span(clockOffset(), language) }) : t('web.clock')
	return (
		<time className={apart ? 'clock apart' : 'clock'} dateTime={new Date(now).toISOString()} title={told}>
			{clockTime(now)}
		</time>
	)
}
