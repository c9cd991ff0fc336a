import { openScope, startByEvent } from './activities.ts'
import { listenAt } from './arm.ts'
import { type Element, needElement } from './model.ts'
import { addWait, dropWaits, elementOf, needScope, needToken, note, noteScope, type Run, setData } from './run.ts'
import type { Data, Scope, Token, Wait } from './state.ts'
import { nextFiring } from './timers.ts'
import { emptyScope, killToken, placeToken, rest } from './tokens.ts'

/** M27. A token waits at a catching event. */
export function waitAt(run: Run, token: Token): void {
	rest(run, token)
	listenAt(run, token, elementOf(run, token))
}

/** M24. A token at an event-based gateway waits for all that may come; the first decides. */
export function waitForFirst(run: Run, token: Token): void {
	rest(run, token)
	for (const flow of elementOf(run, token).outs) listenAt(run, token, needElement(run.model, flow.to))
}

/** What a wait was for has come: a timer fired, a message or signal arrived. */
export function fire(run: Run, wait: Wait, data: Data | undefined): void {
	const element = needElement(run.model, wait.element)
	if (wait.token === undefined) {
		fireScope(run, wait, element, data)
		return
	}
	const token = needToken(run, wait.token)
	if (element.kind === 'boundary') {
		again(run, wait, element)
		fireBoundary(run, token, element, data)
		return
	}
	dropWaits(run, (one) => one.token === token.id && isOwn(run, one, token), wait.id)
	if (token.element !== element.id) passGateway(run, token, element)
	setData(run, token, data)
	token.state = 'go'
	if (element.kind === 'receive') run.jobs.push({ do: 'performed', token: token.id })
	else {
		note(run, 'complete', token)
		run.jobs.push({ do: 'leave', token: token.id })
	}
}

/** Waits of the token itself, those of boundary events on it left out. */
function isOwn(run: Run, wait: Wait, token: Token): boolean {
	return wait.token === token.id && needElement(run.model, wait.element).kind !== 'boundary'
}

function passGateway(run: Run, token: Token, element: Element): void {
	note(run, 'complete', token)
	const flow = elementOf(run, token).outs.find((one) => one.to === element.id)
	if (flow !== undefined) {
		note(run, 'take', token, { flow: flow.id })
		token.flow = flow.id
	}
	token.element = element.id
	note(run, 'enter', token, flow === undefined ? {} : { flow: flow.id })
}

/** A wait of an event that does not interrupt goes on: messages and signals stay, cycles set their next firing. */
function again(run: Run, wait: Wait, element: Element): void {
	if (wait.kind !== 'timer' && !element.interrupting) return
	dropWaits(run, (one) => one === wait, wait.id)
	const next = element.interrupting ? null : nextFiring(wait)
	if (next !== null) addWait(run, next)
}

/** M28. A boundary event goes on beside its activity, or in its place. */
export function fireBoundary(run: Run, host: Token, event: Element, data: Data | undefined): void {
	setData(run, needScope(run, host.scope), data)
	if (event.interrupting) {
		killToken(run, host)
		if (host.undo !== undefined) run.jobs.push({ do: 'undo next', undo: host.undo })
	}
	placeToken(run, host.scope, event.id)
}

function fireScope(run: Run, wait: Wait, start: Element, data: Data | undefined): void {
	again(run, wait, start)
	startEventSubProcess(run, needScope(run, wait.scope), start, data)
}

/** M28. An event sub-process begins in its scope; an interrupting one ends all else there. */
export function startEventSubProcess(run: Run, scope: Scope, start: Element, data: Data | undefined): void {
	setData(run, scope, data)
	if (start.interrupting) {
		emptyScope(run, scope)
		scope.closed = true
	}
	const inner = openScope(run, start.parent, scope, null)
	noteScope(run, 'enter', inner)
	startByEvent(run, inner, start.id)
}
