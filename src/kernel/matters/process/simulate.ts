import { advanceInPlace } from './advance.ts'
import { TokenFault } from './fault.ts'
import type { Effect, Happening, Step } from './happening.ts'
import type { Model } from './model.ts'
import { type Coming, momentOf, openingOf, startOn } from './opening.ts'
import type { Answer } from './script.ts'
import type { Outcome, Simulation } from './simulation.ts'
import type { Data, State, Wait } from './state.ts'
import { addDuration, isoOf, parseDuration, parseMoment } from './time.ts'

/** A message or signal on its way. */
type Arriving = Extract<Happening, { is: 'message' | 'signal' }>
type Instance = { readonly name: string; readonly model: Model; state: State; readonly caller: Caller | null }
type Caller = { readonly instance: Instance; readonly wait: number }
type Planned = { readonly at: number; readonly order: number; readonly act: () => void }
type Sim = {
	readonly told: Simulation
	now: number
	lines: number
	order: number
	happenings: number
	/** Rows looked at so far. */
	rows: number
	reason: string | null
	readonly instances: Instance[]
	planned: Planned[]
	/** Messages and signals that come once they are waited for. */
	readonly held: Arriving[]
	readonly used: Map<string, number>
	readonly completed: string[]
}

/** M36. When the clock begins, unless the script says otherwise. */
const firstNow = Date.UTC(2026, 0, 1)
const mostHappenings = 10_000
const mostLines = 200_000
/** Rows looked at in one simulation: seconds of work. */
const mostRows = 500_000_000
const deepestCall = 50

/** M36. Runs a process on a clock of its own until nothing more happens. Deterministic. */
export function simulate(told: Simulation): Outcome {
	const now = parseMoment(told.script.now ?? '') ?? firstNow
	const opening = openingOf(told.model, told.script, now)
	const sim: Sim = {
		told,
		now,
		lines: 0,
		order: 0,
		happenings: 0,
		rows: 0,
		reason: null,
		instances: [],
		planned: [],
		held: [],
		used: new Map(),
		completed: [],
	}
	planComing(sim, opening.message)
	sim.now = opening.at
	const data = { ...told.data, ...opening.message?.data }
	const root = begun(() => open(sim, told.model, data, null, opening.start))
	if (typeof root === 'string') return unbegun(sim, data, root)
	let ended: number | null = null
	for (;;) {
		if (root.state.ended !== undefined) ended ??= sim.now
		if (sim.reason !== null || !next(sim)) break
		sim.happenings += 1
	}
	if (ended !== null) sim.now = ended
	return outcome(sim, root)
}

/** An instance, or why it cannot begin: an event sub-process of its own cannot wait for what it should. */
function begun(open: () => Instance): Instance | string {
	try {
		return open()
	} catch (error) {
		if (error instanceof TokenFault) return `${error.message} [${error.rule}]`
		throw error
	}
}

function unbegun(sim: Sim, data: Data, reason: string): Outcome {
	return { ended: false, result: 'fault', reason, at: isoOf(sim.now), data, completed: sim.completed, open: [] }
}

function planComing(sim: Sim, opened: Coming | null): void {
	const { messages = [], signals = [] } = sim.told.script
	for (const one of messages) if (one !== opened) coming(sim, { is: 'message', ...defined(one) }, one)
	for (const one of signals) if (one !== opened) coming(sim, { is: 'signal', ...defined(one) }, one)
}

type Named = { name: string; key?: string; data?: Data }

function defined(one: { name: string; key?: string | undefined; data?: Data | undefined }): Named {
	const named: Named = { name: one.name }
	if (one.key !== undefined) named.key = one.key
	if (one.data !== undefined) named.data = one.data
	return named
}

function coming(sim: Sim, happening: Arriving, when: Coming): void {
	const at = momentOf(when, sim.now)
	if (at === null) sim.held.push(happening)
	else plan(sim, at, () => deliver(sim, happening))
}

