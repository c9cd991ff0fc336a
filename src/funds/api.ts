import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Slice } from '#kernel/slice.ts'
import { answersFeed, ordersFeed } from './contract.ts'
import { bankParts } from './bank-parts.ts'
import { measureParts } from './measure-parts.ts'
import { reportParts } from './report-parts.ts'
import { resources } from './resources.ts'
import { returnParts } from './return-parts.ts'
import { statementParts } from './statement-parts.ts'
import { traceParts } from './trace-parts.ts'
import { tracerParts } from './tracer-parts.ts'

const parts = [reportParts, measureParts, bankParts, statementParts, traceParts, tracerParts, returnParts]

export { seedFundsDemo } from './demo/banks.ts'
export { fundsRoutes } from './doors.ts'
export { fundsFeed } from './feeds.ts'
export { bankKeys } from './bank-keys.ts'
export { dryRunStatement, readBankSetting } from './import/dry-run.ts'
export { equipFunds } from './machine.ts'
export { startFunds } from './start.ts'
export { startSimulator } from './simulator/bank.ts'
export { worldStatements } from './simulator/statements.ts'

/** The only server door to funds: from a victim's call to the money given back. */
export const fundsSlice: Slice = {
	name: 'funds',
	folder: dirname(fileURLToPath(import.meta.url)),
	resources,
	acts: parts.flatMap((part) => part.acts),
	views: parts.flatMap((part) => part.views),
	hears: parts.flatMap((part) => part.hears ?? []),
	connectors: parts.flatMap((part) => part.connectors ?? []),
	feeds: [ordersFeed, answersFeed],
	duties: parts.flatMap((part) => part.duties ?? []),
}
