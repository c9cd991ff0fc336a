import { performs } from '#kernel/act.ts'
import { dropParts, putPart } from '#kernel/files/api.ts'
import { putCarried } from '../contract.ts'
import { loadCall } from '../store/call.ts'

/** D296. */
export const performPutCarried = performs(putCarried, {
	load: async (tx, input) => ({ ...(await loadCall(tx, input.call)), version: null }),
	// F1. What does not hash to its name is not kept.
	refused: async (tx, _who, input, refusal) => {
		if (refusal.rule === 'F1') await dropParts(tx, input.call, input.sha256)
	},
	run: async ({ tx, now }, call, input) => {
		const body = Buffer.from(input.base64, 'base64')
		const missing = await putPart(tx, { matter: call.id, sha256: input.sha256, n: input.part, body }, now)
		return {
			output: { call: call.id, missing },
			fact: { sha256: input.sha256, part: input.part, missing },
			matter: call.id,
		}
	},
})
