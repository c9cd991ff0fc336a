import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { incidentState, type IncidentType, showFollow, timerKind } from '../contract.ts'
import { followSentence, followSteps, handedOnSentence, takesOver } from '../rules/follow.ts'
import { cancelRule, reopenRule } from '../rules/tables.ts'
import { deskSubject } from '../store/call.ts'
import { type Followed, needFollowed } from '../store/follow.ts'
import { iso, isoOrNull } from '../store/shown.ts'

/** D33, D190 to D195. */
export const showFollowView = shows(showFollow, {
	subject: async (tx, input) => deskSubject((await needFollowed(tx, input.code)).desk),
	show: async ({ tx, now }, input) => {
		const followed = await needFollowed(tx, input.code)
		return { output: followed.kind === 'incident' ? await ofIncident(tx, followed, now) : await ofCall(tx, followed) }
	},
})

type Row = {
	received_at: Date
	type: IncidentType
	priority: number
	cancelled_at: Date | null
	receipt_number: string | null
	leaf: string | null
	on_the_way: Date | null
	there: Date | null
	done_there: Date | null
	answered: Date | null
	added: readonly string[]
	promised: readonly { kind: string; due: string }[]
}

/** Leaf of the entry a receipt file is made from: the acceptance's where there is one, else that of the first act. */
const leafOf = (closing: boolean) => sql`(select encode(e.leaf_hash, 'hex') from ledger.entry e
	left join ledger.opening o on o.leaf_hash = e.leaf_hash and o.name = 'what'
	where e.matter = x.id and e.kind = 'act' and e.outcome = 'done'
	order by (${closing ? sql`x.receipt_number is not null` : sql`false`} and o.value::jsonb ->> 'name' = 'dispatch.incident.close') desc nulls last, e.n
	limit 1) as leaf`

/** Times only. */
const addedTo = (column: 'incident_id' | 'call_id') => sql`coalesce((select json_agg(s.at order by s.at desc)
	from dispatch.story s where ${sql.ref(`s.${column}`)} = x.id and s.act = 'dispatch.follow.add'), '[]') as added`

async function ofIncident(tx: Tx, { id, state }: Followed, now: Date) {
	const time = (kind: string, which: 'min' | 'max') =>
		sql`(select ${sql.raw(which)}(t.at) from dispatch.incident_time t where t.incident_id = x.id and t.kind = ${kind})`
	const { rows } = await sql<Row>`
		select x.received_at, x.receipt_number, x.cancelled_at, k.type, k.priority, ${time('dispatched', 'min')} as on_the_way,
			${time('on_scene', 'min')} as there, ${time('cleared', 'max')} as done_there, ${time('closed', 'max')} as answered,
			${leafOf(true)}, ${addedTo('incident_id')},
			coalesce((select json_agg(json_build_object('kind', t.kind, 'due', t.due_at) order by t.set_at) from matters.timer t
				where t.matter_id = x.id and (t.dropped_at is null or t.met_at is not null)), '[]') as promised
		from dispatch.incident x join dispatch.classification k on k.id = x.classification_id where x.id = ${id}`.execute(
		tx,
	)
	const row = rows[0]
	if (row === undefined) throw notFound()
	const standing = incidentState.parse(state)
	const promised = Object.fromEntries(
		row.promised.flatMap(({ kind, due }) => {
			const known = timerKind.safeParse(kind)
			return known.success ? [[known.data, new Date(due)]] : []
		}),
	)
	const facts = {
		state: standing,
		receivedAt: row.received_at,
		onTheWayAt: row.on_the_way,
		thereAt: row.there,
		doneThereAt: row.done_there,
		answeredAt: standing === 'closed' || standing === 'accepted_for_decision' ? row.answered : null,
		promised,
	}
	const until =
		standing === 'closed' && row.answered !== null
			? new Date(row.answered.getTime() + reopenRule(row.type).hours * 3_600_000)
			: null
	const over = standing === 'closed' || standing === 'accepted_for_decision'
	return {
		sentence: followSentence(facts),
		steps: followSteps(facts),
		added: row.added.map(iso),
		receiptNumber: row.receipt_number,
		receiptLeaf: row.leaf,
		takenOver: null,
		cancelled:
			row.cancelled_at === null
				? null
				: { at: row.cancelled_at.toISOString(), then: cancelRule(row.type, row.priority).then },
		mayAdd: true,
		mayCancel: !over && row.cancelled_at === null,
		reopenUntil: until !== null && until > now ? until.toISOString() : null,
	}
}

/** D195. */
async function ofCall(tx: Tx, { id, state }: Followed) {
	const { rows } = await sql<{
		rang_at: Date
		leaf: string | null
		added: readonly string[]
		to_service: string
		at: Date
		acknowledged_at: Date | null
		reference: string | null
	}>`select x.rang_at, ${leafOf(false)}, ${addedTo('call_id')}, t.to_service, t.at, t.acknowledged_at, t.reference
		from dispatch.call x join dispatch.transfer t on t.call_id = x.id where x.id = ${id} order by t.at desc limit 1`.execute(
		tx,
	)
	const row = rows[0]
	if (row === undefined) throw notFound()
	const to = takesOver(row.to_service)
	const handed = state === 'transferred' || state === 'taken_over'
	return {
		sentence: handedOnSentence(to, state),
		steps: [{ key: 'received' as const, at: row.rang_at.toISOString(), promisedAt: null, is: 'done' as const }],
		added: row.added.map(iso),
		receiptNumber: null,
		receiptLeaf: row.leaf,
		takenOver: handed
			? { to, at: row.at.toISOString(), acknowledgedAt: isoOrNull(row.acknowledged_at), reference: row.reference }
			: null,
		cancelled: null,
		mayAdd: true,
		mayCancel: false,
		reopenUntil: null,
	}
}
