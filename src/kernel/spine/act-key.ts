import { createHash } from 'node:crypto'
import type { ActDeclaration } from '../contract/declare.ts'
import type { Wire } from '../db/dialect.ts'
import { Refusal } from '../refusal.ts'
import type { Who } from '../who.ts'
import type { KeyRow } from './tail.ts'

/** What the person gets back. `receipt`: hex leaf hash of the ledger's line; its number comes within 100 ms. */
export type ActAnswer = { readonly output: unknown; readonly receipt: string; readonly at: string }

/** S3. "This one intent": the key a client sent, whose it is, and the digest of what it was sent with. */
export class ActKey {
	/** As the client sent it. */
	readonly text: string
	readonly #actor: string
	readonly #act: string
	readonly #digest: Uint8Array
	/** An act that takes or answers a secret keeps no key. */
	readonly #secret: boolean

	/** @param text the key, parsed (`parseKey`) */
	constructor(text: string, declaration: ActDeclaration, asked: { who: Who; input: unknown; purpose?: unknown }) {
		this.text = text
		this.#actor = actorOf(asked.who)
		this.#act = declaration.name
		this.#secret = declaration.secret !== undefined
		this.#digest = bodyDigest(declaration.name, asked, declaration.secret ?? [])
	}

	/** The stored answer of a key used before, null when it is new. @throws Refusal `key_reused` with another body */
	async answered(wire: Wire): Promise<ActAnswer | null> {
		const { rows } = await wire.send('select body_sha256, answer from kernel.act_key where actor = $1 and key = $2', [
			this.#actor,
			this.text,
		])
		const row = rows[0]
		if (row === undefined) return null
		// Both engines give bytea as bytes and text as a string.
		if (Buffer.compare(Buffer.from(row['body_sha256'] as Uint8Array), this.#digest) !== 0) {
			throw new Refusal('key_reused', {
				en: 'This Idempotency-Key was used for something else. Use a new key for a new act.',
				zh: '这个 Idempotency-Key 已用于别的操作，新操作请换新的键。',
			})
		}
		return JSON.parse(row['answer'] as string) as ActAnswer
	}

	/** What is kept beside the act; null when nothing may be. */
	kept(output: unknown, at: string): KeyRow {
		if (this.#secret || holdsSession(output)) return null
		return {
			actor: this.#actor,
			key: this.text,
			act: this.#act,
			bodySha256: this.#digest,
			answer: (receipt) => JSON.stringify({ output, receipt, at }),
		}
	}
}

/** Whose key it is: one person's, or one source's for someone not signed in. */
function actorOf(who: Who): string {
	return who.person === 'nobody' ? `nobody ${who.source ?? ''}` : who.person
}

function bodyDigest(name: string, asked: { input: unknown; purpose?: unknown }, secret: readonly string[]): Uint8Array {
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
