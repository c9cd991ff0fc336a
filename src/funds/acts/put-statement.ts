import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { dropWrongParts, takePart } from '#kernel/files/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { putStatement } from '../contract.ts'
import { loadStatement, mustBeComing } from '../store/statement.ts'

/** F170. One part of the announced file; asked again after a break, only the missing ones come. */
export const performPutStatement = performs(putStatement, {
	load: async (tx, input) => ({ ...(await loadStatement(tx, input.statement)), version: null }),
	refused: async (tx, _who, input, refusal) => {
		const { rows } = await sql<{ report: string }>`select report_id as report from funds.statement
			where id = ${input.statement} and sha256 = ${input.sha256}`.execute(tx)
		if (rows[0] !== undefined) await dropWrongParts(tx, rows[0].report, input, refusal)
	},
	run: async (context, row, input) => {
		mustBeComing(row)
		if (input.sha256 !== row.sha256)
			throw new Refusal(
				'invalid',
				{ en: 'This is another file than was announced.', zh: '与所报文件不是同一文件。' },
				{ rule: 'F170', field: 'sha256' },
			)
		const { missing, fact } = await takePart(context, row.report, input)
		return { output: { statement: row.id, missing }, fact, matter: row.report }
	},
})
