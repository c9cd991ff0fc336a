import type { Step } from './happening.ts'
import type { Model } from './model.ts'
import type { Script } from './script.ts'
import type { Data } from './state.ts'

/** What a simulation is given, and what it says (M36). */

/** One line of a simulation. */
export type Line = Step & {
	readonly n: number
	readonly at: string
	/** The process and its number among the instances: `p`, `p#2` for one called. */
	readonly instance: string
	readonly type: string
	readonly name: string
	/** The post of the lane it is drawn in. */
	readonly lane?: string
	/** What a task, service or call gave back. */
	readonly data?: Data
}

/** How it came out. */
export type Outcome = {
	readonly ended: boolean
	readonly result: 'completed' | 'failed' | 'cancelled' | 'open' | 'fault' | 'stopped'
	readonly code?: string
	/** Why it was stopped, or the first fault. */
	readonly reason?: string
	readonly at: string
	readonly data: Data
	/** Ids of what was completed, in order. */
	readonly completed: readonly string[]
	/** What still waits or stands still. */
	readonly open?: readonly { readonly instance: string; readonly element: string; readonly waits: string }[]
}

export type Simulation = {
	readonly model: Model
	readonly data: Data
	readonly script: Script
	/** The process a call activity names, or null. */
	readonly called: (id: string) => Model | null
	/** Other processes of the drawing: a message or signal they start on opens them. */
	readonly beside?: readonly Model[]
	/** What a rule table decides over the data: null when no such table is known. */
	readonly decided?: (table: string, data: Data) => unknown
	/** Where the clock stops: milliseconds since 1970. */
	readonly until?: number
	readonly print: (line: Line) => void
}
