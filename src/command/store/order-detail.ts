import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import type { Who } from '#kernel/who.ts'
import type { AgencyName, EvidenceKind, OrderClaim, OrderCounts, OrderState } from '../contract.ts'
import { agencyJson, agencyOf, iso, isoOrNull, ordersFor, type RowSql } from './order-rows.ts'

/** The parts of one order's view. */

export type SheetSql = {
	readonly version: number
	readonly body: string
	readonly why: string | null
	readonly basis: string | null
	readonly matter_id: string | null
	readonly reference: string | null
	readonly above: AgencyName
	readonly regime: string | null
	readonly stopped_at: Date | null
	readonly parent_id: string | null
	readonly together_id: string
	readonly replaces_id: string | null
	readonly counts: OrderCounts | null
	readonly amount: number | null
	readonly claim: OrderClaim | null
	readonly claim_place: string | null
	readonly claim_from: Date | null
	readonly claim_until: Date | null
}

export const sheetColumns = sql`o.version, o.body, o.why, o.basis, o.matter_id, o.reference, ${agencyOf(sql`o.up_id`)} as above, o.regime,
	o.stopped_at, o.parent_id, o.together_id, o.replaces_id, o.counts, o.amount, o.claim, o.claim_place, o.claim_from, o.claim_until`

type Beside = { readonly id: string; readonly title: string; readonly state: OrderState }

/** The order it is a part of, those given with it, what it replaces and what replaced it: as far as the person may see. */
export async function beside(tx: Tx, who: Who, now: Date, row: RowSql & SheetSql) {
	const seen = filteredRows(ordersFor(who, now), 's')
	const parents = await sql<Beside & { seen: boolean }>`select p.id, p.title, p.state,
			exists (select from ${seen} where s.id = p.id) as seen
		from command.issued_order p where p.id = ${row.parent_id}`.execute(tx)
	const parent = parents.rows[0]
	const together = await sql<{ id: string; agency: AgencyName; post: string; state: OrderState }>`
		select s.id, ${agencyOf(sql`s.to_id`)} as agency, s.to_post as post, s.state from ${seen}
		where s.together_id = ${row.together_id} and s.id <> ${row.id} order by s.id`.execute(tx)
	const after = await sql<{
		id: string
	}>`select s.id from ${seen} where s.replaces_id = ${row.id} order by s.id limit 1`.execute(tx)
	return {
		parent:
			parent === undefined ? null : { id: parent.id, title: parent.seen ? parent.title : null, state: parent.state },
		together: together.rows.map(({ id, agency, post, state }) => ({ id, to: { agency, post }, state })),
		replaces: row.replaces_id,
		replacedBy: after.rows[0]?.id ?? null,
	}
}

export async function targetOf(tx: Tx, row: RowSql & SheetSql) {
	if (row.counts === null || row.amount === null) return null
	const { rows } = await sql<{ kind: 'place' | 'task' | 'repair'; words: string }>`
		select kind, words from command.order_target where order_id = ${row.id} order by n`.execute(tx)
	return { counts: row.counts, amount: row.amount, list: rows }
}

type EvidenceJson = {
	readonly id: string
	readonly words: string
	readonly sha256: string | null
	readonly matter: string | null
	readonly entry: number | null
	readonly part: string | null
	readonly at: string
	readonly post: string
	readonly agency: AgencyName | null
}

export async function itemsOf(tx: Tx, order: string) {
	const { rows } = await sql<{
		n: number
		words: string
		evidence: EvidenceKind
		returned_at: Date | null
		given: readonly EvidenceJson[]
	}>`select i.n, i.words, i.evidence, i.returned_at,
			coalesce((select json_agg(json_build_object('id', e.id, 'words', e.words, 'sha256', e.sha256, 'matter', e.matter_id,
				'entry', e.entry, 'part', e.part_id, 'at', e.at, 'post', e.post_kind, 'agency', ${agencyOf(sql`e.by_agency`)}) order by e.at, e.id)
				from command.order_evidence e where e.order_id = i.order_id and e.item = i.n), '[]') as given
		from command.order_item i where i.order_id = ${order} order by i.n`.execute(tx)
	return rows.map((row) => {
		const since = row.returned_at?.getTime() ?? Number.NEGATIVE_INFINITY
		const done = row.given.some((each) => Date.parse(each.at) > since)
		return {
			n: row.n,
			words: row.words,
			evidence: row.evidence,
			returned: row.returned_at !== null && !done,
			done,
			given: row.given.map((each) => ({ ...each, at: iso(each.at) })),
		}
	})
}

