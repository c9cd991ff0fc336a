import type { Slice } from '#kernel/slice.ts'
import { performAnnounceStatement } from './acts/announce-statement.ts'
import { performAnswerRequest } from './acts/answer-request.ts'
import { performCiteTransfer } from './acts/cite-transfer.ts'
import { performDraftRequest } from './acts/draft-request.ts'
import { performEndStatement } from './acts/end-statement.ts'
import { performImportStatement } from './acts/import-statement.ts'
import { performPutStatement } from './acts/put-statement.ts'
import { performSendRequest } from './acts/send-request.ts'
import { performWithdrawRequest } from './acts/withdraw-request.ts'
import { statementWorkers } from './statement-workers.ts'
import { showLines } from './views/list-lines.ts'
import { showRequestList } from './views/list-requests.ts'
import { showSettings, showStatementList } from './views/list-statements.ts'
import { printRequestView, showRequestView } from './views/show-request.ts'

/** What this room of funds hands to the slice: requests to banks, their statements, and the transfers a matter cites. */
export const statementParts: Pick<Slice, 'acts' | 'views' | 'hears' | 'connectors' | 'duties'> = {
	acts: [
		performDraftRequest,
		performSendRequest,
		performWithdrawRequest,
		performAnswerRequest,
		performAnnounceStatement,
		performPutStatement,
		performImportStatement,
		performEndStatement,
		performCiteTransfer,
	],
	views: [showRequestList, showRequestView, printRequestView, showStatementList, showSettings, showLines],
	hears: statementWorkers,
}
