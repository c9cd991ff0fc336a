import { shows } from '../../view.ts'
import { deadlineBookSubject } from '../book.ts'
import { readCalendar } from '../calendar.ts'
import { trySum } from '../contract.ts'
import { calendarOf } from '../editions.ts'
import { mustStand } from '../faults.ts'
import { needRegime } from '../keep.ts'
import { checkRegime } from '../regime.ts'
import { dateOf, minuteOf, partsToKeep, reckonFor } from '../sum.ts'
import { day, firstAt, zoneOf } from '../zone.ts'
import { shownEdition } from './edition.ts'
import { countsOf, shownParts } from './sum.ts'

/** C16. By the calendar and the regime that apply at my agency now, or by a draft of them. */
export const trySumView = shows(trySum, {
	subject: async (_tx, _input, who) => deadlineBookSubject(who.bureau),
	async show({ tx, who }, input) {
		const rule = input.draft?.regime ?? (await needRegime(tx, input.regime, who.agency)).body
		const calendar = await calendarOf(tx, who.agency)
		const days = input.draft?.calendar ?? calendar.body
		if (input.draft !== undefined) {
			mustStand('C2', () => readCalendar(days))
			mustStand('C15', () => checkRegime(rule))
		}
		const amount = input.amount ?? rule.amount
		const from = startOf(input.from, days.zone)
		const sum = reckonFor(rule, days, { from, amount, pauses: [] })
		return {
			output: {
				from: dateOf(from).toISOString(),
				calendar: await shownEdition(tx, calendar),
				sum: {
					due: dateOf(sum.due).toISOString(),
					amount,
					counts: countsOf(rule),
					parts: shownParts(partsToKeep(sum.parts)),
					zone: sum.zone.name,
					tz: process.versions['tz'] ?? 'unknown',
					missingYears: [...sum.missingYears],
				},
			},
		}
	},
})

/** C43. The minute a start means: on the wall clock of a zone when it says no offset; of two the first, of none the next. */
function startOf(text: string, zone: string): number {
	if (/(Z|[+-]\d\d:?\d\d)$/.test(text)) return minuteOf(new Date(text))
	const wall = minuteOf(new Date(`${text}Z`))
	return firstAt(zoneOf(zone), wall, wall - 2 * day)
}
