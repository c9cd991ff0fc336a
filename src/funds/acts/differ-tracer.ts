import { performs } from '#kernel/act.ts'
import { differTracer, tracerDiffered } from '../contract.ts'
import { needReportSubject } from '../store/report.ts'

/** F216. Nothing of the report changes: the ledger says it, and those who may see the report hear it. */
export const performDifferTracer = performs(differTracer, {
	load: async (tx, input) => ({ subject: await needReportSubject(tx, input.report), row: null, version: null }),
	run: async (_context, _row, { report, ...fact }) => ({
		output: { report },
		fact: { report, ...fact },
		messages: [{ topic: tracerDiffered, resource: { type: 'FraudReport', id: report }, body: { report, ...fact } }],
		matter: report,
	}),
})
