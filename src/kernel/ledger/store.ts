import { sql } from 'kysely'
import type { Db, Tx } from '../db/schema.ts'
import { UUID } from './leaf.ts'
import { at, cut, type Edge, type FullTile, TILE } from './tree.ts'

/** The ledger's tables as TypeScript. `bytea` comes back as bytes, int8 as a number. */
declare module '#kernel/db/schema.ts' {
	interface Tables {
		'ledger.pending': { id: number; leaf: Uint8Array; leaf_hash: Uint8Array; entered_at: Date }
		'ledger.opening': {
			commitment: Uint8Array
			leaf_hash: Uint8Array
			name: string | null
			salt: Uint8Array | null
			value: string | null
			erased_at: Date | null
		}
		'ledger.entry': {
			n: number
			pending_id: number
			leaf: Uint8Array
			leaf_hash: Uint8Array
			link: Uint8Array
			at: Date
			kind: string
			outcome: string
			agency: string | null
			matter: string | null
		}
		'ledger.tile': { level: number; index: number; hashes: Uint8Array; root: Uint8Array }
		'ledger.head': { size: number; root: Uint8Array }
		'ledger.checkpoint': { size: number; note: string }
		'ledger.witness': { vkey: string; name: string; added_at: Date; until: Date | null; url: string | null }
		'ledger.cosignature': { size: number; vkey: string; line: string }
		'ledger.erasure': {
			id: string
			n: number
			commitments: Uint8Array[]
			ground: string
			agency: string
			state: 'proposed' | 'approved' | 'declined'
			proposed_by: string
			proposed_agency: string
			proposed_at: Date
			decided_by: string | null
			decided_agency: string | null
			decided_at: Date | null
			version: number
		}
	}
}

export type Head = { readonly size: number; readonly root: Uint8Array }

export async function findHead(db: Db | Tx): Promise<Head | null> {
	const { rows } = await sql<Head>`select size, root from ledger.head order by size desc limit 1`.execute(db)
	return rows[0] ?? null
}

/** The newest signed note of the log, without cosignatures; null while the ledger is empty. */
export async function findCheckpoint(db: Db | Tx): Promise<{ size: number; note: string } | null> {
	const { rows } = await sql<{ size: number; note: string }>`
		select size, note from ledger.checkpoint order by size desc limit 1`.execute(db)
	return rows[0] ?? null
}

/**
 * Up to `width` hashes of one tile, oldest first, full or partial: a full tile from its row, a partial one from what
 * lies below it. Fewer (or none) come back when the tree does not reach that far.
 */
export async function tileHashes(
	db: Db | Tx,
	level: number,
	index: number,
	width: number = TILE,
): Promise<Uint8Array[]> {
	const { rows: full } = await sql<{ hashes: Uint8Array }>`
		select hashes from ledger.tile where level = ${level} and index = ${index}`.execute(db)
	if (full[0] !== undefined) return cut(full[0].hashes).slice(0, width)
	const from = index * TILE
	const { rows } =
		level === 0
			? await sql<{ hash: Uint8Array }>`
				select leaf_hash as hash from ledger.entry where n between ${from} and ${from + width - 1} order by n`.execute(
					db,
				)
			: await sql<{ hash: Uint8Array }>`
				select root as hash from ledger.tile
				where level = ${level - 1} and index between ${from} and ${from + width - 1} order by index`.execute(db)
	return rows.map((r) => r.hash)
}

/** Rebuilds the growing edge of a tree of `size` leaves from what is stored. */
export async function loadEdge(db: Db | Tx, size: number): Promise<Edge> {
	const edge: Edge = { size, levels: [] }
	for (let level = 0; TILE ** level <= size; level++) {
		const hashes = Math.floor(size / TILE ** level)
		const width = hashes % TILE
		const row = width === 0 ? [] : await tileHashes(db, level, Math.floor(hashes / TILE), width)
		if (row.length !== width)
			throw new Error(`the ledger lacks hashes at tile level ${level}: run "seawall ledger verify"`)
		edge.levels.push(row)
	}
	return edge
}

export async function putTiles(tx: Tx, tiles: readonly FullTile[]): Promise<void> {
	for (let i = 0; i < tiles.length; i += 100) {
		const rows = tiles.slice(i, i + 100)
		await tx
			.insertInto('ledger.tile')
			.values(rows.map((t) => ({ level: t.level, index: t.index, hashes: t.hashes, root: t.root })))
			.execute()
	}
}

export async function putHead(tx: Tx, head: Head, note: string): Promise<void> {
	await sql`with h as (insert into ledger.head (size, root) values (${head.size}, ${head.root}))
		insert into ledger.checkpoint (size, note) values (${head.size}, ${note})`.execute(tx)
}

/**
 * Numbers up to `limit` committed pending lines in the order of their ids, beginning at `from`, and removes them from
 * pending. A line whose hash no longer fits its bytes is left lying for `verify` to name. Gives their leaf hashes.
 */
export async function numberPending(tx: Tx, from: number, limit: number): Promise<Uint8Array[]> {
	const { rows } = await sql<{ hashes: Uint8Array | null }>`
		with ready as (
			select p.id, p.leaf, p.leaf_hash, row_number() over (order by p.id) - 1 + ${from}::bigint as n
			from (select id, leaf, leaf_hash from ledger.pending order by id limit ${limit}) p
			where p.leaf_hash = sha256('\\x00'::bytea || p.leaf)
		), put as (
			insert into ledger.entry (n, pending_id, leaf, leaf_hash, link, at, kind, outcome, agency, matter)
			select n, id, leaf, leaf_hash,
				int8send(id # ('x' || encode(substr(leaf_hash, 1, 8), 'hex'))::bit(64)::bigint),
				j.at, j.kind, j.outcome,
				case when j.agency ~ ${UUID} then j.agency::uuid end, case when j.matter ~ ${UUID} then j.matter::uuid end
			from ready, json_to_record(convert_from(leaf, 'UTF8')::json)
				as j (at timestamptz, kind text, outcome text, agency text, matter text)
			returning n, leaf_hash
		), gone as (
			delete from ledger.pending p using ready r where p.id = r.id
		)
		select string_agg(leaf_hash, ''::bytea order by n) as hashes from put`.execute(tx)
	const hashes = at(rows, 0).hashes
	return hashes === null ? [] : cut(hashes)
}
