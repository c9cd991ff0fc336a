import type { CalendarBody } from '../contract/bodies.ts'
import type { Question } from '../reckon.ts'

/**
 * The same question answered another way: the wall clock read from Intl minute by minute, and one minute after the other
 * looked at. No stretches, no arithmetic of dates.
 */

/** Wall clock of a zone over a window: minutes since 1970 as the wall shows them, for each minute from `start`. */
export type Walls = { readonly start: number; readonly wall: Int32Array }

/** Reads a zone's wall clock for every minute of a window, asking Intl each quarter of an hour. */
export function wallsOf(zone: string, start: number, minutes: number): Walls {
	const format = new Intl.DateTimeFormat('en-GB', {
		timeZone: zone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
	})
	const wall = new Int32Array(minutes)
	for (let i = 0; i < minutes; i += 15) {
		const [d, mo, y, h, mi] = (format.format((start + i) * 60_000).match(/\d+/g) ?? []).map(Number)
		const shown = Date.UTC(y ?? 0, (mo ?? 1) - 1, d, h, mi) / 60_000
		for (let j = i; j < Math.min(minutes, i + 15); j += 1) wall[j] = shown + j - i
	}
	return { start, wall }
}

/** Which wall minutes a calendar works: one byte for each minute of every date of a window, read from its text. */
export class Worked {
	readonly #byDate = new Map<number, { readonly open: Uint8Array; readonly any: boolean }>()
	readonly #body: CalendarBody

	constructor(body: CalendarBody) {
		this.#body = body
	}

	on(date: number): { readonly open: Uint8Array; readonly any: boolean } {
		const before = this.#byDate.get(date)
		if (before !== undefined) return before
		const text = new Date(date * 86_400_000).toISOString().slice(0, 10)
		const special = this.#body.days.find((one) => one.date === text)
		const weekday = (new Date(date * 86_400_000).getUTCDay() + 6) % 7
		let hours = this.#body.week[weekday] ?? []
		if (special?.is === 'holiday') hours = []
		if (special?.is === 'working') hours = special.hours ?? this.#body.makeUp
		const open = new Uint8Array(1_440)
		for (const [from, until] of hours) open.fill(1, ofDay(from), ofDay(until))
		const made = { open, any: hours.length > 0 }
		this.#byDate.set(date, made)
		return made
	}
}

const ofDay = (clock: string) => clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

/** The due minute, or null when the window ends first. */
export function stepped(question: Question, walls: Walls, worked: Worked): number | null {
	const stepper = new Stepper(question, walls, worked)
	switch (question.unit) {
		case 'minutes':
			return stepper.minutes(question.from, question.amount)
		case 'hours':
			return stepper.minutes(stepper.begin(), question.amount * 60)
		case 'working_hours':
			return stepper.minutes(stepper.begin(), question.amount * 60, true)
		case 'months':
			return question.liberty ? stepper.sameMinute() : stepper.dates(stepper.monthDates(), false)
		default:
			if (question.liberty) return stepper.minutes(question.from, question.amount * 1_440)
			return stepper.dates(question.amount, question.unit === 'working_days')
	}
}

class Stepper {
	readonly #question: Question
	readonly #walls: Walls
	readonly #worked: Worked
	readonly #end: number

	constructor(question: Question, walls: Walls, worked: Worked) {
		this.#question = question
		this.#walls = walls
		this.#worked = worked
		this.#end = walls.start + walls.wall.length
	}

	#wall(minute: number): number {
		return this.#walls.wall[minute - this.#walls.start] ?? Number.NaN
	}

	#stands(minute: number): boolean {
		return this.#question.pauses.some((pause) => minute >= pause.from && minute < pause.until)
	}

	#isOpen(minute: number): boolean {
		const wall = this.#wall(minute)
		return this.#worked.on(Math.floor(wall / 1_440)).open[wall % 1_440] === 1
	}

	begin(): number {
		if (this.#question.countsStart) return this.#question.from
		let minute = this.#question.from + 1
		while (this.#wall(minute) % 60 !== 0) minute += 1
		return minute
	}

	/** Minutes one by one; `open` counts only those the calendar works. */
	minutes(from: number, amount: number, open = false): number | null {
		let left = amount
		const { pauses } = this.#question
		for (let minute = from; minute < this.#end; minute += 1) {
			if (open && !this.#isOpen(minute)) continue
			if (pauses.length > 0 && this.#stands(minute)) continue
			left -= 1
			if (left === 0) return minute + 1
		}
		return null
	}

	/** Dates one by one, each looked at in its last minute. */
	dates(amount: number, workingOnly: boolean): number | null {
		const { from, countsStart, atHoliday, dayEnds } = this.#question
		let left = amount
		let close: number | null = null
		let first = true
		let done = false
		for (let minute = from; minute < this.#end - 1; minute += 1) {
			if (this.#isOpen(minute)) close = minute + 1
			if (!this.#endsDate(minute)) continue
			const works = this.#worked.on(Math.floor(this.#wall(minute) / 1_440)).any
			const starts = first
			first = false
			if (!done && !(starts && !countsStart) && !this.#stands(minute) && (works || !workingOnly)) left -= 1
			done = left === 0
			if (done && (works || atHoliday === 'stays')) return dayEnds === 'close' && close !== null ? close : minute + 1
			close = null
		}
		return null
	}

	#endsDate(minute: number): boolean {
		return Math.floor(this.#wall(minute) / 1_440) < Math.floor(this.#wall(minute + 1) / 1_440)
	}

	/** Wall text of the same day number some months on, or of the month's last day, by trying dates from the 31st down. */
	#monthsOn(date: number): number {
		const at = new Date(date * 86_400_000)
		const months = at.getUTCFullYear() * 12 + at.getUTCMonth() + this.#question.amount
		for (let number = at.getUTCDate(); number > 0; number -= 1) {
			const tried = new Date(Date.UTC(Math.floor(months / 12), months % 12, number))
			if (tried.getUTCDate() === number) return tried.getTime() / 86_400_000
		}
		return Number.NaN
	}

	/** The first minute whose wall clock shows the same minute, some months on; counted in minutes where the clock stood still. */
	sameMinute(): number | null {
		const { from } = this.#question
		const wall = this.#wall(from)
		const target = this.#monthsOn(Math.floor(wall / 1_440)) * 1_440 + (wall % 1_440)
		for (let minute = from; minute < this.#end; minute += 1)
			if (this.#wall(minute) >= target) return this.minutes(from, minute - from)
		return null
	}

	/** How many dates a period in months has. */
	monthDates(): number {
		const { from, countsStart } = this.#question
		const first = Math.floor(this.#wall(from) / 1_440) - (countsStart ? 1 : 0)
		return this.#monthsOn(first) - first
	}
}
