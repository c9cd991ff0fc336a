import type { ModdleElement } from 'bpmn-moddle'
import { listOf, textOf } from '../../../../matters/process/moddle.ts'
import { agencyBranch, postKind } from '../../../../identity/contract/words.ts'
import type { Diagram, Drawn } from './diagram.ts'
import type { DrawnField, FieldChoice } from './fields.ts'
import { processOf } from './parts.ts'

/** Whose task it is: the lane it stands in, drawn or only written, and the post the lane names. */

const places: readonly FieldChoice[] = [
	{ value: '', label: null },
	{ value: 'bureau', label: null },
	...['county', 'city', 'province'].map((value) => ({ value, label: null, word: `web.tier.${value}` })),
	...agencyBranch.options.map((value) => ({ value, label: null, word: `web.branch.${value}` })),
]
const posts: readonly FieldChoice[] = [
	{ value: '', label: null },
	...postKind.options.map((value) => ({ value, label: null, word: `web.post.${value}` })),
]

/** A post and where it is sought, `commander@bureau`, as two fields. */
function postFields(written: string, set: (written: string) => void): readonly DrawnField[] {
	const [post = '', place = ''] = written.split('@')
	const write = (kind: string, at: string): void => set(kind === '' ? '' : at === '' ? kind : `${kind}@${at}`)
	return [
		{ key: 'post', value: post, as: posts, set: (kind) => write(kind, place) },
		...(post === '' ? [] : [{ key: 'place', value: place, as: places, set: (at: string) => write(post, at) }]),
	]
}

/** Of a lane: the post it names, over its name. */
export function laneFields(diagram: Diagram, lane: Drawn): readonly DrawnField[] {
	return postFields(textOf(lane.businessObject, 'seawall:post') ?? '', (written) =>
		diagram.get('modeling').updateProperties(lane, { 'seawall:post': written === '' ? undefined : written }),
	)
}

/** Of a task: which of the drawn lanes it stands in; where none is drawn, the post itself. */
export function taskPostFields(diagram: Diagram, task: Drawn): readonly DrawnField[] {
	const drawn = diagram.get('elementRegistry').filter((each) => each.type === 'bpmn:Lane')
	if (drawn.length === 0) return writtenLane(diagram, task)
	const own = drawn.findLast((lane) => holds(lane.businessObject, task.id))
	const named = (lane: Drawn): string =>
		lane.businessObject.name || textOf(lane.businessObject, 'seawall:post') || lane.id
	return [
		{
			key: 'lane',
			value: own?.id ?? '',
			as: [
				...(own === undefined ? [{ value: '', label: null }] : []),
				...drawn.map((lane) => ({ value: lane.id, label: named(lane) })),
			],
			set: (id) => {
				const lane = drawn.find((each) => each.id === id)
				if (lane === undefined) return
				// Where a task stands decides its lane.
				const by = { x: 0, y: Math.round(lane.y + lane.height / 2 - (task.y + task.height / 2)) }
				diagram.get('modeling').moveElements([task], by, task.parent)
			},
		},
	]
}

const holds = (lane: ModdleElement, id: string): boolean => listOf(lane, 'flowNodeRef').some((node) => node.id === id)

/** Lanes that are written in the process and not in its picture. */
function writtenLane(diagram: Diagram, task: Drawn): readonly DrawnField[] {
	const process = processOf(task.businessObject)
	if (process === null) return []
	const set = listOf(process, 'laneSets')[0] ?? null
	const lanes = listOf(set, 'lanes')
	const own = lanes.find((lane) => holds(lane, task.id))
	const postOf = (lane: ModdleElement | undefined): string =>
		textOf(lane ?? null, 'seawall:post') ?? textOf(lane ?? null, 'name') ?? ''
	return postFields(postOf(own), (written) => {
		const modeling = diagram.get('modeling')
		const factory = diagram.get('bpmnFactory')
		const without = (lane: ModdleElement): readonly ModdleElement[] =>
			listOf(lane, 'flowNodeRef').filter((node) => node.id !== task.id)
		if (own !== undefined) modeling.updateModdleProperties(task, own, { flowNodeRef: without(own) })
		if (written === '') return
		const found = lanes.find((lane) => postOf(lane) === written)
		if (found !== undefined) {
			modeling.updateModdleProperties(task, found, { flowNodeRef: [...without(found), task.businessObject] })
			return
		}
		const lane = factory.create('bpmn:Lane', {
			name: written,
			'seawall:post': written,
			flowNodeRef: [task.businessObject],
		})
		const around = set ?? factory.create('bpmn:LaneSet', { lanes: [] })
		Object.assign(lane, { $parent: around })
		if (set === null) {
			Object.assign(around, { $parent: process, lanes: [lane] })
			modeling.updateModdleProperties(task, process, { laneSets: [around] })
		} else modeling.updateModdleProperties(task, set, { lanes: [...lanes, lane] })
	})
}
