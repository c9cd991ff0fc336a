import type { Worker } from '#kernel/jobs/api.ts'
import { measureChanged, writeOrder } from './contract.ts'

/** `held` too: a freeze that was given longer stands there. */
const goesOut: ReadonlySet<string> = new Set(['sent', 'held', 'released'])

/** F132. A measure was sent, renewed or released: its order is written and signed. */
const write: Worker = {
	queue: 'funds-order',
	topics: [measureChanged],
	run: async (event, tools) => {
		const { measure, state } = event.body
		const id = typeof measure === 'string' ? measure : (event.resource?.id ?? null)
		if (id === null || !goesOut.has(String(state))) return
		await tools.perform(writeOrder.name, { measure: id })
	},
}

export const orderWorkers: readonly Worker[] = [write]
