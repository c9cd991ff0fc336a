import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import '../moddle.d.ts'
import { reportTo } from '../process/fault.ts'
import { isHarmless } from '../process/guard.ts'
import type { Fault } from '../process/model.ts'
import { listOf } from '../process/moddle.ts'
import type { Part } from './difference.ts'

/** How the parts of a drawing are told apart: every element that has an id, the picture being only its place. */

/** The parts of a drawing in its own order; null when the file is refused or no BPMN. */
export async function partsOfDrawing(bpmn: string): Promise<readonly Part[] | null> {
	const faults: Fault[] = []
	if (!isHarmless(bpmn, reportTo(faults))) return null
	const read = await new BpmnModdle().fromXML(bpmn).catch(() => null)
	if (read === null) return null
	const places = placesIn(read.rootElement)
	const parts: Part[] = []
	const lanes = new Map<string, string>()
	walk(read.rootElement, null, (element, parent) => {
		if (element.$type === 'bpmn:Lane')
			for (const node of listOf(element, 'flowNodeRef')) lanes.set(node.id ?? '', element.name ?? element.id ?? '')
		parts.push(partOf(element, parent, places))
	})
	return parts.map((part) => withLane(part, lanes.get(part.id)))
}

function withLane(part: Part, lane: string | undefined): Part {
	return lane === undefined ? part : { ...part, fields: new Map([...part.fields, ['lane', lane]]) }
}

/** Owned elements in the order drawn; what has no id belongs to what holds it. */
function walk(
	element: ModdleElement,
	parent: string | null,
	meet: (element: ModdleElement, parent: string | null) => void,
): void {
	if (element.$type !== 'bpmn:Definitions' && isOfDrawing(element)) meet(element, parent)
	for (const child of ownedBy(element)) {
		if (isOfDrawing(child)) walk(child, element.id ?? parent, meet)
	}
}

/** With an id, and neither of the picture nor a small part of what holds it (an event's definition, an expression). */
function isOfDrawing(element: ModdleElement): boolean {
	if (element.$type === 'bpmn:Definitions') return true
	return element.id !== undefined && !/^(?:bpmndi|di|dc):|Definition$|Expression$|^bpmn:LaneSet$/.test(element.$type)
}

/** Elements that stand inside: those whose parent it is; lanes stand in their lane set. */
function ownedBy(element: ModdleElement): readonly ModdleElement[] {
	const found: ModdleElement[] = []
	for (const property of Object.keys(element)) {
		if (property.startsWith('$') || property === 'diagrams') continue
		for (const child of listOf(element, property)) if (child.$parent === element) found.push(child)
	}
	const sets = listOf(element, 'laneSets').flatMap((set) => listOf(set, 'lanes'))
	return [...found, ...sets]
}

function partOf(element: ModdleElement, parent: string | null, places: ReadonlyMap<string, string>): Part {
	const fields = new Map<string, string>()
	for (const [field, value] of Object.entries(element)) {
		if (field.startsWith('$') || passed.has(field)) continue
		const said = textOf(element, value)
		if (said !== null && said !== '') fields.set(field, said)
	}
	for (const [field, value] of Object.entries(attributesOf(element))) fields.set(field, String(value))
	if (parent !== null) fields.set('in', parent)
	const id = element.id ?? ''
	return {
		id,
		type: element.$type.replace(/^\w+:/, ''),
		name: element.name ?? '',
		fields,
		place: places.get(id) ?? null,
	}
}

/** Told by the flows or lanes themselves, or by what holds it. */
const passed = new Set(['id', 'incoming', 'outgoing', 'flowElements', 'flowNodeRef', 'laneSets', 'artifacts', 'lanes'])

function attributesOf(element: ModdleElement): Readonly<Record<string, unknown>> {
	const other = element['$attrs']
	return typeof other === 'object' && other !== null ? Object.fromEntries(Object.entries(other)) : {}
}

/** A field as text: a value, the id it refers to, or the small elements that stand in it. */
function textOf(owner: ModdleElement, value: unknown): string | null {
	if (value === null || value === undefined) return null
	if (Array.isArray(value)) return value.map((one) => textOf(owner, one) ?? '').join('; ')
	if (typeof value !== 'object') return String(value).trim()
	if (!isElement(value)) return null
	if (value.$parent !== owner) return value.id ?? ''
	return small(value)
}

function isElement(value: object): value is ModdleElement {
	return '$type' in value
}

/** A small element as `Type(field: value)`, without its id, which tools make anew. */
function small(element: ModdleElement): string {
	const fields = Object.entries(element)
		.filter(([field]) => !field.startsWith('$') && field !== 'id' && !passed.has(field))
		.map(([field, value]) => [field, textOf(element, value)] as const)
		.filter(([, said]) => said !== null && said !== '')
	const type = element.$type.replace(/^\w+:/, '')
	const [only] = fields
	if (only?.[0] === 'body' && fields.length === 1) return only[1] ?? ''
	const other = Object.entries(attributesOf(element)).map(([field, value]) => `${field}: ${String(value)}`)
	const inside = [...fields.map(([field, said]) => `${field}: ${said}`), ...other].join(', ')
	return inside === '' ? type : `${type}(${inside})`
}

/** Bounds and way points by the element drawn, rounded to whole points. */
function placesIn(root: ModdleElement): ReadonlyMap<string, string> {
	const places = new Map<string, string>()
	for (const diagram of listOf(root, 'diagrams')) {
		const plane = diagram['plane']
		if (typeof plane !== 'object' || plane === null || !isElement(plane)) continue
		for (const shape of listOf(plane, 'planeElement')) {
			const of = shape['bpmnElement']
			if (typeof of !== 'object' || of === null || !isElement(of) || of.id === undefined) continue
			const bounds = shape['bounds']
			const points = [...(typeof bounds === 'object' && bounds !== null ? [bounds] : []), ...listOf(shape, 'waypoint')]
			places.set(of.id, points.map(pointText).join(' '))
		}
	}
	return places
}

function pointText(point: object): string {
	const values = ['x', 'y', 'width', 'height'].map((key) => Reflect.get(point, key))
	return values
		.filter((value) => typeof value === 'number')
		.map(Math.round)
		.join(',')
}
