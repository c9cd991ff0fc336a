/** Where a matter stands on its drawing, as plain JSON rows. Ids are numbers within the instance, in the order of making. */

/** Named values. Only what JSON can hold. */
export type Data = { [name: string]: unknown }

export type State = {
	/** Id of the process drawn. */
	process: string
	/** The last number given to a row. */
	last: number
	scopes: Scope[]
	tokens: Token[]
	waits: Wait[]
	undos: Undo[]
	/** Set when the instance is over. */
	ended?: Ending
}

export type Ending = { how: 'completed' | 'failed' | 'cancelled'; code?: string }

/** A place in work: the process, a sub-process, an event sub-process, or the instances of a repeated activity. */
export type Scope = {
	id: number
	/** The process, or the sub-process or activity it belongs to. */
	element: string
	/** The scope around; null for the process. */
	parent: number | null
	/** The token that waits in the scope around for this one to end; null for the process and event sub-processes. */
	host: number | null
	data?: Data
	many?: Many
	/** Activities ended here that can be compensated, oldest first. */
	done?: Done[]
	/** An interrupting event sub-process has taken it over: no other may begin (M28). */
	closed?: true
	/** Of a process that was called: the names it has left a value under, to be given back (M33). */
	wrote?: string[]
	/** An event sub-process whose own event sub-processes do not wait yet. */
	unarmed?: true
	/** Opened again to be compensated (M30). */
	undoing?: true
}

/** Counters of a repeated activity (M31). */
export type Many = {
	total: number
	begun: number
	ended: number
	items?: unknown[]
	outputs?: [round: number, value: unknown][]
}

/** A completed activity that can be compensated; of a sub-process, with what was done in it. */
export type Done = { element: string; data?: Data; inner?: Done[] }

/** What a token was about to do when a fault stopped it. */
export type Redo = 'enter' | 'split' | 'leave' | 'perform' | 'performed' | 'round ended'

export type TokenState = 'go' | 'wait' | 'host' | 'join' | 'fault'

export type Token = {
	id: number
	scope: number
	element: string
	state: TokenState
	/** The flow it came by; of a joining token, the flow it stands on. */
	flow?: string
	/** Local values: the item and number of a repeated activity. */
	data?: Data
	/** What an act chose, for the next gateway (M24). */
	choose?: string[]
	/** The round of a standard loop, or the number of an instance, from 1. */
	round?: number
	/** The compensation it works for. */
	undo?: number
	/** Why it stands still, and what is done again when it is resumed. */
	fault?: { rule: string; sentence: string; redo: Redo }
}

/** One thing waited for. With a token: that activity, catching event or boundary event; without: an event sub-process. */
export type Wait = {
	id: number
	kind: 'task' | 'service' | 'call' | 'timer' | 'message' | 'signal'
	/** The element that goes on when it comes. */
	element: string
	token?: number
	scope: number
	name?: string
	key?: string
	/** Milliseconds since 1970. */
	due?: number
	/** A cycle: which firing is next, from when and how often (ISO 8601), and how many there are; no `times` is for ever. */
	cycle?: { from: number; every: string; next: number; times?: number }
}

/** A compensation in work: what is still to be undone, taken from the end. */
export type Undo = { id: number; scope: number; token: number | null; left: { scope: number; done: Done }[] }

export function firstState(process: string, data: Data): State {
	return {
		process,
		last: 1,
		scopes: [{ id: 1, element: process, parent: null, host: null, data }],
		tokens: [],
		waits: [],
		undos: [],
	}
}
