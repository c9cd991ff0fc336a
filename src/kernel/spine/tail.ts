import type { Message } from '../act.ts'
import type { Wire } from '../db/dialect.ts'
import { type EntryFacts, makeLeaf } from '../ledger/leaf.ts'

/** What the key remembers, so that a retry gets the same answer. Null: the act keeps none (its answer is a secret). */
export type KeyRow = {
	readonly actor: string
	readonly key: string
	readonly act: string
	readonly bodySha256: Uint8Array
	readonly answer: (receipt: string) => string
} | null

const tailText = `
with entered as (
	insert into ledger.pending (leaf, leaf_hash, entered_at) values (decode($1, 'hex'), decode($2, 'hex'), $3) returning id
), opened as (
	insert into ledger.opening (commitment, leaf_hash, name, salt, value)
	select decode(o.commitment, 'hex'), decode($2, 'hex'), o.name, decode(o.salt, 'hex'), o.value
	from unnest($4::text[], $5::text[], $6::text[], $7::text[]) as o (commitment, name, salt, value)
), sent as (
	insert into kernel.outbox (pending_id, k, topic, resource_type, resource_id, body)
	select entered.id, m.k - 1, m.topic, nullif(m.type, ''), nullif(m.id, ''), m.body
	from entered, unnest($8::text[], $9::text[], $10::text[], $11::text[]) with ordinality as m (topic, type, id, body, k)
), kept as (
	insert into kernel.act_key (actor, key, act, body_sha256, answer, receipt, at)
	select $12, $13, $14, decode($15, 'hex'), $16, decode($2, 'hex'), $3 where $12::text is not null
)
select id from entered`

/**
 * The end of every act: its ledger line, its messages and its key in one statement.
 * Gives back the receipt (the leaf's hash) at once and the statement's promise, so that COMMIT can be sent behind it
 * without waiting.
 */
export function sendTail(
	wire: Wire,
	facts: EntryFacts,
	messages: readonly Message[],
	kept: KeyRow,
): { readonly receipt: string; readonly answer: string | null; readonly done: Promise<unknown> } {
	const { leaf, leafHash, openings } = makeLeaf(facts)
	const receipt = hex(leafHash)
	const answer = kept === null ? null : kept.answer(receipt)
	const done = wire.send(tailText, [
		hex(leaf),
		receipt,
		facts.at,
		openings.map((one) => hex(one.commitment)),
		openings.map((one) => one.name),
		openings.map((one) => hex(one.salt)),
		openings.map((one) => one.value),
		messages.map((one) => one.topic),
		messages.map((one) => one.resource?.type ?? ''),
		messages.map((one) => one.resource?.id ?? ''),
		messages.map((one) => JSON.stringify(one.body)),
		kept?.actor ?? null,
		kept?.key ?? null,
		kept?.act ?? null,
		kept === null ? null : hex(kept.bodySha256),
		answer,
	])
	return { receipt, answer, done }
}

function hex(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}
