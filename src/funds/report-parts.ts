import type { Slice } from '#kernel/slice.ts'
import { performAddPayment } from './acts/add-payment.ts'
import { performAnswerFraud } from './acts/answer-fraud.ts'
import { performCloseReport } from './acts/close-report.ts'
import { performCorrectPayment } from './acts/correct-payment.ts'
import { performDecideReport } from './acts/decide-report.ts'
import { performDescribeReport } from './acts/describe-report.ts'
import { performOpenReport } from './acts/open-report.ts'
import { performPutSignedPaper } from './acts/put-signed-paper.ts'
import { performRemovePayment } from './acts/remove-payment.ts'
import { performSignReport } from './acts/sign-report.ts'
import { performWithdrawReport } from './acts/withdraw-report.ts'
import { followReportView } from './views/follow-report.ts'
import { showReportList } from './views/list-reports.ts'
import { showFraudScriptView } from './views/show-fraud-script.ts'
import { showReportLinkView } from './views/show-report-link.ts'
import { showReportView } from './views/show-report.ts'
import { showSignedPaperView } from './views/show-signed-paper.ts'
import { showVictimView } from './views/show-victim.ts'

/** What this room of funds hands to the slice. */
export const reportParts: Pick<Slice, 'acts' | 'views' | 'hears' | 'connectors' | 'duties'> = {
	acts: [
		performOpenReport,
		performAnswerFraud,
		performDescribeReport,
		performAddPayment,
		performCorrectPayment,
		performRemovePayment,
		performSignReport,
		performPutSignedPaper,
		performDecideReport,
		performWithdrawReport,
		performCloseReport,
	],
	views: [
		showReportList,
		showReportView,
		showVictimView,
		showFraudScriptView,
		showSignedPaperView,
		showReportLinkView,
		followReportView,
	],
}
