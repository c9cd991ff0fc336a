import { notFound } from '../../refusal.ts'
import { findSubject } from '../../powers/load-subject.ts'
import { shows } from '../../view.ts'
import { editionResource, showEdition } from '../contract.ts'
import { calendarById, calendarOf, regimeById, regimeOf } from '../editions.ts'

/** C4. */
export const showEditionView = shows(showEdition, {
	async subject(tx, { id }) {
		const subject = await findSubject(tx, editionResource, id)
		if (subject === null) throw notFound()
		return subject
	},
	async show({ tx }, { id }) {
		const row = await tx
			.selectFrom('deadlines.edition as e')
			.leftJoin('deadlines.publication as p', 'p.edition_id', 'e.id')
			.select(['e.kind', 'e.key', 'e.agency_id', 'e.version', 'e.body', 'e.reason', 'e.proposed_at', 'p.at'])
			.where('e.id', '=', id)
			.executeTakeFirst()
		if (row === undefined) throw notFound()
		const { kind, key, version, body, reason, agency_id: agency } = row
		const waits = row.at === null && agency !== null
		return {
			output: {
				id,
				kind,
				key,
				version,
				reason,
				proposedAt: row.proposed_at.toISOString(),
				publishedAt: row.at?.toISOString() ?? null,
				calendar: kind === 'calendar' ? calendarById(id, body) : null,
				regime: kind === 'regime' ? regimeById(id, body) : null,
				inForce: waits
					? {
							calendar: kind === 'calendar' ? (await calendarOf(tx, agency)).body : null,
							regime: kind === 'regime' ? ((await regimeOf(tx, key, agency))?.body ?? null) : null,
						}
					: null,
			},
		}
	},
})
