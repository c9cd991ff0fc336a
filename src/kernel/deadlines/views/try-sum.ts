import { shows } from '../../view.ts'
import { deadlineBookSubject } from '../book.ts'
import { trySum } from '../contract.ts'
import { calendarOf } from '../editions.ts'
import { needRegime } from '../keep.ts'
import { dateOf, minuteOf, partsToKeep, reckonFor } from '../sum.ts'
import { shownEdition } from './edition.ts'
import { countsOf, shownParts } from './sum.ts'

/** C16. By the calendar and the regime that apply at my agency now. */
export const trySumView = shows(trySum, {
	subject: async (_tx, _input, who) => deadlineBookSubject(who.bureau),
	async show({ tx, who }, input) {
		const regime = await needRegime(tx, input.regime, who.agency)
		const calendar = await calendarOf(tx, who.agency)
		const amount = input.amount ?? regime.body.amount
		const from = minuteOf(new Date(input.from))
		const sum = reckonFor(regime.body, calendar.body, { from, amount, pauses: [] })
		return {
			output: {
				from: dateOf(from).toISOString(),
				calendar: await shownEdition(tx, calendar),
				sum: {
					due: dateOf(sum.due).toISOString(),
					amount,
					counts: countsOf(regime.body),
					parts: shownParts(partsToKeep(sum.parts)),
					zone: sum.zone.name,
					tz: process.versions['tz'] ?? 'unknown',
					missingYears: [...sum.missingYears],
				},
			},
		}
	},
})
