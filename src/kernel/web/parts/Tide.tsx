import { useNow } from '../clock.ts'
import { type Deadline, type Tide as Reading, tideOf } from '../tide.ts'
import { span } from '../times.ts'
import { type Translate, useLanguage, useWords } from '../words.ts'
import { Icon, type IconName } from './Icon.tsx'

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

/** The bar alone, from a reading. Decoration: the timer beside it says the same in words. */
export function TideBar({ tide }: { readonly tide: Reading }) {
	return (
		<span className={`tide ${tide.state}`} aria-hidden="true">
			<i style={{ width: percent(tide.filled) }} />
			{tide.hatched > 0 ? <s style={{ left: percent(tide.notch), width: percent(tide.hatched) }} /> : null}
			<u style={{ left: percent(tide.notch) }} />
		</span>
	)
}

/** A running bar for a deadline. */
export function Tide({ deadline }: { readonly deadline: Deadline }) {
	return <TideBar tide={tideOf(deadline, useNow())} />
}

/** A bar for a plain share, such as "10 of 24 units, floor 8": `used` of `of`, notch at `target`. */
export function ShareBar({
	used,
	of,
	target,
	state = 'ok',
}: {
	readonly used: number
	readonly of: number
	readonly target: number
	readonly state?: Reading['state']
}) {
	const at = (n: number): number => Math.max(0, Math.min(1, n / Math.max(1, of)))
	return <TideBar tide={{ state, span: 0, over: false, filled: at(used), notch: at(target), hatched: 0 }} />
}

const icons: Readonly<Record<Reading['state'], IconName | null>> = {
	ok: null,
	warn: 'clock',
	breach: 'alert',
	esc: 'escalate',
	pause: 'pause',
	met: 'tick',
}

/** The words of a reading: "0:22", "1:16 over", "escalated, county", "paused", "in 4:12". */
export function tideWords(deadline: Deadline, tide: Reading, t: Translate, language: 'en' | 'zh'): string {
	const time = span(tide.span, language)
	if (deadline.met !== undefined) return t('web.time.took', { time })
	if (tide.state === 'pause') return t('web.time.paused')
	if (tide.state === 'esc') return t('web.time.escalated', { to: deadline.escalated ?? '' })
	return tide.over ? t('web.time.over', { time }) : time
}

/** The time left or over, ticking once a second by text only. `announce`: says once when it goes overdue. */
export function Timer({
	deadline,
	what,
}: {
	readonly deadline: Deadline /** What is due, read before the time. */
	readonly what?: string
}) {
	const t = useWords()
	const language = useLanguage()
	const tide = tideOf(deadline, useNow())
	const icon = icons[tide.state]
	return (
		<span
			className={`tm ${tide.state}`}
			role="timer"
			aria-label={what === undefined ? undefined : `${what} ${tideWords(deadline, tide, t, language)}`}
		>
			{icon === null ? null : <Icon name={icon} />}
			{tideWords(deadline, tide, t, language)}
		</span>
	)
}
