import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { ToldAnswer, TrayWhy } from '../contract.ts'
import { loadOrder, type OrderOf } from './order.ts'

/** The bank that answers, as far as correlation asks. */
type From = { readonly id: string; readonly bic: string | null }

export type Found = { readonly order: OrderOf; readonly why: null } | { readonly order: null; readonly why: TrayWhy }

/**
 * F143. The one order an answer is about: by our number, else the UETR, else the end-to-end id of a payment, among orders to
 * that bank or for the victim's bank to send. None, several or another bank's: a person looks.
 * @param seen which orders whoever enters it may see, on alias `o`
 */
export async function orderOf(tx: Tx, told: ToldAnswer, from: From, seen: RawBuilder<boolean>): Promise<Found> {
	const ways: readonly (RawBuilder<unknown> | null)[] = [
		told.order === undefined ? null : sql`o.number = ${told.order}`,
		told.uetr === undefined ? null : sql`o.uetrs @> array[${told.uetr}::uuid]`,
		told.endToEnd === undefined ? null : sql`o.end_to_end_ids @> array[${told.endToEnd}::text]`,
	]
	let other = false
	for (const way of ways) {
		if (way === null) continue
		const { rows } = await sql<{ id: string; ours: boolean }>`select o.id, (o.bank_id = ${from.id}
				or o.document::jsonb #>> '{payment,bank,bic}' = ${from.bic}::text) is true as ours
			from funds.bank_order o where ${way} and ${seen} order by o.n desc limit 20`.execute(tx)
		const ours = rows.filter((row) => row.ours)
		other ||= rows.length > 0
		if (ours.length > 1) return { order: null, why: 'several' }
		const [one] = ours
		if (one !== undefined) return checked(tx, told, one.id)
	}
	return { order: null, why: other ? 'other_bank' : 'unknown' }
}

/** F148. Two currencies are never compared. */
async function checked(tx: Tx, told: ToldAnswer, id: string): Promise<Found> {
	const { row } = await loadOrder(tx, id)
	if (told.amount !== undefined && told.amount.currency !== row.currency) return { order: null, why: 'currency' }
	return { order: row, why: null }
}
