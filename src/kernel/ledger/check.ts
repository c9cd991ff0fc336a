import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64, hex, same, utf8 } from './bytes.ts'
import { canonical } from './canonical.ts'
import { verifyConsistency, verifyInclusion } from './merkle.ts'
import { type OpenedNote, openCheckpoint, readVkey, type VerifierKey } from './note.ts'
import { readReceipt } from './receipt.ts'

/**
 * What anybody can check without trusting the machine that keeps the ledger: in a browser, on another computer, years
 * later. Needs the receipt, the log's verifier key, and for a witness its key; no network and no Node.
 */

export type Keys = {
	/** Verifier key of the ledger, as given out by the bureau. */
	readonly log: string
	/** Verifier keys of witnesses the reader trusts. */
	readonly witnesses?: readonly string[]
}

/** Why a check failed, in a closed list that screens have words for. */
export type CheckFault =
	| 'bad_key'
	| 'malformed'
	| 'not_signed'
	| 'bad_signature'
	| 'bad_cosignature'
	| 'not_included'
	| 'rolled_back'
	| 'rewritten'

export type CheckedReceipt =
	| { readonly ok: false; readonly fault: CheckFault }
	| {
			readonly ok: true
			readonly index: number
			readonly size: number
			readonly root: Uint8Array
			readonly witnesses: OpenedNote['witnesses']
	  }

/** Checks that the entry with this leaf hash stands in the ledger as the receipt says. `leafHash`: 32 bytes. */
export function checkReceipt(text: string, leafHash: Uint8Array, keys: Keys): CheckedReceipt {
	const receipt = readReceipt(text)
	if (receipt === null) return { ok: false, fault: 'malformed' }
	const opened = checkCheckpoint(receipt.note, keys)
	if (!opened.ok) return opened
	const { size, root } = opened.checkpoint
	if (!verifyInclusion(receipt.index, size, leafHash, receipt.proof, root)) return { ok: false, fault: 'not_included' }
	return { ok: true, index: receipt.index, size, root, witnesses: opened.witnesses }
}

/** Checks a signed checkpoint and the cosignatures of known witnesses on it. */
export function checkCheckpoint(
	note: string,
	keys: Keys,
): { readonly ok: false; readonly fault: CheckFault } | ({ readonly ok: true } & OpenedNote) {
	const log = readVkey(keys.log)
	const witnesses: VerifierKey[] = []
	for (const vkey of keys.witnesses ?? []) {
		const key = readVkey(vkey)
		if (key === null) return { ok: false, fault: 'bad_key' }
		witnesses.push(key)
	}
	if (log === null) return { ok: false, fault: 'bad_key' }
	const opened = openCheckpoint(note, log, witnesses)
	return typeof opened === 'string' ? { ok: false, fault: opened } : { ok: true, ...opened }
}

/**
 * Checks that today's ledger still contains everything an old receipt (or any older checkpoint) saw. `proof` is the
 * ledger's own answer to "consistency from old size to new size". A rewritten or restored ledger cannot give one.
 */
export function checkStillThere(
	oldNote: string,
	newNote: string,
	proof: readonly Uint8Array[],
	keys: Keys,
): { readonly ok: true } | { readonly ok: false; readonly fault: CheckFault } {
	const before = checkCheckpoint(oldNote, keys)
	if (!before.ok) return before
	const after = checkCheckpoint(newNote, keys)
	if (!after.ok) return after
	const [a, b] = [before.checkpoint, after.checkpoint]
	if (b.size < a.size) return { ok: false, fault: 'rolled_back' }
	return verifyConsistency(a.size, b.size, a.root, b.root, proof) ? { ok: true } : { ok: false, fault: 'rewritten' }
}

/** Whether name, salt and clear value are what a leaf committed to. `commitment`, `salt`: bytes. */
export function checkOpening(commitment: Uint8Array, name: string, salt: Uint8Array, value: string): boolean {
	return same(commitment, sha256(utf8(canonical(['seawall/commitment/v1', name, hex(salt), value]))))
}

/** Proof lines as the public routes send them. Null when one is not a hash. */
export function readProof(lines: readonly string[]): Uint8Array[] | null {
	const out: Uint8Array[] = []
	for (const line of lines) {
		const hash = fromBase64(line)
		if (hash === null || hash.length !== 32) return null
		out.push(hash)
	}
	return out
}
