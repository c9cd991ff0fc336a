import { sql } from 'kysely'
import type { z } from 'zod'
import { notFound } from '../../refusal.ts'
import { shows } from '../../view.ts'
import { showFault } from '../contract.ts'
import { dataAt } from '../process/run.ts'
import { findInstance, type Instance } from '../process/store.ts'
import { faultSubject, findFault } from '../runner/fault.ts'
import { faultRows } from '../runner/fault-row.ts'

type Shown = z.output<typeof showFault.output>

/** M54. What the token sees, and where it may be sent. */
export const showFaultView = shows(showFault, {
	async subject(tx, { id }) {
		const row = await findFault(tx, id)
		if (row === null) throw notFound(`fault ${id}`)
		return faultSubject(row)
	},
	async show({ tx }, { id }) {
		const [fault] = await faultRows(tx, sql`matters.process_fault as f`, sql`where f.id = ${id}`)
		const row = await findFault(tx, id)
		const instance = row === null ? null : await findInstance(tx, row.instance_id)
		if (fault === undefined || row === null || instance === null) throw notFound(`fault ${id}`)
		return { output: { fault, ...seenBy(instance, row.token, fault.element) }, matter: fault.matter }
	},
})

function seenBy({ state, model }: Instance, id: number, element: string): Pick<Shown, 'data' | 'flows'> {
	const token = state.tokens.find((one) => one.id === id && one.state === 'fault')
	const outs = model.elements.get(element)?.outs ?? []
	return {
		// What an instance holds is JSON: it was written so and is read so.
		data: (token === undefined ? {} : dataAt({ state }, token)) as Shown['data'],
		flows: outs.map((flow) => ({
			id: flow.id,
			name: flow.name,
			to: flow.to,
			toName: model.elements.get(flow.to)?.name ?? flow.to,
		})),
	}
}
