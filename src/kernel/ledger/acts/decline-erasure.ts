import { sql } from 'kysely'
import { performs } from '../../act.ts'
import { erasureDecline } from '../contract.ts'
import { erasureSubject, needErasure } from '../erasures.ts'
import { mustBeOpen } from './approve-erasure.ts'

/** L11. Ends a proposal without erasing anything. */
export const declineErasure = performs(erasureDecline, {
	async load(tx, { erasure }) {
		const row = await needErasure(tx, erasure)
		return { subject: erasureSubject(row), row, version: row.version }
	},
	async run({ tx, who, now }, row, _input) {
		mustBeOpen(row)
		await sql`update ledger.erasure set state = 'declined', decided_by = ${who.person}, decided_agency = ${who.agency},
			decided_at = ${now}, version = version + 1 where id = ${row.id}`.execute(tx)
		return {
			output: { version: row.version + 1 },
			fact: { erasure: row.id, n: row.n },
			messages: [
				{
					topic: 'ledger.erasure.changed',
					resource: { type: 'Erasure', id: row.id },
					body: { n: row.n, state: 'declined' },
				},
			],
		}
	},
})
