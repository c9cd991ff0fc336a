import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { type Advanced, advance } from './advance.ts'
import type { Effect, Happening } from './happening.ts'
import type { Model } from './model.ts'
import { findPublished, type Published } from './published.ts'
import type { Data, Ending } from './state.ts'
import { findInstance, type Instance, insertInstance, lockMatter, type NewMatter, updateInstance } from './store.ts'
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
}

/** Calls within calls in one advance; deeper is a fault of the call. */
const deepest = 50

type Work = { readonly tx: Tx; readonly now: Date; readonly told: Told[]; readonly deep: number }

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
	const published = await findPublished(tx, open.process)
	const model = published?.models.get(published.main)
	if (published == null || model === undefined) throw notFound(`process ${open.process} is not published`)
	const matter = open.id ?? newId(open.now.getTime())
	const work: Work = { tx, now: open.now, told: [], deep: 0 }
	const happening: Happening = {
		is: 'start',
		...(open.data === undefined ? {} : { data: open.data }),
		...(open.at === undefined ? {} : { at: open.at }),
	}
	const opens = { kind: open.kind, agency: open.agency, purpose: open.purpose ?? null }
	await begin(work, { id: matter, matter, published, model, caller: null }, happening, opens)
	return { matter, taken: true, told: work.told, ended: endingOf(work, matter) }
}

/**
 * M39. Moves an instance on by one happening, with the processes it calls and is called by, in the caller's transaction.
 * @throws Refusal `not_found`
 */
export async function moveProcess(tx: Tx, instance: string, happening: Happening, now: Date): Promise<Moved> {
	if (!(await lockMatter(tx, instance))) throw notFound(`instance ${instance}`)
	const found = await findInstance(tx, instance)
	if (found === null) throw notFound(`instance ${instance}`)
	const work: Work = { tx, now, told: [], deep: 0 }
	const taken = await move(work, found, happening)
	return { matter: found.matter, taken, told: work.told, ended: endingOf(work, found.matter) }
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
			{ rule: 'M22' },
		)
	}
	const { state, steps, effects } = advanced
	await insertInstance(work.tx, instance, { state, happening: 'start', steps, now: work.now }, opens)
	await follow(work, instance, effects)
}

async function move(work: Work, instance: Instance, happening: Happening): Promise<boolean> {
	const { state, steps, effects, taken } = advance(instance.model, instance.state, happening, work.now.getTime())
	if (!taken) return false
	await updateInstance(work.tx, instance, { state, happening: happening.is, steps, now: work.now })
	await follow(work, instance, effects)
	return true
}

/** M33. Calls are seen to here; everything else is told to the act. */
async function follow(
	work: Work,
	from: Omit<Instance, 'state' | 'version'>,
	effects: readonly Effect[],
): Promise<void> {
	for (const effect of effects) {
		if (effect.is === 'asked' && effect.wait.kind === 'call')
			await call(work, from, effect.wait.id, effect.asks ?? '', effect.data ?? {})
		else if (effect.is === 'dropped' && effect.wait.kind === 'call') await stopCalled(work, from.id, effect.wait.id)
		else {
			work.told.push({ instance: from.id, effect })
			if (from.caller !== null) await giveBack(work, from.caller, effect)
		}
	}
}

async function call(
	work: Work,
	from: Omit<Instance, 'state' | 'version'>,
	wait: number,
	process: string,
	data: Data,
): Promise<void> {
	const target = await called(work.tx, from.published, process)
	if (target === null || work.deep >= deepest) {
		const sentence = target === null ? `process ${process} is not published` : `calls lie deeper than ${deepest}`
		await answer(work, from.id, { is: 'failed', wait, sentence })
		return
	}
	const id = newId(work.now.getTime())
	const caller = { instance: from.id, wait }
	await begin(
		{ ...work, deep: work.deep + 1 },
		{ id, matter: from.matter, ...target, caller },
		{ is: 'start', data },
		null,
	)
}

/** A process of the same drawing, else the newest published under that name. */
async function called(
	tx: Tx,
	published: Published,
	process: string,
): Promise<{ published: Published; model: Model } | null> {
	const beside = published.models.get(process)
	if (beside !== undefined) return { published, model: beside }
	const other = await findPublished(tx, process)
	const model = other?.models.get(other.main)
	return other == null || model === undefined ? null : { published: other, model }
}

async function answer(work: Work, instance: string, happening: Happening): Promise<void> {
	const found = await findInstance(work.tx, instance)
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
