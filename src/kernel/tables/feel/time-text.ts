import { civilOf, nanosOfDay } from './calendar.ts'

/** None, seconds east of UTC, or a name such as `Asia/Shanghai`. */
export type Zone = null | number | string

const two = (n: number) => String(n).padStart(2, '0')

export function dateText(days: number): string {
	const { year, month, day } = civilOf(days)
	return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(day)}`
}

function fraction(nanos: number): string {
	return nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`
}

export function clockText(nanos: number): string {
	const seconds = Math.floor(nanos / 1e9)
	const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
	return `${clock}${fraction(nanos % 1e9)}`
}

export function zoneText(zone: Zone): string {
	if (zone === null) return ''
	if (typeof zone === 'string') return `@${zone}`
	if (zone === 0) return 'Z'
	const abs = Math.abs(zone)
	const seconds = abs % 60 === 0 ? '' : `:${two(abs % 60)}`
	return `${zone < 0 ? '-' : '+'}${two(Math.floor(abs / 3600))}:${two(Math.floor(abs / 60) % 60)}${seconds}`
}

export function daysText(nanos: bigint): string {
	const abs = nanos < 0n ? -nanos : nanos
	const days = abs / BigInt(nanosOfDay)
	const rest = Number(abs % BigInt(nanosOfDay))
	const seconds = Math.floor(rest / 1e9)
	const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
	const part = s === 0 && rest % 1e9 === 0 ? '' : `${s}${fraction(rest % 1e9)}S`
	const time = `${h === 0 ? '' : `${h}H`}${m === 0 ? '' : `${m}M`}${part}`
	const whole = days === 0n ? '' : `${days}D`
	if (whole === '' && time === '') return 'PT0S'
	return `${nanos < 0n ? '-' : ''}P${whole}${time === '' ? '' : `T${time}`}`
}

export function monthsText(months: number): string {
	const abs = Math.abs(months)
	const [y, m] = [Math.floor(abs / 12), abs % 12]
	if (abs === 0) return 'P0M'
	return `${months < 0 ? '-' : ''}P${y === 0 ? '' : `${y}Y`}${m === 0 ? '' : `${m}M`}`
}
