/** How instants, spans and numbers are written. Pure. */
export type Language = 'en' | 'zh'

/** The bureau's zone; all of China keeps one. */
const zone = 'Asia/Shanghai'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(key: string, language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const name = `${key} ${language}`
	const known = formats.get(name)
	if (known !== undefined) return known
	const made = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: zone, ...options })
	formats.set(name, made)
	return made
}

type Moment = number | string | Date

const ms = (moment: Moment): number => (typeof moment === 'number' ? moment : new Date(moment).getTime())

/** `02:47:18`, or `02:47` without seconds (residents' pages). */
export function clockTime(moment: Moment, seconds = true): string {
	return format(seconds ? 'hms' : 'hm', 'en', {
		hour: '2-digit',
		minute: '2-digit',
		...(seconds ? { second: '2-digit' } : {}),
		hourCycle: 'h23',
	}).format(ms(moment))
}

/** `2026-11-23`, for tables. */
export function day(moment: Moment): string {
	return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
		ms(moment),
	)
}

/** `23 November` / `11 月 23 日`, for sentences. */
export function dayWords(moment: Moment, language: Language): string {
	if (language === 'zh') {
		const [, month, date] = day(moment).split('-')
		return `${Number(month)} 月 ${Number(date)} 日`
	}
	return format('dm', language, { day: 'numeric', month: 'long' }).format(ms(moment))
}

/** Today: the clock alone; another day: `11-23 02:47`. */
export function when(moment: Moment, now: number = Date.now()): string {
	const date = day(moment)
	return date === day(now) ? clockTime(moment) : `${date.slice(5)} ${clockTime(moment, false)}`
}

/** `0:48` to the hour, then `2 h 10 min` / `2 时 10 分`, then `3 d 4 h` / `3 天 4 时`. Rounded down to the second. */
export function span(milliseconds: number, language: Language): string {
	const seconds = Math.floor(Math.abs(milliseconds) / 1000)
	if (seconds < 3600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
	const words = language === 'zh' ? { day: '天', hour: '时', minute: '分' } : { day: 'd', hour: 'h', minute: 'min' }
	const hours = Math.floor(seconds / 3600)
	const minutes = Math.floor((seconds % 3600) / 60)
	if (hours < 24) return minutes === 0 ? `${hours} ${words.hour}` : `${hours} ${words.hour} ${minutes} ${words.minute}`
	const rest = hours % 24
	const days = Math.floor(hours / 24)
	return rest === 0 ? `${days} ${words.day}` : `${days} ${words.day} ${rest} ${words.hour}`
}

/** `184,022`. */
export function count(n: number): string {
	return n.toLocaleString('en-US')
}

/** Minor units to `486,200.00`. */
export function money(minor: number): string {
	return (minor / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}
