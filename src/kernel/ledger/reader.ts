import { sql } from 'kysely'
import type { Db, Tx } from '../db/schema.ts'
import { base64, fromHex, hex } from './bytes.ts'
import { openCheckpoint, readNote, readVkey, type VerifierKey } from './note.ts'
import { consistencyProof, inclusionProof, type TileReader } from './proof.ts'
import { writeReceipt } from './receipt.ts'
import { findCheckpoint, tileHashes } from './store.ts'

/**
 * The public half of the ledger: what anybody may read. Arguments and answers are plain data, so that the reader can
 * stand in another thread. Nothing here tells what an entry says.
 */
export type LedgerReader = {
	/** The log's verifier key. */
	key(): Promise<string>
	/** Verifier keys of the witnesses in force. */
	witnesses(): Promise<readonly { readonly name: string; readonly vkey: string }[]>
	/** Newest signed checkpoint with the cosignatures on it; null while the ledger is empty. */
	checkpoint(): Promise<string | null>
	/** Bytes of a tile of exactly `width` hashes; null when the tree does not reach it. */
	tile(level: number, index: number, width: number): Promise<Uint8Array | null>
	receipt(leafHash: string): Promise<ReceiptAnswer | null>
	/** Inclusion proof of entry `n` in the newest checkpoint, or in an older tree of `size`. */
	inclusion(n: number, size?: number): Promise<InclusionAnswer | null>
	/** Hashes in base64 that lead from a tree of `from` leaves to one of `to`; null when the ledger is shorter. */
	consistency(from: number, to: number): Promise<readonly string[] | null>
	/** Takes a checkpoint with cosignatures of known witnesses; gives how many new ones were kept. */
	addCosignatures(note: string): Promise<number>
}

export type InclusionAnswer = {
	readonly index: number
	readonly size: number
	/** Hex. */
	readonly leafHash: string
	/** Base64, leaf's sibling first. */
	readonly hashes: readonly string[]
}

export type Witnessed = { readonly size: number; readonly names: readonly string[]; readonly at: string }

export type ReceiptAnswer =
	/** Entered but not yet numbered: ask again in a moment. */
	| { readonly state: 'waiting' }
	| {
			readonly state: 'numbered'
			readonly n: number
			readonly size: number
			/** A C2SP tlog-proof with the newest checkpoint. */
			readonly receipt: string
			/** The newest checkpoint with this entry that a witness cosigned, and a receipt with that one. */
			readonly witnessed: (Witnessed & { readonly receipt: string }) | null
	  }

/** @param db for the machine's own reads; @param vkey the log's verifier key */
export function ledgerReader(db: Db | Tx, vkey: string): LedgerReader {
	const read: TileReader = (level, index, width) => tileHashes(db, level, index, width)

	async function noteOf(size: number): Promise<string | null> {
		const { rows } = await sql<{ note: string }>`
			select c.note || coalesce((
				select string_agg(s.line, '' order by s.vkey) from ledger.cosignature s where s.size = c.size
			), '') as note from ledger.checkpoint c where c.size = ${size}`.execute(db)
		return rows[0]?.note ?? null
	}
	async function newest(): Promise<{ size: number; note: string } | null> {
		const found = await findCheckpoint(db)
		if (found === null) return null
		return { size: found.size, note: (await noteOf(found.size)) ?? found.note }
	}
	async function receiptAt(n: number, size: number, note: string): Promise<string> {
		return writeReceipt({ extra: null, index: n, proof: await inclusionProof(read, n, size), note })
	}

	const reader: LedgerReader = {
		key: async () => vkey,
		witnesses: () => witnessesOf(db),
		checkpoint: async () => (await newest())?.note ?? null,
		async tile(level, index, width) {
			if (level > 7) return null
			const hashes = await tileHashes(db, level, index, width)
			return hashes.length === width ? Buffer.concat(hashes) : null
		},
		async receipt(leafHash) {
			const bytes = fromHex(leafHash)
			if (bytes?.length !== 32) return null
			const n = await numberOf(db, bytes)
			if (n === null) return (await isPending(db, bytes)) ? { state: 'waiting' } : null
			const head = await newest()
			if (head === null || head.size <= n) return { state: 'waiting' }
			const witnessed = await witnessedSince(db, n)
			const note = witnessed === null ? null : await noteOf(witnessed.size)
			return {
				state: 'numbered',
				n,
				size: head.size,
				receipt: await receiptAt(n, head.size, head.note),
				witnessed:
					witnessed === null || note === null
						? null
						: { ...witnessed, receipt: await receiptAt(n, witnessed.size, note) },
			}
		},
		async inclusion(n, size) {
			const to = (await findCheckpoint(db))?.size ?? 0
			const of = size ?? to
			if (n >= of || of > to) return null
			const { rows } = await sql<{ leaf_hash: Uint8Array }>`select leaf_hash from ledger.entry where n = ${n}`.execute(
				db,
			)
			const leafHash = rows[0]?.leaf_hash
			if (leafHash === undefined) return null
			return { index: n, size: of, leafHash: hex(leafHash), hashes: (await inclusionProof(read, n, of)).map(base64) }
		},
		async consistency(from, to) {
			const size = (await findCheckpoint(db))?.size ?? 0
			if (from > to || to > size) return null
			return (await consistencyProof(read, from, to)).map(base64)
		},
		addCosignatures: (note) => keepCosignatures(db, vkey, note),
	}
	return reader
}

