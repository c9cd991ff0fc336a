import { createPublicKey, type KeyObject, verify as verifyEd25519 } from 'node:crypto'
import { same, utf8 } from './bytes.ts'
import { leafHashOf } from './hash.ts'
import { commitmentOf, type LeafText, readLeaf, UUID, WHAT } from './leaf.ts'
import {
	cosignedText,
	isBy,
	type Note,
	readCheckpoint,
	readNote,
	readVkey,
	timeOf,
	type VerifierKey,
	WITNESS_KEY,
} from './note.ts'
import { append, type Edge, emptyEdge, rootOf, TILE } from './tree.ts'

/**
 * L9. Recomputes the whole ledger from its rows and names the first row that does not fit. Pure but for hashing: rows
 * come in pages, oldest first, so that a ledger of any length is checked in little memory.
 */

export type EntryRow = {
	readonly n: number
	readonly pending_id: number
	readonly leaf: Uint8Array
	readonly leaf_hash: Uint8Array
	readonly link: Uint8Array
	readonly at: Date
	readonly kind: string
	readonly outcome: string
	readonly agency: string | null
	readonly matter: string | null
}
export type OpeningRow = {
	readonly commitment: Uint8Array
	readonly leaf_hash: Uint8Array
	readonly name: string | null
	readonly salt: Uint8Array | null
	readonly value: string | null
	readonly erased_at: Date | null
}
export type PendingRow = { readonly id: number; readonly leaf: Uint8Array; readonly leaf_hash: Uint8Array }
export type HeadRow = { readonly size: number; readonly root: Uint8Array }
export type CheckpointRow = { readonly size: number; readonly note: string }
export type CosignatureRow = { readonly size: number; readonly vkey: string; readonly line: string }
export type TileRow = {
	readonly level: number
	readonly index: number
	readonly hashes: Uint8Array
	readonly root: Uint8Array
}

/** Entries from the next number on, with everything that belongs to them. Sorted by their keys. */
export type Page = {
	readonly entries: readonly EntryRow[]
	/** Openings of these entries. */
	readonly openings: readonly OpeningRow[]
	/** With sizes reached by these entries. */
	readonly heads: readonly HeadRow[]
	readonly checkpoints: readonly CheckpointRow[]
	readonly cosignatures: readonly CosignatureRow[]
	/** That become full by these entries. */
	readonly tiles: readonly TileRow[]
}

export type Table = 'pending' | 'opening' | 'entry' | 'tile' | 'head' | 'checkpoint' | 'cosignature'

/** The first row that is wrong. */
export type Wrong = {
	readonly table: Table
	/** Number of the entry, id of the pending line, size of head and checkpoint, `level/index` of a tile, hex of a commitment. */
	readonly key: string
	readonly what: string
}

export type Verified =
	| {
			readonly ok: true
			readonly size: number
			readonly root: Uint8Array
			readonly pending: number
			readonly erased: number
	  }
	| { readonly ok: false; readonly wrong: Wrong; readonly checked: number }

/** Thrown inside and caught by `verifier`'s callers through `faultOf`. */
class Found extends Error {
	readonly wrong: Wrong
	constructor(table: Table, key: string | number, what: string) {
		super(`${table} ${key}: ${what}`)
		this.wrong = { table, key: String(key), what }
	}
}

/** The row a verifier stopped at, or null when the error is another. */
export function faultOf(error: unknown): Wrong | null {
	return error instanceof Found ? error.wrong : null
}

export type Verifier = {
	/** Throws at the first wrong row. */
	page(page: Page): void
	/** After the last page. `stray`: openings that belong to no line. `counts`: rows the tables hold in all. */
	end(rest: {
		readonly pending: readonly PendingRow[]
		readonly openings: readonly OpeningRow[]
		readonly stray: readonly OpeningRow[]
		readonly counts: {
			readonly heads: number
			readonly checkpoints: number
			readonly tiles: number
			readonly cosignatures: number
		}
	}): { readonly size: number; readonly root: Uint8Array; readonly pending: number; readonly erased: number }
	checked(): number
}

type State = {
	readonly key: VerifierKey
	readonly publicKey: KeyObject
	readonly edge: Edge
	/** Commitments found erased -> the line they belong to. */
	readonly erased: Map<string, { table: 'entry' | 'pending'; key: number }>
	/** Commitments that an entered erasure names. */
	readonly allowed: Set<string>
	readonly seen: { heads: number; checkpoints: number; tiles: number; cosignatures: number }
	/** Newest head that was checked. */
	lastHead: HeadRow | null
}

/** @param vkey the log's verifier key. Throws RangeError when it is malformed. */
export function verifier(vkey: string): Verifier {
	const key = readVkey(vkey)
	if (key === null) throw new RangeError('that is not a verifier key')
	const state: State = {
		key,
		publicKey: publicKeyOf(key),
		edge: emptyEdge(),
		erased: new Map(),
		allowed: new Set(),
		seen: { heads: 0, checkpoints: 0, tiles: 0, cosignatures: 0 },
		lastHead: null,
	}
	return {
		page: (page) => checkPage(state, page),
		end: (rest) => checkEnd(state, rest),
		checked: () => state.edge.size,
	}
}

