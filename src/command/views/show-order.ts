import { sql } from 'kysely'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { showOrder } from '../contract.ts'
import { needOrder, orderSubject } from '../store/order.ts'
import {
	beside,
	conflictsOf,
	itemsOf,
	linesOf,
	lotsOf,
	questionsOf,
	sheetColumns,
	type SheetSql,
	targetOf,
} from '../store/order-detail.ts'
import { clockOf, iso, isoOrNull, rowColumns, rowOf, type RowSql } from '../store/order-rows.ts'

/** One order with all that was said and done about it. */
export const showOrderDetail = shows(showOrder, {
	subject: async (tx, input) => orderSubject(await needOrder(tx, input.order, 'read')),
	show: async ({ tx, who, now }, { order }) => {
		const { rows } = await sql<RowSql & SheetSql>`select ${rowColumns}, ${sheetColumns}
			from command.issued_order o where o.id = ${order}`.execute(tx)
		const row = rows[0]
		if (row === undefined) throw notFound(`order ${order}`)
		return {
			output: {
				...rowOf(row, who, now),
				version: row.version,
				text: row.body,
				why: row.why,
				basis: row.basis,
				matter: row.matter_id,
				reference: row.reference,
				checker: { agency: row.checker, post: row.checker_post },
				above: row.above,
				regime: row.regime,
				spokenAt: isoOrNull(row.spoken_at),
				enteredBy: row.entered_by === '' ? null : row.entered_by,
				stoppedAt: isoOrNull(row.stopped_at),
				...(await beside(tx, who, now, row)),
				target: await targetOf(tx, row),
				claim:
					row.claim === null || row.claim_from === null || row.claim_until === null
						? null
						: { of: row.claim, place: row.claim_place, from: iso(row.claim_from), until: iso(row.claim_until) },
				checklist: await itemsOf(tx, order),
				questions: await questionsOf(tx, order),
				clocks: row.clocks.map(clockOf),
				lots: await lotsOf(tx, order),
				conflictsWith: await conflictsOf(tx, who, now, row),
				story: await linesOf(tx, order),
			},
			records: [{ type: 'Order', id: order }],
			matter: order,
		}
	},
})
