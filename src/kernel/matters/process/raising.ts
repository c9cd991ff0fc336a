import { fireBoundary, startEventSubProcess } from './catching.ts'
import { type Element, needElement, needPlace } from './model.ts'
import { dataAt, findScope, findToken, note, type Run } from './run.ts'
import type { Data, Ending, Scope, Token } from './state.ts'
import { killScope } from './tokens.ts'

type Raised = { readonly on: 'error' | 'escalation'; readonly code: string; readonly data?: Data | undefined }

/**
 * M29. Carries an error or escalation up from the token that raised it: first what sits on its own activity, then event
 * sub-processes of its scope, then what sits on the activity around, and so on. An error nobody catches fails the
 * instance; an escalation nobody catches is told to the caller and the token goes on.
 * @returns whether the token was ended by it
 */
export function raise(run: Run, token: Token, raised: Raised): boolean {
	note(run, 'throw', token, { thrown: `${raised.on} ${raised.code}` })
	const { element } = token
	const data = dataAt(run, token)
	if (!isCaught(run, token, raised)) {
		if (raised.on === 'error') end(run, { how: 'failed', code: raised.code })
		else run.effects.push({ is: 'escalation', element, code: raised.code, data })
	}
	return !run.state.tokens.includes(token)
}

function isCaught(run: Run, from: Token, raised: Raised): boolean {
	let token: Token | undefined = from
	let scope: Scope | undefined = findScope(run, from.scope)
	let within: string | null = null
	while (scope !== undefined) {
		if (token !== undefined && scope.many === undefined && onActivity(run, token, raised)) return true
		if (scope.many === undefined && inScope(run, scope, raised, within)) return true
		within = scope.host === null ? scope.element : null
		token = findToken(run, scope.host)
		scope = findScope(run, scope.parent)
	}
	return false
}

function onActivity(run: Run, token: Token, raised: Raised): boolean {
	const events = needElement(run.model, token.element).boundaries.map((id) => needElement(run.model, id))
	const event = catcherOf(events, raised)
	if (event === null) return false
	fireBoundary(run, token, event, raised.data)
	return true
}

/** A scope that an interrupting event sub-process took over catches nothing more, and none catches what came out of it. */
function inScope(run: Run, scope: Scope, raised: Raised, within: string | null): boolean {
	if (scope.closed === true) return false
	const starts = needPlace(run.model, scope.element).eventStarts.map((id) => needElement(run.model, id))
	const start = catcherOf(
		starts.filter((one) => one.parent !== within),
		raised,
	)
	if (start === null) return false
	startEventSubProcess(run, scope, start, raised.data)
	return true
}

/** The event that names the code, else one that catches all. */
function catcherOf(events: readonly Element[], { on, code }: Raised): Element | null {
	const able = events.flatMap((event) => (event.trigger.on === on ? [{ event, names: event.trigger.code }] : []))
	const named = able.find(({ names }) => names === code) ?? able.find(({ names }) => names === null)
	return named?.event ?? null
}

/** The instance is over; whatever still stands in it ends. */
export function end(run: Run, ending: Ending): void {
	const root = findScope(run, 1)
	const data = root?.data ?? {}
	if (root !== undefined) killScope(run, root)
	run.state.scopes = [{ id: 1, element: run.state.process, parent: null, host: null, data }]
	run.state.undos = []
	run.state.ended = ending
	run.jobs.length = 0
	const wrote = root?.wrote
	const given = wrote === undefined ? data : Object.fromEntries(wrote.map((name) => [name, data[name]]))
	run.effects.push({ is: 'ended', ending, data: given })
}
