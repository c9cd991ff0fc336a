import type { ResourceDeclaration } from '#kernel/contract/declare.ts'
import {
	answerResource,
	bankResource,
	fundsBoard,
	fundsDesk,
	measureResource,
	orderResource,
	packResource,
	reportResource,
	noticeBoard,
	requestResource,
	statementResource,
	returnResource,
} from './contract.ts'

/** The kinds of row that powers over funds speak about. Plain data: web and server both read it. */
export const resources: readonly ResourceDeclaration[] = [
	reportResource,
	fundsDesk,
	requestResource,
	measureResource,
	packResource,
	fundsBoard,
	bankResource,
	orderResource,
	answerResource,
	statementResource,
	returnResource,
	noticeBoard,
]
