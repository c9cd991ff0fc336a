import type { ResourceDeclaration } from '#kernel/contract/declare.ts'
import { aidBook, aidResource } from './contract/aid.ts'
import { briefBook, briefResource } from './contract/brief.ts'
import { contactBook, contactResource } from './contract/contact.ts'
import { handOverBook, handOverResource } from './contract/hand-over.ts'
import { reportBook, reportResource } from './contract/report.ts'
import { orderBook, orderResource } from './order-resources.ts'

/** The kinds of row that command's powers speak about. Plain data: web and server both read it. */
export const resources: readonly ResourceDeclaration[] = [
	aidBook,
	aidResource,
	handOverBook,
	handOverResource,
	contactBook,
	contactResource,
	briefBook,
	briefResource,
	reportBook,
	reportResource,
	orderBook,
	orderResource,
]
