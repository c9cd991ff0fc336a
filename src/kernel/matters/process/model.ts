import type { Facts } from '#kernel/tables/feel.ts'
import type { Marks } from '../task/marks.ts'

/** What an element is to the engine. BPMN's own type stands beside it in `Node.type`. */
export type Kind =
	| 'start'
	| 'end'
	| 'throw'
	| 'catch'
	| 'boundary'
	| 'exclusive'
	| 'parallel'
	| 'inclusive'
	| 'event-based'
	| 'task'
	| 'service'
	| 'script'
	| 'send'
	| 'receive'
	| 'call'
	| 'sub-process'
	| 'event-sub-process'

/** FEEL as written and as it runs; `now` is what FEEL's `now()` says. */
export type Formula = { readonly text: string; readonly run: (facts: Facts, now: Date) => unknown }

/** When a timer is due: a moment, a while from now, or a cycle. A literal is read once, a formula when the timer is set. */
export type Timing = { readonly is: 'date' | 'duration' | 'cycle'; readonly of: string | Formula }

/** What an event waits for or throws. `code` null catches every code. */
export type Trigger =
	| { readonly on: 'none' }
	| { readonly on: 'message'; readonly name: string; readonly key: Formula | null }
	| { readonly on: 'signal'; readonly name: string }
	| { readonly on: 'timer'; readonly timing: Timing }
	| { readonly on: 'error'; readonly code: string | null }
	| { readonly on: 'escalation'; readonly code: string | null }
	| { readonly on: 'compensation'; readonly activity: string | null; readonly waits: boolean }
	| { readonly on: 'link'; readonly name: string }
	| { readonly on: 'terminate' }

export type Loop =
	| {
			readonly is: 'standard'
			readonly testBefore: boolean
			readonly maximum: number | null
			readonly condition: Formula | null
	  }
	| {
			readonly is: 'many'
			readonly sequential: boolean
			/** How many, when no list is given. */
			readonly cardinality: Formula | null
			readonly list: Formula | null
			/** Name of one item of the list, within its instance. */
			readonly item: string | null
			/** Where an instance leaves its result, and the list that gathers them. */
			readonly output: Formula | null
			readonly outputName: string | null
			readonly outputs: string | null
			readonly completion: Formula | null
	  }

export type Flow = {
	readonly id: string
	readonly name: string
	readonly from: string
	readonly to: string
	readonly condition: Formula | null
}

export type Node = {
	readonly id: string
	readonly name: string
	/** BPMN's type without the prefix, e.g. `UserTask`. */
	readonly type: string
	readonly kind: Kind
	/** The process, sub-process or event sub-process it is drawn in. */
	readonly parent: string
	/** The post it is drawn under: the name of the innermost lane. */
	readonly lane: string | null
	readonly trigger: Trigger
	/** Of a boundary event or the start of an event sub-process. */
	readonly interrupting: boolean
	/** The activity a boundary event sits on. */
	readonly attached: string | null
	readonly fallback: string | null
	readonly loop: Loop | null
	/** Works only as a compensation handler. */
	readonly compensates: boolean
	/** May start a matter: `instantiate` of receive tasks and event-based gateways. */
	readonly instantiates: boolean
	readonly script: Formula | null
	/** Name under which a script, a rule table or a call leaves its result; null spreads it by name. */
	readonly result: string | null
	/** What a service task asks, which table a business-rule task asks, or which process a call names. */
	readonly asks: string | null
	/** What the drawing says of a task for people beyond BPMN (M63). */
	readonly marks: Marks | null
}

/** A node with all that hangs on it, found once when the drawing is read. */
export type Element = Node & {
	readonly ins: readonly Flow[]
	readonly outs: readonly Flow[]
	/** Boundary events on it, compensation left out. */
	readonly boundaries: readonly string[]
	/** The activity that undoes it. */
	readonly handler: string | null
}

/** A process, sub-process or event sub-process as a place where tokens move. */
export type Place = {
	readonly id: string
	readonly nodes: readonly string[]
	/** Where tokens begin: the none start event, or whatever has no way in. */
	readonly starts: readonly string[]
	/** Start events of event sub-processes drawn in it. */
	readonly eventStarts: readonly string[]
	/** Link catch events by link name. */
	readonly links: ReadonlyMap<string, string>
}

/** A drawing that may run. The same file always gives the same model; it holds no state. */
export type Model = {
	readonly id: string
	readonly name: string
	readonly elements: ReadonlyMap<string, Element>
	readonly places: ReadonlyMap<string, Place>
}

/** Why a drawing may not be published. `element` is null for the file as a whole. */
export type Fault = {
	readonly element: string | null
	readonly rule: string
	readonly sentence: { readonly en: string; readonly zh: string }
}

/** An element that must be there: a model is checked before it runs. */
export function needElement(model: Model, id: string): Element {
	const element = model.elements.get(id)
	if (element === undefined) throw new Error(`${model.id} has no element ${id}`)
	return element
}

export function needPlace(model: Model, id: string): Place {
	const place = model.places.get(id)
	if (place === undefined) throw new Error(`${model.id} has no place ${id}`)
	return place
}

export const activities: ReadonlySet<Kind> = new Set([
	'task',
	'service',
	'script',
	'send',
	'receive',
	'call',
	'sub-process',
])