function checkPage(state: State, page: Page): void {
	const openings = grouped(page.openings)
	let head = 0
	let checkpoint = 0
	let cosignature = 0
	let tile = 0
	for (const entry of page.entries) {
		checkEntry(state, entry, openings.get(keyOf(entry.leaf_hash)) ?? [])
		for (const made of append(state.edge, [entry.leaf_hash])) {
			const row = page.tiles[tile++]
			if (row === undefined || row.level !== made.level || row.index !== made.index) {
				throw new Found(
					'tile',
					row === undefined || row.level === made.level ? `${made.level}/${made.index}` : `${row.level}/${row.index}`,
					'is missing or out of place',
				)
			}
			checkTile(row, made.hashes, made.root)
			state.seen.tiles += 1
		}
		const { size } = state.edge
		if (sizeOf(page.heads[head]) > size) continue
		checkHead(state, page.heads[head++])
		const row = page.checkpoints[checkpoint++]
		if (sizeOf(row) > size) throw new Found('checkpoint', size, 'is missing')
		const note = checkCheckpointRow(state, row)
		while (sizeOf(page.cosignatures[cosignature]) <= size)
			checkCosignature(state, note, page.cosignatures[cosignature++])
	}
	if (tile < page.tiles.length)
		throw new Found('tile', `${page.tiles[tile]?.level}/${page.tiles[tile]?.index}`, 'stands where no full tile is')
	if (head < page.heads.length)
		throw new Found('head', String(page.heads[head]?.size), 'speaks of a tree that is not there')
	if (checkpoint < page.checkpoints.length)
		throw new Found('checkpoint', String(page.checkpoints[checkpoint]?.size), 'speaks of a tree that is not there')
	if (cosignature < page.cosignatures.length)
		throw new Found('cosignature', String(page.cosignatures[cosignature]?.size), 'stands on no checkpoint')
}

function sizeOf(row: { readonly size: number } | undefined): number {
	return row?.size ?? Number.POSITIVE_INFINITY
}

function checkEntry(state: State, entry: EntryRow, openings: readonly OpeningRow[]): void {
	const n = state.edge.size
	if (entry.n < n) throw new Found('entry', entry.n, 'stands twice')
	if (entry.n !== n) throw new Found('entry', n, 'is missing: numbers have no gaps')
	if (!same(leafHashOf(entry.leaf), entry.leaf_hash)) throw new Found('entry', n, 'its hash is not that of its bytes')
	if (!(entry.pending_id > 0) || !same(linkOf(entry.leaf_hash, entry.pending_id), entry.link))
		throw new Found('entry', n, 'its link to the outbox is broken')
	const leaf = checkLeaf(state, 'entry', n, entry.leaf, openings)
	if (
		entry.kind !== leaf.kind ||
		entry.outcome !== leaf.outcome ||
		entry.agency !== columnOf(leaf.agency) ||
		entry.matter !== columnOf(leaf.matter) ||
		entry.at.getTime() !== Date.parse(leaf.at)
	) {
		throw new Found('entry', n, 'a column says other than its bytes')
	}
}

const empty = new Uint8Array(0)
const uuid = new RegExp(UUID)

function columnOf(id: string | null): string | null {
	return id !== null && uuid.test(id) ? id : null
}

/** Pending id as 8 bytes big-endian, exclusive-or the first 8 bytes of the leaf hash. */
export function linkOf(leafHash: Uint8Array, pendingId: number): Uint8Array {
	const out = Uint8Array.from(leafHash.subarray(0, 8))
	let rest = pendingId
	for (let i = 7; i >= 0; i--) {
		out[i] = (out[i] ?? 0) ^ (rest % 256)
		rest = Math.floor(rest / 256)
	}
	return out
}

/** Checks the openings of one line against the commitments in its leaf. */
function checkLeaf(
	state: State,
	table: 'entry' | 'pending',
	key: number,
	bytes: Uint8Array,
	openings: readonly OpeningRow[],
): LeafText {
	const leaf = readLeaf(bytes)
	const missing = new Set([leaf.what, ...leaf.fields])
	for (const row of openings) {
		const commitment = hex(row.commitment)
		if (!missing.delete(commitment)) throw new Found('opening', commitment, `${table} ${key} has no such commitment`)
		if (row.name === null || row.salt === null || row.value === null) {
			if (commitment === leaf.what) throw new Found(table, key, 'its facts were removed, which nothing allows')
			state.erased.set(commitment, { table, key })
			continue
		}
		if (row.erased_at !== null || !same(commitmentOf(row.name, row.salt, row.value), row.commitment)) {
			throw new Found('opening', commitment, `is not what ${table} ${key} committed to`)
		}
		if ((row.name === WHAT) !== (commitment === leaf.what))
			throw new Found('opening', commitment, 'stands under another name')
		if (row.name === WHAT && leaf.outcome === 'done') for (const c of erasedBy(row.value)) state.allowed.add(c)
	}
	if (missing.size > 0) throw new Found(table, key, 'a field is missing and no erasure is entered')
	return leaf
}

