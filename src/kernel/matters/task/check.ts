import { type Report, reportTo } from '../process/fault.ts'
import type { Element, Fault, Model } from '../process/model.ts'
import { readLane } from './lane.ts'

/** What stands against a drawing's tasks for people: marks when it is read, lanes when it is published. */

const tasksOf = (model: Model) => [...model.elements.values()].filter((element) => element.kind === 'task')

/** M63. A mark that names another task names one of the same process. */
export function checkMarks(model: Model, report: Report): void {
	for (const task of tasksOf(model)) {
		const { eyes = null, familiar = null } = task.marks ?? {}
		if (eyes !== null && eyes !== 'previous') checkNamed(model, task, 'eyes', eyes, report)
		if (familiar !== null) checkNamed(model, task, 'familiar', familiar, report)
		if (familiar !== null && familiar === eyes)
			report('M63', task.id, 'who may not do it is offered it first', '不得由同一人办理的任务不能优先交给该人')
	}
}

function checkNamed(model: Model, task: Element, mark: string, name: string, report: Report): void {
	if (name !== task.id && model.elements.get(name)?.kind === 'task') return
	report('M63', task.id, `seawall:${mark} names no other task: ${name}`, `seawall:${mark} 未指向其他任务：${name}`)
}

/** M61. What stands against the lanes of a drawing's main process and of those it calls in the same file. */
export function laneFaults(drawing: {
	readonly main: string
	readonly models: ReadonlyMap<string, Model>
}): readonly Fault[] {
	const faults: Fault[] = []
	const met = new Set<string>()
	const open = [drawing.main]
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		const model = drawing.models.get(id)
		if (model === undefined || met.has(id)) continue
		met.add(id)
		checkLanes(model, reportTo(faults))
		for (const { kind, asks } of model.elements.values()) if (kind === 'call' && asks !== null) open.push(asks)
	}
	return faults
}

/** Where lanes are drawn, every task for people stands in one that names a post. */
function checkLanes(model: Model, report: Report): void {
	const tasks = tasksOf(model)
	const drawn = [...model.elements.values()].some((element) => element.lane !== null)
	for (const { id, lane, marks } of tasks) {
		if (lane === null && (drawn || needsPost(marks)))
			report('M61', id, 'the task stands in no lane, so nobody is offered it', '任务不在任何泳道中，无人可接')
		else if (lane !== null && readLane(lane) === null)
			report('M61', id, `the lane ${lane} names no post`, `泳道 ${lane} 未指明岗位`)
	}
}

/** Marks that would be without effect on a task nobody is offered. */
function needsPost(marks: Element['marks']): boolean {
	return marks !== null && marks.act === null
}
