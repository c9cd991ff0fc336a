import { sql } from 'kysely'
import { notFound } from '../../refusal.ts'
import { shows } from '../../view.ts'
import { deadlineBookSubject } from '../book.ts'
import { showCalendar } from '../contract.ts'
import { calendarOf } from '../editions.ts'
import { shownEdition } from './edition.ts'

type Proposal = {
	id: string
	kind: 'calendar' | 'regime'
	key: string
	version: number
	proposed_at: Date
	reason: string
	proposed_by: string
}

/** C3, C4. Of my own agency, or of one in my tree. */
export const showCalendarView = shows(showCalendar, {
	subject: async (_tx, { agency }, who) => deadlineBookSubject(agency ?? who.bureau),
	async show({ tx, who }, input) {
		const agency = input.agency ?? who.agency
		if (!who.below.includes(agency) && !who.above.includes(agency)) throw notFound('outside the tree')
		const { body, ...edition } = await calendarOf(tx, agency)
		const { rows } = await sql<Proposal>`select e.id, e.kind, e.key, e.version, e.proposed_at, e.reason, e.proposed_by
			from deadlines.edition e where e.agency_id = any(array(select c.descendant from identity.agency_closure c where c.ancestor = ${who.bureau}))
				and not exists (select from deadlines.publication p where p.edition_id = e.id)
				and not exists (select from deadlines.edition n join deadlines.publication p on p.edition_id = n.id
					where n.kind = e.kind and n.key = e.key and n.agency_id = e.agency_id and n.version > e.version)
			order by e.proposed_at desc, e.id desc limit 50`.execute(tx)
		return {
			output: {
				agency,
				edition: await shownEdition(tx, edition),
				body,
				proposals: rows.map((one) => ({
					id: one.id,
					kind: one.kind,
					key: one.key,
					version: one.version,
					proposedAt: one.proposed_at.toISOString(),
					reason: one.reason,
					mine: one.proposed_by === who.person,
				})),
			},
		}
	},
})
