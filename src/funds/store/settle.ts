import { sql } from 'kysely'
import type { Message } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import type { AnswerStanding, ToldAnswer } from '../contract.ts'
import { type Applied, applyAnswer } from './measure-answer.ts'
import type { OrderOf } from './order.ts'

/** What became of an answer, and what goes out with the act that brought it. */
export type Settled = { readonly standing: AnswerStanding; readonly messages: readonly Message[] }

type Deciding = Extract<ToldAnswer['is'], 'held' | 'mismatch' | 'refused' | 'released'>

/** F146. What goes before what, whenever it comes: a hold is undone by a release alone, and a no counts while nothing is held. */
const ranks: Readonly<Record<Deciding, number>> = { mismatch: 1, refused: 1, held: 2, released: 3 }

const isDeciding = (is: ToldAnswer['is']): is is Deciding => Object.hasOwn(ranks, is)

/**
 * F146. Lets an answer that has its order do what it does: of one rank the newest by the bank's clock, then the later name. One
 * that comes too late is kept and changes nothing. Orders of one measure are settled one after the other.
 */
export async function settle(
	tx: Tx,
	order: OrderOf,
	answer: { readonly id: string; readonly told: ToldAnswer },
	now: Date,
): Promise<Settled> {
	const at = new Date(answer.told.at)
	await sql`select id from funds.bank_order where measure_id = ${order.measure} order by id for update`.execute(tx)
	await sql`update funds.bank_order set answered_at = least(answered_at, greatest(${at}, written_at)),
			taken_at = least(taken_at, greatest(${at}, written_at)) where id = ${order.id}`.execute(tx)
	const settled = await decided(tx, order, answer.id, answer.told, now)
	await sql`update funds.bank_answer set standing = ${settled.standing} where id = ${answer.id}`.execute(tx)
	return settled
}

async function decided(tx: Tx, order: OrderOf, answer: string, told: ToldAnswer, now: Date): Promise<Settled> {
	const { is } = told
	if (!isDeciding(is)) return { standing: 'noted', messages: [] }
	const { rows } = await sql<{ is: Deciding; newer: boolean }>`select w."is",
			(w.at, w.message_id collate "C", w.message_n)
				> (${new Date(told.at)}::timestamptz, ${told.message}::text collate "C", ${told.n}::int) as newer
		from funds.bank_answer w join funds.bank_order o on o.id = w.order_id
		where o.measure_id = ${order.measure} and w.id <> ${answer} and w.standing = 'applied'`.execute(tx)
	if (rows.some((row) => ranks[row.is] > ranks[is] || (ranks[row.is] === ranks[is] && row.newer)))
		return { standing: 'late', messages: [] }
	const { applied, why, messages } = await apply(tx, order, told, now)
	return { standing: applied ? 'applied' : why === 'older' ? 'late' : 'noted', messages }
}

/** The consequence is the measure's own. */
function apply(tx: Tx, order: OrderOf, told: ToldAnswer, now: Date): Promise<Applied> {
	const at = new Date(told.at)
	if (told.is === 'held') {
		const heldMinor = told.amount?.minor ?? order.askedMinor
		return applyAnswer(tx, order.measure, { is: 'held', heldMinor, at, bankReference: told.message }, now)
	}
	if (told.is === 'released') return applyAnswer(tx, order.measure, { is: 'released', at }, now)
	if (told.is === 'mismatch' && told.field !== undefined)
		return applyAnswer(tx, order.measure, { is: 'mismatch', field: told.field }, now)
	return applyAnswer(tx, order.measure, { is: 'refused', reason: told.reason ?? '—' }, now)
}
