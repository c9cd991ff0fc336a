import { armByEvent, beginActivity, perform, performed, takeAnswer } from './activities.ts'
import { armScope } from './arm.ts'
import { fire, waitAt, waitForFirst } from './catching.ts'
import { closeUndone, undoNext } from './compensation.ts'
import { endEvent, spread, throwEvent } from './events.ts'
import { TokenFault } from './fault.ts'
import type { Effect, Happening, Step } from './happening.ts'
import { joinInclusive, joinParallel } from './joining.ts'
import { leave, passExclusive, splitInclusive } from './leaving.ts'
import { beginLoop, endRound } from './loops.ts'
import { activities, type Model, needElement, needPlace } from './model.ts'
import { end, raise } from './raising.ts'
import {
	type Choice,
	dropWaits,
	elementOf,
	findScope,
	findToken,
	type Job,
	needScope,
	note,
	noteScope,
	type Run,
	setData,
} from './run.ts'
import { firstState, type Redo, type State, type Token, type Wait } from './state.ts'
import { killScope, needRoom, placeToken } from './tokens.ts'

export type Advanced = {
	readonly state: State
	readonly effects: readonly Effect[]
	readonly steps: readonly Step[]
	/** How many rows were looked at for it, as a measure of the work (M35). */
	readonly rows: number
	/** False when nothing waited for what happened: the state is as before. */
	readonly taken: boolean
}

/** M35. Moves in one advance, far above what a drawing without a ring can need. */
const mostJobs = 100_000
/** M35. Rows looked at in one advance: moves times what the instance holds at each. */
const mostRows = 50_000_000

/**
 * Moves an instance on by one happening until it rests again. Pure: the same model, state, happening and `now` give the
 * same answer; the state given is not changed.
 * @param state null for a `start`
 * @param now milliseconds since 1970
 * @throws TokenFault when a timer of the process itself cannot be set
 */
export function advance(model: Model, state: State | null, happening: Happening, now: number): Advanced {
	return advanceInPlace(model, state === null ? null : structuredClone(state), happening, now)
}

/** The same, but the state given is used up, and gateways may be told what to choose: for simulations. */
export function advanceInPlace(
	model: Model,
	state: State | null,
	happening: Happening,
	now: number,
	choice: Choice = () => [],
): Advanced {
	const draft = state ?? firstState(model.id, {})
	const run: Run = { model, state: draft, now, effects: [], steps: [], jobs: [], choice, rows: 0, inner: new Map() }
	const taken = state?.ended === undefined && begin(run, state === null, happening)
	if (taken) work(run)
	return { state: draft, effects: run.effects, steps: run.steps, rows: run.rows, taken }
}

function begin(run: Run, isNew: boolean, happening: Happening): boolean {
	switch (happening.is) {
		case 'start':
			return isNew && start(run, happening)
		case 'message':
			return deliver(run, happening)
		case 'signal':
			return spread(run, happening.name, happening.data)
		case 'timer':
			return ring(run, happening.wait)
		case 'resume':
			return resume(run, happening)
		case 'cancel':
			end(run, { how: 'cancelled' })
			return true
		default:
			return answer(run, happening)
	}
}

function start(run: Run, { at, data, called }: Extract<Happening, { is: 'start' }>): boolean {
	const root = needScope(run, 1)
	setData(run, root, data)
	if (called === true) root.wrote = []
	armScope(run, root)
	const ids = at === undefined ? firstOf(run.model) : [at]
	for (const id of ids) {
		const element = needElement(run.model, id)
		const isTriggered = at !== undefined && (element.kind === 'catch' || element.instantiates)
		if (isTriggered && element.kind !== 'event-based') startInside(run, id)
		else placeToken(run, root.id, id)
	}
	run.jobs.push({ do: 'settle', scope: root.id })
	return true
}

/** The none start event, else the first start event, else everything nothing leads to (M23). */
function firstOf(model: Model): readonly string[] {
	const { starts } = needPlace(model, model.id)
	const events = starts.filter((id) => needElement(model, id).kind === 'start')
	const none = events.find((id) => needElement(model, id).trigger.on === 'none')
	const [first] = events
	return first === undefined ? starts : [none ?? first]
}

/** A receive task or an event after an event-based gateway whose message opened the instance: it has come already. */
function startInside(run: Run, id: string): void {
	const token = placeToken(run, 1, id)
	run.jobs.pop()
	note(run, 'enter', token)
	if (needElement(run.model, id).kind === 'receive') run.jobs.push({ do: 'performed', token: token.id })
	else {
		note(run, 'complete', token)
		run.jobs.push({ do: 'leave', token: token.id })
	}
}

type Answer = Extract<Happening, { is: 'complete' | 'failed' | 'error' | 'escalate' }>

function answer(run: Run, happening: Answer): boolean {
	const wait = run.state.waits.find((one) => one.id === happening.wait)
	const token = findToken(run, wait?.token)
	if (wait === undefined || token === undefined || !isAsked(wait)) return false
	if (happening.is === 'escalate') {
		setData(run, token, happening.data)
		raise(run, token, { on: 'escalation', code: happening.code })
		return true
	}
	dropWaits(run, (one) => one === wait, wait.id)
	if (happening.is === 'error') raise(run, token, { on: 'error', code: happening.code, data: happening.data })
	else if (happening.is === 'failed') stop(run, token, 'M26', happening.sentence, 'perform')
	else {
		takeAnswer(run, token, happening.data)
		if (happening.choose !== undefined) token.choose = [...happening.choose]
		token.state = 'go'
		run.jobs.push({ do: 'performed', token: token.id })
	}
	return true
}

