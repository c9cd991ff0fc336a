import { z } from 'zod'
import { Refusal } from '../refusal.ts'
import { type Calendar, readCalendar } from './calendar.ts'
import type { CalendarBody, RegimeBody } from './contract/bodies.ts'
import { type Part, type Pause, type Question, reckon, type Sum, TooLong } from './reckon.ts'
import { cutZone, type Zone, zoneOf } from './zone.ts'

/** Sums as they are asked for, kept, and asked again. */

/** Milliseconds in a minute. */
const minute = 60_000
/** More parts than this are put together by month, so that a sum of years can still be read. */
const mostParts = 600

/** A whole minute since 1970, the seconds dropped (C10). */
export const minuteOf = (at: Date): number => Math.floor(at.getTime() / minute)
export const dateOf = (at: number): Date => new Date(at * minute)

const earliest = Date.UTC(1990, 0, 1) / minute
const latest = Date.UTC(2101, 0, 1) / minute

export type Reckoned = Sum & { readonly zone: Zone }

/**
 * The sum of a regime over a calendar.
 * @param options.zone the offsets kept with an earlier sum, instead of the runtime's (C17)
 * @throws Refusal `invalid` for a start or a length out of bounds (C18)
 */
export function reckonFor(
	regime: RegimeBody,
	calendar: CalendarBody,
	asked: { readonly from: number; readonly amount: number; readonly pauses: readonly Pause[] },
	options: { readonly zone?: Zone } = {},
): Reckoned {
	if (asked.from < earliest || asked.from >= latest) throw outOfBounds()
	const zone = options.zone ?? zoneOf(calendar.zone)
	const question: Question = { ...regime, ...asked, pauses: asked.pauses.filter((one) => one.until > one.from) }
	try {
		const sum = reckon(question, readied(calendar, zone, options.zone === undefined))
		return { ...sum, zone: cutZone(zone, asked.from, sum.due) }
	} catch (error) {
		if (error instanceof TooLong) throw outOfBounds()
		throw error
	}
}

const ready = new WeakMap<CalendarBody, Calendar>()

function readied(body: CalendarBody, zone: Zone, keep: boolean): Calendar {
	const known = keep ? ready.get(body) : undefined
	if (known !== undefined) return known
	const made = readCalendar(body, zone)
	if (keep) ready.set(body, made)
	return made
}

function outOfBounds(): Refusal {
	return new Refusal(
		'invalid',
		{
			en: 'A deadline begins between 1990 and 2100 and is at most 50 years long by its calendar.',
			zh: '时限的起点须在 1990 年至 2100 年之间，按所用日历最长 50 年。',
		},
		{ rule: 'C18' },
	)
}

const keptZone = z.strictObject({ name: z.string(), at: z.array(z.number()), offset: z.array(z.number()) })

/** The zone as text; its first stretch has no beginning, which JSON cannot say. */
export function writeZone({ name, at, offset }: Zone): string {
	return JSON.stringify({ name, at: at.slice(1), offset })
}

export function readKeptZone(text: string): Zone {
	const { name, at, offset } = keptZone.parse(JSON.parse(text))
	return { name, at: [Number.NEGATIVE_INFINITY, ...at], offset }
}

const keptPauses = z.array(z.strictObject({ from: z.number(), until: z.number(), ground: z.string() }))

export function readPauses(text: string): readonly Pause[] {
	return keptPauses.parse(JSON.parse(text))
}

const keptPart = z.strictObject({
	from: z.number(),
	until: z.number(),
	why: z.enum(['counted', 'make_up', 'start', 'rest', 'holiday', 'break', 'closed', 'pause', 'moved', 'month']),
	counts: z.number(),
	name: z.strictObject({ en: z.string(), zh: z.string() }).optional(),
	ground: z.string().optional(),
})
export type KeptPart = z.output<typeof keptPart>

export function readParts(text: string): readonly KeptPart[] {
	return z.array(keptPart).parse(JSON.parse(text))
}

/** Parts as they are kept: as they are, or month by month when there are too many to read. */
export function partsToKeep(parts: readonly Part[]): readonly KeptPart[] {
	if (parts.length <= mostParts) return [...parts]
	const months: KeptPart[] = []
	let month = ''
	for (const part of parts) {
		const its = dateOf(part.from).toISOString().slice(0, 7)
		const last = months.at(-1)
		if (last !== undefined && its === month)
			months[months.length - 1] = { ...last, until: part.until, counts: last.counts + part.counts }
		else months.push({ from: part.from, until: part.until, why: 'month', counts: part.counts })
		month = its
	}
	return months
}
