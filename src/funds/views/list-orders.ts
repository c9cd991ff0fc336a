import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { listOrders, orderResource } from '../contract.ts'
import { deskSubject } from '../store/desk.ts'
import { orderRows } from '../store/order-rows.ts'

const most = 200

/** F133. Those a bank has not answered first, oldest of them first; then the newest. */
export const showOrders = shows(listOrders, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }, { report }) {
		const seen = powersInUse().filter(who, orderResource.see, orderResource, {
			now: Math.floor(now.getTime() / 1000),
			purpose: false,
		})
		const order = sql`order by (o.answered_at is not null), case when o.answered_at is null then o.written_at end,
			o.written_at desc, o.id desc`
		const source = sql`(select o.* from ${filteredRows(seen, 'o')}
			where ${report ?? null}::uuid is null or o.report_id = ${report ?? null}::uuid ${order} limit ${most + 1}) as o`
		const rows = await orderRows(tx, source, order)
		return { output: { rows: rows.slice(0, most), more: rows.length > most } }
	},
})
