import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { type Advanced, advance } from './advance.ts'
import { decideTable, ruleTask } from './decide-table.ts'
import type { Effect, Happening } from './happening.ts'
import type { Model } from './model.ts'
import { findPublished, type Published } from './published.ts'
import type { Data, Ending } from './state.ts'
import {
	findInstance,
	type Instance,
	insertInstance,
	type NewMatter,
	type Taken,
	takeInstance,
	updateInstance,
} from './store.ts'
import './tables.ts'

/** What the act that moved a process must see to: tasks to offer, services to ask, messages and signals to send on. */
export type Told = { readonly instance: string; readonly effect: Effect }

export type Moved = {
	readonly matter: string
	/** False when nothing waited for what happened: nothing is written. */
	readonly taken: boolean
	readonly told: readonly Told[]
	/** Set when the matter's own process is over. */
	readonly ended: Ending | null
	/** The rows of tables that decided on the way: `dispatch.priority r3`, for the ledger. */
	readonly decided: readonly string[]
}

/** Calls within calls in one advance; deeper is a fault of the call. */
const deepest = 50
/** M55. Tables asked in one advance; more is a fault. */
const mostDecided = 1_000

type Work = {
	readonly tx: Tx
	readonly now: Date
	readonly told: Told[]
	readonly deep: number
	/** Instances as this work left them: nobody else moves them meanwhile, so they are not read again. */
	readonly known: Map<string, Instance>
	/** Tables asked so far. */
	readonly decided: string[]
	/** Statements on their way: nothing here reads what they write. */
	readonly writes: Promise<unknown>[]
}

function newWork(tx: Tx, now: Date): Work {
	return { tx, now, told: [], deep: 0, known: new Map(), decided: [], writes: [] }
}

/**
 * M39. Opens a matter on the newest drawing of its process, in the caller's transaction.
 * @param open.at the start event, when a message or a timer opens it
 * @throws Refusal `not_found` when the process is not published, `wrong_state` when it cannot begin
 */
export async function openProcess(
	tx: Tx,
	open: {
		readonly kind: string
		/** `slice.process`. */
		readonly process: string
		/** The agency that owns the matter. */
		readonly agency: string
		readonly data?: Data
		readonly now: Date
		readonly id?: string
		readonly at?: string
		/** Why the matter exists, in words, naming no person. */
		readonly purpose?: string
	},
): Promise<Moved> {
	const published = await findPublished(tx, open.process, open)
	const model = published?.models.get(published.main)
	if (published == null || model === undefined) throw notFound(`process ${open.process} is not published`)
	const matter = open.id ?? newId(open.now.getTime())
	const work = newWork(tx, open.now)
	const happening: Happening = {
		is: 'start',
		...(open.data === undefined ? {} : { data: open.data }),
		...(open.at === undefined ? {} : { at: open.at }),
	}
	const opens = { kind: open.kind, agency: open.agency, purpose: open.purpose ?? null }
	await begin(work, { id: matter, matter, published, model, caller: null }, happening, opens)
	await Promise.all(work.writes)
	return { matter, taken: true, told: work.told, ended: endingOf(work, matter), decided: work.decided }
}

/**
 * M39. Moves an instance on by one happening, with the processes it calls and is called by, in the caller's transaction.
 * @throws Refusal `not_found`
 */
export async function moveProcess(tx: Tx, instance: string, happening: Happening, now: Date): Promise<Moved> {
	const taken = await takeInstance(tx, instance)
	if (taken === null) throw notFound(`instance ${instance}`)
	const { writing, ...moved } = await moveTaken(tx, taken, happening, now)
	await writing
	return moved
}

/**
 * The same for an instance that was taken already: by an act that asked powers about it first. Its writes may still be on
 * their way: `writing` is to be waited for with whatever is sent behind them.
 */
export async function moveTaken(
	tx: Tx,
	{ instance }: Taken,
	happening: Happening,
	now: Date,
): Promise<Moved & { readonly writing: Promise<unknown> }> {
	const work = newWork(tx, now)
	const taken = await move(work, instance, happening)
	const writing = Promise.all(work.writes)
	writing.catch(() => {})
	const { matter } = instance
	return { matter, taken, told: work.told, ended: endingOf(work, matter), decided: work.decided, writing }
}

/** Lets a statement go without waiting; whoever ends the work waits for all of them. */
function send(work: Work, write: Promise<unknown>): void {
	write.catch(() => {})
	work.writes.push(write)
}

function endingOf({ told }: Work, matter: string): Ending | null {
	const end = told.findLast(({ instance, effect }) => instance === matter && effect.is === 'ended')
	return end?.effect.is === 'ended' ? end.effect.ending : null
}

async function begin(
	work: Work,
	instance: Omit<Instance, 'state' | 'version'>,
	happening: Extract<Happening, { is: 'start' }>,
	opens: NewMatter | null,
): Promise<void> {
	let advanced: Advanced
	try {
		advanced = advance(instance.model, null, happening, work.now.getTime())
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error)
		throw new Refusal(
			'wrong_state',
			{ en: `The process cannot begin: ${why}.`, zh: `流程无法启动：${why}。` },
			{ rule: 'M22', extra: { why } },
		)
	}
	const { state, steps, effects } = advanced
	send(work, insertInstance(work.tx, instance, { state, happening: 'start', steps, now: work.now }, opens))
	work.known.set(instance.id, { ...instance, state, version: 1 })
	await follow(work, instance, effects)
}