function later(sim: Sim, duration: string | undefined): number {
	const after = parseDuration(duration ?? '')
	return after === null ? sim.now : addDuration(sim.now, after)
}

function plan(sim: Sim, at: number, act: () => void): void {
	sim.order += 1
	sim.planned.push({ at: Math.max(at, sim.now), order: sim.order, act })
}

/** The next planned thing happens; false when none is left before the end of the clock. */
function next(sim: Sim): boolean {
	const first = sim.planned.reduce<Planned | null>(
		(a, b) => (a === null || b.at < a.at || (b.at === a.at && b.order < a.order) ? b : a),
		null,
	)
	if (first === null) return false
	if (sim.told.until !== undefined && first.at > sim.told.until) {
		sim.now = sim.told.until
		return false
	}
	if (sim.happenings >= mostHappenings || sim.lines >= mostLines || sim.rows >= mostRows) {
		sim.reason = `stopped after ${sim.happenings} happenings: the process does not come to an end [M36]`
		return false
	}
	sim.planned.splice(sim.planned.indexOf(first), 1)
	sim.now = first.at
	first.act()
	return true
}

function open(sim: Sim, model: Model, data: Data, caller: Caller | null, start: string | null): Instance {
	const earlier = sim.instances.filter((one) => one.model.id === model.id).length
	const happening: Happening = {
		is: 'start',
		data,
		called: caller !== null,
		...(start === null ? {} : { at: start }),
	}
	const { state, effects, steps, rows } = advanceInPlace(model, null, happening, sim.now, choiceOf(sim, model))
	sim.rows += rows
	const instance: Instance = { name: earlier === 0 ? model.id : `${model.id}#${earlier + 1}`, model, state, caller }
	sim.instances.push(instance)
	after(sim, instance, steps, effects)
	return instance
}

function happen(sim: Sim, instance: Instance, happening: Happening): boolean {
	const { state, effects, steps, rows, taken } = advanceInPlace(
		instance.model,
		instance.state,
		happening,
		sim.now,
		choiceOf(sim, instance.model),
	)
	if (!taken) return false
	sim.rows += rows
	instance.state = state
	after(sim, instance, steps, effects, 'data' in happening ? happening.data : undefined)
	return true
}

function after(sim: Sim, instance: Instance, steps: readonly Step[], effects: readonly Effect[], data?: Data): void {
	let given = data
	for (const step of steps) {
		const isAnswer = step.what === 'complete' && given !== undefined && Object.keys(given).length > 0
		print(sim, instance, step, isAnswer ? given : undefined)
		if (isAnswer) given = undefined
	}
	for (const effect of effects) follow(sim, instance, effect)
	release(sim)
}

/** A gateway may be answered like a task: with a choice. */
function choiceOf(sim: Sim, model: Model): (id: string) => readonly string[] {
	return (id) => {
		const element = model.elements.get(id)
		return element?.type.endsWith('Gateway') === true ? (answerTo(sim, id, element.name).choose ?? []) : []
	}
}

function print(sim: Sim, instance: Instance, step: Step, data: Data | undefined): void {
	const element = instance.model.elements.get(step.element)
	sim.lines += 1
	if (step.what === 'complete') sim.completed.push(step.element)
	sim.told.print({
		n: sim.lines,
		at: isoOf(sim.now),
		instance: instance.name,
		...step,
		type: element?.type ?? 'Process',
		name: element?.name ?? instance.model.name,
		...(element?.lane == null ? {} : { lane: element.lane }),
		...(data === undefined ? {} : { data }),
	})
}