async function witnessesOf(db: Db | Tx): Promise<{ name: string; vkey: string }[]> {
	const { rows } = await sql<{ name: string; vkey: string }>`
		select name, vkey from ledger.witness where until is null or until > now() order by name`.execute(db)
	return rows
}

async function numberOf(db: Db | Tx, leafHash: Uint8Array): Promise<number | null> {
	const { rows } = await sql<{ n: number }>`select n from ledger.entry where leaf_hash = ${leafHash}`.execute(db)
	return rows[0]?.n ?? null
}

async function isPending(db: Db | Tx, leafHash: Uint8Array): Promise<boolean> {
	const { rows } = await sql`select 1 from ledger.pending where leaf_hash = ${leafHash} limit 1`.execute(db)
	return rows.length > 0
}

/** The newest cosigned checkpoint that contains entry `n`, with its witnesses. */
export async function witnessedSince(db: Db | Tx, n: number): Promise<Witnessed | null> {
	const { rows } = await sql<{ size: number; names: string; line: string }>`
		select s.size, string_agg(w.name, ' ' order by w.name) as names, min(s.line) as line
		from ledger.cosignature s join ledger.witness w using (vkey)
		where s.size > ${n} group by s.size order by s.size desc limit 1`.execute(db)
	const row = rows[0]
	if (row === undefined) return null
	const at = readNote(`x\n\n${row.line}`)?.signatures[0]?.signature.subarray(0, 8)
	const seconds = at === undefined ? 0 : Number(new DataView(at.buffer, at.byteOffset, 8).getBigUint64(0))
	return { size: row.size, names: row.names.split(' '), at: new Date(seconds * 1000).toISOString() }
}

/** L10. Keeps the lines of known witnesses on a checkpoint this ledger signed; everything else in the note is ignored. */
async function keepCosignatures(db: Db | Tx, vkey: string, note: string): Promise<number> {
	const log = readVkey(vkey)
	const known = (await witnessesOf(db)).map((w) => readVkey(w.vkey)).filter((k): k is VerifierKey => k !== null)
	const opened = log === null ? 'malformed' : openCheckpoint(note, log, known)
	if (typeof opened === 'string') return 0
	const { size } = opened.checkpoint
	const { rows } = await sql<{ note: string }>`select note from ledger.checkpoint where size = ${size}`.execute(db)
	if (readNote(rows[0]?.note ?? '')?.text !== opened.text) return 0
	let kept = 0
	for (const line of readNote(note)?.signatures ?? []) {
		const key = known.find((k) => k.name === line.name && hex(k.id) === hex(line.id))
		if (key === undefined) continue
		const { rows: added } = await sql`insert into ledger.cosignature (size, vkey, line)
			values (${size}, ${key.vkey}, ${`${line.line}\n`}) on conflict do nothing returning 1 as one`.execute(db)
		kept += added.length
	}
	return kept
}
