import { createHash } from 'node:crypto'
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { lanesOf } from './process/lanes.ts'

/** What an element does with a token: it rests on `wait`, goes through `pass`, ends on `end`. */
export type Role = 'start' | 'wait' | 'pass' | 'end'

export type Element = {
	readonly id: string
	readonly name: string
	readonly type: string
	readonly role: Role
	/** Name of the lane it stands in: the post that does it, where the drawing says so (M102). */
	readonly lane: string | null
}
export type Flow = { readonly id: string; readonly name: string; readonly from: string; readonly to: string }

/** A way from one resting place to the next: the flows taken, in order. */
export type Way = { readonly to: string; readonly flows: readonly string[] }

/** A drawing that may run. Pure data: the same file always gives the same drawing and the same id. */
export type Drawing = {
	/** Name-based UUID of process and text. */
	readonly id: string
	/** `slice.process`, e.g. `dispatch.incident`. */
	readonly process: string
	readonly bpmn: string
	/** Hex SHA-256 of the text as read. */
	readonly sha256: string
	readonly elements: ReadonlyMap<string, Element>
	/** From each resting place to every next one. The openings stand under `''`. */
	readonly ways: ReadonlyMap<string, readonly Way[]>
}

/** Why a drawing may not run: the rule, the element (null for the file as a whole) and a sentence. */
export class DrawingFault extends Error {
	readonly rule: string
	readonly element: string | null
	constructor(process: string, rule: string, element: string | null, sentence: string) {
		super(`${process}: ${sentence}${element === null ? '' : ` (element ${element})`} [${rule}]`)
		this.name = 'DrawingFault'
		this.rule = rule
		this.element = element
	}
}

const maxBytes = 1_000_000
const maxElements = 10_000
const roles: Readonly<Record<string, Role>> = {
	'bpmn:StartEvent': 'start',
	'bpmn:EndEvent': 'end',
	'bpmn:UserTask': 'wait',
	'bpmn:ExclusiveGateway': 'pass',
	'bpmn:IntermediateThrowEvent': 'pass',
	'bpmn:IntermediateCatchEvent': 'wait',
}
/** Kept in the file, without meaning for the run (M1). */
const silent = new Set(['bpmn:TextAnnotation', 'bpmn:Association', 'bpmn:Group'])

/**
 * Reads and checks a drawing (M1 to M6).
 * @param process `slice.process`
 * @throws DrawingFault naming rule and element
 */
export async function readDrawing(process: string, bpmn: string): Promise<Drawing> {
	const refuse = (rule: string, element: string | null, sentence: string): never => {
		throw new DrawingFault(process, rule, element, sentence)
	}
	if (Buffer.byteLength(bpmn) > maxBytes) refuse('M6', null, 'the file is larger than 1 MB')
	if (/<!(DOCTYPE|ENTITY)/i.test(bpmn)) refuse('M6', null, 'the file declares a document type or an entity')
	const root = await parse(bpmn).catch((error: unknown) =>
		refuse('M1', null, `the file is not BPMN 2.0: ${error instanceof Error ? error.message : String(error)}`),
	)
	const { elements, flows } = collect(root, refuse)
	checkWays(elements, flows, refuse)
	const sha256 = createHash('sha256').update(bpmn).digest('hex')
	return { id: drawingId(process, sha256), process, bpmn, sha256, elements, ways: waysOf(elements, flows, refuse) }
}

type Refuse = (rule: string, element: string | null, sentence: string) => never

async function parse(bpmn: string): Promise<ModdleElement> {
	const { rootElement, warnings } = await new BpmnModdle().fromXML(bpmn)
	const first = warnings[0]
	if (first !== undefined) throw new Error(first.message)
	return rootElement
}

/** A moddle property that holds a list of elements. */
function list(element: ModdleElement, property: string): readonly ModdleElement[] {
	const value = element[property]
	return Array.isArray(value) ? value : []
}

function collect(root: ModdleElement, refuse: Refuse) {
	const processes = list(root, 'rootElements').filter((e) => e.$type === 'bpmn:Process')
	const process = processes[0]
	if (process === undefined || processes.length > 1) refuse('M1', null, 'the file must hold exactly one process')
	for (const other of list(root, 'rootElements')) {
		if (other.$type !== 'bpmn:Process' && other.$type !== 'bpmn:Message' && other.$type !== 'bpmn:Collaboration')
			refuse('M1', other.id ?? null, `${other.$type} is not run yet`)
	}
	const inside = list(process, 'flowElements')
	if (inside.length > maxElements) refuse('M6', null, `the drawing holds more than ${maxElements} elements`)
	for (const artifact of list(process, 'artifacts')) {
		if (!silent.has(artifact.$type)) refuse('M1', artifact.id ?? null, `${artifact.$type} is not run yet`)
	}
	const elements = new Map<string, Element>()
	const flows: Flow[] = []
	const lanes = lanesOf(process)
	for (const item of inside) {
		const id = item.id ?? refuse('M1', null, `a ${item.$type} has no id`)
		if (item.$type === 'bpmn:SequenceFlow') flows.push(flowOf(item, id, refuse))
		else elements.set(id, elementOf(item, id, lanes.get(id) ?? null, refuse))
	}
	return { elements, flows }
}

function flowOf(item: ModdleElement, id: string, refuse: Refuse): Flow {
	if (item['conditionExpression'] !== undefined) refuse('M5', id, 'a flow may carry no condition yet')
	const from = idOf(item['sourceRef']) ?? refuse('M3', id, 'the flow starts nowhere')
	const to = idOf(item['targetRef']) ?? refuse('M3', id, 'the flow leads nowhere')
	return { id, name: item.name ?? '', from, to }
}

