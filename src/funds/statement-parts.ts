import type { Slice } from '#kernel/slice.ts'
import { performAnswerRequest } from './acts/answer-request.ts'
import { performDraftRequest } from './acts/draft-request.ts'
import { performSendRequest } from './acts/send-request.ts'
import { performWithdrawRequest } from './acts/withdraw-request.ts'
import { showRequestList } from './views/list-requests.ts'
import { printRequestView, showRequestView } from './views/show-request.ts'

/** What this room of funds hands to the slice: requests to banks, their statements, and the transfers a matter cites. */
export const statementParts: Pick<Slice, 'acts' | 'views' | 'hears' | 'connectors' | 'duties'> = {
	acts: [performDraftRequest, performSendRequest, performWithdrawRequest, performAnswerRequest],
	views: [showRequestList, showRequestView, printRequestView],
}
