import type { Slice } from '#kernel/slice.ts'
import { performCarryOrder } from './acts/carry-order.ts'
import { performChangeBank } from './acts/change-bank.ts'
import { performCloseBank } from './acts/close-bank.ts'
import { performDismissAnswer } from './acts/dismiss-answer.ts'
import { performFetchOrder } from './acts/fetch-order.ts'
import { performFileAnswer } from './acts/file-answer.ts'
import { performKeepBank } from './acts/keep-bank.ts'
import { performKeyAnswer } from './acts/key-answer.ts'
import { performMatchAnswer } from './acts/match-answer.ts'
import { performPutAnswerPhoto } from './acts/put-answer-photo.ts'
import { performTakeAnswer } from './acts/take-answer.ts'
import { performWriteOrder } from './acts/write-order.ts'
import { bankConnectors } from './contract.ts'
import { orderWorkers } from './order-workers.ts'
import { showBanks } from './views/list-banks.ts'
import { showOrders } from './views/list-orders.ts'
import { showTray } from './views/list-tray.ts'
import { showAnswerPhotoPart, showOneOrder } from './views/show-order.ts'

/** What this room of funds hands to the slice. */
export const bankParts: Pick<Slice, 'acts' | 'views' | 'hears' | 'connectors' | 'duties'> = {
	acts: [
		performKeepBank,
		performChangeBank,
		performCloseBank,
		performWriteOrder,
		performCarryOrder,
		performFetchOrder,
		performKeyAnswer,
		performPutAnswerPhoto,
		performFileAnswer,
		performTakeAnswer,
		performMatchAnswer,
		performDismissAnswer,
	],
	views: [showBanks, showOrders, showOneOrder, showAnswerPhotoPart, showTray],
	hears: orderWorkers,
	connectors: bankConnectors,
}
