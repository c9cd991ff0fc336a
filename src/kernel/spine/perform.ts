import type { ActPerformer, Done, Loaded } from '../act.ts'
import type { Purpose } from '../contract/scalars.ts'
import type { Wire } from '../db/dialect.ts'
import type { Seat } from '../db/store.ts'
import type { Subject } from '../powers/subject.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Who } from '../who.ts'
import { lineAgency, named } from './line-agency.ts'
import { ActKey, type ActAnswer } from './act-key.ts'
import { parseInput, parseKey, parsePurpose } from './parse.ts'
import { purposeNeeded, refusalOf } from './refuse.ts'
import { enterRefusal, mustBeAdmitted, type Spine } from './spine.ts'
import { sendTail } from './tail.ts'

/** An act as asked from outside. */
export type ActAsked = {
	readonly name: string
	readonly input: unknown
	readonly purpose?: unknown
	readonly key: unknown
	readonly who: Who
}

/** Transactions that lost a race are tried again this often. */
const tries = 4

/**
 * Performs an act: parse, load the subject, ask powers, write with the ledger line and the messages in one transaction.
 * At most five waits on the database, three in a simple act: BEGIN with the load, the writes in one statement, the tail with
 * COMMIT behind it.
 * Throws `Refusal`.
 */
export async function perform(spine: Spine, asked: ActAsked): Promise<ActAnswer> {
	const work = new Performance(spine, asked)
	try {
		return await work.run()
	} catch (error) {
		if (error instanceof Refusal) await work.entered(error)
		throw error
	}
}

class Performance {
	readonly #spine: Spine
	readonly #asked: ActAsked
	#performer: ActPerformer | null = null
	#input: Record<string, unknown> | null = null
	#subject: Subject | null = null
	#purpose: Purpose | null = null
	#now: Date

	constructor(spine: Spine, asked: ActAsked) {
		this.#spine = spine
		this.#asked = asked
		this.#now = spine.clock()
	}

