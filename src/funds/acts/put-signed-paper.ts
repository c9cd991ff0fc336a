import { performs } from '#kernel/act.ts'
import { dropWrongParts, takePart } from '#kernel/files/api.ts'
import { putSignedPaper } from '../contract.ts'
import { loadReport } from '../store/report.ts'

/** F34. */
export const performPutSignedPaper = performs(putSignedPaper, {
	load: async (tx, input) => ({ ...(await loadReport(tx, input.report)), version: null }),
	refused: (tx, _who, input, refusal) => dropWrongParts(tx, input.report, input, refusal),
	run: async (context, row, input) => {
		const { missing, fact } = await takePart(context, row.id, input)
		return { output: { report: row.id, missing }, fact, matter: row.id }
	},
})
