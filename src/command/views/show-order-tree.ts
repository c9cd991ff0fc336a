import { sql } from 'kysely'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { showOrderTree } from '../contract.ts'
import { rollUp } from '../rules/order-tree.ts'
import { needOrder, orderSubject } from '../store/order.ts'
import { orderRows, ordersFor, rowOf } from '../store/order-rows.ts'

/** Deepest tree: a tier gives to the next, and a station to its posts. */
const deepest = 12
const most = 2_000

/** K20. The order with everything below it that the person may see, each after the one it is a part of. */
export const showOrderTreeView = shows(showOrderTree, {
	subject: async (tx, input) => orderSubject(await needOrder(tx, input.order, 'read')),
	show: async ({ tx, who, now }, input) => {
		const { rows: ids } = await sql<{ id: string; parent: string | null }>`
			with recursive seen as materialized (select f.id, f.parent_id, f.given_at from ${filteredRows(ordersFor(who, now), 'f')}
					where f.id = ${input.order} or f.parent_id is not null),
				tree as (
					select s.id, s.parent_id as parent, 0 as depth, array[row_number() over (order by s.id)] as path
					from seen s where s.id = ${input.order}
					union all
					select s.id, s.parent_id, t.depth + 1, t.path || row_number() over (order by s.given_at, s.id)
					from seen s join tree t on s.parent_id = t.id where t.depth < ${deepest}
				)
			select id, parent from tree order by path limit ${most}`.execute(tx)
		const found = new Map(
			(
				await orderRows(
					tx,
					ids.map((row) => row.id),
				)
			).map((row) => [row.id, row]),
		)
		const parts = ids.flatMap(({ id, parent }) => {
			const row = found.get(id)
			return row === undefined ? [] : [{ id, parent, row }]
		})
		const rolled = rollUp(
			parts.map(({ id, parent, row }) => ({
				id,
				parent,
				state: row.state,
				ended: row.ended,
				due: row.due_at.getTime(),
			})),
			input.order,
			now.getTime(),
		)
		const rows = parts.map(({ id, parent, row }) => {
			const sum = rolled.get(id)
			return {
				...rowOf(row, who, now),
				parent: id === input.order ? null : parent,
				depth: sum?.depth ?? 0,
				worstDueAt: sum?.worst == null ? null : new Date(sum.worst).toISOString(),
				open: sum?.open ?? 0,
				done: sum?.done ?? 0,
				late: sum?.late ?? 0,
			}
		})
		return { output: { rows }, matter: input.order }
	},
})
