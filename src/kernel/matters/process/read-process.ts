import type { ModdleElement } from 'bpmn-moddle'
import type { Report } from './fault.ts'
import { lanesOf } from './lanes.ts'
import { childOf, listOf, refOf, textOf } from './moddle.ts'
import {
	activities,
	type Element,
	type Flow,
	type Kind,
	type Model,
	type Node,
	type Place,
	type Trigger,
} from './model.ts'
import { asksOf, conditionOf, loopOf, resultOf, scriptOf } from './read-activities.ts'
import { messageOf, triggerOf } from './read-events.ts'
import { marksOf, refuseMarks } from '../task/marks.ts'

/** M18. What runs, by BPMN's type. */
const kinds: Readonly<Record<string, Kind>> = {
	'bpmn:StartEvent': 'start',
	'bpmn:EndEvent': 'end',
	'bpmn:IntermediateThrowEvent': 'throw',
	'bpmn:IntermediateCatchEvent': 'catch',
	'bpmn:BoundaryEvent': 'boundary',
	'bpmn:ExclusiveGateway': 'exclusive',
	'bpmn:ParallelGateway': 'parallel',
	'bpmn:InclusiveGateway': 'inclusive',
	'bpmn:EventBasedGateway': 'event-based',
	'bpmn:Task': 'task',
	'bpmn:UserTask': 'task',
	'bpmn:ManualTask': 'task',
	'bpmn:ServiceTask': 'service',
	'bpmn:BusinessRuleTask': 'service',
	'bpmn:ScriptTask': 'script',
	'bpmn:SendTask': 'send',
	'bpmn:ReceiveTask': 'receive',
	'bpmn:CallActivity': 'call',
	'bpmn:SubProcess': 'sub-process',
}
/** Whether a drawn type runs at all. What is refused is named by itself; nothing is said of how it hangs together. */
export function isRun(type: string): boolean {
	return kinds[`bpmn:${type}`] !== undefined
}
/** Kept in the file, without meaning for the run (M18, M34). */
const silent = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])
const events: ReadonlySet<Kind> = new Set(['start', 'end', 'throw', 'catch', 'boundary'])

type Drawn = {
	nodes: Node[]
	flows: (Flow & { parent: string })[]
	undoes: (readonly [string, string])[]
	ids: Set<string>
}

/** The model of one process. Faults are reported, and the model leaves out what cannot be read. */
export function modelOf(process: ModdleElement, report: Report): Model {
	const drawn: Drawn = { nodes: [], flows: [], undoes: [], ids: new Set() }
	const id = process.id ?? ''
	if (id === '') report('M18', null, 'a process has no id', '流程缺少标识')
	collect(process, id, false, lanesOf(process), drawn, report)
	for (const beside of listOf(process.$parent ?? null, 'rootElements'))
		if (beside.$type === 'bpmn:Collaboration') drawn.undoes.push(...joined(beside))
	return assemble(id, process.name ?? id, drawn, report)
}

function collect(
	place: ModdleElement,
	parent: string,
	byEvent: boolean,
	lanes: ReadonlyMap<string, string>,
	drawn: Drawn,
	report: Report,
): void {
	drawn.undoes.push(...joined(place))
	const where = byEvent ? 'event start' : place.$type === 'bpmn:Process' ? 'start' : 'inner start'
	for (const item of listOf(place, 'flowElements')) {
		if (silent.has(item.$type)) continue
		if (!isNamed(item, drawn, report)) continue
		if (item.$type === 'bpmn:SequenceFlow') drawn.flows.push(...flowOf(item, item.id, parent, report))
		else collectNode(item, item.id, { parent, where, lanes }, drawn, report)
	}
}

/** What the associations drawn in a place join. */
function joined(place: ModdleElement): (readonly [string, string])[] {
	return listOf(place, 'artifacts').flatMap((item) => {
		const [from, to] = [refOf(item, 'sourceRef'), refOf(item, 'targetRef')]
		return item.$type === 'bpmn:Association' && from !== null && to !== null ? [[from, to] as const] : []
	})
}

