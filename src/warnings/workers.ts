import type { Worker } from '#kernel/jobs/api.ts'
import { timerBreached } from '#kernel/matters/contract.ts'
import { lapseWarning } from './contract.ts'

/** V3. The clock of a warning ran out: it has ended. */
const lapse: Worker = {
	queue: 'warnings-lapse',
	topics: [timerBreached],
	run: async (event, tools) => {
		const { matter, kind } = event.body
		if (kind !== 'warning_end' || typeof matter !== 'string') return
		await tools.perform(lapseWarning.name, { warning: matter })
	},
}

export const warningWorkers: readonly Worker[] = [lapse]
