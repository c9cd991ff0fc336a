import { performs } from '#kernel/act.ts'
import { dropWrongParts, takePart } from '#kernel/files/api.ts'
import { putCarriedPhoto } from '../contract.ts'
import { loadWarning } from '../store/warning.ts'

/** V68. */
export const performPutCarriedPhoto = performs(putCarriedPhoto, {
	load: async (tx, input) => ({ ...(await loadWarning(tx, input.warning)), version: null }),
	refused: (tx, _who, input, refusal) => dropWrongParts(tx, input.warning, input, refusal),
	run: async (context, row, input) => {
		const { missing, fact } = await takePart(context, row.id, input)
		return { output: { warning: row.id, missing }, fact, matter: row.id }
	},
})
