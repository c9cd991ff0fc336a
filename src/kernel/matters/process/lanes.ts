import type { ModdleElement } from 'bpmn-moddle'
import { lanePost } from '../task/marks.ts'
import { childOf, listOf, textOf } from './moddle.ts'

/** M61. Lane of each element, the innermost that holds it: by the post it is marked with, else its name, else its id. */
export function lanesOf(place: ModdleElement): ReadonlyMap<string, string> {
	const lanes = new Map<string, string>()
	const visit = (set: ModdleElement | null): void => {
		for (const lane of listOf(set, 'lanes')) {
			for (const node of listOf(lane, 'flowNodeRef')) if (node.id !== undefined) lanes.set(node.id, nameOf(lane))
			visit(childOf(lane, 'childLaneSet'))
		}
	}
	for (const set of listOf(place, 'laneSets')) visit(set)
	return lanes
}

function nameOf(lane: ModdleElement): string {
	return lanePost(lane) ?? textOf(lane, 'name') ?? lane.id ?? ''
}