function follow(sim: Sim, instance: Instance, effect: Effect): void {
	switch (effect.is) {
		case 'asked':
			if (effect.wait.kind === 'timer') {
				const { due, id } = effect.wait
				plan(sim, due ?? sim.now, () => happen(sim, instance, { is: 'timer', wait: id }))
			} else if (effect.wait.kind !== 'message' && effect.wait.kind !== 'signal')
				answer(sim, instance, effect.wait, effect.name, effect.asks, effect.data ?? {})
			return
		case 'dropped':
			for (const called of sim.instances)
				if (calls(called, instance, effect.wait)) happen(sim, called, { is: 'cancel' })
			return
		case 'message':
			plan(sim, sim.now, () => deliver(sim, { ...defined(effect), is: 'message' }))
			return
		case 'signal':
			plan(sim, sim.now, () => deliver(sim, { is: 'signal', name: effect.name, data: effect.data }, instance))
			return
		case 'escalation':
			if (instance.caller !== null) {
				const { instance: caller, wait } = instance.caller
				plan(sim, sim.now, () => happen(sim, caller, { is: 'escalate', wait, code: effect.code }))
			}
			return
		case 'ended':
			giveBack(sim, instance, effect)
			return
		case 'fault':
	}
}

function calls(called: Instance, by: Instance, wait: Wait): boolean {
	return called.caller?.instance === by && called.caller.wait === wait.id && called.state.ended === undefined
}

/** A called process ended: its caller goes on, with its data or its error. */
function giveBack(sim: Sim, { caller }: Instance, { ending, data }: Extract<Effect, { is: 'ended' }>): void {
	if (caller === null || ending.how === 'cancelled') return
	const { instance, wait } = caller
	const happening: Happening =
		ending.how === 'failed' ? { is: 'error', wait, code: ending.code ?? '', data } : { is: 'complete', wait, data }
	plan(sim, sim.now, () => happen(sim, instance, happening))
}

/** Answers what is asked, as the script says or by itself. */
function answer(sim: Sim, instance: Instance, wait: Wait, name: string, asks: string | null, data: Data): void {
	const told = answerTo(sim, wait.element, name)
	if (told.never === true) return
	const times = new Map(Object.entries(sim.told.script.times ?? {}))
	const at = later(sim, told.after ?? times.get(wait.element) ?? times.get(name))
	const code = told.escalate
	if (code !== undefined)
		plan(sim, at, () => happen(sim, instance, { is: 'escalate', wait: wait.id, code, data: told.data ?? {} }))
	if (wait.kind === 'call' && told.error === undefined && told.fail === undefined) {
		plan(sim, at, () => call(sim, instance, wait, asks ?? '', data))
		return
	}
	const brought = told.data ?? decision(sim, instance, wait, asks, data)
	plan(sim, at, () => happen(sim, instance, happeningOf({ ...told, data: brought }, wait.id)))
}

/** A rule table answers by itself when it is known: under the task's result name, else by the names it gives, else its own. */
function decision(sim: Sim, instance: Instance, wait: Wait, table: string | null, data: Data): Data {
	const element = instance.model.elements.get(wait.element)
	if (element?.type !== 'BusinessRuleTask' || table === null) return {}
	const value = sim.told.decided?.(table, data) ?? null
	if (value === null) return {}
	if (element.result !== null) return { [element.result]: value }
	return typeof value === 'object' && !Array.isArray(value) ? { ...value } : { [table]: value }
}

function happeningOf(told: Answer, wait: number): Happening {
	if (told.fail !== undefined) return { is: 'failed', wait, sentence: told.fail }
	if (told.error !== undefined) return { is: 'error', wait, code: told.error, data: told.data ?? {} }
	const choose = told.choose === undefined ? {} : { choose: told.choose }
	return { is: 'complete', wait, data: told.data ?? {}, ...choose }
}

function answerTo(sim: Sim, element: string, name: string): Answer {
	const { answers = {} } = sim.told.script
	const key = Object.hasOwn(answers, element) ? element : name
	const told = Object.hasOwn(answers, key) ? answers[key] : undefined
	if (told === undefined || !Array.isArray(told)) return told ?? {}
	const used = sim.used.get(key) ?? 0
	sim.used.set(key, used + 1)
	return told[used] ?? {}
}

