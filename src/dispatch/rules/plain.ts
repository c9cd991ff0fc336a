import { Refusal } from '#kernel/refusal.ts'
import { zoneMs } from './weeks.ts'

/** Small pure rules: numbers, codes, times, the area of a protected address. */

/** `2611` for November 2026 in the bureau's zone (UTC+8). */
export function monthOf(now: Date): string {
	const local = new Date(now.getTime() + zoneMs)
	return `${String(local.getUTCFullYear() % 100).padStart(2, '0')}${String(local.getUTCMonth() + 1).padStart(2, '0')}`
}

const letters = { call: 'C', incident: 'X', receipt: 'S' } as const
export type Numbered = keyof typeof letters

/** D255. What every number of a drill begins with. */
const drillMark = 'DR-'

/** `X2611-0447`; in a drill `DR-X2611-0447`. */
export function numberOf(kind: Numbered, month: string, last: number, drill = false): string {
	return `${drill ? drillMark : ''}${letters[kind]}${month}-${String(last).padStart(4, '0')}`
}

/** Months back in which a number said without its month is looked for. */
const monthsBack = 12

/** What someone may mean who says `447` or `X2611-0447`: whole numbers of incidents, newest month first. */
export function numbersMeant(said: string, now: Date): string[] {
	if (!/^\d{1,6}$/.test(said)) return [said]
	const local = new Date(now.getTime() + zoneMs)
	const months = Array.from({ length: monthsBack }, (_, n) =>
		monthOf(new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - n, 15))),
	)
	return [false, true].flatMap((drill) => months.map((month) => numberOf('incident', month, Number(said), drill)))
}

/** Digits and capitals without 0, 1, I and O: 32 signs, 50 bits in ten. */
export const codeSigns = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Ten signs from random bytes: the caller's follow-up code, stored bare. */
export function codeFrom(random: Uint8Array): string {
	return Array.from(random.subarray(0, 10), (byte) => codeSigns[byte % 32]).join('')
}

/** `4K7P92MXTQ` as read out: `4K7P-92MX-TQ`. */
export function spokenCode(code: string): string {
	return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`
}

/** Clocks of phones may run this far ahead of ours. */
const slack = 2_000

/**
 * D25. The time an act says of itself: not in the future, not before `after`.
 * @returns the time to enter: `at`, or `now` when none was given
 */
export function ownTime(at: string | undefined, now: Date, after: Date | null, field = 'at'): Date {
	if (at === undefined) return now
	const given = new Date(at)
	if (given.getTime() > now.getTime() + slack)
		throw new Refusal(
			'invalid',
			{ en: 'The time lies in the future. Check the clock it came from.', zh: '时间在未来，请检查时钟。' },
			{ rule: 'D25', field },
		)
	if (after !== null && given < after)
		throw new Refusal(
			'invalid',
			{ en: 'The time lies before the step it follows.', zh: '时间早于上一步。' },
			{ rule: 'D25', field, extra: { after: after.toISOString() } },
		)
	return given > now ? now : given
}

/** Metres in a degree of latitude on a sphere of 6,371,008.8 m (IUGG mean radius). */
const metresPerDegree = (Math.PI / 180) * 6_371_008.8

export const protectedRadius = 200

/**
 * D32. An area 400 m across that holds the point but is not centred on it. Taken from the incident's id, so that asking
 * often tells no more than asking once.
 */
export function protectedArea(
	incident: string,
	point: readonly [number, number],
): { centre: [number, number]; radiusMetres: number } {
	const seed = Number.parseInt(incident.replaceAll('-', '').slice(-8), 16)
	const angle = ((seed & 0xffff) / 0x1_0000) * 2 * Math.PI
	const away = 60 + ((seed >>> 16) / 0x1_0000) * 120
	const lat = point[1] + (Math.sin(angle) * away) / metresPerDegree
	const lon = point[0] + (Math.cos(angle) * away) / (metresPerDegree * Math.cos((point[1] * Math.PI) / 180))
	return { centre: [round(lon), round(lat)], radiusMetres: protectedRadius }
}

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5

/** The value nine in ten do not pass (nearest rank). Null when there is none. */
export function ninetieth(values: readonly number[]): number | null {
	const sorted = [...values].sort((a, b) => a - b)
	return sorted[Math.ceil(sorted.length * 0.9) - 1] ?? null
}
