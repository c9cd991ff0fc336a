import type { CalendarBody } from './contract/bodies.ts'
import { calendarFaults, minuteOf } from './contract/calendar-faults.ts'
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
	const faults = calendarFaults(body)
	if (faults.length > 0) throw new CalendarFault(faults)
	const makeUp = body.makeUp.map(stretchOf)
	const special = new Map<number, CalendarDate>()
	for (const { date, is, name, hours } of body.days) {
		const worked = is === 'holiday' ? [] : (hours?.map(stretchOf) ?? makeUp)
		special.set(readDate(date) ?? 0, { hours: worked, is, name })
	}
	const plain = body.week.map((hours): CalendarDate => ({ hours: hours.map(stretchOf), is: 'week', name: null }))
	return {
		zone,
		years: new Set(body.years),
		dateOf: (date) => special.get(date) ?? plain[(((date + 3) % 7) + 7) % 7] ?? { hours: [], is: 'week', name: null },
	}
}

const stretchOf = ([from, until]: CalendarBody['makeUp'][number]): Stretch => [minuteOf(from), minuteOf(until)]
