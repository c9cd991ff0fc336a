import type { Tx } from '#kernel/db/schema.ts'
import { mainProcess, readProcesses } from '../process/read.ts'
import type { Model } from '../process/model.ts'
import { readLane } from '../task/lane.ts'
import { currentAt, needText } from './editions.ts'
import type { DraftRow } from './store.ts'

/** Which tasks a lane gains and loses between two drawings. */

export type TaskChange = {
	readonly lane: string
	/** The kind of post the lane names. */
	readonly post: string | null
	readonly side: 'gains' | 'loses'
	readonly element: string
	readonly name: string
}

type Task = { readonly lane: string; readonly element: string; readonly name: string }

function tasksOf(models: readonly Model[]): readonly Task[] {
	return models.flatMap((model) =>
		[...model.elements.values()].flatMap(({ id, name, kind, lane }) =>
			kind === 'task' && lane !== null ? [{ lane, element: id, name }] : [],
		),
	)
}

/** M87. A task that moves from one lane to another is lost by the one and gained by the other. */
export function taskChanges(was: readonly Model[], is: readonly Model[]): TaskChange[] {
	const [before, after] = [tasksOf(was), tasksOf(is)]
	const has = (list: readonly Task[], task: Task) =>
		list.some((one) => one.element === task.element && one.lane === task.lane)
	const change = (task: Task, side: TaskChange['side']) => ({
		...task,
		post: readLane(task.lane)?.post ?? null,
		side,
	})
	return [
		...after.filter((task) => !has(before, task)).map((task) => change(task, 'gains')),
		...before.filter((task) => !has(after, task)).map((task) => change(task, 'loses')),
	]
}

/** The processes of a text that are drawn to be run; none when it cannot be read. */
export async function modelsIn(bpmn: string): Promise<readonly Model[]> {
	const reading = await readProcesses(bpmn)
	const main = mainProcess(reading)
	return main === null ? [] : reading.processes.filter((one) => one.executable).map((one) => one.model)
}

/** M83. Kinds of post that a draft gives tasks to, against what is in force where it would apply. */
export async function gainingPosts(tx: Tx, draft: DraftRow, now: Date): Promise<ReadonlySet<string>> {
	if (draft.what === 'table') return new Set()
	const { what, name, scope_id: agency } = draft
	const current = await currentAt(tx, { what, name, agency, now })
	const was = current === null ? [] : await modelsIn(await needText(tx, what, name, current.edition.version))
	const changes = taskChanges(was, await modelsIn(draft.body))
	return new Set(changes.flatMap(({ side, post }) => (side === 'gains' && post !== null ? [post] : [])))
}
