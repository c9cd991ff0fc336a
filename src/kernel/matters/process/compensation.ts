import { openScope } from './activities.ts'
import { startEventSubProcess } from './catching.ts'
import { type Element, needElement, needPlace } from './model.ts'
import { elementOf, findScope, findToken, needScope, nextId, note, type Run } from './run.ts'
import type { Done, Scope, Token, Undo } from './state.ts'
import { placeToken, removeToken, rest } from './tokens.ts'

/**
 * M30. Undoes what was completed: the named activity, or all of the scope, latest first, one after the other. The event
 * waits for the end of it unless it says not to.
 */
export function throwCompensation(run: Run, token: Token): void {
	const { trigger } = elementOf(run, token)
	if (trigger.on !== 'compensation') throw new Error(`${token.element} compensates nothing`)
	note(run, 'throw', token, { thrown: `compensation ${trigger.activity ?? ''}`.trim() })
	const left = scopesAround(run, needScope(run, token.scope)).flatMap((scope) =>
		takeDone(scope, trigger.activity).map((done) => ({ scope: scope.id, done })),
	)
	const undo: Undo = { id: nextId(run), scope: token.scope, token: trigger.waits ? token.id : null, left }
	run.state.undos.push(undo)
	if (trigger.waits) rest(run, token)
	else goOn(run, token)
	run.jobs.push({ do: 'undo next', undo: undo.id })
}

/** The scope thrown in and, out of event sub-processes, those around: outermost first, since its activities ended first. */
function scopesAround(run: Run, scope: Scope): readonly Scope[] {
	const isEvent = run.model.elements.get(scope.element)?.kind === 'event-sub-process'
	const around = isEvent ? findScope(run, scope.parent) : undefined
	return around === undefined ? [scope] : [...scopesAround(run, around), scope]
}

function takeDone(scope: Scope, activity: string | null): readonly Done[] {
	const all = scope.done ?? []
	const taken = all.filter((done) => activity === null || done.element === activity)
	const left = all.filter((done) => !taken.includes(done))
	if (left.length > 0) scope.done = left
	else delete scope.done
	return taken
}

/** Undoes the next activity, or ends the compensation. */
export function undoNext(run: Run, id: number): void {
	const undo = run.state.undos.find((one) => one.id === id)
	if (undo === undefined) return
	const next = undo.left.pop()
	if (next !== undefined) {
		begin(run, undo, needScope(run, next.scope), next.done)
		return
	}
	run.state.undos = run.state.undos.filter((one) => one !== undo)
	const token = findToken(run, undo.token)
	if (token === undefined) run.jobs.push({ do: 'settle', scope: undo.scope })
	else if (token.state === 'host') closeUndone(run, token)
	else goOn(run, token)
}

function goOn(run: Run, token: Token): void {
	token.state = 'go'
	note(run, 'complete', token)
	if (elementOf(run, token).kind === 'end') removeToken(run, token)
	else run.jobs.push({ do: 'leave', token: token.id })
}

function begin(run: Run, undo: Undo, scope: Scope, done: Done): void {
	const element = needElement(run.model, done.element)
	const data = done.data === undefined ? {} : { data: done.data }
	if (element.handler !== null) {
		placeToken(run, scope.id, element.handler, { ...data, undo: undo.id })
		return
	}
	const host: Token = { id: nextId(run), scope: scope.id, element: element.id, state: 'host', ...data, undo: undo.id }
	run.state.tokens.push(host)
	const inner = openScope(run, element.id, scope, host)
	inner.undoing = true
	const start = undoingStart(run, element)
	if (start !== null) {
		inner.done = done.inner ?? []
		startEventSubProcess(run, inner, start, undefined)
		return
	}
	const left = (done.inner ?? []).map((one) => ({ scope: inner.id, done: one }))
	const within: Undo = { id: nextId(run), scope: inner.id, token: host.id, left }
	run.state.undos.push(within)
	run.jobs.push({ do: 'undo next', undo: within.id })
}

function undoingStart(run: Run, element: Element): Element | null {
	const starts = needPlace(run.model, element.id).eventStarts.map((id) => needElement(run.model, id))
	return starts.find((start) => start.trigger.on === 'compensation') ?? null
}

/** A sub-process opened again to be compensated is done with. */
export function closeUndone(run: Run, host: Token): void {
	run.state.scopes = run.state.scopes.filter((scope) => scope.host !== host.id)
	removeToken(run, host)
	if (host.undo !== undefined) run.jobs.push({ do: 'undo next', undo: host.undo })
}
