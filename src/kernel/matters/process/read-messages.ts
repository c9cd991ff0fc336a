import type { ModdleElement } from 'bpmn-moddle'
import { childOf, listOf, textOf } from './moddle.ts'

/**
 * M27. What is joined by a message flow and names no message speaks of the same one: that of the other end, else that of
 * the flow, else one called after the end that receives. Flows to a pool as a whole say nothing of it.
 */
export function nameByFlow(root: ModdleElement): void {
	const flows = listOf(root, 'rootElements')
		.filter((item) => item.$type === 'bpmn:Collaboration')
		.flatMap((item) => listOf(item, 'messageFlows').flatMap(endsOf))
	const onEnd = new Map<ModdleElement, Ends[]>()
	for (const one of flows)
		for (const end of [one.from, one.to])
			onEnd
				.set(end, onEnd.get(end) ?? [])
				.get(end)
				?.push(one)
	const isNamed = ({ from, to }: Ends) => messageAt(from) !== null || messageAt(to) !== null
	const open = [
		...flows.filter((one) => messageAt(one.flow) === null && !isNamed(one)).reverse(),
		...flows.filter((one) => messageAt(one.flow) !== null && !isNamed(one)).reverse(),
		...flows.filter(isNamed).reverse(),
	]
	for (let one = open.pop(); one !== undefined; one = open.pop())
		for (const end of settle(one)) open.push(...(onEnd.get(end) ?? []))
}

type Ends = { readonly flow: ModdleElement; readonly from: ModdleElement; readonly to: ModdleElement }

function endsOf(flow: ModdleElement): readonly Ends[] {
	const [from, to] = [childOf(flow, 'sourceRef'), childOf(flow, 'targetRef')].map(speaksAt)
	return from == null || to == null ? [] : [{ flow, from, to }]
}

const tasks = new Set(['bpmn:SendTask', 'bpmn:ReceiveTask'])

/** Where an element says which message it means: itself, or its event's definition; null for what sends or receives none. */
function speaksAt(element: ModdleElement | null): ModdleElement | null {
	if (element === null || tasks.has(element.$type)) return element
	return listOf(element, 'eventDefinitions').find((one) => one.$type === 'bpmn:MessageEventDefinition') ?? null
}

/** Gives a flow's unnamed ends its message, and says which they were: a name goes on along a chain of flows. */
function settle({ flow, from, to }: Ends): readonly ModdleElement[] {
	const unnamed = [from, to].filter((end) => messageAt(end) === null)
	const value = messageAt(to) ?? messageAt(from) ?? messageAt(flow) ?? calledAfter(to)
	for (const end of unnamed) Object.defineProperty(end, 'messageRef', { value, configurable: true, writable: true })
	return unnamed
}

function messageAt(end: ModdleElement): ModdleElement | null {
	return childOf(end, 'messageRef')
}

/** The name it has where no flow says anything (M27): the event's or task's own. */
function calledAfter(end: ModdleElement): ModdleElement {
	const item = tasks.has(end.$type) ? end : (end.$parent ?? end)
	const name = textOf(item, 'name') ?? item.id ?? ''
	return { $type: 'bpmn:Message', name }
}
