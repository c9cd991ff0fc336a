import type { ActAnswer } from '../spine/act-key.ts'
import type { StreamEvent } from '../spine/events.ts'
import type { ViewAnswer } from '../spine/show.ts'

/** What every request carries to the engine: the session's token, where it came from, and the language to answer in. */
export type Caller = { readonly token: string | null; readonly source: string; readonly locale: 'en' | 'zh' }

export type ActCall = Caller & {
	readonly name: string
	readonly input: unknown
	readonly purpose?: unknown
	readonly key: unknown
}

/** `present`: a person asked, not a screen by itself; only that keeps a session from growing idle. */
export type ViewCall = Caller & {
	readonly present: boolean
	readonly name: string
	readonly input: unknown
	readonly purpose?: unknown
}

export type StreamPage = {
	readonly events: readonly StreamEvent[]
	/** `n.k` to go on from. */
	readonly cursor: string
	readonly more: boolean
	/** False: the session ended and the stream must end too. */
	readonly signedIn: boolean
}

/**
 * Everything the outside may ask of the engine. In embedded mode each call is one message to the thread that holds the
 * database; arguments and answers are plain data, errors are `Refusal`s.
 */
export type Doors = {
	perform(call: ActCall): Promise<ActAnswer>
	show(call: ViewCall): Promise<ViewAnswer>
	/** Messages after `after` (`n.k`; null: from now on) that the caller may hear. */
	events(call: Caller & { readonly after: string | null }): Promise<StreamPage>
	/** Live positions the caller may see, newer than `since`; null when there are none to send. */
	frame(call: Caller & { readonly since: number }): Promise<{ readonly at: number; readonly body: unknown } | null>
	/** Public parts of the ledger by name (checkpoint, tile, proof, …): see `ledger/http.ts`. */
	ledger(method: string, args: readonly unknown[]): Promise<unknown>
	/** Feeds that are not acts (telephony exchange, position trackers), each with its own key. */
	feed(call: {
		readonly name: string
		readonly source: string
		readonly key: string | null
		readonly body: unknown
	}): Promise<unknown>
	/** Version of the map in use; null before the first import. */
	mapVersion(): Promise<string | null>
	ready(): Promise<{ readonly ready: boolean; readonly engine: string; readonly newest: number }>
	metrics(): Promise<string>
}

/** Called after each numbered batch with the newest entry number. */
export type Poke = (newest: number) => void
