import { shows } from '#kernel/view.ts'
import { listMotifs } from '../contract/motif.ts'
import { motifsIn } from '../store/motifs.ts'
import { readMoney } from '../store/trace-money.ts'
import { traceSubject } from '../store/trace-report.ts'

/** F223 to F229. */
export const listMotifsView = shows(listMotifs, {
	subject: (tx, input) => traceSubject(tx, input.report),
	async show({ tx, who, now }, input) {
		return {
			output: await motifsIn(tx, await readMoney(tx, who, now, input)),
			records: [{ type: 'FraudReport', id: input.report }],
			matter: input.report,
		}
	},
})
