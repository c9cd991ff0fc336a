import { hash } from 'node:crypto'
import type { Fact, FactValue } from '../act.ts'
import { fromUtf8, utf8 } from './bytes.ts'
import { canonical } from './canonical.ts'
import { leafHashOf, newSalt } from './hash.ts'

/** One line of the ledger before it is hashed: what the kernel knows when an act, a look or a refusal ends. */
export type EntryFacts = {
	readonly at: Date
	readonly kind: EntryKind
	/** Act or view, e.g. `dispatch.unit.assign`. Goes inside the commitment `what`. */
	readonly name: string
	readonly person: string
	/** The holding of a post. */
	readonly post: string
	readonly agency: string
	readonly outcome: 'done' | 'refused'
	/** Ids of the rules that allowed or refused. */
	readonly rules: readonly string[]
	readonly matter: string | null
	readonly subject: { readonly type: string; readonly id: string } | null
	/** No personal data. */
	readonly fact: Fact
	/** Field name -> clear value; each gets its own commitment and can be erased alone. Never named `what`; `purpose` is the purpose's reason. */
	readonly personal: Readonly<Record<string, string>>
	readonly purpose?: { readonly matter?: string | undefined; readonly reason: string } | null | undefined
	/** The act's idempotency key. */
	readonly key?: string | undefined
}

export type EntryKind = 'act' | 'look' | 'refused' | 'counted' | 'system'

/** The clear value behind one commitment. */
export type Opening = {
	readonly commitment: Uint8Array
	readonly name: string
	readonly salt: Uint8Array
	readonly value: string
}

export type MadeLeaf = {
	/** Canonical JSON, UTF-8, at most 65,535 bytes (a tlog-tiles bundle has 16-bit lengths). */
	readonly leaf: Uint8Array
	/** RFC 6962 leaf hash, 32 bytes: the receipt number of the act. */
	readonly leafHash: Uint8Array
	readonly openings: readonly Opening[]
}

/** The name of the opening that holds the act's name and facts. Never erased. */
export const WHAT = 'what'

/**
 * L4, L5. Makes the bytes of one line. In clear stand only version, time, kind, outcome, actor and matter; the act's
 * name, rules and facts stand in the commitment `what`, each personal field and the purpose in its own. Salts are
 * random, so neither leaf hash nor commitment can be guessed from outside.
 * Throws RangeError when the leaf would pass 65,535 bytes or a fact is not JSON.
 */
export function makeLeaf(entry: EntryFacts): MadeLeaf {
	const what = opened(WHAT, canonical(whatOf(entry)))
	const fields: Opening[] = []
	for (const name of Object.keys(entry.personal)) fields.push(opened(checkedName(name), entry.personal[name] ?? ''))
	if (entry.purpose && entry.personal['purpose'] === undefined) fields.push(opened('purpose', entry.purpose.reason))
	const text = canonical({
		agency: entry.agency,
		at: entry.at.toISOString(),
		fields: fields.map((f) => hexOf(f.commitment)).sort(),
		kind: entry.kind,
		matter: entry.matter,
		outcome: entry.outcome,
		person: entry.person,
		post: entry.post,
		v: 1,
		what: hexOf(what.commitment),
	})
	const leaf = utf8(text)
	return { leaf, leafHash: leafHashOf(leaf), openings: [what, ...fields] }
}

function whatOf(entry: EntryFacts): FactValue {
	return {
		fact: entry.fact,
		name: entry.name,
		rules: entry.rules,
		subject: entry.subject === null ? null : { id: entry.subject.id, type: entry.subject.type },
		...(entry.purpose?.matter === undefined ? {} : { purpose_matter: entry.purpose.matter }),
		...(entry.key === undefined ? {} : { key: entry.key }),
	}
}

function checkedName(name: string): string {
	if (name === WHAT || name === '') throw new RangeError(`"${name}" cannot name a personal field`)
	return name
}

function opened(name: string, value: string): Opening {
	const salt = newSalt()
	return { commitment: commitmentOf(name, salt, value), name, salt, value }
}

/** L5. SHA-256 of the canonical JSON `["seawall/commitment/v1", name, hex(salt), value]`. */
export function commitmentOf(name: string, salt: Uint8Array, value: string): Uint8Array {
	return hash('sha256', `["seawall/commitment/v1",${canonical(name)},"${hexOf(salt)}",${canonical(value)}]`, 'buffer')
}

function hexOf(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}

/** What agency and matter must look like to be kept as columns; anything else stands in the leaf alone. */
export const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

/** The clear part of a leaf. */
export type LeafText = {
	readonly v: 1
	readonly at: string
	readonly kind: EntryKind
	readonly outcome: 'done' | 'refused'
	readonly person: string
	readonly post: string
	readonly agency: string
	readonly matter: string | null
	/** Hex of the commitment to name, rules and facts. */
	readonly what: string
	/** Hex of the commitments to personal fields, sorted. */
	readonly fields: readonly string[]
}

/** Reads a leaf we made. Only for leaves whose hash was checked: the shape is not checked again. */
export function readLeaf(leaf: Uint8Array): LeafText {
	return JSON.parse(fromUtf8(leaf)) as LeafText
}
