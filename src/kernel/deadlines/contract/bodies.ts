import { z } from 'zod'
import { text, tier } from '../../contract/scalars.ts'

/** What an edition of a calendar and of a regime holds. */

export const words = z.strictObject({ en: text(200), zh: text(200) })

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'is not a time of day, 00:00 to 24:00')
/** Working hours of a day: `[from, until)` pairs in order; a break is what lies between two. Empty: not worked. */
const hours = z.array(z.tuple([clock, clock])).max(8)
const date = z.iso.date()

/** A day that differs from its weekday. */
const specialDay = z.strictObject({
	date,
	is: z.enum(['holiday', 'working']),
	name: words,
	/** Hours of a working one; those of a make-up day when left out. */
	hours: hours.optional(),
})

export const calendarBody = z.strictObject({
	/** IANA name, e.g. `Asia/Shanghai`. */
	zone: text(60),
	/** Monday first. */
	week: z.tuple([hours, hours, hours, hours, hours, hours, hours]),
	makeUp: hours,
	days: z.array(specialDay).max(2_000),
	/** Years whose holidays `days` holds in full. */
	years: z.array(z.int().min(1990).max(2150)).max(161),
	/** Where the days come from, year by year. */
	sources: z.array(z.strictObject({ year: z.int(), source: words })).max(161),
})
export type CalendarBody = z.output<typeof calendarBody>

export const unit = z.enum(['minutes', 'hours', 'days', 'months', 'working_days', 'working_hours'])
export type Unit = z.output<typeof unit>

const ground = z.string().regex(/^[a-z][a-z0-9_]{1,59}$/, 'is not a ground')

/** A text that grants something. Not confirmed: the bureau's legal review has yet to check the article. */
const basis = z.strictObject({ en: text(400), zh: text(400), confirmed: z.boolean() })

/** How time is counted for one kind of deadline. */
export const regimeBody = z.strictObject({
	name: words,
	basis,
	unit,
	amount: z.int().min(1).max(26_297_280),
	/** Whether the hour or day of the start counts (C11). */
	countsStart: z.boolean(),
	/** What happens to an end on a day that is not worked (C13). */
	atHoliday: z.enum(['stays', 'next_working_day']),
	/** When a day ends (C12). */
	dayEnds: z.enum(['midnight', 'close']),
	/** Somebody is held, or must be let go (C15). */
	liberty: z.boolean(),
	/** Minutes before the end at which the duty is warned; 0 for none. */
	warnMinutes: z.int().min(0).max(525_600),
	pauses: z.array(z.strictObject({ ground, name: words, basis, mostMinutes: z.int().min(1).max(1_051_200) })).max(20),
	/** `most`: how much longer at most, in the regime's unit. */
	extensions: z.array(z.strictObject({ ground, name: words, basis, most: z.int().min(1).max(1_000_000) })).max(20),
	ladder: z.array(z.strictObject({ tier, afterMinutes: z.int().min(0).max(525_600) })).max(4),
})
export type RegimeBody = z.output<typeof regimeBody>
