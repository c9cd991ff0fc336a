import type { Element, Model } from '../../../../matters/process/model.ts'
import type { Reading } from '../../../../matters/process/read.ts'

/** W44. A drawing as a table: every element that runs, in the order a token may meet them, with its post and its ways on. */
export type ElementRow = {
	readonly id: string
	readonly name: string
	/** BPMN's type without its prefix, `UserTask`. */
	readonly type: string
	/** What an event waits for or throws, `timer`; null for everything else. */
	readonly on: string | null
	readonly lane: string | null
	/** Depth of sub-processes around it, 0 in the process itself. */
	readonly depth: number
	readonly ways: readonly {
		readonly flow: string
		readonly name: string
		readonly to: string
		readonly toName: string
	}[]
	/** The activity an event sits on. */
	readonly attached: string | null
}

/** Every element of every process of the file. */
export function rowsOf(reading: Reading): readonly ElementRow[] {
	return reading.processes.flatMap(({ model }) => inOrder(model).map((element) => rowOf(model, element)))
}

const nameOf = (model: Model, id: string): string => model.elements.get(id)?.name || id

function rowOf(model: Model, element: Element): ElementRow {
	const { id, name, type, trigger, lane, attached } = element
	return {
		id,
		name: name || id,
		type,
		on: trigger.on === 'none' ? null : trigger.on,
		lane,
		depth: depthOf(model, element),
		attached: attached === null ? null : nameOf(model, attached),
		ways: element.outs.map((flow) => ({
			flow: flow.id,
			name: flow.name === flow.id ? '' : flow.name,
			to: flow.to,
			toName: nameOf(model, flow.to),
		})),
	}
}

function depthOf(model: Model, element: Element): number {
	let depth = 0
	for (let at = model.elements.get(element.parent); at !== undefined; at = model.elements.get(at.parent)) depth += 1
	return depth
}

/** Breadth first from where tokens begin, what a place holds after the element that holds it, then what nothing reaches. */
function inOrder(model: Model): readonly Element[] {
	const seen = new Set<string>()
	const order: Element[] = []
	const walk = (first: readonly string[]): void => {
		const waiting = [...first]
		for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
			const element = model.elements.get(id)
			if (element === undefined || seen.has(id)) continue
			seen.add(id)
			order.push(element)
			const inside = model.places.get(id)
			if (inside !== undefined) walk([...inside.starts, ...inside.eventStarts, ...inside.nodes])
			waiting.push(...element.boundaries, ...element.outs.map((flow) => flow.to))
		}
	}
	walk(model.places.get(model.id)?.starts ?? [])
	walk([...model.elements.keys()])
	return order
}
