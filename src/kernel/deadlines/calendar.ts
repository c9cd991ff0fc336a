import type { CalendarBody } from './contract/bodies.ts'
import { CalendarFault } from './faults.ts'
import { readDate, type Zone, zoneOf } from './zone.ts'

/** A sentence in both languages. */
type Named = { readonly en: string; readonly zh: string }

/** A date as a calendar sees it. `hours`: worked stretches in minutes of the wall clock since its midnight. */
export type CalendarDate = {
	readonly hours: readonly Stretch[]
	readonly is: 'week' | 'holiday' | 'working'
	readonly name: Named | null
}
type Stretch = readonly [from: number, until: number]

/** A calendar made ready for counting. */
export type Calendar = {
	readonly zone: Zone
	/** Years whose holidays are known. */
	readonly years: ReadonlySet<number>
	dateOf(date: number): CalendarDate
}

/** Checks a calendar and makes it ready. @throws CalendarFault with every fault (C2) */
export function readCalendar(body: CalendarBody, zone: Zone = zoneOf(body.zone)): Calendar {
	const faults: string[] = []
	const week = body.week.map((hours, n) => readHours(hours, `day ${n + 1} of the week`, faults))
	const makeUp = readHours(body.makeUp, 'a make-up day', faults)
	if (week.every((hours) => hours.length === 0)) faults.push('a calendar without working time counts nothing')
	const special = new Map<number, CalendarDate>()
	for (const one of body.days) {
		const date = readDate(one.date)
		if (date === null) faults.push(`${one.date} is no date`)
		else if (special.has(date)) faults.push(`${one.date} stands twice`)
		else special.set(date, specialDay(one, makeUp, faults))
	}
	if (new Set(body.years).size < body.years.length) faults.push('a year stands twice')
	if (faults.length > 0) throw new CalendarFault(faults)
	const plain = week.map((hours): CalendarDate => ({ hours, is: 'week', name: null }))
	return {
		zone,
		years: new Set(body.years),
		dateOf: (date) => special.get(date) ?? plain[(((date + 3) % 7) + 7) % 7] ?? { hours: [], is: 'week', name: null },
	}
}

function specialDay(one: CalendarBody['days'][number], makeUp: readonly Stretch[], faults: string[]): CalendarDate {
	if (one.is === 'holiday') {
		if (one.hours !== undefined) faults.push(`${one.date} is a holiday and has hours`)
		return { hours: [], is: 'holiday', name: one.name }
	}
	const hours = one.hours === undefined ? makeUp : readHours(one.hours, one.date, faults)
	if (hours.length === 0) faults.push(`${one.date} is a working day without hours`)
	return { hours, is: 'working', name: one.name }
}

function readHours(hours: CalendarBody['makeUp'], where: string, faults: string[]): readonly Stretch[] {
	let before = 0
	return hours.map(([from, until]) => {
		const [begin, end] = [minuteOf(from), minuteOf(until)]
		if (begin >= end) faults.push(`${where}: ${from} to ${until} runs backwards`)
		if (begin < before) faults.push(`${where}: ${from} begins before the stretch before it ends`)
		before = end
		return [begin, end]
	})
}

function minuteOf(clock: string): number {
	return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}
