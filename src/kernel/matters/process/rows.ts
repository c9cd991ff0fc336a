import type { Model } from './model.ts'
import type { State, Token, Wait } from './state.ts'

/** The state of an instance as rows: tokens and waits each for themselves, the rest in one value (M38). */

/** What stands in `matters.instance.rest`. */
export type Rest = Pick<State, 'last' | 'scopes' | 'undos'>

export type TokenRow = {
	readonly n: number
	readonly element: string
	readonly scope: number
	readonly state: Token['state']
	readonly rest: Partial<Token> | null
}

export type WaitRow = {
	readonly n: number
	readonly kind: Wait['kind']
	readonly element: string
	readonly token: number | null
	readonly scope: number
	readonly name: string | null
	readonly key: string | null
	/** RFC 3339. */
	readonly due_at: string | null
	readonly cycle: Wait['cycle'] | null
	readonly lane: string | null
	/** Name of the service that is asked; its element's id when it has none. */
	readonly asks: string | null
}

export function restOf({ last, scopes, undos }: State): Rest {
	return { last, scopes, undos }
}

export function tokenRow({ id, element, scope, state, ...rest }: Token): TokenRow {
	return { n: id, element, scope, state, rest: Object.keys(rest).length === 0 ? null : rest }
}

function tokenOf({ n, element, scope, state, rest }: TokenRow): Token {
	return { id: n, scope, element, state, ...rest }
}

export function waitRow(model: Model, wait: Wait): WaitRow {
	const element = model.elements.get(wait.element)
	return {
		n: wait.id,
		kind: wait.kind,
		element: wait.element,
		token: wait.token ?? null,
		scope: wait.scope,
		name: wait.name ?? null,
		key: wait.key ?? null,
		due_at: wait.due === undefined ? null : new Date(wait.due).toISOString(),
		cycle: wait.cycle ?? null,
		lane: element?.lane ?? null,
		asks: wait.kind === 'service' ? (element?.asks ?? wait.element) : null,
	}
}

function waitOf(row: Omit<WaitRow, 'lane' | 'asks'>): Wait {
	const wait: Wait = { id: row.n, kind: row.kind, element: row.element, scope: row.scope }
	if (row.token !== null) wait.token = row.token
	if (row.name !== null) wait.name = row.name
	if (row.key !== null) wait.key = row.key
	if (row.due_at !== null) wait.due = Date.parse(row.due_at)
	if (row.cycle !== null) wait.cycle = row.cycle
	return wait
}

export function stateOf(
	process: string,
	rest: Rest,
	tokens: readonly TokenRow[],
	waits: readonly Omit<WaitRow, 'lane' | 'asks'>[],
): State {
	return { process, ...rest, tokens: tokens.map(tokenOf), waits: waits.map(waitOf) }
}

/** Rows of `after` that `before` has not, or has otherwise; and the numbers of those that are gone. */
export function changes<Row extends { readonly n: number }>(
	before: readonly Row[],
	after: readonly Row[],
): { readonly put: readonly Row[]; readonly gone: readonly number[] } {
	const had = new Map(before.map((row) => [row.n, JSON.stringify(row)]))
	const has = new Set(after.map((row) => row.n))
	return {
		put: after.filter((row) => had.get(row.n) !== JSON.stringify(row)),
		gone: before.flatMap((row) => (has.has(row.n) ? [] : [row.n])),
	}
}
