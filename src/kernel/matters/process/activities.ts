import { armBoundaries, armScope } from './arm.ts'
import { plain, valueOf } from './expression.ts'
import { needPlace } from './model.ts'
import { addWait, dataAt, dropWaits, elementOf, sightAt, needScope, nextId, note, type Run, setData } from './run.ts'
import { throwMessage } from './throwing.ts'
import { drawnScope, needRoom, placeToken, rest } from './tokens.ts'
import type { Done, Scope, Token, Wait } from './state.ts'

/** A token comes to an activity: it waits for its boundary events, and is done once or as often as it repeats. */
export function beginActivity(run: Run, token: Token): void {
	armBoundaries(run, token)
	run.jobs.push({ do: 'perform', token: token.id })
}

/** M26. Does the activity's own work once. */
export function perform(run: Run, token: Token): void {
	const element = elementOf(run, token)
	switch (element.kind) {
		case 'task':
			return ask(run, token, 'task')
		case 'service':
			return ask(run, token, 'service')
		case 'call':
			return ask(run, token, 'call')
		case 'receive':
			return receive(run, token)
		case 'script':
			return script(run, token)
		case 'send':
			throwMessage(run, token)
			run.jobs.push({ do: 'performed', token: token.id })
			return
		default:
			return openSubProcess(run, token)
	}
}

function ask(run: Run, token: Token, kind: Wait['kind']): void {
	rest(run, token)
	addWait(run, { kind, element: token.element, token: token.id, scope: token.scope }, dataAt(run, token))
}

function receive(run: Run, token: Token): void {
	const { trigger } = elementOf(run, token)
	if (trigger.on !== 'message') throw new Error(`${token.element} receives no message`)
	const key = trigger.key === null ? null : valueOf(trigger.key, sightAt(run, token))
	rest(run, token)
	const named = { name: trigger.name, ...(key === null ? {} : { key: String(key) }) }
	addWait(run, { kind: 'message', element: token.element, token: token.id, scope: token.scope, ...named })
}

/** A result under a name is left there; without one a context leaves each of its entries. */
function script(run: Run, token: Token): void {
	const element = elementOf(run, token)
	if (element.script !== null) leaveResult(run, token, valueOf(element.script, sightAt(run, token)))
	run.jobs.push({ do: 'performed', token: token.id })
}

function leaveResult(run: Run, token: Token, value: unknown): void {
	const { result } = elementOf(run, token)
	if (result !== null) setData(run, token, { [result]: value })
	else if (typeof value === 'object' && value !== null && !Array.isArray(value)) setData(run, token, { ...value })
}

/** What a task, service or called process gave back. */
export function takeAnswer(run: Run, token: Token, data: Record<string, unknown> | undefined): void {
	const element = elementOf(run, token)
	if (data === undefined) return
	if (element.kind === 'service' && element.result !== null && !Object.hasOwn(data, element.result))
		setData(run, token, { [element.result]: plain(data) })
	else setData(run, token, data)
}

export function openScope(run: Run, element: string, around: Scope, host: Token | null): Scope {
	const scope: Scope = { id: nextId(run), element, parent: around.id, host: host?.id ?? null }
	run.state.scopes.push(scope)
	return scope
}

function openSubProcess(run: Run, token: Token): void {
	token.state = 'host'
	startScope(run, openScope(run, token.element, needScope(run, token.scope), token))
}

/** Begins a sub-process: its event sub-processes wait, a token stands on its start. */
export function startScope(run: Run, scope: Scope): void {
	const { starts } = needPlace(run.model, scope.element)
	needRoom(run, scope.element, starts.length)
	armScope(run, scope)
	for (const start of starts) placeToken(run, scope.id, start)
	run.jobs.push({ do: 'settle', scope: scope.id })
}

/** Begins an event sub-process. No token stands where it could be stopped: it is armed by its start event, which can be. */
export function startByEvent(run: Run, scope: Scope, start: string): void {
	scope.unarmed = true
	placeToken(run, scope.id, start)
	run.jobs.push({ do: 'settle', scope: scope.id })
}

/** The first token of an event sub-process enters: its own event sub-processes wait from now on. @throws TokenFault */
export function armByEvent(run: Run, token: Token): void {
	const scope = needScope(run, token.scope)
	if (scope.unarmed !== true) return
	needRoom(run, token.element, 0)
	armScope(run, scope)
	delete scope.unarmed
}

/** The work is done once: it can be compensated from now on, and repeats or leaves. */
export function performed(run: Run, token: Token): void {
	note(run, 'complete', token)
	rememberDone(run, token)
	const repeats = elementOf(run, token).loop !== null
	if (!repeats) endActivity(run, token)
	run.jobs.push({ do: repeats ? 'round ended' : 'leave', token: token.id })
}

/** M30. Keeps what compensation needs: who undoes it, its local data, and what was done inside. */
function rememberDone(run: Run, token: Token): void {
	const element = elementOf(run, token)
	const inner = run.inner.get(token.id) ?? []
	run.inner.delete(token.id)
	const undoes = element.kind === 'sub-process' && (inner.length > 0 || hasUndoing(run, token))
	if (token.undo !== undefined || (element.handler === null && !undoes)) return
	const done: Done = { element: token.element }
	if (token.data !== undefined) done.data = token.data
	if (inner.length > 0) done.inner = inner
	const scope = drawnScope(run, token)
	scope.done = [...(scope.done ?? []), done]
}

function hasUndoing(run: Run, token: Token): boolean {
	return needPlace(run.model, token.element).eventStarts.some(
		(id) => run.model.elements.get(id)?.trigger.on === 'compensation',
	)
}

/** The activity is over with all its rounds: its boundary events wait no longer. */
export function endActivity(run: Run, token: Token): void {
	dropWaits(run, (wait) => wait.token === token.id)
}