async function move(work: Work, instance: Instance, happening: Happening): Promise<boolean> {
	const { state, steps, effects, taken } = advance(instance.model, instance.state, happening, work.now.getTime())
	if (!taken) return false
	const resumed = happening.is === 'resume' ? { resumed: happening.token } : {}
	send(work, updateInstance(work.tx, instance, { state, happening: happening.is, steps, now: work.now, ...resumed }))
	work.known.set(instance.id, { ...instance, state, version: instance.version + 1 })
	await follow(work, instance, effects)
	return true
}

/** M33, M55. Calls and rule tables are seen to here; everything else is told to the act. */
async function follow(
	work: Work,
	from: Omit<Instance, 'state' | 'version'>,
	effects: readonly Effect[],
): Promise<void> {
	for (const effect of effects) {
		if (effect.is === 'asked' && effect.wait.kind === 'call')
			await call(work, from, effect.wait.id, effect.asks ?? '', effect.data ?? {})
		else if (effect.is === 'dropped' && effect.wait.kind === 'call') await stopCalled(work, from.id, effect.wait.id)
		else if (effect.is === 'asked' && effect.type === ruleTask) await answer(work, from.id, decision(work, effect))
		else {
			work.told.push({ instance: from.id, effect })
			if (from.caller !== null) await giveBack(work, from.caller, effect)
		}
	}
}

/** M55. What a rule table says, or why it cannot. */
function decision(work: Work, { wait, asks, data }: Extract<Effect, { is: 'asked' }>): Happening {
	if (work.decided.length >= mostDecided)
		return { is: 'failed', wait: wait.id, sentence: `more than ${mostDecided} tables asked without a wait` }
	const decided = decideTable(asks ?? '', data ?? {}, work.now)
	if ('sentence' in decided) return { is: 'failed', wait: wait.id, sentence: decided.sentence }
	work.decided.push(decided.rule)
	return { is: 'complete', wait: wait.id, data: decided.output }
}

async function call(
	work: Work,
	from: Omit<Instance, 'state' | 'version'>,
	wait: number,
	process: string,
	data: Data,
): Promise<void> {
	const target = await called(work, from, process)
	if (target === null || work.deep >= deepest) {
		const sentence = target === null ? `process ${process} is not published` : `calls lie deeper than ${deepest}`
		await answer(work, from.id, { is: 'failed', wait, sentence })
		return
	}
	const id = newId(work.now.getTime())
	const caller = { instance: from.id, wait }
	const deeper = { ...work, deep: work.deep + 1 }
	const instance = { id, matter: from.matter, ...target, caller }
	await begin(deeper, instance, { is: 'start', data, called: true }, null).catch((error: unknown) => {
		if (!(error instanceof Refusal) || error.rule !== 'M22') throw error
		const sentence = `the called process cannot begin: ${String(error.extra['why'])}`
		return answer(work, from.id, { is: 'failed', wait, sentence })
	})
}

/** A process of the same drawing, else the newest published under that name. */
async function called(
	{ tx, now }: Work,
	{ published, matter }: Pick<Instance, 'published' | 'matter'>,
	process: string,
): Promise<{ published: Published; model: Model } | null> {
	const beside = published.models.get(process)
	if (beside !== undefined) return { published, model: beside }
	const { agency_id: agency } = await tx
		.selectFrom('matters.matter')
		.select('agency_id')
		.where('id', '=', matter)
		.executeTakeFirstOrThrow()
	const other = await findPublished(tx, process, { agency, now })
	const model = other?.models.get(other.main)
	return other == null || model === undefined ? null : { published: other, model }
}

async function answer(work: Work, instance: string, happening: Happening): Promise<void> {
	const found = work.known.get(instance) ?? (await findInstance(work.tx, instance))
	if (found !== null) await move(work, found, happening)
}

async function giveBack(work: Work, caller: NonNullable<Instance['caller']>, effect: Effect): Promise<void> {
	const { instance, wait } = caller
	if (effect.is === 'escalation') await answer(work, instance, { is: 'escalate', wait, code: effect.code })
	if (effect.is !== 'ended' || effect.ending.how === 'cancelled') return
	const { ending, data } = effect
	if (ending.how === 'failed') await answer(work, instance, { is: 'error', wait, code: ending.code ?? '', data })
	else await answer(work, instance, { is: 'complete', wait, data })
}

/** A call that ended early ends what it called. */
async function stopCalled(work: Work, caller: string, wait: number): Promise<void> {
	const rows = await work.tx
		.selectFrom('matters.instance')
		.select('id')
		.where('caller_id', '=', caller)
		.where('caller_wait', '=', wait)
		.where('ended_at', 'is', null)
		.execute()
	for (const { id } of rows) await answer(work, id, { is: 'cancel' })
}
