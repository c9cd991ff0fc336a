import { sql } from 'kysely'
import { readPart } from '#kernel/files/api.ts'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { type OrderColumn, orderDocument, showAnswerPhoto, showOrder } from '../contract.ts'
import { signerInUse } from '../machine.ts'
import { camt056 } from '../rules/camt056.ts'
import { orderCsv } from '../rules/order-csv.ts'
import { answersOf, orderRows } from '../store/order-rows.ts'
import { loadOrder } from '../store/order.ts'

type Row = {
	document: string
	sha256: string
	signature: string
	number: string
	measure: string
	report: string
	columns: OrderColumn[] | null
	stop_line: string | null
}

/** F133 to F136. Every rendering is made from the signed document alone. */
export const showOneOrder = shows(showOrder, {
	subject: async (tx, input) => (await loadOrder(tx, input.order)).subject,
	async show({ tx }, input) {
		const { rows } = await sql<Row>`select o.document, o.sha256, o.signature, o.number, o.measure_id as measure,
				o.report_id as report, b.columns, b.stop_line
			from funds.bank_order o left join funds.bank b on b.id = o.bank_id where o.id = ${input.order}`.execute(tx)
		const found = rows[0]
		const [row] = await orderRows(tx, sql`funds.bank_order o`, sql`where o.id = ${input.order}`)
		if (found === undefined || row === undefined) throw notFound(`order ${input.order}`)
		const document = orderDocument.parse(JSON.parse(found.document))
		const message = camt056(document, found.sha256)
		const columns = found.columns ?? []
		return {
			output: {
				row,
				document,
				text: found.document,
				sha256: found.sha256,
				signature: found.signature,
				vkey: signerInUse().vkey,
				stopLine: found.stop_line,
				csv:
					columns.length === 0
						? null
						: { name: `${found.number}.csv`, text: orderCsv(document, found.sha256, columns) },
				camt056: message.ok ? { xml: message.xml, why: null } : { xml: null, why: { en: message.en, zh: message.zh } },
				answers: await answersOf(tx, input.order),
			},
			records: [{ type: 'FundsOrder', id: input.order }],
			matter: found.measure,
		}
	},
})

/** F140. */
export const showAnswerPhotoPart = shows(showAnswerPhoto, {
	subject: async (tx, input) => (await loadOrder(tx, input.order)).subject,
	async show({ tx }, input) {
		const { row } = await loadOrder(tx, input.order)
		const body = await readPart(tx, row.measure, input.sha256, input.part)
		return {
			output: { base64: Buffer.from(body).toString('base64') },
			records: [{ type: 'FundsOrder', id: row.id }],
			matter: row.measure,
		}
	},
})
