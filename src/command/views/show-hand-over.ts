import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { matter as matterResource } from '#kernel/matters/contract.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { findSubject } from '#kernel/powers/load-subject.ts'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import type { Who } from '#kernel/who.ts'
import { handOverChanged, showHandOver } from '../contract/hand-over.ts'
import { handOverSubject, needHandOver } from '../store/hand-over.ts'
import { handOverRows, mayOn, namedJson } from '../store/hand-over-rows.ts'
import { ownersOf } from '../store/owners.ts'

/** One hand-over with all that its three agencies must know to answer or decide. */
export const showHandOverDetail = shows(showHandOver, {
	subject: async (tx, input) => handOverSubject(await needHandOver(tx, input.handOver, 'read')),
	async show({ tx, who, now }, input) {
		const one = await needHandOver(tx, input.handOver, 'read')
		const [row] = await handOverRows(tx, who, now, sql`command.hand_over h`, sql`where h.id = ${one.id}`)
		if (row === undefined) throw notFound()
		return {
			output: {
				...row,
				...(await wordsOf(tx, one.id)),
				clocks: await clocksOf(tx, one.matter),
				owners: await ownersOf(tx, one.matter),
				may: [...mayOn(who, now, one)],
				opens: await mayKnow(tx, who, now, one.matter),
				entries: await entriesOf(tx, one.id, one.matter),
			},
			records: [{ type: 'HandOver', id: one.id }],
			matter: one.matter,
		}
	},
})

async function mayKnow(tx: Tx, who: Who, now: Date, matter: string): Promise<boolean> {
	const subject = await findSubject(tx, matterResource, matter)
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	return subject !== null && powersInUse().decide(who, matterResource.see, subject, context).allowed
}

async function wordsOf(tx: Tx, id: string) {
	const { rows } = await sql<{
		reason: string
		answer: string | null
		decision: string | null
		offeredBy: string
		answeredBy: string | null
		decidedBy: string | null
	}>`select reason, answer, decision, offered_by as "offeredBy", answered_by as "answeredBy", decided_by as "decidedBy"
		from command.hand_over where id = ${id}`.execute(tx)
	if (rows[0] === undefined) throw notFound()
	return rows[0]
}

/** C40. Open clocks that would pass with the matter. What a protected one is called tells too much. */
async function clocksOf(tx: Tx, matter: string) {
	const { rows } = await sql<{ name: { en: string; zh: string }; due_at: Date }>`
		select e.body::json -> 'name' as name, d.due_at from deadlines.deadline d join deadlines.edition e on e.id = d.regime_id
		where d.matter_id = ${matter} and not d.protected and d.met_at is null and d.decided_at is null and d.dropped_at is null
		order by d.due_at`.execute(tx)
	return rows.map((row) => ({ name: row.name, dueAt: row.due_at.toISOString() }))
}

/** K47. Its lines in the ledger, each with the agency it stands under. */
async function entriesOf(tx: Tx, id: string, matter: string) {
	const { rows } = await sql<{
		n: number
		at: Date
		hash: string
		what: string | null
		agency: { id: string; en: string; zh: string } | null
	}>`select e.n, e.at, encode(e.leaf_hash, 'hex') as hash, o.value as what,
			(select ${namedJson('a')} from identity.agency a where a.id = e.agency) as agency
		from ledger.entry e join ledger.opening o on o.leaf_hash = e.leaf_hash and o.name = 'what'
		where e.matter = ${matter} and (exists (select from kernel.outbox x where x.pending_id = e.pending_id
				and x.topic = ${handOverChanged} and x.resource_id = ${id})
			or (e.kind = 'system' and o.value::json -> 'fact' ->> 'handOver' = ${id}))
		order by e.n`.execute(tx)
	return rows.map((row) => ({
		n: Number(row.n),
		agency: row.agency,
		name: nameOf(row.what),
		at: row.at.toISOString(),
		leafHash: row.hash,
	}))
}

function nameOf(what: string | null): string {
	const read: unknown = what === null ? null : JSON.parse(what)
	return typeof read === 'object' && read !== null && 'name' in read && typeof read.name === 'string' ? read.name : ''
}
