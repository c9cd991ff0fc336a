import type { Slice } from '#kernel/slice.ts'
import { performAcceptOrder } from './acts/accept-order.ts'
import { performAddEvidence } from './acts/add-order-evidence.ts'
import { performAnswerOrder } from './acts/answer-order.ts'
import { performBreakDownOrder } from './acts/break-down-order.ts'
import { performCheckOrder } from './acts/check-order.ts'
import { performConfirmOrder } from './acts/confirm-order.ts'
import { performDecideOrder } from './acts/decide-order-refusal.ts'
import { performDisputeOrder } from './acts/dispute-order.ts'
import { performDrawLot } from './acts/draw-order-lot.ts'
import { performEnterVoiceOrder } from './acts/enter-voice-order.ts'
import { performGiveOrder } from './acts/give-order.ts'
import { performHandInOrder } from './acts/hand-in-order.ts'
import { performQuestionOrder } from './acts/question-order.ts'
import { performRecheckOrder } from './acts/recheck-order.ts'
import { performRefuseOrder } from './acts/refuse-order.ts'
import { performSupersedeOrder } from './acts/supersede-order.ts'
import { performWithdrawOrder } from './acts/withdraw-order.ts'

/** Every way an order can be changed. */
export const orderActs: Slice['acts'] = [
	performGiveOrder,
	performEnterVoiceOrder,
	performConfirmOrder,
	performDisputeOrder,
	performAcceptOrder,
	performQuestionOrder,
	performAnswerOrder,
	performRefuseOrder,
	performDecideOrder,
	performBreakDownOrder,
	performAddEvidence,
	performHandInOrder,
	performCheckOrder,
	performWithdrawOrder,
	performSupersedeOrder,
	performDrawLot,
	performRecheckOrder,
]
