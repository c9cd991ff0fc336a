import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { shows } from '#kernel/view.ts'
import { confirmPack, rulePack, showPack } from '../contract.ts'
import { deskSubject } from '../store/desk.ts'
import { packInForce, packSubject } from '../store/pack.ts'

type Row = {
	id: string
	pack: string
	province: string | null
	reason: string
	proposer: string
	proposed_at: Date
	confirmed_at: Date | null
}

/** F68. */
export const showPackView = shows(showPack, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }) {
		const { rows } = await sql<Row>`
			select id, pack, province, reason, proposed_by as proposer, proposed_at, confirmed_at from funds.pack_choice
			where agency_id = ${who.bureau} order by confirmed_at desc nulls first, id desc limit 2`.execute(tx)
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const shown = (row: Row | undefined) => {
			if (row === undefined) return null
			const subject = packSubject(row.id, who.bureau, row.proposer)
			const { id, province, reason } = row
			return {
				id,
				pack: rulePack.parse(row.pack),
				province,
				reason,
				proposedAt: row.proposed_at.toISOString(),
				confirmedAt: row.confirmed_at?.toISOString() ?? null,
				may:
					row.confirmed_at === null
						? [confirmPack.name].filter((name) => powersInUse().decide(who, name, subject, context).allowed)
						: [],
			}
		}
		const { pack } = await packInForce(tx, who.bureau)
		return {
			output: {
				pack,
				chosen: shown(rows.find((row) => row.confirmed_at !== null)),
				proposed: shown(rows.find((row) => row.confirmed_at === null)),
			},
		}
	},
})
