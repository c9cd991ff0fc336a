import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries.js'
import type { Diagram, Drawn } from './diagram.ts'
import { offered } from './limits.ts'

/** W42. What a pointer does on the canvas, for the keyboard: append, put on the edge, join, change, take out. */

/** Kinds that may follow an element, in the order they are offered. */
export const appendable: readonly string[] = [
	'user-task',
	'service-task',
	'rule-task',
	'script-task',
	'send-task',
	'receive-task',
	'manual-task',
	'call-activity',
	'expanded-subprocess',
	'exclusive-gateway',
	'parallel-gateway',
	'inclusive-gateway',
	'event-based-gateway',
	'timer-intermediate-catch',
	'message-intermediate-catch',
	'message-intermediate-throw',
	'signal-intermediate-catch',
	'signal-intermediate-throw',
	'escalation-intermediate-throw',
	'none-end-event',
	'message-end',
	'error-end',
	'terminate-end',
]

const targetOf = (id: string): object & { readonly type: string } => PopupEntries[id]?.target ?? { type: 'bpmn:Task' }

const family = (type: string): string =>
	type.endsWith('Gateway')
		? 'gateway'
		: /^bpmn:(Start|End|Boundary)Event$/.test(type)
			? type
			: type.endsWith('Event')
				? 'intermediate'
				: /Task$|CallActivity|SubProcess$/.test(type)
					? 'activity'
					: 'other'

const isInner = new Set(['error-start', 'escalation-start', 'compensation-start'])

/** Kinds an element may be changed into: those of its family that run. */
export function changeable(element: Drawn): readonly string[] {
	const own = family(element.type)
	if (own === 'other') return []
	const inEventSubProcess = element.parent?.businessObject['triggeredByEvent'] === true
	return offered.filter((id) => {
		if (family(targetOf(id).type) !== own || id === 'event-subprocess') return false
		if (own === 'bpmn:StartEvent')
			return inEventSubProcess ? id !== 'none-start-event' : !isInner.has(id) && !id.startsWith('non-')
		return own !== 'activity' || id !== 'collapsed-subprocess'
	})
}

/** The catalogue's id of what an element is now; null for what has none. */
export function kindOf(element: Drawn): string | null {
	const { businessObject } = element
	const list = businessObject['eventDefinitions']
	const definition: unknown = Array.isArray(list) ? list[0] : undefined
	const held =
		typeof definition === 'object' && definition !== null && '$type' in definition ? definition.$type : undefined
	const interrupts = businessObject['cancelActivity'] !== false && businessObject['isInterrupting'] !== false
	const found = Object.entries(PopupEntries).find(
		([, { target }]) =>
			target.type === element.type &&
			target.eventDefinitionType === held &&
			(target.triggeredByEvent ?? false) === (businessObject['triggeredByEvent'] === true) &&
			(target.cancelActivity ?? target.isInterrupting ?? interrupts) === interrupts,
	)
	return found?.[0] ?? null
}

/** The English name of a kind, which the vocabulary translates. */
export const labelOf = (id: string): string => PopupEntries[id]?.label ?? id
export const iconOf = (id: string): string => PopupEntries[id]?.className ?? ''

/** Draws a kind after an element, joined to it, where there is room. */
export function append(diagram: Diagram, from: Drawn, kind: string): void {
	const shape = diagram.get('elementFactory').createShape({ ...targetOf(kind) })
	diagram.get('selection').select(diagram.get('autoPlace').append(from, shape))
}

/** Draws a kind by itself in the middle of what is seen. */
export function place(diagram: Diagram, shape: Drawn): void {
	const { x, y, width, height } = diagram.get('canvas').viewbox()
	const at = { x: Math.round(x + width / 2), y: Math.round(y + height / 2) }
	const root = diagram.get('canvas').getRootElement()
	diagram.get('selection').select(diagram.get('modeling').createShape(shape, at, root))
}

export function newShape(diagram: Diagram, kind: string): Drawn {
	const factory = diagram.get('elementFactory')
	return kind === 'expanded-pool' ? factory.createParticipantShape() : factory.createShape({ ...targetOf(kind) })
}

export function changeInto(diagram: Diagram, element: Drawn, kind: string): void {
	diagram.get('selection').select(diagram.get('bpmnReplace').replaceElement(element, targetOf(kind)))
}

/** Elements that a flow from this one may lead to. */
export function joinable(diagram: Diagram, from: Drawn): readonly Drawn[] {
	const rules = diagram.get('rules')
	return diagram.get('elementRegistry').filter((to) => {
		if (to === from || to.labelTarget !== undefined || to.waypoints !== undefined || family(to.type) === 'other')
			return false
		const allowed = rules.allowed('connection.create', { source: from, target: to })
		return typeof allowed === 'object' && allowed !== null && 'type' in allowed && allowed.type === 'bpmn:SequenceFlow'
	})
}

/** Whether something may be appended by a flow. */
export function leads(element: Drawn): boolean {
	return family(element.type) !== 'other' && element.type !== 'bpmn:EndEvent'
}
