import type { Slice } from '#kernel/slice.ts'
import { performApproveReturn } from './acts/approve-return.ts'
import { performConfirmReading } from './acts/confirm-reading.ts'
import { performIssueCertificate } from './acts/issue-certificate.ts'
import { performObjectReturn } from './acts/object-return.ts'
import { performOrderReturn } from './acts/order-return.ts'
import { performPayReturn } from './acts/pay-return.ts'
import { performProposeReturn } from './acts/propose-return.ts'
import { performRefuseReturn } from './acts/refuse-return.ts'
import { performRuleReturn } from './acts/rule-return.ts'
import { performVerifyLoss } from './acts/verify-loss.ts'
import { performWithdrawReturn } from './acts/withdraw-return.ts'
import { showNotices, showReturnList } from './views/list-returns.ts'
import { showAttributionView, showStepsView } from './views/show-attribution.ts'
import { showLetterView } from './views/show-letter.ts'
import {
	printPaymentOrderView,
	printReturnView,
	showCertificateView,
	showReturnView,
	showRoundStepsView,
} from './views/show-return.ts'

/** What this room of funds hands to the slice: whose frozen money it is, and rounds that give it back. */
export const returnParts: Pick<Slice, 'acts' | 'views' | 'hears' | 'connectors' | 'duties'> = {
	acts: [
		performVerifyLoss,
		performConfirmReading,
		performProposeReturn,
		performApproveReturn,
		performRefuseReturn,
		performWithdrawReturn,
		performObjectReturn,
		performRuleReturn,
		performOrderReturn,
		performPayReturn,
		performIssueCertificate,
	],
	views: [
		showAttributionView,
		showStepsView,
		showReturnList,
		showReturnView,
		showRoundStepsView,
		printReturnView,
		printPaymentOrderView,
		showCertificateView,
		showNotices,
		showLetterView,
	],
}
