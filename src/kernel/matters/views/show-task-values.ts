import type { Tx } from '#kernel/db/schema.ts'
import { shows } from '../../view.ts'
import { type FormAnswer, formAnswer } from '../contract/form.ts'
import { showTaskValues } from '../contract/tasks.ts'
import type { State } from '../process/state.ts'
import { findInstance } from '../process/store.ts'
import { drawnAt } from '../task/offer.ts'
import { readTask, type TaskRow } from '../task/row.ts'
import { findTaskSubject } from '../task/subject.ts'

/** M67. Only the names the form has: what else the process holds is not shown here. */
export const showTaskValuesView = shows(showTaskValues, {
	subject: (tx, { id }) => findTaskSubject(tx, id),
	async show({ tx, now }, { id }) {
		const row = await readTask(tx, id, now)
		const reasons = await tx
			.selectFrom('matters.task_event')
			.select(['what', 'at', 'reason'])
			.where('task_id', '=', id)
			.where('reason', 'is not', null)
			.orderBy('n', 'desc')
			.execute()
		return {
			output: {
				values: await valuesOf(tx, row),
				reasons: reasons.map(({ what, at, reason }) => ({ what, at: at.toISOString(), reason: reason ?? '' })),
			},
			matter: row.matter_id,
		}
	},
})

async function valuesOf(tx: Tx, row: TaskRow): Promise<FormAnswer> {
	const drawn = await drawnAt(tx, row.instance_id, row.element)
	const instance = await findInstance(tx, row.instance_id)
	const fields = drawn?.element.marks?.form?.fields ?? []
	if (instance === null || fields.length === 0) return {}
	const held = dataAt(instance.state, row.wait)
	const known = Object.fromEntries(fields.flatMap(({ key }) => (key in held ? [[key, held[key]]] : [])))
	const read = formAnswer.safeParse(known)
	return read.success ? read.data : {}
}

/** M34. What a wait sees: the process's values, over them those of each scope around it and of its own token. */
function dataAt(state: State, wait: number): Readonly<Record<string, unknown>> {
	const found = state.waits.find((one) => one.id === wait)
	const token = state.tokens.find((one) => one.id === found?.token)
	const layers = [token?.data]
	let scope = state.scopes.find((one) => one.id === (found?.scope ?? 1))
	while (scope !== undefined) {
		layers.push(scope.data)
		const { host, parent } = scope
		layers.push(state.tokens.find((one) => one.id === host)?.data)
		scope = state.scopes.find((one) => one.id === parent)
	}
	return Object.assign({}, ...layers.reverse())
}
