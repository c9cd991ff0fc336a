import { createHash } from 'node:crypto'
import { existsSync, fsyncSync, mkdirSync, openSync, closeSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { base64 } from './bytes.ts'
import { readProof } from './check.ts'
import { EMPTY_ROOT, verifyConsistency } from './merkle.ts'
import {
	type OpenedNote,
	openCheckpoint,
	readCheckpoint,
	readNote,
	readVkey,
	type VerifierKey,
	WITNESS_KEY,
} from './note.ts'
import { same } from './bytes.ts'
import { keptSigner, type Signer } from './signer.ts'

/**
 * L10. A witness: another machine that remembers the newest checkpoint of a ledger and cosigns only what grew from it
 * (C2SP tlog-witness). Its folder holds its key, the keys of the logs it watches, and for each the newest checkpoint.
 */
export type Witness = {
	readonly vkey: string
	/** Begins to watch a log. A log once pinned keeps its key: false when another key comes under the same origin. */
	trust(logVkey: string): boolean
	/** Answers `add-checkpoint`, status codes as the protocol says. Persists before it answers. */
	add(request: AddCheckpoint, now: Date): AddAnswer
	/** Newest cosigned checkpoint of a log, log's and own signature included. */
	newest(origin: string): string | null
}

export type AddCheckpoint = { readonly old: number; readonly proof: readonly Uint8Array[]; readonly note: string }
export type AddAnswer =
	| { readonly status: 200; readonly lines: string }
	| { readonly status: 409; readonly size: number }
	| { readonly status: 400 | 403 | 404 | 422 }

/** Opens the witness kept in `folder`; at first makes its key under `name`. */
export function openWitness(folder: string, name: string): Witness {
	const signer = keptSigner(join(folder, 'witness.key'), name, WITNESS_KEY)
	const newest = (origin: string): string | null => readIf(join(folder, markOf(origin), 'checkpoint'))
	return {
		vkey: signer.vkey,
		newest,
		trust(logVkey) {
			const key = readVkey(logVkey)
			if (key === null) throw new Error('That is not a verifier key of a ledger.')
			const file = join(folder, markOf(key.name), 'key')
			const pinned = readIf(file)
			if (pinned === null) keep(file, `${logVkey}\n`)
			return pinned === null || pinned.trim() === logVkey
		},
		add(request, now) {
			const origin = readCheckpoint(readNote(request.note)?.text ?? '')?.origin
			if (origin === undefined) return { status: 400 }
			const key = readVkey(readIf(join(folder, markOf(origin), 'key'))?.trim() ?? '')
			if (key === null) return { status: 404 }
			const answer = decide(request, key, newest(origin), signer, now)
			if (answer.status === 200) keep(join(folder, markOf(origin), 'checkpoint'), answer.note)
			return answer.status === 200 ? { status: 200, lines: answer.lines } : answer
		},
	}
}

/** The protocol's checks in its order. Gives the note to keep with the cosignature line to answer. */
function decide(
	{ old, proof, note }: AddCheckpoint,
	key: VerifierKey,
	kept: string | null,
	signer: Signer,
	now: Date,
): Exclude<AddAnswer, { status: 200 }> | { readonly status: 200; readonly lines: string; readonly note: string } {
	const opened = openCheckpoint(note, key)
	if (opened === 'malformed') return { status: 400 }
	if (typeof opened === 'string') return { status: 403 }
	const { size, root } = opened.checkpoint
	if (old > size || !Number.isSafeInteger(old) || old < 0) return { status: 400 }
	const last = kept === null ? null : readCheckpoint(readNote(kept)?.text ?? '')
	if (old !== (last?.size ?? 0)) return { status: 409, size: last?.size ?? 0 }
	if (!follows(last ?? { size: 0, root: EMPTY_ROOT }, { size, root }, proof)) return { status: 422 }
	const lines = signer.line(opened.text, Math.floor(now.getTime() / 1000))
	return { status: 200, lines, note: `${opened.text}\n${logLine(note, opened, key)}${lines}` }
}

function follows(
	before: { readonly size: number; readonly root: Uint8Array },
	after: { readonly size: number; readonly root: Uint8Array },
	proof: readonly Uint8Array[],
): boolean {
	if (after.size === 0 && !same(after.root, EMPTY_ROOT)) return false
	if (before.size === 0) return proof.length === 0
	return verifyConsistency(before.size, after.size, before.root, after.root, proof)
}

/** Only the log's own line is kept from what was sent. */
function logLine(note: string, opened: OpenedNote, key: VerifierKey): string {
	const line = readNote(note)?.signatures.find((s) => s.name === key.name && same(s.id, key.id))
	if (line === undefined) throw new Error(`the checkpoint of ${opened.checkpoint.origin} lost its signature`)
	return `${line.line}\n`
}

/** Where a pulling witness gets what it needs: a ledger over HTTP, or in tests the reader itself. */
export type LedgerSource = {
	key(): Promise<string>
	checkpoint(): Promise<string | null>
	/** Base64 hashes; null when the ledger cannot lead from one size to the other. */
	consistency(from: number, to: number): Promise<readonly string[] | null>
	/** Hands the cosigned checkpoint back. */
	addCosignatures(note: string): Promise<unknown>
}

/**
 * `rolled_back`: shorter than what it once showed. `rewritten`: longer, but not grown from it. `other_key`: signed by
 * another key than the one pinned.
 */
export type WitnessFault = 'rolled_back' | 'rewritten' | 'bad_signature' | 'other_key'

export type WitnessAnswer =
	| { readonly kind: 'cosigned'; readonly size: number; readonly note: string }
	| { readonly kind: 'empty' }
	/** Nothing was cosigned; `evidence` is the file with both checkpoints. */
	| {
			readonly kind: 'refused'
			readonly fault: WitnessFault
			readonly kept: string | null
			readonly offered: string
			readonly evidence: string
	  }

/**
 * Looks at a ledger once: fetches its checkpoint, asks for the proof that it grew from the one kept, cosigns and hands
 * the cosignature back. What it refuses it keeps as evidence: both checkpoints, signed by the same key.
 * @param expected the log's verifier key from a trusted hand; null pins the one shown at first sight
 */
export async function witnessOnce(
	folder: string,
	source: LedgerSource,
	options: { readonly now: Date; readonly name: string; readonly expected?: string | null },
): Promise<WitnessAnswer> {
	const witness = openWitness(folder, options.name)
	const key = options.expected ?? (await source.key()).trim()
	const origin = readVkey(key)?.name ?? ''
	const offered = await source.checkpoint()
	const kept = witness.newest(origin)
	if (!witness.trust(key)) return refused(folder, origin, 'other_key', kept, `${key}\n${offered ?? ''}`, options.now)
	const before = kept === null ? null : readCheckpoint(readNote(kept)?.text ?? '')
	if (offered === null) {
		return before === null ? { kind: 'empty' } : refused(folder, origin, 'rolled_back', kept, '', options.now)
	}
	const after = readCheckpoint(readNote(offered)?.text ?? '')
	if (after === null) return refused(folder, origin, 'bad_signature', kept, offered, options.now)
	const old = before?.size ?? 0
	if (after.size < old) return refused(folder, origin, 'rolled_back', kept, offered, options.now)
	const proof = old === 0 || old === after.size ? [] : ((await source.consistency(old, after.size)) ?? [])
	const answer = witness.add({ old, proof: readProof(proof) ?? [], note: offered }, options.now)
	if (answer.status !== 200) {
		return refused(folder, origin, answer.status === 422 ? 'rewritten' : 'bad_signature', kept, offered, options.now)
	}
	const note = witness.newest(origin) ?? offered
	await source.addCosignatures(note)
	return { kind: 'cosigned', size: after.size, note }
}

function refused(
	folder: string,
	origin: string,
	fault: WitnessFault,
	kept: string | null,
	offered: string,
	now: Date,
): WitnessAnswer {
	const evidence = join(folder, markOf(origin), `evidence-${now.toISOString().replaceAll(':', '')}-${fault}.txt`)
	keep(evidence, `${fault} at ${now.toISOString()}\n\nkept:\n${kept ?? ''}\noffered:\n${offered}`)
	return { kind: 'refused', fault, kept, offered, evidence }
}

/** The ledger at a web address such as `http://host:8080`. */
export function httpSource(url: string): LedgerSource {
	const base = url.replace(/\/+$/, '')
	const get = async (path: string): Promise<Response> => {
		const response = await fetch(`${base}${path}`, { signal: AbortSignal.timeout(20_000) })
		if (!response.ok && response.status !== 404) throw new Error(`${base}${path} answered ${response.status}`)
		return response
	}
	return {
		async key() {
			const response = await get('/ledger/key')
			if (!response.ok) throw new Error(`${base} shows no ledger`)
			return response.text()
		},
		async checkpoint() {
			const response = await get('/ledger/checkpoint')
			return response.ok ? response.text() : null
		},
		async consistency(from, to) {
			const response = await get(`/api/ledger/consistency?from=${from}&to=${to}`)
			if (!response.ok) return null
			const body: unknown = await response.json()
			const hashes = typeof body === 'object' && body !== null && 'hashes' in body ? body.hashes : null
			return Array.isArray(hashes) ? hashes.map(String) : null
		},
		async addCosignatures(note) {
			const response = await fetch(`${base}/ledger/cosignatures`, {
				method: 'POST',
				headers: { 'content-type': 'text/plain' },
				body: note,
				signal: AbortSignal.timeout(20_000),
			})
			await response.body?.cancel()
		},
	}
}

/** SHA-256 of the origin in hex: the log's folder, and its path in the protocol. */
export function markOf(origin: string): string {
	return createHash('sha256').update(origin).digest('hex')
}

function readIf(file: string): string | null {
	return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** Writes beside, syncs, and renames: after a power cut the old or the new text stands, never half. */
function keep(file: string, text: string): void {
	mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
	const beside = `${file}.new`
	const handle = openSync(beside, 'w', 0o600)
	try {
		writeFileSync(handle, text)
		fsyncSync(handle)
	} finally {
		closeSync(handle)
	}
	renameSync(beside, file)
}

/** The text of an `add-checkpoint` request. */
export function writeAddCheckpoint({ old, proof, note }: AddCheckpoint): string {
	return `old ${old}\n${proof.map((p) => `${base64(p)}\n`).join('')}\n${note}`
}

/** Reads an `add-checkpoint` request; null when malformed. */
export function readAddCheckpoint(body: string): AddCheckpoint | null {
	const end = body.indexOf('\n\n')
	const [first, ...lines] = body.slice(0, Math.max(end, 0)).split('\n')
	const old = /^old (0|[1-9][0-9]{0,15})$/.exec(first ?? '')?.[1]
	const proof = readProof(lines)
	if (end < 0 || old === undefined || !Number.isSafeInteger(Number(old)) || proof === null || lines.length > 63)
		return null
	return { old: Number(old), proof, note: body.slice(end + 2) }
}
