import { sql } from 'kysely'
import { pageOf } from '#kernel/powers/page.ts'
import { shows } from '#kernel/view.ts'
import { listOrders } from '../contract.ts'
import { bookSubject } from '../store/order-book.ts'
import { orderRows, ordersFor, rowOf } from '../store/order-rows.ts'

/** Orders the person may see, newest first. */
export const showOrderList = shows(listOrders, {
	subject: async (_tx, _input, who) => bookSubject(who.bureau),
	show: async ({ tx, who, now }, input) => {
		const where = (alias: string) => {
			const ref = (column: string) => sql.ref(`${alias}.${column}`)
			const parts = [sql<boolean>`true`]
			if (input.state !== undefined) parts.push(sql<boolean>`${ref('state')} = ${input.state}`)
			if (input.ended !== undefined) parts.push(sql<boolean>`${ref('ended')} = ${input.ended === 'yes'}`)
			if (input.giver !== undefined) parts.push(sql<boolean>`${ref('giver_id')} = ${input.giver}`)
			if (input.to !== undefined) parts.push(sql<boolean>`${ref('to_id')} = ${input.to}`)
			return sql<boolean>`${sql.join(parts, sql` and `)}`
		}
		const page = await pageOf<{ id: string }>(tx, ordersFor(who, now), {
			orderBy: 'given_at',
			limit: input.limit,
			after: input.after ?? null,
			where,
			columns: ['id'],
		})
		const found = new Map(
			(
				await orderRows(
					tx,
					page.rows.map((row) => row.id),
				)
			).map((row) => [row.id, row]),
		)
		const rows = page.rows.flatMap(({ id }) => {
			const row = found.get(id)
			return row === undefined ? [] : [rowOf(row, who, now)]
		})
		return { output: { rows, next: page.next } }
	},
})
