import { TokenFault } from './fault.ts'
import type { Flow } from './model.ts'
import { dropWaits, findScope, nextId, note, type Run } from './run.ts'
import type { Scope, Token } from './state.ts'

/** M35. Tokens an instance may have at once. */
const mostTokens = 10_000

/** Asked before new tokens are made. @throws TokenFault when there would be too many */
export function needRoom(run: Run, element: string, more: number): void {
	if (run.state.tokens.length + more > mostTokens)
		throw new TokenFault('M35', `${element}: the instance would hold more than ${mostTokens} tokens`)
}

/** Puts a new token on an element of a scope; it enters in its turn. Whoever puts several asks for room first. */
export function placeToken(
	run: Run,
	scope: number,
	element: string,
	more: Pick<Partial<Token>, 'data' | 'undo' | 'flow'> = {},
): Token {
	const token: Token = { id: nextId(run), scope, element, state: 'go', ...more }
	run.state.tokens.push(token)
	run.jobs.push({ do: 'enter', token: token.id })
	return token
}

/** Moves a token along a flow. */
export function moveToken(run: Run, token: Token, flow: Flow): void {
	note(run, 'take', token, { flow: flow.id })
	token.element = flow.to
	token.flow = flow.id
	token.state = 'go'
	run.jobs.push({ do: 'enter', token: token.id })
}

/** Sends a token out along every flow given: itself along the first, new ones along the others. None ends it. */
export function sendOut(run: Run, token: Token, flows: readonly Flow[]): void {
	if (flows.length > 1) needRoom(run, token.element, flows.length - 1)
	delete token.round
	delete token.data
	if (flows.length === 0) {
		removeToken(run, token)
		return
	}
	const others = flows.slice(1).map((flow) => {
		const copy: Token = { ...token, id: nextId(run) }
		run.state.tokens.push(copy)
		return [copy, flow] as const
	})
	const [first] = flows
	if (first !== undefined) moveToken(run, token, first)
	for (const [copy, flow] of others) moveToken(run, copy, flow)
}

/** Takes a token that has done its part away; its scope may be over now. */
export function removeToken(run: Run, token: Token): void {
	run.state.tokens.splice(run.state.tokens.indexOf(token), 1)
	run.jobs.push({ do: 'settle', scope: token.scope })
}

/** Ends a token and all that hangs on it: its waits, the scopes it hosts, the compensation it threw. */
export function killToken(run: Run, token: Token): void {
	if (!run.state.tokens.includes(token)) return
	for (const scope of run.state.scopes.filter((one) => one.host === token.id)) killScope(run, scope)
	dropWaits(run, (wait) => wait.token === token.id)
	run.state.undos = run.state.undos.filter((undo) => undo.token !== token.id)
	run.state.tokens.splice(run.state.tokens.indexOf(token), 1)
	if (token.state !== 'go' && token.state !== 'join') note(run, 'cancel', token)
}

/** Ends a scope with everything in it. */
export function killScope(run: Run, scope: Scope): void {
	emptyScope(run, scope)
	run.state.scopes = run.state.scopes.filter((one) => one !== scope)
}

/** Ends everything in a scope and leaves it standing: tokens, event sub-processes, and what it waits for. */
export function emptyScope(run: Run, scope: Scope): void {
	dropWaits(run, (wait) => wait.scope === scope.id && wait.token === undefined)
	for (const inner of run.state.scopes.filter((one) => one.parent === scope.id && one.host === null)) {
		const isOver = !run.state.scopes.includes(inner)
		if (!isOver) killScope(run, inner)
	}
	for (const token of run.state.tokens.filter((one) => one.scope === scope.id)) killToken(run, token)
	run.state.undos = run.state.undos.filter((undo) => undo.scope !== scope.id)
}

/** The scope tokens of a repeated activity's instances really stand in: the one around the activity. */
export function drawnScope(run: Run, token: Token): Scope {
	const scope = findScope(run, token.scope)
	if (scope === undefined) throw new Error(`no scope ${token.scope}`)
	if (scope.many === undefined) return scope
	const host = run.state.tokens.find((one) => one.id === scope.host)
	if (host === undefined) throw new Error(`scope ${scope.id} has no host`)
	return drawnScope(run, host)
}

/** Leaves a token where it is, waiting. */
export function rest(run: Run, token: Token, state: 'wait' | 'host' = 'wait'): void {
	token.state = state
	if (state === 'wait') note(run, 'wait', token)
}
