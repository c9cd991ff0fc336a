import { performs } from '#kernel/act.ts'
import { dropParts, putPart } from '#kernel/files/api.ts'
import { putCarriedPhoto } from '../contract.ts'
import { loadWarning } from '../store/warning.ts'

/** V68. */
export const performPutCarriedPhoto = performs(putCarriedPhoto, {
	load: async (tx, input) => ({ ...(await loadWarning(tx, input.warning)), version: null }),
	// F1. What does not hash to its name is not kept.
	refused: async (tx, _who, input, refusal) => {
		if (refusal.rule === 'F1') await dropParts(tx, input.warning, input.sha256)
	},
	run: async ({ tx, now }, row, input) => {
		const body = Buffer.from(input.base64, 'base64')
		const missing = await putPart(tx, { matter: row.id, sha256: input.sha256, n: input.part, body }, now)
		return {
			output: { warning: row.id, missing },
			fact: { sha256: input.sha256, part: input.part, missing },
			matter: row.id,
		}
	},
})
