import type { Worker } from '#kernel/jobs/api.ts'
import { timerBreached } from '#kernel/matters/contract.ts'
import { endStatement } from './contract.ts'
import { dueStatements, statementClock } from './store/statement-clock.ts'

/** F181. The clock of a report's statements ran out: those past their end are deleted, one act each. */
const endDue: Worker = {
	queue: 'funds-statement-end',
	topics: [timerBreached],
	run: async (event, tools) => {
		const { matter, kind } = event.body
		if (kind !== statementClock || typeof matter !== 'string') return
		const due = await tools.read((tx) => dueStatements(tx, matter, new Date()))
		for (const statement of due) await tools.perform(endStatement.name, { statement }, statement)
	},
}

export const statementWorkers: readonly Worker[] = [endDue]
