import { type Selectable, sql } from 'kysely'
import type { Fact, Message } from '../../act.ts'
import type { Tables, Tx } from '#kernel/db/schema.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Subject } from '#kernel/powers/api.ts'
import type { Who } from '#kernel/who.ts'
import { bookResource, draftResource, type WhatIs } from '../contract/drawings.ts'
import type { Hand } from './chain.ts'
import type { DraftStep } from './tables.ts'

export type DraftRow = Selectable<Tables['matters.draft']>

/** Topic of the message that a draft or what is in force changed: about the resource `Draft`. */
export const draftChanged = 'matters.draft.changed'

export function drawingBookSubject(bureau: string): Subject {
	return { resource: bookResource, id: bureau, attributes: { agency: bureau } }
}

export function draftSubject(row: Pick<DraftRow, 'id' | 'bureau_id' | 'scope_id' | 'opened_by' | 'decided'>): Subject {
	return {
		resource: draftResource,
		id: row.id,
		attributes: { agency: row.bureau_id, scope: row.scope_id, proposer: row.opened_by, decided: row.decided },
	}
}

/** @throws Refusal `not_found` */
export async function needDraft(tx: Tx, id: string, lock: 'lock' | 'read' = 'read'): Promise<DraftRow> {
	const query = tx.selectFrom('matters.draft').selectAll().where('id', '=', id)
	const row = await (lock === 'lock' ? query.forUpdate() : query).executeTakeFirst()
	if (row === undefined) throw notFound(`draft ${id}`)
	return row
}

/** M80, T21. Where it would apply with all below: a drawing at the bureau, a table at the top of the deployment. */
export async function scopeOf(tx: Tx, what: WhatIs, bureau: string): Promise<string> {
	if (what === 'drawing') return bureau
	const { rows } = await sql<{ top: string }>`select ancestor as top from identity.agency_closure
		where descendant = ${bureau}::uuid order by depth desc limit 1`.execute(tx)
	return rows[0]?.top ?? bureau
}

/** M82. Everybody who has drawn at it or proposed it. */
export async function handsOf(tx: Tx, draft: string): Promise<readonly Hand[]> {
	const { rows } = await sql<Hand>`select by_person as person, by_agency as agency from matters.draft_hand
		where draft_id = ${draft}::uuid`.execute(tx)
	return rows
}

export async function keepHand(tx: Tx, draft: string, who: Who, now: Date): Promise<void> {
	await tx
		.insertInto('matters.draft_hand')
		.values({ draft_id: draft, by_person: who.person, by_agency: who.agency, at: now })
		.onConflict((conflict) => conflict.doNothing())
		.execute()
}

/** Who reviewed it; empty when nobody did. */
export async function reviewerOf(tx: Tx, draft: string): Promise<string> {
	const row = await tx
		.selectFrom('matters.draft_step')
		.select('by_person')
		.where('draft_id', '=', draft)
		.where('step', '=', 'reviewed')
		.executeTakeFirst()
	return row?.by_person ?? ''
}

/**
 * Writes one step and the state it leads to.
 * @throws Refusal `wrong_state` when it does not follow from the draft's state
 */
export async function takeStep(
	tx: Tx,
	draft: DraftRow,
	step: DraftStep,
	by: { readonly who: Who; readonly now: Date; readonly ground: string },
): Promise<void> {
	if (!follows[step].includes(draft.state)) throw wrongState(draft.state)
	const { who, now, ground } = by
	const added = await tx
		.insertInto('matters.draft_step')
		.values({
			draft_id: draft.id,
			step,
			by_person: who.person,
			by_post: who.postKind,
			by_agency: who.agency,
			at: now,
			ground,
		})
		.onConflict((conflict) => conflict.doNothing())
		.returning('step')
		.executeTakeFirst()
	if (added === undefined) throw wrongState(draft.state)
	await sql`update matters.draft set state = ${step}::text, version = version + 1 where id = ${draft.id}::uuid`.execute(
		tx,
	)
}

const follows: Readonly<Record<DraftStep, readonly DraftRow['state'][]>> = {
	proposed: ['draft'],
	reviewed: ['proposed'],
	published: ['reviewed'],
	refused: ['proposed', 'reviewed'],
	withdrawn: ['draft', 'proposed', 'reviewed'],
}

const stateWords: Readonly<Record<DraftRow['state'], string>> = {
	draft: '草稿',
	proposed: '已提请',
	reviewed: '已审核',
	published: '已发布',
	refused: '未通过',
	withdrawn: '已撤回',
}

export function wrongState(state: DraftRow['state']): Refusal {
	return new Refusal(
		'wrong_state',
		{
			en: `The draft is ${state === 'draft' ? 'still being drawn' : state}. Look at it again.`,
			zh: `草稿当前状态为“${stateWords[state]}”，请重新查看。`,
		},
		{ rule: 'M81', extra: { state } },
	)
}

/** What every act of a draft tells. */
export function told(draft: Pick<DraftRow, 'id' | 'what' | 'name'>, more: Fact): { fact: Fact; messages: Message[] } {
	const { id, what, name } = draft
	const fact: Fact = { draft: id, what, name, ...more }
	return { fact, messages: [{ topic: draftChanged, resource: { type: 'Draft', id }, body: fact }] }
}
