import { createHash } from 'node:crypto'
import { shows } from '#kernel/view.ts'
import { printTrace } from '../contract/trace.ts'
import { tracePdf } from '../pdf/trace-paper.ts'
import { traceSubject } from '../store/trace-report.ts'
import { traceOf } from './show-trace.ts'

/** F252. */
export const printTraceView = shows(printTrace, {
	subject: (tx, input) => traceSubject(tx, input.report),
	async show({ tx, who, now }, { language, ...asked }) {
		const trace = await traceOf({ tx, who, now }, asked)
		const { hops, perHop, leastMinor, rule } = asked
		const sha256 = createHash('sha256')
			.update(JSON.stringify([asked, trace]))
			.digest('hex')
		const bytes = await tracePdf({ trace, language, at: now, bounds: { hops, perHop, leastMinor, rule }, sha256 })
		return {
			output: { name: `${trace.report.number}-trace.pdf`, base64: Buffer.from(bytes).toString('base64') },
			records: [{ type: 'FraudReport', id: asked.report }],
			matter: asked.report,
		}
	},
})
