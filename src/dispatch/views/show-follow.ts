import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { incidentState, showFollow } from '../contract.ts'
import { followSentence, followSteps } from '../rules/follow.ts'
import { deskSubject } from '../store/call.ts'
import { iso } from '../store/shown.ts'

type Row = {
	id: string
	desk_id: string
	received_at: Date
	state: string
	receipt_number: string | null
	leaf: string | null
	on_the_way: Date | null
	there: Date | null
	done_there: Date | null
	answered: Date | null
	added: readonly string[]
}

async function needByCode(tx: Tx, code: string): Promise<Row> {
	const time = (kind: string, which: 'min' | 'max') =>
		sql`(select ${sql.raw(which)}(t.at) from dispatch.incident_time t where t.incident_id = i.id and t.kind = ${kind})`
	const { rows } = await sql<Row>`
		select i.id, i.desk_id, i.received_at, i.receipt_number, ${time('dispatched', 'min')} as on_the_way, ${time('on_scene', 'min')} as there,
			${time('cleared', 'max')} as done_there, ${time('closed', 'max')} as answered,
			(select t.element from matters.token t where t.matter_id = i.id limit 1) as state,
			(select encode(e.leaf_hash, 'hex') from ledger.entry e
				left join ledger.opening o on o.leaf_hash = e.leaf_hash and o.name = 'what'
				where e.matter = i.id and e.kind = 'act' and e.outcome = 'done'
				order by (i.receipt_number is not null and o.value::jsonb ->> 'name' = 'dispatch.incident.close') desc nulls last, e.n
				limit 1) as leaf,
			coalesce((select json_agg(s.at order by s.at desc) from dispatch.story s
				where s.incident_id = i.id and s.act = 'dispatch.follow.add'), '[]') as added
		from dispatch.incident i where i.follow_code = ${code}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound()
	return row
}

/** D33. */
export const showFollowView = shows(showFollow, {
	subject: async (tx, input) => deskSubject((await needByCode(tx, input.code)).desk_id),
	show: async ({ tx }, input) => {
		const row = await needByCode(tx, input.code)
		const facts = {
			state: incidentState.parse(row.state),
			receivedAt: row.received_at,
			onTheWayAt: row.on_the_way,
			thereAt: row.there,
			doneThereAt: row.done_there,
			answeredAt: row.answered,
		}
		return {
			output: {
				sentence: followSentence(facts),
				steps: followSteps(facts),
				added: row.added.map(iso),
				receiptNumber: row.receipt_number,
				receiptLeaf: row.leaf,
			},
		}
	},
})
