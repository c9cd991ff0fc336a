import type { Worker } from '#kernel/jobs/api.ts'
import { timerBreached } from '#kernel/matters/contract.ts'
import { handOverChanged, lapseHandOver, noteHandOver } from './contract/hand-over.ts'

/** K45. The clock of an answer ran out: it goes up. */
const lapse: Worker = {
	queue: 'command-hand-over-lapse',
	topics: [timerBreached],
	run: async (event, tools) => {
		const { matter, kind } = event.body
		if (kind !== 'hand_over_answer' || typeof matter !== 'string') return
		await tools.perform(lapseHandOver.name, { handOver: matter })
	},
}

/** K47. What moved the owner has its number: the offerer's own line names it. */
const note: Worker = {
	queue: 'command-hand-over-note',
	topics: [handOverChanged],
	run: async (event, tools) => {
		const { state } = event.body
		if ((state !== 'accepted' && state !== 'ordered') || event.resource === null) return
		await tools.perform(noteHandOver.name, { handOver: event.resource.id, entry: event.n })
	},
}

export const handOverWorkers: readonly Worker[] = [lapse, note]
