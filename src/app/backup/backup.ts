import { chmodSync, cpSync, existsSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openPglite } from '#kernel/db/pglite.ts'
import { openPostgres } from '#kernel/db/postgres.ts'
import type { Store } from '#kernel/db/store.ts'
import { hex } from '#kernel/ledger/bytes.ts'
import { findCheckpoint, findHead } from '#kernel/ledger/store.ts'
import type { Place } from '../open.ts'
import { besides, databaseFile, libpqEnvironment, type Manifest, runProgram, withScratch } from './parts.ts'

/**
 * Writes database, keys and maps of a place to one file (a gzipped tar, readable by its owner only: it holds the signing
 * key). PostgreSQL may go on working; the embedded database must be stopped, since it belongs to one process.
 */
export async function backup(place: Place, target: string, say: (line: string) => void): Promise<Manifest> {
	const file = resolve(target)
	if (existsSync(file)) throw new Error(`${file} exists already. Choose another name.`)
	return withScratch(file, async (folder) => {
		say('database: writing')
		const made =
			place.databaseUrl === null ? await dumpEmbedded(place, folder) : await dumpPostgres(place.databaseUrl, folder)
		writeFileSync(join(folder, 'backup.json'), `${JSON.stringify(made, null, '\t')}\n`)
		for (const name of besides(place.data)) {
			say(`${name}: copying`)
			cpSync(join(place.data, name), join(folder, 'data', name), { recursive: true })
		}
		say('packing')
		const parts = ['backup.json', databaseFile[made.engine], ...(existsSync(join(folder, 'data')) ? ['data'] : [])]
		const packed = join(folder, 'packed')
		await runProgram('tar', ['-czf', packed, '-C', folder, ...parts])
		chmodSync(packed, 0o600)
		renameSync(packed, file)
		return made
	})
}

async function dumpEmbedded(place: Place, folder: string): Promise<Manifest> {
	const db = join(place.data, 'db')
	if (!existsSync(db)) throw new Error(`There is no database in ${place.data}: nothing to back up.`)
	const store = await openPglite({ folder: db })
	try {
		const made = await manifestOf(store)
		const dump = await store.pglite.dumpDataDir('gzip')
		writeFileSync(join(folder, databaseFile.pglite), Buffer.from(await dump.arrayBuffer()))
		return made
	} finally {
		await store.close()
	}
}

async function dumpPostgres(url: string, folder: string): Promise<Manifest> {
	const store = await openPostgres({ url, connections: 1 })
	try {
		// Read before the dump: the dump's ledger is at least this long.
		const made = await manifestOf(store)
		const file = join(folder, databaseFile.postgres)
		await runProgram('pg_dump', ['--format=custom', '--no-owner', '--file', file], libpqEnvironment(url))
		return made
	} finally {
		await store.close()
	}
}

async function manifestOf(store: Store): Promise<Manifest> {
	return store.transact('owner', async (tx) => {
		const head = await findHead(tx)
		const checkpoint = await findCheckpoint(tx)
		return {
			format: 1 as const,
			madeAt: new Date().toISOString(),
			engine: store.engine,
			size: head?.size ?? 0,
			root: head === null ? '' : hex(head.root),
			checkpoint: checkpoint?.note ?? null,
		}
	})
}