	async run(): Promise<ActAnswer> {
		const performer = this.#spine.acts.get(this.#asked.name)
		if (performer === undefined) throw notFound()
		const { declaration } = performer
		mustBeAdmitted(this.#asked.who, declaration)
		const text = parseKey(this.#asked.key)
		const input: Record<string, unknown> = parseInput(declaration.input, this.#asked.input)
		this.#performer = performer
		this.#input = input
		this.#purpose = parsePurpose(this.#asked.purpose)
		if (declaration.purpose === 'required' && this.#purpose === null) throw purposeNeeded()
		const key = new ActKey(text, declaration, this.#asked)
		for (let attempt = 1; ; attempt += 1) {
			try {
				return await this.#spine.store.lease('seawall_app', (seat) => this.#once(seat, performer, input, key))
			} catch (error) {
				if (attempt >= tries || !lostRace(error)) throw error
			}
		}
	}

	/** Enters (or counts) a refusal after the rollback. */
	async entered(refusal: Refusal): Promise<void> {
		const performer = this.#performer
		const input = this.#input
		const { who } = this.#asked
		const hook = performer?.refused
		await enterRefusal(
			this.#spine,
			{
				who,
				name: performer?.declaration.name ?? 'kernel.act.unknown',
				subject: this.#subject,
				matter: this.#purpose?.matter ?? null,
			},
			refusal,
			hook === undefined || input === null ? undefined : (tx) => hook(tx, who, input, refusal, this.#now),
		)
	}

	async #once(seat: Seat, performer: ActPerformer, input: Record<string, unknown>, key: ActKey): Promise<ActAnswer> {
		const { wire, tx } = seat
		const { who } = this.#asked
		const begin = this.#spine.store.begin('seawall_app')
		const begun = wire.script(
			performer.isolation === undefined ? begin : `${begin} isolation level ${performer.isolation}`,
		)
		try {
			// BEGIN and the row leave together: one wait. When BEGIN fails both fail with it, and that is told once.
			const loading = performer.load(tx, input, who, this.#now)
			loading.catch(() => {})
			await begun
			const loaded = await loading
			this.#subject = loaded.subject
			const rules = this.#decide(performer, loaded)
			if (isStale(loaded, input)) throw overtaken(loaded)
			const context = { tx, who, now: this.#now, key: key.text, purpose: this.#purpose, rules }
			const done = await performer.run(context, loaded.row, input)
			return await this.#commit(seat, performer, done, rules, key)
		} catch (error) {
			await begun.catch(() => {})
			await wire.script('rollback').catch(() => {})
			const stored = await this.#storedAfter(error, wire, key)
			if (stored !== null) return stored
			// I31. A row of the other world is not there for anyone of this one.
			throw isOfAnotherWorld(error) ? notFound('a drill and what is real never meet') : error
		}
	}

	/**
	 * S3. The answer of a key used before, asked for once the act failed: a repeat fails at the latest where its key is
	 * written, and then it is told what the first was told. Null: the failure stands.
	 * @throws Refusal `key_reused`
	 */
	async #storedAfter(error: unknown, wire: Wire, key: ActKey): Promise<ActAnswer | null> {
		if (error instanceof Refusal && error.code === 'key_reused') return null
		try {
			return await key.answered(wire)
		} catch (second) {
			if (second instanceof Refusal) throw second
			return null
		}
	}

	#decide(performer: ActPerformer, loaded: Loaded<unknown>): readonly string[] {
		const { powers } = this.#spine
		const { who } = this.#asked
		const context = { now: Math.floor(this.#now.getTime() / 1000), purpose: this.#purpose !== null, ...loaded.context }
		const decision = powers.decide(who, performer.declaration.name, loaded.subject, context)
		if (decision.allowed) return decision.rules
		throw refusalOf(this.#spine, who, performer.declaration.name, loaded.subject, decision.rules, context)
	}

	async #commit(
		seat: Seat,
		performer: ActPerformer,
		done: Done<unknown>,
		rules: readonly string[],
		key: ActKey,
	): Promise<ActAnswer> {
		const { who } = this.#asked
		const { declaration } = performer
		const at = this.#now.toISOString()
		const tail = sendTail(
			seat.wire,
			{
				at: this.#now,
				kind: who.person === 'system' ? 'system' : 'act',
				name: declaration.name,
				outcome: 'done',
				rules: [...rules],
				// I31. A line of a drill says so.
				fact: who.drill === null ? done.fact : { ...done.fact, drill: who.drill },
				...standsUnder(done, who, this.#subject, this.#purpose),
			},
			done.messages ?? [],
			key.kept(done.output, at),
		)
		// A COMMIT behind a failed statement rolls back, so all may be on their way together; the first that failed says why.
		const ended = await Promise.allSettled([done.writing, tail.done, seat.wire.script('commit')])
		for (const one of ended) if (one.status === 'rejected') throw one.reason
		return { output: done.output, receipt: tail.receipt, at }
	}
}

/** Who the line names and where it stands; a sealed one names nobody (S15). */
function standsUnder(done: Done<unknown>, who: Who, subject: Subject | null, purpose: Purpose | null) {
	const personal = { ...done.personal, ...(purpose === null ? {} : { purpose: purpose.reason }) }
	const { person, post } = who
	if (done.sealed === undefined)
		return {
			person,
			post,
			agency: lineAgency(who, subject),
			matter: done.matter ?? purpose?.matter ?? null,
			subject: named(subject),
			personal,
		}
	const agency = done.sealed.agency ?? 'none'
	return {
		person: 'sealed',
		post: 'sealed',
		agency,
		matter: null,
		subject: null,
		personal: { ...personal, person, post },
	}
}

/** S10. True when the input was made from another version of the row. */
function isStale(loaded: Loaded<unknown>, input: Record<string, unknown>): boolean {
	return loaded.version !== null && 'version' in input && input['version'] !== loaded.version
}

function overtaken(loaded: Loaded<unknown>): Refusal {
	return new Refusal(
		'overtaken',
		{
			en: 'Someone changed this first. Look at the new state, then decide again.',
			zh: '已有人先做了改动，请看最新情况再决定。',
		},
		{ field: 'version', extra: { version: loaded.version } },
	)
}

function isOfAnotherWorld(error: unknown): boolean {
	return error instanceof Error && 'constraint' in error && error.constraint === 'one_world'
}

/** Serialisation failures, deadlocks and a key stored by a twin under way: try again and find the stored answer. */
function lostRace(error: unknown): boolean {
	if (!(error instanceof Error) || !('code' in error)) return false
	if (error.code === '40001' || error.code === '40P01') return true
	return error.code === '23505' && 'constraint' in error && error.constraint === 'act_key_pkey'
}
