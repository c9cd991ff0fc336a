import { createHash } from 'node:crypto'
import type { ActPerformer, Done, Loaded } from '../act.ts'
import type { Purpose } from '../contract/scalars.ts'
import type { Seat } from '../db/store.ts'
import type { Subject } from '../powers/subject.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Who } from '../who.ts'
import { lineAgency, named } from './line-agency.ts'
import { parseInput, parseKey, parsePurpose } from './parse.ts'
import { enterRefusal, mustBeAdmitted, type Spine } from './spine.ts'
import { type KeyRow, sendTail } from './tail.ts'

/** An act as asked from outside. */
export type ActAsked = {
	readonly name: string
	readonly input: unknown
	readonly purpose?: unknown
	readonly key: unknown
	readonly who: Who
}

/** What the person gets back. `receipt`: hex leaf hash of the ledger's line; its number comes within 100 ms. */
export type ActAnswer = { readonly output: unknown; readonly receipt: string; readonly at: string }

/** Transactions that lost a race are tried again this often. */
const tries = 4

/**
 * Performs an act: parse, load the subject, ask powers, write with the ledger line and the messages in one transaction.
 * At most five waits on the database, three in a simple act: BEGIN with the key's look-up and the load, the writes in one
 * statement, the tail with COMMIT behind it.
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
		const key = parseKey(this.#asked.key)
		const input: Record<string, unknown> = parseInput(declaration.input, this.#asked.input)
		this.#performer = performer
		this.#input = input
		this.#purpose = parsePurpose(this.#asked.purpose)
		if (declaration.purpose === 'required' && this.#purpose === null) throw purposeNeeded()
		const digest = bodyDigest(declaration.name, this.#asked, declaration.secret ?? [])
		for (let attempt = 1; ; attempt += 1) {
			try {
				return await this.#spine.store.lease('seawall_app', (seat) => this.#once(seat, performer, input, key, digest))
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

	async #once(
		seat: Seat,
		performer: ActPerformer,
		input: Record<string, unknown>,
		key: string,
		digest: Uint8Array,
	): Promise<ActAnswer> {
		const { wire, tx } = seat
		const { who } = this.#asked
		const begun = wire.script(this.#spine.store.begin('seawall_app'))
		try {
			// BEGIN, the key and the row leave together: one wait. The key's answer comes first and goes before any other.
			const before = this.#lookUp(seat, key, digest)
			const loading = performer.load(tx, input, who, this.#now)
			loading.catch(() => {})
			await begun
			const stored = await before
			if (stored !== null) {
				await loading.catch(() => {})
				await wire.script('rollback')
				return stored
			}
			const loaded = await loading
			this.#subject = loaded.subject
			const rules = this.#decide(performer, loaded)
			const overtaken = await this.#overtaken(seat, loaded, input, key, digest)
			if (overtaken !== null) {
				await wire.script('rollback')
				return overtaken
			}
			const context = { tx, who, now: this.#now, key, purpose: this.#purpose, rules }
			const done = await performer.run(context, loaded.row, input)
			return await this.#commit(seat, performer, done, rules, key, digest)
		} catch (error) {
			await begun.catch(() => {})
			await wire.script('rollback').catch(() => {})
			// S3. A twin under way may have done it while this one waited for the row: then its answer, not a no.
			if (error instanceof Refusal && error.code !== 'key_reused') {
				const stored = await this.#lookUp(seat, key, digest)
				if (stored !== null) return stored
			}
			throw error
		}
	}

	/** The stored answer of a key used before, null when it is new; refuses the key with another body. */
	async #lookUp(seat: Seat, key: string, digest: Uint8Array): Promise<ActAnswer | null> {
		const { rows } = await seat.wire.send(
			'select body_sha256, answer from kernel.act_key where actor = $1 and key = $2',
			[actorOf(this.#asked.who), key],
		)
		const row = rows[0]
		if (row === undefined) return null
		// Both engines give bytea as bytes and text as a string.
		if (Buffer.compare(Buffer.from(row['body_sha256'] as Uint8Array), digest) !== 0) {
			throw new Refusal('key_reused', {
				en: 'This Idempotency-Key was used for something else. Use a new key for a new act.',
				zh: '这个 Idempotency-Key 已用于别的操作，新操作请换新的键。',
			})
		}
		return JSON.parse(row['answer'] as string) as ActAnswer
	}

	#decide(performer: ActPerformer, loaded: Loaded<unknown>): readonly string[] {
		const { powers } = this.#spine
		const { who } = this.#asked
		const context = { now: Math.floor(this.#now.getTime() / 1000), purpose: this.#purpose !== null, ...loaded.context }
		const decision = powers.decide(who, performer.declaration.name, loaded.subject, context)
		if (decision.allowed) return decision.rules
		throw refusalOf(this.#spine, who, performer.declaration.name, loaded.subject, decision.rules, context)
	}

	/** Refuses a stale version, unless the same act was stored meanwhile: then its answer. */
	async #overtaken(
		seat: Seat,
		loaded: Loaded<unknown>,
		input: Record<string, unknown>,
		key: string,
		digest: Uint8Array,
	): Promise<ActAnswer | null> {
		if (loaded.version === null || !('version' in input) || input['version'] === loaded.version) return null
		const stored = await this.#lookUp(seat, key, digest)
		if (stored !== null) return stored
		throw new Refusal(
			'overtaken',
			{
				en: 'Someone changed this first. Look at the new state, then decide again.',
				zh: '已有人先做了改动，请看最新情况再决定。',
			},
			{ field: 'version', extra: { version: loaded.version } },
		)
	}

	async #commit(
		seat: Seat,
		performer: ActPerformer,
		done: Done<unknown>,
		rules: readonly string[],
		key: string,
		digest: Uint8Array,
	): Promise<ActAnswer> {
		const { who } = this.#asked
		const { declaration } = performer
		const at = this.#now.toISOString()
		const secret = declaration.secret !== undefined || holdsSession(done.output)
		const kept: KeyRow = secret
			? null
			: {
					actor: actorOf(who),
					key,
					act: declaration.name,
					bodySha256: digest,
					answer: (receipt) => JSON.stringify({ output: done.output, receipt, at }),
				}
		const tail = sendTail(
			seat.wire,
			{
				at: this.#now,
				kind: who.person === 'system' ? 'system' : 'act',
				name: declaration.name,
				person: who.person,
				post: who.post,
				agency: lineAgency(who, this.#subject),
				outcome: 'done',
				rules: [...rules],
				matter: done.matter ?? this.#purpose?.matter ?? null,
				subject: named(this.#subject),
				fact: done.fact,
				personal: { ...done.personal, ...(this.#purpose === null ? {} : { purpose: this.#purpose.reason }) },
			},
			done.messages ?? [],
			kept,
		)
		// A COMMIT behind a failed statement rolls back, so both may be on their way together.
		const [ended] = await Promise.allSettled([tail.done, seat.wire.script('commit')])
		if (ended.status === 'rejected') throw ended.reason
		return { output: done.output, receipt: tail.receipt, at }
	}
}

/** Whose key it is: one person's, or one source's for someone not signed in. */
function actorOf(who: Who): string {
	return who.person === 'nobody' ? `nobody ${who.source ?? ''}` : who.person
}

function bodyDigest(name: string, asked: ActAsked, secret: readonly string[]): Uint8Array {
	const input = asked.input
	const open =
		secret.length === 0 || typeof input !== 'object' || input === null
			? input
			: Object.fromEntries(Object.entries(input).filter(([field]) => !secret.includes(field)))
	return createHash('sha256')
		.update(JSON.stringify([name, open, asked.purpose ?? null]))
		.digest()
}

function holdsSession(output: unknown): boolean {
	return typeof output === 'object' && output !== null && 'session' in output
}

/** Serialisation failures, deadlocks and a key stored by a twin under way: try again and find the stored answer. */
function lostRace(error: unknown): boolean {
	if (!(error instanceof Error) || !('code' in error)) return false
	if (error.code === '40001' || error.code === '40P01') return true
	return error.code === '23505' && 'constraint' in error && error.constraint === 'act_key_pkey'
}

function purposeNeeded(): Refusal {
	return new Refusal(
		'purpose_needed',
		{ en: 'Write the purpose first: which matter, and why.', zh: '请先写明查询事由：哪个事项，为什么。' },
		{ field: 'purpose', rule: 'S5' },
	)
}

/** `not_found` when the thing must not be known of; else which rule refused. */
export function refusalOf(
	spine: Spine,
	who: Who,
	action: string,
	subject: Loaded<unknown>['subject'],
	rules: readonly string[],
	context: Record<string, string | number | boolean>,
): Refusal {
	const { see, table } = subject.resource
	const visible = table === null || see === action || spine.powers.decide(who, see, subject, context).allowed
	const inner = `${action}: ${rules.length === 0 ? 'no rule grants it' : rules.join(' ')}`
	if (table !== null && (see === action || !visible)) return notFound(inner)
	const rule = rules[0]
	const sentence =
		rule === undefined
			? { en: 'No rule gives your post this power here.', zh: '没有依据授予你的岗位这项职权。' }
			: { en: `Rule ${rule} refuses this to your post here.`, zh: `依据 ${rule}，你的岗位不能这样做。` }
	return new Refusal('not_permitted', sentence, { rule: rule ?? 'S1', extra: { action } })
}

export { purposeNeeded }
