import { evaluateTable } from '#kernel/tables/api.ts'
import type { RequestField } from '../contract.ts'

/** Small pure rules of reports: numbers, links, closed names, clocks, what is missing. */

/** The bureau's zone (UTC+8) tells the month. */
const zoneMs = 8 * 3_600_000

/** F23. `2611` for November 2026. */
export function reportMonth(now: Date): string {
	const local = new Date(now.getTime() + zoneMs)
	return `${String(local.getUTCFullYear() % 100).padStart(2, '0')}${String(local.getUTCMonth() + 1).padStart(2, '0')}`
}

/** F23. `F-2611-00118`. */
export function reportNumber(month: string, last: number): string {
	return `F-${month}-${String(last).padStart(5, '0')}`
}

/** Digits and capitals without 0, 1, I and O: 32 signs, 60 bits in twelve. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** F39. What a victim's link ends in, from twelve random bytes; stored bare. */
export function linkFrom(random: Uint8Array): string {
	return Array.from(random.subarray(0, 12), (byte) => signs[byte % 32]).join('')
}

/** F39. `/fraud/4K7P-92MX-TQ7B`. */
export function linkPath(link: string): string {
	return `/fraud/${link.slice(0, 4)}-${link.slice(4, 8)}-${link.slice(8)}`
}

/** F31. A name closed: its first sign and a mark for the rest. */
export function closedName(name: string | null): string | null {
	const [first] = name ?? ''
	return first === undefined ? null : `${first}*`
}

/** F31. A number closed: its last four signs; a short one not at all. */
export function closedNumber(number: string | null): string | null {
	if (number === null) return null
	const bare = number.replace(/[\s-]+/g, '')
	return bare.length < 8 ? '****' : `**** ${bare.slice(-4)}`
}

/** F35. Within how many seconds of its signing a report is decided, and the row that says so. */
export function decidingClock(): { readonly seconds: number; readonly rule: string } {
	const { output, rule } = evaluateTable('funds.report-clock', { step: 'decide' })
	const { hours } = output
	if (typeof hours !== 'number') throw new Error('table report-clock gave no hours')
	return { seconds: hours * 3600, rule }
}

type Known = {
	readonly payeeName: string | null
	readonly payeeNumber: string | null
	readonly amountMinor: number | null
	readonly paidAt: Date | null
}

/** F28. What is matched on and not known yet, in the order in which it is asked for. */
export function missingOf(payment: Known): readonly RequestField[] {
	const fields: readonly (readonly [RequestField, unknown])[] = [
		['holder', payment.payeeName],
		['number', payment.payeeNumber],
		['amount', payment.amountMinor],
		['time', payment.paidAt],
	]
	return fields.flatMap(([field, value]) => (value === null ? [field] : []))
}