/** The act whose entry allows a field to be gone. */
export const ERASING_ACT = 'ledger.erasure.approve'

function erasedBy(what: string): readonly string[] {
	if (!what.includes(ERASING_ACT)) return []
	const { name, fact } = JSON.parse(what) as { name: string; fact: { erased?: readonly string[] } }
	return name === ERASING_ACT ? (fact.erased ?? []) : []
}

function checkTile(row: TileRow, hashes: Uint8Array, root: Uint8Array): void {
	const key = `${row.level}/${row.index}`
	if (!same(row.hashes, hashes)) throw new Found('tile', key, 'does not hold the hashes of its entries')
	if (!same(row.root, root)) throw new Found('tile', key, 'its root is not that of its hashes')
}

function checkHead(state: State, row: HeadRow | undefined): void {
	if (row === undefined) return
	if (row.size !== state.edge.size || !same(row.root, rootOf(state.edge)))
		throw new Found('head', row.size, 'is not the root of the entries before it')
	state.lastHead = row
	state.seen.heads += 1
}

function checkCheckpointRow(state: State, row: CheckpointRow | undefined): Note {
	const note = row === undefined ? null : readNote(row.note)
	const read = note === null ? null : readCheckpoint(note.text)
	const size = row?.size ?? 0
	if (note === null || read === null) throw new Found('checkpoint', size, 'is not a signed note')
	if (row?.size !== state.lastHead?.size) throw new Found('checkpoint', size, 'stands on no head')
	if (read.size !== size || read.origin !== state.key.name || !same(read.root, state.lastHead?.root ?? empty)) {
		throw new Found('checkpoint', size, 'speaks of another tree')
	}
	const [line, ...more] = note.signatures
	if (
		line === undefined ||
		more.length > 0 ||
		!isBy(line, state.key) ||
		!verifyEd25519(null, utf8(note.text), state.publicKey, line.signature)
	) {
		throw new Found('checkpoint', size, 'its signature is not by the key of this ledger')
	}
	state.seen.checkpoints += 1
	return note
}

function checkCosignature(state: State, note: Note, row: CosignatureRow | undefined): void {
	if (row === undefined) return
	const key = readVkey(row.vkey)
	const line = readNote(`${note.text}\n${row.line}`)?.signatures[0]
	const good =
		key?.type === WITNESS_KEY &&
		line !== undefined &&
		isBy(line, key) &&
		line.signature.length === 72 &&
		verifyEd25519(null, utf8(cosignedText(note.text, timeOf(line))), publicKeyOf(key), line.signature.subarray(8))
	if (!good || row.size !== state.edge.size) throw new Found('cosignature', row.size, 'is not by the witness it names')
	state.seen.cosignatures += 1
}

function checkEnd(state: State, rest: Parameters<Verifier['end']>[0]): ReturnType<Verifier['end']> {
	const { size } = state.edge
	if ((state.lastHead?.size ?? 0) !== size)
		throw new Found('head', size, 'is missing: entries stand after the last head')
	if (state.seen.checkpoints !== state.seen.heads) throw new Found('checkpoint', size, 'a head was never signed')
	for (const table of ['head', 'checkpoint', 'tile', 'cosignature'] as const) {
		if (rest.counts[`${table}s`] !== state.seen[`${table}s`])
			throw new Found(table, 'beyond', 'rows stand past the end of the ledger')
	}
	const openings = grouped(rest.openings)
	for (const row of rest.pending) {
		if (!same(leafHashOf(row.leaf), row.leaf_hash))
			throw new Found('pending', row.id, 'its hash is not that of its bytes')
		checkLeaf(state, 'pending', row.id, row.leaf, openings.get(keyOf(row.leaf_hash)) ?? [])
	}
	for (const row of rest.stray) throw new Found('opening', hex(row.commitment), 'belongs to no line: one was removed')
	for (const [commitment, line] of state.erased) {
		if (!state.allowed.has(commitment))
			throw new Found(line.table, line.key, 'a field was removed and no erasure is entered')
	}
	return { size, root: rootOf(state.edge), pending: rest.pending.length, erased: state.erased.size }
}

function grouped(openings: readonly OpeningRow[]): Map<string, OpeningRow[]> {
	const out = new Map<string, OpeningRow[]>()
	for (const row of openings) {
		const key = keyOf(row.leaf_hash)
		const list = out.get(key)
		if (list === undefined) out.set(key, [row])
		else list.push(row)
	}
	return out
}

function hex(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}

function keyOf(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

function publicKeyOf(key: VerifierKey): KeyObject {
	return createPublicKey({
		key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key.key).toString('base64url') },
		format: 'jwk',
	})
}

/** How many full tiles a tree of `size` has at `level`. */
export function fullTiles(size: number, level: number): number {
	return Math.floor(size / TILE ** (level + 1))
}