function isAsked(wait: Wait): boolean {
	return wait.kind === 'task' || wait.kind === 'service' || wait.kind === 'call'
}

/** M27. A message reaches the oldest that waits for it: the same name and, where both have one, the same key. */
function deliver(run: Run, { name, key, data }: Extract<Happening, { is: 'message' }>): boolean {
	const wait = run.state.waits.find(
		(one) =>
			one.kind === 'message' && one.name === name && (key === undefined || one.key === undefined || one.key === key),
	)
	if (wait === undefined) return false
	fire(run, wait, data)
	return true
}

function ring(run: Run, id: number): boolean {
	const wait = run.state.waits.find((one) => one.id === id && one.kind === 'timer')
	if (wait === undefined) return false
	fire(run, wait, undefined)
	return true
}

function resume(run: Run, { token: id, data, choose }: Extract<Happening, { is: 'resume' }>): boolean {
	const token = findToken(run, id)
	if (token?.fault === undefined) return false
	const { redo } = token.fault
	delete token.fault
	token.state = 'go'
	setData(run, token, data)
	if (choose !== undefined) token.choose = [...choose]
	run.jobs.push({ do: redo, token: token.id })
	return true
}

/** Does what is to be done until nothing moves. */
function work(run: Run): void {
	let done = 0
	for (;;) {
		const job = run.jobs.shift()
		if (job !== undefined) {
			done += 1
			run.rows += run.state.tokens.length + run.state.scopes.length + run.state.waits.length
			doJob(run, job, done > mostJobs || run.rows > mostRows)
			continue
		}
		if (run.state.ended !== undefined) return
		const token = joinInclusive(run)
		if (token === null) return
		run.jobs.push({ do: 'split', token: token.id })
	}
}

function doJob(run: Run, job: Job, isTooMuch: boolean): void {
	if (job.do === 'settle') return settle(run, job.scope)
	if (job.do === 'undo next') return undoNext(run, job.undo)
	const token = findToken(run, job.token)
	if (token === undefined) return
	if (isTooMuch) {
		const sentence = `${token.element}: too many moves without a wait`
		return stop(run, token, 'M35', sentence, job.do)
	}
	try {
		move(run, token, job.do)
	} catch (error) {
		if (!(error instanceof TokenFault)) throw error
		stop(run, token, error.rule, error.message, job.do)
	}
}

/** M26. A fault stops one token where it is, with what it was about to do; whatever it had begun is taken back. */
function stop(run: Run, token: Token, rule: string, sentence: string, redo: Redo): void {
	if (redo === 'enter') dropWaits(run, (wait) => wait.token === token.id)
	if (redo === 'enter' || redo === 'perform')
		for (const scope of run.state.scopes.filter((one) => one.host === token.id)) killScope(run, scope)
	token.state = 'fault'
	token.fault = { rule, sentence, redo }
	note(run, 'fault', token)
	run.effects.push({ is: 'fault', token: token.id, element: token.element, rule, sentence })
}

function move(run: Run, token: Token, what: Redo): void {
	switch (what) {
		case 'enter':
			return enter(run, token)
		case 'split':
			return splitInclusive(run, token)
		case 'perform':
			return perform(run, token)
		case 'performed':
			return performed(run, token)
		case 'round ended':
			return endRound(run, token)
		case 'leave':
			return leave(run, token)
	}
}

function enter(run: Run, token: Token): void {
	const element = elementOf(run, token)
	note(run, 'enter', token, token.flow === undefined ? {} : { flow: token.flow })
	switch (element.kind) {
		case 'end':
			return endEvent(run, token)
		case 'throw':
			return throwEvent(run, token)
		case 'catch':
			return waitAt(run, token)
		case 'exclusive':
			return passExclusive(run, token)
		case 'parallel':
			return joinParallel(run, token)
		case 'inclusive':
			if (element.ins.length > 1) token.state = 'join'
			else splitInclusive(run, token)
			return
		case 'event-based':
			return waitForFirst(run, token)
		case 'start':
			armByEvent(run, token)
			break
		case 'boundary':
			needRoom(run, token.element, 0)
			break
		default:
	}
	if (activities.has(element.kind)) {
		delete token.choose
		if (element.loop === null) beginActivity(run, token)
		else beginLoop(run, token)
		return
	}
	note(run, 'complete', token)
	leave(run, token)
}

/** A scope in which nothing stands any more is over. */
function settle(run: Run, id: number): void {
	const scope = findScope(run, id)
	if (scope === undefined || scope.many !== undefined || !isEmpty(run, id)) return
	if (scope.parent === null) {
		end(run, { how: 'completed' })
		return
	}
	dropWaits(run, (wait) => wait.scope === id && wait.token === undefined)
	const host = findToken(run, scope.host)
	if (scope.undoing === true && host !== undefined) {
		closeUndone(run, host)
		return
	}
	run.state.scopes = run.state.scopes.filter((one) => one !== scope)
	if (host === undefined) {
		noteScope(run, 'complete', scope)
		run.jobs.push({ do: 'settle', scope: scope.parent })
		return
	}
	run.inner.set(host.id, scope.done ?? [])
	host.state = 'go'
	run.jobs.push({ do: 'performed', token: host.id })
}

function isEmpty(run: Run, scope: number): boolean {
	const { tokens, scopes, undos } = run.state
	return (
		tokens.every((token) => token.scope !== scope) &&
		scopes.every((one) => one.parent !== scope || one.host !== null) &&
		undos.every((undo) => undo.scope !== scope)
	)
}
