import { throwCompensation } from './compensation.ts'
import { needPlace } from './model.ts'
import { end, raise } from './raising.ts'
import { dataAt, elementOf, needScope, note, type Run } from './run.ts'
import { fire } from './catching.ts'
import type { Data, Token, Wait } from './state.ts'
import { throwMessage } from './throwing.ts'
import { emptyScope, needRoom, removeToken } from './tokens.ts'

/** A throwing event has done its deed when it throws: what catches it comes after. */
export function throwEvent(run: Run, token: Token): void {
	const { trigger } = elementOf(run, token)
	if (trigger.on === 'compensation') return throwCompensation(run, token)
	note(run, 'complete', token)
	if (trigger.on === 'link') return jump(run, token, trigger.name)
	deed(run, token)
	if (run.state.tokens.includes(token)) run.jobs.push({ do: 'leave', token: token.id })
}

/** Sends, signals or raises what the event says. */
function deed(run: Run, token: Token): void {
	const { trigger } = elementOf(run, token)
	if (trigger.on === 'message') throwMessage(run, token)
	if (trigger.on === 'signal') throwSignal(run, token, trigger.name)
	if (trigger.on === 'escalation' || trigger.on === 'error')
		raise(run, token, { on: trigger.on, code: trigger.code ?? '' })
}

/** A link goes on at its other end, as if a flow joined them. */
function jump(run: Run, token: Token, name: string): void {
	const target = needPlace(run.model, elementOf(run, token).parent).links.get(name)
	if (target === undefined) throw new Error(`no link event catches ${name}`)
	token.element = target
	delete token.flow
	note(run, 'enter', token)
	note(run, 'complete', token)
	run.jobs.push({ do: 'leave', token: token.id })
}

/** An end event does its deed, and the token is consumed. */
export function endEvent(run: Run, token: Token): void {
	const { trigger } = elementOf(run, token)
	if (trigger.on === 'compensation') return throwCompensation(run, token)
	note(run, 'complete', token)
	if (trigger.on === 'terminate') return terminate(run, token)
	deed(run, token)
	if (run.state.tokens.includes(token)) removeToken(run, token)
}

/** M32. Ends everything in the scope the event stands in, and that scope with it; the whole instance at process level. */
function terminate(run: Run, token: Token): void {
	const scope = needScope(run, token.scope)
	run.state.tokens.splice(run.state.tokens.indexOf(token), 1)
	if (scope.parent === null) {
		end(run, { how: 'completed' })
		return
	}
	delete scope.done
	emptyScope(run, scope)
	run.jobs.push({ do: 'settle', scope: scope.id })
}

function throwSignal(run: Run, token: Token, name: string): void {
	needRoom(run, token.element, waitingFor(run, name).length)
	note(run, 'throw', token, { thrown: `signal ${name}` })
	const data = dataAt(run, token)
	run.effects.push({ is: 'signal', element: token.element, name, data })
	spread(run, name, undefined)
}

/** M27. A signal reaches everything that waits for it at that moment, oldest first. */
export function spread(run: Run, name: string, data: Data | undefined): boolean {
	const hits = waitingFor(run, name)
	for (const wait of hits) if (isStill(run, wait)) fire(run, wait, data)
	return hits.length > 0
}

function waitingFor(run: Run, signal: string): readonly Wait[] {
	return run.state.waits.filter((wait) => wait.kind === 'signal' && wait.name === signal)
}

function isStill(run: Run, wait: Wait): boolean {
	return run.state.waits.includes(wait)
}
