import { type RawBuilder, sql } from 'kysely'
import type { Message } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { handOverChanged, handOverResource, handOverState, type HandOverState } from '../contract/hand-over.ts'

/** A hand-over as acts need it. */
export type HandOverOf = {
	readonly id: string
	readonly matter: string
	readonly agency: string
	readonly to: string
	readonly superior: string
	readonly state: HandOverState
	readonly offerer: string
	readonly answerer: string
	readonly dueAt: Date
	readonly version: number
}

/** The hand-over, locked until the act ends when `lock` is given. @throws Refusal `not_found` */
export async function needHandOver(tx: Tx, id: string, lock: 'lock' | 'read'): Promise<HandOverOf> {
	const { rows } = await sql<{
		id: string
		matter_id: string
		agency_id: string
		to_id: string
		superior_id: string
		state: string
		offerer: string
		answerer: string
		due_at: Date
		version: number
	}>`select id, matter_id, agency_id, to_id, superior_id, state, offerer, answerer, due_at, version
		from command.hand_over where id = ${id} ${lock === 'lock' ? sql`for update` : sql``}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`hand-over ${id}`)
	return {
		id: row.id,
		matter: row.matter_id,
		agency: row.agency_id,
		to: row.to_id,
		superior: row.superior_id,
		state: handOverState.parse(row.state),
		offerer: row.offerer,
		answerer: row.answerer,
		dueAt: row.due_at,
		version: row.version,
	}
}

export function handOverSubject(row: HandOverOf): Subject {
	const { agency, to, superior, state, offerer, answerer } = row
	return { resource: handOverResource, id: row.id, attributes: { agency, to, superior, state, offerer, answerer } }
}

/** Loads and locks for an act on a hand-over. */
export async function loadHandOver(tx: Tx, id: string) {
	const row = await needHandOver(tx, id, 'lock')
	return { subject: handOverSubject(row), row, version: row.version }
}

/** Writes what changed and gives the new version. */
export async function changeHandOver(tx: Tx, row: HandOverOf, changes: RawBuilder<unknown>): Promise<number> {
	await sql`update command.hand_over set version = version + 1, ${changes} where id = ${row.id}`.execute(tx)
	return row.version + 1
}

/** What both sides' screens hear. */
export const changedMessage = (row: Pick<HandOverOf, 'id'>, state: HandOverState): Message => ({
	topic: handOverChanged,
	resource: { type: 'HandOver', id: row.id },
	body: { state },
})

/** K45. Past its clock an offer is no longer answered, whether or not the clock has been looked at. */
export function mustBeInTime(row: HandOverOf, now: Date): void {
	if (now < row.dueAt) return
	const words = {
		en: 'The time to answer has run out. The agency above both decides.',
		zh: '答复时限已过，由共同上级裁定。',
	}
	throw new Refusal('wrong_state', words, { rule: 'K45' })
}

/** K44. What is offered is owned by the offerer still. */
export async function mustStillOwn(tx: Tx, row: HandOverOf): Promise<void> {
	const { rows } = await sql<{ agency_id: string; closed_at: Date | null }>`
		select agency_id, closed_at from matters.matter where id = ${row.matter} for update`.execute(tx)
	if (rows[0]?.agency_id === row.agency && rows[0].closed_at === null) return
	const words = {
		en: 'The matter has ended or has another owner now. Take the offer back.',
		zh: '该事项已办结或已有其他负责单位，请撤回移交。',
	}
	throw new Refusal('wrong_state', words, { rule: 'K44' })
}

/**
 * K45. The lowest whole bureau above both agencies; where one of the two is the highest there is, that one.
 * @returns null when they have no agency in common
 */
export async function lowestAbove(tx: Tx, one: string, other: string): Promise<string | null> {
	const { rows } = await sql<{ id: string }>`
		select a.id from identity.agency_closure c join identity.agency_closure d on d.ancestor = c.ancestor
		join identity.agency a on a.id = c.ancestor
		where c.descendant = ${one} and d.descendant = ${other} and a.branch is null
		order by (c.depth > 0 and d.depth > 0) desc, c.depth + d.depth, c.depth limit 1`.execute(tx)
	return rows[0]?.id ?? null
}
