import { sql } from 'kysely'
import type { Wire } from '../db/dialect.ts'
import type { Db, Tx } from '../db/schema.ts'
import type { Store } from '../db/store.ts'
import { same } from './bytes.ts'
import type { Signer } from './signer.ts'
import { signCheckpoint } from './signer.ts'
import { findHead, type Head, loadEdge, numberPending, putHead, putTiles } from './store.ts'
import { append, type Edge, rootOf } from './tree.ts'

/** Lines numbered in one transaction at most. */
const BATCH = 2_048
/** Advisory lock that makes the sequencer single, whoever runs it. */
const LOCK = 7_230_920

/** What the sequencer remembers between batches; rebuilt from the tables whenever they say otherwise. */
type Memory = { edge: Edge | null }

/**
 * L1, L2. Numbers committed lines in batches, one transaction each: entries, full tiles, head and signed checkpoint
 * together or not at all. Gives how many it numbered; 0 also when another sequencer holds the lock.
 * Throws when the stored tree does not lead to the stored head: then nothing is added until somebody has looked.
 */
export async function sequence(store: Store, signer: Signer, memory: Memory = { edge: null }): Promise<number> {
	let total = 0
	for (;;) {
		const added = await oneBatch(store, signer, memory)
		total += added
		if (added < BATCH) return total
	}
}

/**
 * One transaction in three waits: begin, lock and head go out together; then the numbering; then tiles, head, checkpoint
 * and COMMIT together. Under load every wait costs the turn of a busy event loop.
 */
async function oneBatch(store: Store, signer: Signer, memory: Memory): Promise<number> {
	const known = memory.edge
	memory.edge = null
	return store.lease('seawall_sequencer', async ({ wire, tx }) => {
		try {
			const [, lock, head] = await Promise.all([
				wire.script(store.begin('seawall_sequencer')),
				sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${LOCK}) as got`.execute(tx),
				findHead(tx),
			])
			if (lock.rows[0]?.got !== true) return await ended(wire, 0)
			const edge = await edgeAt(tx, head, known)
			const leafHashes = await numberPending(tx, edge.size, BATCH)
			if (leafHashes.length > 0) {
				const tiles = append(edge, leafHashes)
				const root = rootOf(edge)
				const note = signCheckpoint(signer, { size: edge.size, root })
				await Promise.all([putTiles(tx, tiles), putHead(tx, { size: edge.size, root }, note), wire.script('commit')])
			} else {
				await wire.script('commit')
			}
			memory.edge = edge
			return leafHashes.length
		} catch (error) {
			await wire.script('rollback').catch(() => {})
			throw error
		}
	})
}

/** The newest number (-1: none yet), how many committed lines wait for theirs, and for how many seconds the oldest has. */
export async function backlogOf(db: Db): Promise<{ newest: number; waiting: number; seconds: number }> {
	const { rows } = await sql<{ newest: number | null; waiting: number; seconds: number | null }>`select
		(select max(n) from ledger.entry) as newest, count(*) as waiting,
		extract(epoch from clock_timestamp() - min(entered_at))::float8 as seconds from ledger.pending`.execute(db)
	const row = rows[0]
	return { newest: row?.newest ?? -1, waiting: row?.waiting ?? 0, seconds: Math.max(0, row?.seconds ?? 0) }
}

async function ended(wire: Wire, answer: number): Promise<number> {
	await wire.script('rollback')
	return answer
}

/** The growing edge at the stored head, from memory when it fits. */
async function edgeAt(tx: Tx, head: Head | null, known: Edge | null): Promise<Edge> {
	const size = head?.size ?? 0
	const edge = known !== null && known.size === size ? known : await loadEdge(tx, size)
	if (head !== null && !same(rootOf(edge), head.root)) {
		throw new Error('the stored ledger does not lead to its head: run "seawall ledger verify"')
	}
	return edge
}

export type RunningSequencer = {
	/** Ends after the batch under way. */
	stop(): Promise<void>
}

/**
 * Runs `sequence` every `everyMs` while there are pending lines. `onEntries` is told each run of numbers after its
 * commit, `toN` included. A failed run is reported to `onFault` and tried again, at most once a second.
 */
export function startSequencer(options: {
	readonly store: Store
	readonly signer: Signer
	readonly everyMs?: number
	readonly onEntries?: (fromN: number, toN: number) => void
	readonly onFault?: (error: unknown) => void
}): RunningSequencer {
	const { store, signer, everyMs = 100, onEntries = () => {}, onFault = () => {} } = options
	const memory: Memory = { edge: null }
	let stopped = false
	let wake: (() => void) | null = null

	async function run(): Promise<void> {
		const { rows } = await sql`select 1 from ledger.pending limit 1`.execute(store.db)
		if (rows.length === 0) return
		let added = 0
		do {
			added = await oneBatch(store, signer, memory)
			if (added > 0 && memory.edge !== null) onEntries(memory.edge.size - added, memory.edge.size - 1)
		} while (added === BATCH && !stopped)
	}

	function pause(ms: number): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(resolve, ms)
			wake = () => {
				clearTimeout(timer)
				resolve()
			}
		})
	}

	async function loop(): Promise<void> {
		while (!stopped) {
			let ms = everyMs
			try {
				await run()
			} catch (error) {
				onFault(error)
				ms = Math.max(everyMs, 1_000)
			}
			if (!stopped) await pause(ms)
			wake = null
		}
	}

	const ended = loop()
	return {
		async stop() {
			stopped = true
			wake?.()
			await ended
		},
	}
}