type At = { readonly parent: string; readonly where: string; readonly lanes: ReadonlyMap<string, string> }

function collectNode(item: ModdleElement, id: string, at: At, drawn: Drawn, report: Report): void {
	const known = kinds[item.$type]
	if (known === undefined) report('M18', id, `${item.$type} is not run`, `不支持 ${item.$type}`)
	const kind = known ?? 'task'
	const byEvent = item['triggeredByEvent'] === true
	const node = nodeOf(item, id, byEvent ? 'event-sub-process' : kind, at, report)
	drawn.nodes.push(node)
	if (kind !== 'sub-process') return
	const own = lanesOf(item)
	const inside = new Map([...at.lanes, ...own])
	const { lane } = node
	for (const child of listOf(item, 'flowElements'))
		if (lane !== null && child.id !== undefined && !inside.has(child.id)) inside.set(child.id, lane)
	collect(item, id, byEvent, inside, drawn, report)
}

function isNamed(item: ModdleElement, drawn: Drawn, report: Report): item is ModdleElement & { readonly id: string } {
	if (item.id === undefined || item.id === '') {
		report('M18', null, `a ${item.$type} has no id`, `${item.$type} 缺少标识`)
		return false
	}
	if (item.id.length > 100) report('M18', item.id, 'an id has at most 100 characters', '标识不得超过 100 个字符')
	if (drawn.ids.has(item.id)) report('M18', item.id, 'two elements have this id', '标识重复')
	drawn.ids.add(item.id)
	return true
}

function nodeOf(item: ModdleElement, id: string, kind: Kind, at: At, report: Report): Node {
	const isActivity = activities.has(kind)
	const trigger = readTrigger(item, id, kind, at, report)
	refuseOdd(item, id, kind, report)
	if (kind !== 'task') refuseMarks(item, id, report)
	return {
		id,
		name: item.name ?? id,
		type: item.$type.slice('bpmn:'.length),
		kind,
		parent: at.parent,
		lane: at.lanes.get(id) ?? null,
		trigger,
		interrupting: item[kind === 'boundary' ? 'cancelActivity' : 'isInterrupting'] !== false || trigger.on === 'error',
		attached: refOf(item, 'attachedToRef'),
		fallback: refOf(item, 'default'),
		loop: isActivity ? loopOf(item, id, report) : null,
		compensates: item['isForCompensation'] === true,
		instantiates: item['instantiate'] === true,
		script: kind === 'script' ? scriptOf(item, id, report) : null,
		result: isActivity ? resultOf(item) : null,
		asks: kind === 'service' || kind === 'call' ? asksOf(item) : null,
		marks: kind === 'task' ? marksOf(item, id, report) : null,
	}
}

function readTrigger(item: ModdleElement, id: string, kind: Kind, at: At, report: Report): Trigger {
	if (events.has(kind)) return triggerOf(item, id, kind, at.where, report)
	if (kind !== 'send' && kind !== 'receive') return { on: 'none' }
	return messageOf(childOf(item, 'messageRef'), item, id, report)
}

/** M18. Attributes that would change the run in ways that are not run. */
function refuseOdd(item: ModdleElement, id: string, kind: Kind, report: Report): void {
	if (kind === 'event-based' && textOf(item, 'eventGatewayType') === 'Parallel')
		report('M18', id, 'an event-based gateway of type Parallel is not run', '不支持并行型事件网关')
	if (kind === 'call' && asksOf(item) === null)
		report('M18', id, 'a call activity names the process it calls', '调用活动须指明被调用流程')
	const quantities = [item['startQuantity'], item['completionQuantity']]
	if (quantities.some((n) => n !== undefined && n !== 1))
		report('M18', id, 'startQuantity and completionQuantity other than 1 are not run', '不支持非 1 的令牌数量')
}

