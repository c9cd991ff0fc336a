import { sql } from 'kysely'
import type { Store } from '../db/store.ts'
import { TILE } from './tree.ts'
import {
	type CheckpointRow,
	type CosignatureRow,
	type EntryRow,
	faultOf,
	fullTiles,
	type HeadRow,
	type OpeningRow,
	type Page,
	type PendingRow,
	type TileRow,
	type Verified,
	verifier,
} from './verify.ts'
import type { Tx } from '../db/schema.ts'

const PAGE = 4_096

/**
 * L9. Checks every row of the stored ledger, in one snapshot, against the log's verifier key. Never throws for a wrong
 * ledger: the answer names the first wrong row. `onProgress` is told after each page how many of how many are checked.
 */
export async function verifyLedger(
	store: Store,
	vkey: string,
	onProgress: (checked: number, of: number) => void = () => {},
): Promise<Verified> {
	return store.transact('owner', async (tx) => {
		await sql`set transaction isolation level repeatable read`.execute(tx)
		const check = verifier(vkey)
		try {
			const total = await countOf(tx, 'entry')
			for (let from = 0; ; ) {
				const page = await pageFrom(tx, from)
				if (page.entries.length === 0) break
				check.page(page)
				from = check.checked()
				onProgress(from, total)
			}
			return { ok: true as const, ...check.end(await restOf(tx)) }
		} catch (error) {
			const wrong = faultOf(error)
			if (wrong === null) throw error
			return { ok: false as const, wrong, checked: check.checked() }
		}
	})
}

async function pageFrom(tx: Tx, from: number): Promise<Page> {
	const entries = await sql<EntryRow>`
		select n, pending_id, leaf, leaf_hash, link, at, kind, outcome, agency, matter
		from ledger.entry where n >= ${from} order by n limit ${PAGE}`.execute(tx)
	const to = from + entries.rows.length
	const openings = await sql<OpeningRow>`
		select o.* from ledger.opening o join ledger.entry e using (leaf_hash) where e.n >= ${from} and e.n < ${to}`.execute(
		tx,
	)
	const heads =
		await sql<HeadRow>`select size, root from ledger.head where size > ${from} and size <= ${to} order by size`.execute(
			tx,
		)
	const checkpoints = await sql<CheckpointRow>`
		select size, note from ledger.checkpoint where size > ${from} and size <= ${to} order by size`.execute(tx)
	const cosignatures = await sql<CosignatureRow>`
		select size, vkey, line from ledger.cosignature where size > ${from} and size <= ${to} order by size, vkey`.execute(
		tx,
	)
	const tiles: TileRow[] = []
	for (let level = 0; TILE ** (level + 1) <= to; level++) {
		const { rows } = await sql<TileRow>`
			select level, index, hashes, root from ledger.tile
			where level = ${level} and index >= ${fullTiles(from, level)} and index < ${fullTiles(to, level)}`.execute(tx)
		tiles.push(...rows)
	}
	return {
		entries: entries.rows,
		openings: openings.rows,
		heads: heads.rows,
		checkpoints: checkpoints.rows,
		cosignatures: cosignatures.rows,
		tiles: inOrderOfFilling(tiles),
	}
}

/** Tiles in the order in which entries fill them: by their last leaf, lower levels first. */
export function inOrderOfFilling(tiles: readonly TileRow[]): TileRow[] {
	const last = (t: TileRow): number => (t.index + 1) * TILE ** (t.level + 1)
	return [...tiles].sort((a, b) => last(a) - last(b) || a.level - b.level)
}

async function restOf(tx: Tx): Promise<Parameters<ReturnType<typeof verifier>['end']>[0]> {
	const pending = await sql<PendingRow>`select id, leaf, leaf_hash from ledger.pending order by id`.execute(tx)
	const openings =
		await sql<OpeningRow>`select o.* from ledger.opening o join ledger.pending p using (leaf_hash)`.execute(tx)
	const stray = await sql<OpeningRow>`
		select o.* from ledger.opening o
		where not exists (select from ledger.entry e where e.leaf_hash = o.leaf_hash)
			and not exists (select from ledger.pending p where p.leaf_hash = o.leaf_hash)
		order by o.commitment limit 1`.execute(tx)
	return {
		pending: pending.rows,
		openings: openings.rows,
		stray: stray.rows,
		counts: {
			heads: await countOf(tx, 'head'),
			checkpoints: await countOf(tx, 'checkpoint'),
			tiles: await countOf(tx, 'tile'),
			cosignatures: await countOf(tx, 'cosignature'),
		},
	}
}

async function countOf(tx: Tx, table: 'entry' | 'head' | 'checkpoint' | 'tile' | 'cosignature'): Promise<number> {
	const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(`ledger.${table}`)}`.execute(
		tx,
	)
	return rows[0]?.count ?? 0
}
