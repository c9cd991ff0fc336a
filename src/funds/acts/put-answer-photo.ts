import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { dropWrongParts, takePart } from '#kernel/files/api.ts'
import { putAnswerPhoto } from '../contract.ts'
import { loadOrder } from '../store/order.ts'

/** F140. A photograph is a file of the measure. */
export const performPutAnswerPhoto = performs(putAnswerPhoto, {
	load: (tx, input) => loadOrder(tx, input.order),
	refused: async (tx, _who, input, refusal) => {
		const { rows } = await sql<{ measure: string }>`select measure_id as measure from funds.bank_order
			where id = ${input.order}`.execute(tx)
		if (rows[0] !== undefined) await dropWrongParts(tx, rows[0].measure, input, refusal)
	},
	run: async (context, row, input) => {
		const { missing, fact } = await takePart(context, row.measure, input)
		return { output: { order: row.id, missing }, fact, matter: row.measure }
	},
})
