import { sql } from 'kysely'
import { whereOf } from '../../powers/filter.ts'
import { shows } from '../../view.ts'
import { erasureList, erasureResource } from '../contract.ts'
import { wholeLedger } from '../entries.ts'
import { erasureColumns, type ErasureOf } from '../erasures.ts'
import { powersInUse } from '../machine.ts'

export const listErasures = shows(erasureList, {
	async subject() {
		return wholeLedger
	},
	async show({ tx, who, now }, { state }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = whereOf(powersInUse().filter(who, erasureResource.see, erasureResource, context), 'e')
		const { rows } = await sql<ErasureOf>`
			select ${erasureColumns} from ledger.erasure e
			where ${seen} and ${state === undefined ? sql`true` : sql`e.state = ${state}`}
			order by e.proposed_at desc, e.id desc limit 200`.execute(tx)
		return {
			output: {
				erasures: rows.map((row) => ({
					id: row.id,
					n: row.n,
					fields: row.commitments.length,
					ground: row.ground,
					state: row.state,
					proposedAgency: row.proposed_agency,
					proposedAt: row.proposed_at.toISOString(),
					decidedAgency: row.decided_agency,
					decidedAt: row.decided_at?.toISOString() ?? null,
					version: row.version,
				})),
			},
		}
	},
})
