import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openPglite } from '#kernel/db/pglite.ts'
import { openPostgres, prepareLogins } from '#kernel/db/postgres.ts'
import { makeReadyForRestore } from '#kernel/db/restoring.ts'
import type { Store } from '#kernel/db/store.ts'
import { restoreEntry } from '#kernel/ledger/api.ts'
import { findHead } from '#kernel/ledger/store.ts'
import { enter } from '../enter.ts'
import type { Place } from '../open.ts'
import { databaseFile, libpqEnvironment, type Manifest, manifest, runProgram, withScratch } from './parts.ts'

/**
 * Puts a backup in place of what is there. What is replaced is kept aside (embedded) or must have been given up by its
 * owner (PostgreSQL: an empty database, or `replace`). The restored ledger gets an entry that says so (L12); whatever was
 * numbered after the backup is numbered again, and any witness and any later receipt shows it.
 */
export async function restore(
	place: Place,
	source: string,
	options: { readonly reason: string; readonly replace: boolean },
	say: (line: string) => void,
): Promise<Manifest> {
	const file = resolve(source)
	if (!existsSync(file)) throw new Error(`There is no file ${file}.`)
	mkdirSync(place.data, { recursive: true, mode: 0o700 })
	return withScratch(place.data, async (folder) => {
		say('unpacking')
		await runProgram('tar', ['-xzf', file, '-C', folder, '--no-same-owner'])
		const made = readManifest(folder)
		const wanted = place.databaseUrl === null ? 'pglite' : 'postgres'
		if (made.engine !== wanted)
			throw new Error(`This is a backup of ${made.engine}; ${wanted} is set up here. Set or unset DATABASE_URL.`)
		const replacedSize = await sizeInPlace(place, options.replace)
		mustBeFree(place.data, folder, options.replace)
		say('database: restoring')
		const store =
			place.databaseUrl === null
				? await restoreEmbedded(place, folder, options.replace)
				: await restorePostgres(place.databaseUrl, folder, options.replace)
		try {
			bringBesides(place.data, folder, options.replace)
			const { size, root, madeAt } = made
			const facts = { at: new Date(), backupMadeAt: new Date(madeAt), size, root, replacedSize, reason: options.reason }
			await enter(store, restoreEntry(facts), 'ledger.restored')
		} finally {
			await store.close()
		}
		return made
	})
}

function readManifest(folder: string): Manifest {
	const file = join(folder, 'backup.json')
	if (!existsSync(file)) throw new Error('This file is no backup of Seawall: it has no backup.json.')
	return manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** Size of the ledger that is about to be replaced; null when there is none. */
async function sizeInPlace(place: Place, replace: boolean): Promise<number | null> {
	const db = join(place.data, 'db')
	if (place.databaseUrl === null && !existsSync(db)) return null
	if (place.databaseUrl === null && !replace)
		throw new Error(`A database stands in ${place.data}. To replace it (the old one is kept aside): --replace`)
	try {
		const store =
			place.databaseUrl === null ? await openPglite({ folder: db }) : await openPostgres({ url: place.databaseUrl })
		try {
			return (await store.transact('owner', (tx) => findHead(tx)))?.size ?? 0
		} finally {
			await store.close()
		}
	} catch (error) {
		// A folder in use must stop us; one that cannot be read is what a restore is for.
		if (error instanceof Error && error.message.includes('is in use')) throw error
		return null
	}
}

async function restoreEmbedded(place: Place, folder: string, replace: boolean): Promise<Store> {
	const db = join(place.data, 'db')
	if (existsSync(db) && replace) renameSync(db, aside(db))
	return openPglite({ folder: db, from: new Blob([readFileSync(join(folder, databaseFile.pglite))]) })
}

async function restorePostgres(url: string, folder: string, replace: boolean): Promise<Store> {
	await makeReadyForRestore(url, replace)
	const clean = replace ? ['--clean', '--if-exists'] : []
	const args = ['--no-owner', '--exit-on-error', '--single-transaction', ...clean, '--dbname', libpqName(url)]
	await runProgram('pg_restore', [...args, join(folder, databaseFile.postgres)], libpqEnvironment(url))
	await prepareLogins(url)
	return openPostgres({ url })
}

const libpqName = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1))

/** Without `replace` nothing of the backup may meet something of its name: another ledger key would not fit its ledger. */
function mustBeFree(data: string, folder: string, replace: boolean): void {
	const from = join(folder, 'data')
	const met = existsSync(from) ? readdirSync(from).filter((name) => existsSync(join(data, name))) : []
	if (met.length > 0 && !replace)
		throw new Error(`${met.join(', ')} stand in ${data} already. To replace them (the old are kept aside): --replace`)
}

/** Keys and maps of the backup; those in place are kept aside. */
function bringBesides(data: string, folder: string, replace: boolean): void {
	const from = join(folder, 'data')
	if (!existsSync(from)) return
	for (const name of readdirSync(from)) {
		const to = join(data, name)
		if (existsSync(to) && replace) renameSync(to, aside(to))
		cpSync(join(from, name), to, { recursive: true })
	}
}

function aside(path: string): string {
	return `${path}-before-${new Date().toISOString().replaceAll(/[:.]/g, '')}`
}
