import { throwCompensation } from './compensation.ts'
import { needPlace } from './model.ts'
import { end, raise } from './raising.ts'
import { dataAt, elementOf, needScope, note, type Run } from './run.ts'
import { fire } from './catching.ts'
import type { Data, Token, Wait } from './state.ts'
import { throwMessage } from './throwing.ts'
import { emptyScope, removeToken } from './tokens.ts'

/** A throwing event does its deed and the token goes on. */
export function throwEvent(run: Run, token: Token): void {
	const { trigger } = elementOf(run, token)
	switch (trigger.on) {
		case 'link':
			return jump(run, token, trigger.name)
		case 'compensation':
			return throwCompensation(run, token)
		case 'message':
			throwMessage(run, token)
			break
		case 'signal':
			throwSignal(run, token, trigger.name)
			break
		case 'escalation':
			if (raise(run, token, { on: 'escalation', code: trigger.code ?? '' })) return
			break
		default:
	}
	if (!run.state.tokens.includes(token)) return
	note(run, 'complete', token)
	run.jobs.push({ do: 'leave', token: token.id })
}

/** A link goes on at its other end, as if a flow joined them. */
function jump(run: Run, token: Token, name: string): void {
	note(run, 'complete', token)
	const target = needPlace(run.model, elementOf(run, token).parent).links.get(name)
	if (target === undefined) throw new Error(`no link event catches ${name}`)
	token.element = target
	delete token.flow
	note(run, 'enter', token)
	note(run, 'complete', token)
	run.jobs.push({ do: 'leave', token: token.id })
}

/** An end event does its deed; the token is consumed. */
export function endEvent(run: Run, token: Token): void {
	const { trigger } = elementOf(run, token)
	switch (trigger.on) {
		case 'compensation':
			return throwCompensation(run, token)
		case 'error':
			note(run, 'complete', token)
			raise(run, token, { on: 'error', code: trigger.code ?? '' })
			return consume(run, token)
		case 'escalation':
			note(run, 'complete', token)
			raise(run, token, { on: 'escalation', code: trigger.code ?? '' })
			return consume(run, token)
		case 'terminate':
			note(run, 'complete', token)
			return terminate(run, token)
		case 'message':
			throwMessage(run, token)
			break
		case 'signal':
			throwSignal(run, token, trigger.name)
			break
		default:
	}
	if (!run.state.tokens.includes(token)) return
	note(run, 'complete', token)
	consume(run, token)
}

function consume(run: Run, token: Token): void {
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
	note(run, 'throw', token, { thrown: `signal ${name}` })
	const data = dataAt(run, token)
	run.effects.push({ is: 'signal', element: token.element, name, data })
	spread(run, name, undefined)
}

/** M27. A signal reaches everything that waits for it at that moment, oldest first. */
export function spread(run: Run, name: string, data: Data | undefined): boolean {
	const hits = run.state.waits.filter((wait) => wait.kind === 'signal' && wait.name === name)
	for (const wait of hits) if (isStill(run, wait)) fire(run, wait, data)
	return hits.length > 0
}

function isStill(run: Run, wait: Wait): boolean {
	return run.state.waits.includes(wait)
}