export async function questionsOf(tx: Tx, order: string) {
	const { rows } = await sql<{
		id: string
		text: string
		asked_at: Date
		answer: string | null
		answered_at: Date | null
	}>`select id, text, asked_at, answer, answered_at from command.order_question where order_id = ${order}
		order by asked_at, id`.execute(tx)
	return rows.map((row) => ({
		id: row.id,
		text: row.text,
		askedAt: iso(row.asked_at),
		answer: row.answer,
		answeredAt: isoOrNull(row.answered_at),
	}))
}

export async function lotsOf(tx: Tx, order: string) {
	const { rows } = await sql<{
		round: 30 | 90
		station: AgencyName
		tree_size: number
		root: string
		candidates: readonly AgencyName[]
		drawn_at: Date
		result: 'holds' | 'fallen' | null
		words: string | null
		done_at: Date | null
	}>`select l.round, ${agencyOf(sql`l.agency_id`)} as station, l.tree_size, l.root,
			coalesce((select json_agg(${agencyJson('a')} order by a.id) from identity.agency a
				where a.id::text in (select jsonb_array_elements_text(l.candidates))), '[]') as candidates,
			l.drawn_at, l.result, l.words, l.done_at
		from command.order_lot l where l.order_id = ${order} order by l.drawn_at`.execute(tx)
	return rows.map((row) => ({
		round: row.round,
		station: row.station,
		treeSize: Number(row.tree_size),
		root: row.root,
		candidates: [...row.candidates],
		drawnAt: iso(row.drawn_at),
		result: row.result,
		words: row.words,
		doneAt: isoOrNull(row.done_at),
	}))
}

/** K29. What it conflicts with. The title is for the two givers, and for who may see that order anyway. */
export async function conflictsOf(tx: Tx, who: Who, now: Date, row: RowSql) {
	const { rows } = await sql<{
		id: string
		giver: AgencyName
		title: string
		seen: boolean
		claim: OrderClaim
		place: string | null
		from: Date
		until: Date
	}>`select y.id, ${agencyOf(sql`y.giver_id`)} as giver, y.title,
			exists (select from ${filteredRows(ordersFor(who, now), 's')} where s.id = y.id) as seen,
			y.claim, y.claim_place as place, y.claim_from as "from", y.claim_until as until
		from command.order_conflict x join command.issued_order y on y.id = case when x.order_id = ${row.id} then x.other_id else x.order_id end
		where (x.order_id = ${row.id} or x.other_id = ${row.id}) and not y.ended and y.state not in ('closed', 'recheck')
		order by x.found_at, y.id`.execute(tx)
	return rows.map((each) => ({
		order: each.id,
		giver: each.giver,
		title: each.seen || who.bureau === row.giver.id ? each.title : null,
		claim: each.claim,
		place: each.place,
		from: iso(each.from),
		until: iso(each.until),
	}))
}

const linesShown = 300

export async function linesOf(tx: Tx, order: string) {
	const { rows } = await sql<{
		id: string
		at: Date
		act: string
		post: string
		agency: AgencyName | null
		text: string | null
		fact: Record<string, unknown>
	}>`select l.id, l.at, l.act, l.post_kind as post, ${agencyOf(sql`l.by_agency`)} as agency, l.text, l.fact
		from command.order_line l where l.order_id = ${order} order by l.at desc, l.id desc limit ${linesShown}`.execute(tx)
	return rows.map((row) => ({ ...row, at: iso(row.at) }))
}
