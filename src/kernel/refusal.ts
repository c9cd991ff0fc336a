import type { Words } from './contract/declare.ts'

/**
 * An expected no: a code, a sentence the person can act on, and the rule it rests on.
 * Sent as RFC 9457 problem+json by `http/`. Hidden things are `not_found`, never `not_permitted`, and carry no rule.
 */

/** Every code a client may meet, with its HTTP status. `docs/guide/problems.md` lists the same, held by a test. */
export const problemStatus = {
	invalid: 400,
	not_signed_in: 401,
	not_permitted: 403,
	not_found: 404,
	overtaken: 409,
	key_reused: 409,
	wrong_state: 409,
	already: 409,
	too_large: 413,
	purpose_needed: 422,
	outside_map: 422,
	not_now: 422,
	too_many: 429,
	not_available: 503,
	fault: 500,
} as const

export type ProblemCode = keyof typeof problemStatus

export class Refusal extends Error {
	readonly code: ProblemCode
	/** Rule id such as `D14`, null when the answer must not tell (hidden) or no rule applies (broken JSON). */
	readonly rule: string | null
	/** Input field the refusal is about, as a JSON pointer without the leading slash. */
	readonly field: string | null
	/** Extra facts safe to show: who could grant, what the newest version is. */
	readonly extra: Readonly<Record<string, unknown>>
	/** The true reason, for the ledger only; never sent. */
	readonly inner: string | null
	/** The sentence in both languages, when it was given so. */
	readonly words: Words

	constructor(
		code: ProblemCode,
		sentence: string | Words,
		more: { rule?: string; field?: string; extra?: Record<string, unknown>; inner?: string } = {},
	) {
		const words = typeof sentence === 'string' ? { en: sentence, zh: sentence } : sentence
		super(words.en)
		this.words = words
		this.name = 'Refusal'
		this.code = code
		this.rule = more.rule ?? null
		this.field = more.field ?? null
		this.extra = more.extra ?? {}
		this.inner = more.inner ?? null
	}
}

/** The answer to who shows no session. */
export function notSignedIn(): Refusal {
	return new Refusal('not_signed_in', { en: 'Sign in first.', zh: '请先登录。' })
}

/** The one answer for a thing that is absent or hidden: they must not differ. */
export function notFound(inner?: string): Refusal {
	const words = { en: 'There is nothing here under that id.', zh: '这个编号下没有内容。' }
	return new Refusal('not_found', words, inner === undefined ? {} : { inner })
}
