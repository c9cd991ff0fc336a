import { plain, type Sight } from './expression.ts'
import type { Effect, Step } from './happening.ts'
import { type Element, type Model, needElement } from './model.ts'
import type { Data, Scope, State, Token, Wait } from './state.ts'

/** Work still to do before the instance rests. Taken in order, so that branches move abreast. */
export type Job =
	| { readonly do: 'enter'; readonly token: number }
	| { readonly do: 'split'; readonly token: number }
	| { readonly do: 'leave'; readonly token: number }
	| { readonly do: 'perform'; readonly token: number }
	| { readonly do: 'performed'; readonly token: number }
	| { readonly do: 'round ended'; readonly token: number }
	| { readonly do: 'settle'; readonly scope: number }
	| { readonly do: 'undo next'; readonly undo: number }

/** Names of flows chosen at an element; none leaves it to the data. */
export type Choice = (element: string) => readonly string[]

/** One advance in work: the draft of the state, and what came of it so far. */
export type Run = {
	readonly model: Model
	readonly state: State
	/** Milliseconds since 1970. */
	readonly now: number
	readonly effects: Effect[]
	readonly steps: Step[]
	readonly jobs: Job[]
	/** What is chosen at an element without asking the data: for simulations. */
	readonly choice: Choice
	/** Rows looked at so far (M35). */
	rows: number
	/** What a finished sub-process left to be compensated, by its host token, until the host takes it over. */
	readonly inner: Map<number, Done[]>
}
type Done = NonNullable<Scope['done']>[number]

/** What of it is needed to look something up. */
type Standing = Pick<Run, 'state'>

export function nextId(run: Run): number {
	run.state.last += 1
	return run.state.last
}

export function findToken(run: Standing, id: number | null | undefined): Token | undefined {
	return id == null ? undefined : run.state.tokens.find((token) => token.id === id)
}

export function needToken(run: Run, id: number): Token {
	const token = findToken(run, id)
	if (token === undefined) throw new Error(`no token ${id}`)
	return token
}

export function findScope(run: Standing, id: number | null): Scope | undefined {
	return id === null ? undefined : run.state.scopes.find((scope) => scope.id === id)
}

export function needScope(run: Standing, id: number): Scope {
	const scope = findScope(run, id)
	if (scope === undefined) throw new Error(`no scope ${id}`)
	return scope
}

export function elementOf(run: Run, token: Token): Element {
	return needElement(run.model, token.element)
}

export function note(run: Run, what: Step['what'], token: Token, more: Partial<Step> = {}): void {
	const round = token.round === undefined ? {} : { round: token.round }
	run.steps.push({ what, element: token.element, token: token.id, scope: token.scope, ...round, ...more })
}

/** An event sub-process has no token of its own: its lines carry 0. */
export function noteScope(run: Run, what: Step['what'], scope: Scope): void {
	run.steps.push({ what, element: scope.element, token: 0, scope: scope.id })
}

/** The holders of data seen from a token or scope, nearest first (M34). */
function holders(run: Standing, at: Token | Scope): (Token | Scope)[] {
	const chain: (Token | Scope)[] = []
	let next: Token | Scope | undefined = at
	while (next !== undefined) {
		chain.push(next)
		if ('scope' in next) next = needScope(run, next.scope)
		else next = findToken(run, next.host) ?? findScope(run, next.parent)
	}
	return chain
}

/** All data seen from a token or scope: inner names hide outer ones. */
export function dataAt(run: Standing, at: Token | Scope): Data {
	const seen: Data = {}
	for (const holder of holders(run, at).reverse()) Object.assign(seen, holder.data)
	return seen
}

/** What formulas see from a token or scope. */
export function sightAt(run: Run, at: Token | Scope): Sight {
	return { facts: dataAt(run, at), now: run.now }
}

/** M34. A value goes to the nearest holder that has its name, else to the process. */
export function setData(run: Run, at: Token | Scope, data: Data | undefined): void {
	if (data === undefined) return
	const chain = holders(run, at)
	const root = needScope(run, 1)
	for (const [name, value] of Object.entries(data)) {
		const holder = chain.find((one) => one.data !== undefined && Object.hasOwn(one.data, name)) ?? root
		holder.data = { ...holder.data, [name]: plain(value) }
		if (holder === root && root.wrote?.includes(name) === false) root.wrote.push(name)
	}
}

export function addWait(run: Run, wait: Omit<Wait, 'id'>, data?: Data): void {
	const added = { id: nextId(run), ...wait }
	run.state.waits.push(added)
	const { type, name, lane, asks } = needElement(run.model, wait.element)
	run.effects.push({ is: 'asked', wait: added, type, name, lane, asks, ...(data === undefined ? {} : { data }) })
}

/** Takes waits away. One that came by itself is not reported as dropped. */
export function dropWaits(run: Run, which: (wait: Wait) => boolean, came?: number): void {
	const gone = run.state.waits.filter(which)
	if (gone.length === 0) return
	run.state.waits = run.state.waits.filter((wait) => !which(wait))
	for (const wait of gone) if (wait.id !== came) run.effects.push({ is: 'dropped', wait })
}
