import { performs } from '#kernel/act.ts'
import { dropWrongParts, takePart } from '#kernel/files/api.ts'
import { putCarried } from '../contract.ts'
import { loadCall } from '../store/call.ts'

/** D296. */
export const performPutCarried = performs(putCarried, {
	load: async (tx, input) => ({ ...(await loadCall(tx, input.call)), version: null }),
	refused: (tx, _who, input, refusal) => dropWrongParts(tx, input.call, input, refusal),
	run: async (context, call, input) => {
		const { missing, fact } = await takePart(context, call.id, input)
		return { output: { call: call.id, missing }, fact, matter: call.id }
	},
})
