import type { ResourceDeclaration } from '#kernel/contract/declare.ts'
import { noticeResource, sourceResource, warningBoard, warningBook, warningResource } from './contract.ts'

/** The kinds of row that powers over warnings speak about. Plain data: web and server both read it. */
export const resources: readonly ResourceDeclaration[] = [
	warningResource,
	warningBook,
	warningBoard,
	noticeResource,
	sourceResource,
]
