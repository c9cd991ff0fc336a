import { performs } from '#kernel/act.ts'
import { takeAnswer } from '../contract.ts'
import { loadBank } from '../store/bank.ts'
import { answersTaken, takeTold } from '../store/take-told.ts'

/** F150. */
export const performTakeAnswer = performs(takeAnswer, {
	load: async (tx, input) => ({ ...(await loadBank(tx, input.bank)), version: null }),
	run: async (context, bank, input) => {
		const entered = await takeTold(context, input.told, { bank, way: 'feed', sha256: input.sha256 })
		return { output: entered.taken, ...answersTaken(bank, [entered], input.sha256) }
	},
})
