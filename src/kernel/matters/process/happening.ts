import type { Data, Ending, Wait } from './state.ts'

/** What comes to a process from outside. `wait` and `token` are ids of the state's rows. */
export type Happening =
	/**
	 * Opens the instance, on a named start event, receive task or event-based gateway, or on the drawing's own. One that was
	 * called gives back what it wrote.
	 */
	| { readonly is: 'start'; readonly at?: string; readonly data?: Data; readonly called?: boolean }
	/** A task is done, a service answered, a called process ended. `choose` names flows, their targets or their names. */
	| { readonly is: 'complete'; readonly wait: number; readonly data?: Data; readonly choose?: readonly string[] }
	/** A service could not be reached: a fault that can be resumed (M26). */
	| { readonly is: 'failed'; readonly wait: number; readonly sentence: string }
	/** An error as drawn, by code, from a task, service or called process (M29). */
	| { readonly is: 'error'; readonly wait: number; readonly code: string; readonly data?: Data }
	| { readonly is: 'escalate'; readonly wait: number; readonly code: string; readonly data?: Data }
	| { readonly is: 'message'; readonly name: string; readonly key?: string; readonly data?: Data }
	| { readonly is: 'signal'; readonly name: string; readonly data?: Data }
	| { readonly is: 'timer'; readonly wait: number }
	/** Takes a fault up again, with mended data or a choice. */
	| { readonly is: 'resume'; readonly token: number; readonly data?: Data; readonly choose?: readonly string[] }
	| { readonly is: 'cancel' }

/** What the caller must do, in order, in the same transaction. */
export type Effect =
	/** A task, service, call, timer, message or signal is waited for; `data` is what the asked one sees. */
	| {
			readonly is: 'asked'
			readonly wait: Wait
			readonly type: string
			readonly name: string
			readonly lane: string | null
			readonly asks: string | null
			readonly data?: Data
	  }
	| { readonly is: 'dropped'; readonly wait: Wait }
	| {
			readonly is: 'message'
			readonly element: string
			readonly name: string
			readonly key?: string
			readonly data: Data
	  }
	| { readonly is: 'signal'; readonly element: string; readonly name: string; readonly data: Data }
	/** Nobody in the process caught it; a calling process may. */
	| { readonly is: 'escalation'; readonly element: string; readonly code: string; readonly data: Data }
	| {
			readonly is: 'fault'
			readonly token: number
			readonly element: string
			readonly rule: string
			readonly sentence: string
	  }
	/** With its data; of a process that was called only what it wrote (M33). */
	| { readonly is: 'ended'; readonly ending: Ending; readonly data: Data }

/** One line of the history: what a token did at an element. */
export type Step = {
	readonly what: 'enter' | 'wait' | 'complete' | 'finish' | 'take' | 'throw' | 'cancel' | 'fault'
	readonly element: string
	readonly token: number
	readonly scope: number
	/** The flow entered by or taken. */
	readonly flow?: string
	/** The round or instance of a repeated activity, from 1. */
	readonly round?: number
	/** What was thrown: `error`, `signal` and so on with its name or code. */
	readonly thrown?: string
}