function flowOf(item: ModdleElement, id: string, parent: string, report: Report): (Flow & { parent: string })[] {
	const [from, to] = [refOf(item, 'sourceRef'), refOf(item, 'targetRef')]
	if (from === null || to === null) {
		report('M19', id, 'the flow joins no two elements', '顺序流未连接两个元素')
		return []
	}
	return [{ id, name: item.name ?? '', from, to, condition: conditionOf(item, id, report), parent }]
}

function assemble(id: string, name: string, drawn: Drawn, report: Report): Model {
	const byId = new Map(drawn.nodes.map((node) => [node.id, node]))
	const flows = drawn.flows.filter((flow) => joins(flow, byId, report))
	const ins = Map.groupBy(flows, (flow) => flow.to)
	const outs = Map.groupBy(flows, (flow) => flow.from)
	const onIt = Map.groupBy(
		drawn.nodes.filter((node) => node.kind === 'boundary'),
		(node) => node.attached,
	)
	const elements = new Map<string, Element>()
	for (const node of drawn.nodes) {
		const attached = onIt.get(node.id) ?? []
		const undo = attached.find((event) => event.trigger.on === 'compensation')
		elements.set(node.id, {
			...node,
			ins: ins.get(node.id) ?? [],
			outs: outs.get(node.id) ?? [],
			boundaries: attached.filter((event) => event !== undo).map((event) => event.id),
			handler: undo === undefined ? null : handlerOf(undo.id, drawn.undoes, byId),
		})
	}
	return { id, name, elements, places: placesOf(id, elements) }
}

/** The activity joined to a compensation event, whichever way the line was drawn; notes hang on it too. */
function handlerOf(event: string, lines: Drawn['undoes'], nodes: ReadonlyMap<string, Node>): string | null {
	const others = lines.flatMap(([from, to]) => (from === event ? [to] : to === event ? [from] : []))
	const handlers = others.filter((id) => nodes.get(id)?.compensates === true)
	return handlers[0] ?? others.find((id) => nodes.has(id)) ?? null
}

function joins(flow: Flow & { parent: string }, nodes: ReadonlyMap<string, Node>, report: Report): boolean {
	const [from, to] = [nodes.get(flow.from), nodes.get(flow.to)]
	if (from !== undefined && to !== undefined && from.parent === to.parent) return true
	const unread = from === undefined || to === undefined
	if (!unread) report('M19', flow.id, 'the flow crosses the edge of a sub-process', '顺序流跨越了子流程边界')
	return false
}

function placesOf(process: string, elements: ReadonlyMap<string, Element>): ReadonlyMap<string, Place> {
	const all = [...elements.values()]
	const ids = [
		process,
		...all.filter((e) => e.kind === 'sub-process' || e.kind === 'event-sub-process').map((e) => e.id),
	]
	const byParent = Map.groupBy(all, (element) => element.parent)
	const inside = (id: string) => byParent.get(id) ?? []
	const places = new Map<string, Place>()
	for (const id of ids) {
		const nodes = inside(id)
		const subs = nodes.filter((node) => node.kind === 'event-sub-process')
		const links = nodes.filter((node) => node.kind === 'catch' && node.trigger.on === 'link')
		places.set(id, {
			id,
			nodes: nodes.map((node) => node.id),
			starts: startsOf(nodes),
			eventStarts: subs.flatMap((sub) =>
				inside(sub.id)
					.filter((n) => n.kind === 'start')
					.map((n) => n.id),
			),
			links: new Map(links.map((node) => [node.trigger.on === 'link' ? node.trigger.name : '', node.id])),
		})
	}
	return places
}

/** Start events; where none is drawn, everything that has no way in and is not started otherwise (M23). */
function startsOf(nodes: readonly Element[]): readonly string[] {
	const starts = nodes.filter((node) => node.kind === 'start')
	const loose = nodes.filter(
		(node) =>
			node.ins.length === 0 &&
			isRun(node.type) &&
			!node.compensates &&
			node.kind !== 'boundary' &&
			node.kind !== 'event-sub-process' &&
			!(node.kind === 'catch' && node.trigger.on === 'link'),
	)
	return (starts.length > 0 ? starts : loose).map((node) => node.id)
}
