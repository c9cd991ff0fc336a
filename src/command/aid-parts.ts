import type { Worker } from '#kernel/jobs/api.ts'
import { timerBreached } from '#kernel/matters/contract.ts'
import type { Slice } from '#kernel/slice.ts'
import { performAskAid } from './acts/ask-aid.ts'
import { performLapseAid } from './acts/lapse-aid.ts'
import { performOfferAid } from './acts/offer-aid.ts'
import { performRefuseAid } from './acts/refuse-aid.ts'
import { performReturnAid } from './acts/return-aid.ts'
import { performTakeAid } from './acts/take-aid.ts'
import { performWithdrawAid } from './acts/withdraw-aid.ts'
import { lapseAid } from './contract/aid.ts'
import { showAidList } from './views/list-aid.ts'

/** K52. The clock of a loan ran out: both sides are told. */
const lapse: Worker = {
	queue: 'command-aid-lapse',
	topics: [timerBreached],
	run: async (event, tools) => {
		const { matter, kind } = event.body
		if (kind !== 'aid_loan' || typeof matter !== 'string') return
		await tools.perform(lapseAid.name, { aid: matter })
	},
}

/** Mutual aid's part of the slice; its resources are plain data (`resources.ts`). */
export const aidParts = {
	acts: [
		performAskAid,
		performOfferAid,
		performRefuseAid,
		performTakeAid,
		performWithdrawAid,
		performReturnAid,
		performLapseAid,
	],
	views: [showAidList],
	hears: [lapse],
} satisfies Pick<Slice, 'acts' | 'views' | 'hears'>