function idOf(value: unknown): string | null {
	return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : null
}

function elementOf(item: ModdleElement, id: string, lane: string | null, refuse: Refuse): Element {
	const role = roles[item.$type] ?? refuse('M1', id, `${item.$type} is not run yet`)
	if (id.length > 100) refuse('M1', id, 'an id has at most 100 characters')
	if (item['loopCharacteristics'] !== undefined) refuse('M1', id, 'a repeated task is not run yet')
	const definitions = list(item, 'eventDefinitions').map((d) => d.$type)
	const allowed = item.$type === 'bpmn:IntermediateCatchEvent' ? ['bpmn:MessageEventDefinition'] : []
	const odd = definitions.find((d) => !allowed.includes(d))
	if (odd !== undefined) refuse('M1', id, `an event with ${odd} is not run yet`)
	if (definitions.length > 1) refuse('M1', id, 'an event has at most one definition')
	return { id, name: item.name ?? id, type: item.$type.slice('bpmn:'.length), role, lane }
}

function checkWays(elements: ReadonlyMap<string, Element>, flows: readonly Flow[], refuse: Refuse): void {
	for (const flow of flows) {
		if (!elements.has(flow.from) || !elements.has(flow.to)) refuse('M3', flow.id, 'the flow joins no two elements')
	}
	const into = Map.groupBy(flows, (f) => f.to)
	const outOf = Map.groupBy(flows, (f) => f.from)
	for (const element of elements.values()) {
		const ins = into.get(element.id)?.length ?? 0
		const outs = outOf.get(element.id)?.length ?? 0
		if (element.role === 'start' ? ins > 0 : ins === 0) refuse('M3', element.id, 'nothing, or too much, leads here')
		if (element.role === 'end' ? outs > 0 : outs === 0)
			refuse('M3', element.id, 'the way out is missing or one too many')
		if (outs > 1 && element.type !== 'ExclusiveGateway') refuse('M2', element.id, 'only a gateway has several ways out')
	}
	const starts = [...elements.values()].filter((e) => e.role === 'start').map((e) => e.id)
	const ends = [...elements.values()].filter((e) => e.role === 'end').map((e) => e.id)
	if (starts.length === 0 || ends.length === 0) refuse('M3', null, 'a drawing has a start and an end')
	const after = reach(starts, (id) => (outOf.get(id) ?? []).map((f) => f.to))
	const before = reach(ends, (id) => (into.get(id) ?? []).map((f) => f.from))
	for (const id of elements.keys()) {
		if (!after.has(id)) refuse('M3', id, 'no way leads here from the start')
		if (!before.has(id)) refuse('M3', id, 'no way leads from here to an end')
	}
}

function reach(from: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
	const seen = new Set(from)
	const open = [...from]
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		for (const to of next(id)) {
			if (seen.has(to)) continue
			seen.add(to)
			open.push(to)
		}
	}
	return seen
}

/** For every resting place, the next ones and the shortest flows to them (breadth first through what passes). */
function waysOf(elements: ReadonlyMap<string, Element>, flows: readonly Flow[], refuse: Refuse) {
	const outOf = Map.groupBy(flows, (f) => f.from)
	refuseRings(elements, outOf, refuse)
	const from = (id: string): Way[] => {
		const found = new Map<string, Way>()
		const passed = new Set<string>()
		const open: Way[] = [{ to: id, flows: [] }]
		for (let at = open.shift(); at !== undefined; at = open.shift()) {
			for (const flow of outOf.get(at.to) ?? []) {
				const way = { to: flow.to, flows: [...at.flows, flow.id] }
				if (elements.get(flow.to)?.role !== 'pass') {
					if (!found.has(flow.to)) found.set(flow.to, way)
				} else if (!passed.has(flow.to)) {
					passed.add(flow.to)
					open.push(way)
				}
			}
		}
		return [...found.values()]
	}
	const ways = new Map<string, readonly Way[]>()
	const openings: Way[] = []
	for (const element of elements.values()) {
		if (element.role === 'wait') ways.set(element.id, from(element.id))
		if (element.role === 'start') openings.push(...from(element.id))
	}
	ways.set('', openings)
	return ways
}

/** M4. A ring of elements that only pass would turn for ever: take away what nothing passes into until only rings are left. */
function refuseRings(
	elements: ReadonlyMap<string, Element>,
	outOf: ReadonlyMap<string, readonly Flow[]>,
	refuse: Refuse,
): void {
	const waysIn = new Map<string, number>()
	for (const element of elements.values()) if (element.role === 'pass') waysIn.set(element.id, 0)
	const passing = (id: string) => (outOf.get(id) ?? []).map((f) => f.to).filter((to) => waysIn.has(to))
	for (const id of [...waysIn.keys()]) for (const to of passing(id)) waysIn.set(to, (waysIn.get(to) ?? 0) + 1)
	const free = [...waysIn].filter(([, n]) => n === 0).map(([id]) => id)
	for (let id = free.pop(); id !== undefined; id = free.pop()) {
		const next = passing(id)
		waysIn.delete(id)
		for (const to of next) {
			const left = (waysIn.get(to) ?? 0) - 1
			waysIn.set(to, left)
			if (left === 0) free.push(to)
		}
	}
	const [ring] = waysIn.keys()
	if (ring !== undefined) refuse('M4', ring, 'a ring that never waits')
}

/** A name-based UUID (RFC 9562 5.8, version 8) of process and text: the same file has the same id in every database. */
export function drawingId(process: string, sha256: string): string {
	const hex = createHash('sha256').update(`${process}\n${sha256}`).digest('hex')
	const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
