import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Slice } from '#kernel/slice.ts'
import { performCarryMessage } from './acts/carry-message.ts'
import { performCloseSource } from './acts/close-source.ts'
import { performEndWarning } from './acts/end-warning.ts'
import { performEnterNotice } from './acts/enter-notice.ts'
import { performIssueWarning } from './acts/issue-warning.ts'
import { performKeepSource } from './acts/keep-source.ts'
import { performLapseWarning } from './acts/lapse-warning.ts'
import { performProposeWarning } from './acts/propose-warning.ts'
import { performPutCarriedPhoto } from './acts/put-carried-photo.ts'
import { performRefuseWarning } from './acts/refuse-warning.ts'
import { performWithdrawWarning } from './acts/withdraw-warning.ts'
import { resources } from './resources.ts'
import { warningsConnectors } from './contract.ts'
import { showIssuer } from './views/find-issuer.ts'
import { showCarriedMessages, showCarriedPhotoPart } from './views/list-carried.ts'
import { showNotices } from './views/list-notices.ts'
import { showWarningList } from './views/list-warnings.ts'
import { showBoardView, showMessageView } from './views/show-board.ts'
import { warningWorkers } from './workers.ts'

/** The only server door to warnings. */

export { warningRoutes } from './doors.ts'
export { equipWarnings } from './telling.ts'

export const warningsSlice: Slice = {
	name: 'warnings',
	folder: dirname(fileURLToPath(import.meta.url)),
	resources,
	connectors: warningsConnectors,
	acts: [
		performProposeWarning,
		performIssueWarning,
		performRefuseWarning,
		performWithdrawWarning,
		performEndWarning,
		performLapseWarning,
		performKeepSource,
		performCloseSource,
		performEnterNotice,
		performCarryMessage,
		performPutCarriedPhoto,
	],
	views: [
		showWarningList,
		showIssuer,
		showBoardView,
		showMessageView,
		showNotices,
		showCarriedMessages,
		showCarriedPhotoPart,
	],
	hears: warningWorkers,
}