function call(sim: Sim, instance: Instance, wait: Wait, id: string, data: Data): void {
	if (!instance.state.waits.some((one) => one.id === wait.id)) return
	const model = sim.told.called(id)
	const sentence = called(sim, instance, wait, model, data, id)
	if (sentence !== null) happen(sim, instance, { is: 'failed', wait: wait.id, sentence })
}

/** Opens what is called; says why it cannot, or null. */
function called(
	sim: Sim,
	by: Instance,
	{ id: wait }: Wait,
	model: Model | null,
	data: Data,
	id: string,
): string | null {
	if (model === null) return `process ${id} is not found`
	if (depthOf(by) >= deepestCall) return `calls lie deeper than ${deepestCall}`
	const opened = begun(() => open(sim, model, data, { instance: by, wait }, null))
	return typeof opened === 'string' ? `the called process cannot begin: ${opened}` : null
}

function depthOf({ caller }: Instance): number {
	return caller === null ? 0 : 1 + depthOf(caller.instance)
}

/**
 * A message reaches the first that waits for it, else opens a process beside that starts on it; a signal reaches and opens
 * all, but for the one that threw it, which has heard it already.
 */
function deliver(sim: Sim, happening: Arriving, thrower?: Instance): boolean {
	let taken = false
	for (const instance of [...sim.instances]) {
		if (instance === thrower || instance.state.ended !== undefined) continue
		if (!happen(sim, instance, happening)) continue
		taken = true
		if (happening.is === 'message') return true
	}
	for (const model of sim.told.beside ?? []) {
		const start = startOn(model, happening.is, happening.name)
		if (start === null) continue
		if (typeof begun(() => open(sim, model, happening.data ?? {}, null, start)) === 'string') continue
		if (happening.is === 'message') return true
		taken = true
	}
	return taken
}

/** What comes once it is waited for, comes now if it is. */
function release(sim: Sim): void {
	for (const happening of [...sim.held]) {
		const waited = sim.instances.some((one) => one.state.waits.some((wait) => fits(wait, happening)))
		if (!waited) continue
		sim.held.splice(sim.held.indexOf(happening), 1)
		plan(sim, sim.now, () => {
			if (!deliver(sim, happening)) sim.held.push(happening)
		})
	}
}

function fits(wait: Wait, happening: Arriving): boolean {
	if (wait.kind !== happening.is || wait.name !== happening.name) return false
	return happening.is === 'signal' || happening.key === undefined || [undefined, happening.key].includes(wait.key)
}

function outcome(sim: Sim, root: Instance): Outcome {
	const { ended } = root.state
	const data = root.state.scopes[0]?.data ?? {}
	const base = { at: isoOf(sim.now), data, completed: sim.completed }
	if (ended !== undefined)
		return { ended: true, result: ended.how, ...(ended.code === undefined ? {} : { code: ended.code }), ...base }
	const open = sim.instances.flatMap((instance) => openOf(instance))
	const fault = sim.instances.flatMap((one) => one.state.tokens).find((token) => token.fault !== undefined)?.fault
	const stopped = sim.reason ?? (fault === undefined ? null : `${fault.sentence} [${fault.rule}]`)
	const result = sim.reason !== null ? 'stopped' : fault === undefined ? 'open' : 'fault'
	return { ended: false, result, ...(stopped === null ? {} : { reason: stopped }), ...base, open }
}

function openOf({ name, state }: Instance): { instance: string; element: string; waits: string }[] {
	const waits = state.waits.map((wait) => ({ instance: name, element: wait.element, waits: wait.kind }))
	const still = state.tokens.filter((token) => token.state === 'join' || token.state === 'fault')
	return [...waits, ...still.map((token) => ({ instance: name, element: token.element, waits: token.state }))]
}
