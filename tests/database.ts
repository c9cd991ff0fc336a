import { createHash } from 'node:crypto'
import { constants, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { marksOf, type MigrationFolder, migrate, readMigrations } from '#kernel/db/migrate.ts'
import { openPglite } from '#kernel/db/pglite.ts'
import { openPostgres, prepareLogins } from '#kernel/db/postgres.ts'
import type { Db, Tx } from '#kernel/db/schema.ts'
import type { Role, Store } from '#kernel/db/store.ts'
import { kernelFolder, projectFolder } from '#kernel/folder.ts'

/** The kernel's migrations, then every slice's. */
export const migrationFolders: readonly MigrationFolder[] = [
	{ name: 'kernel', folder: join(kernelFolder, 'migrations') },
	...readdirSync(join(projectFolder, 'src'))
		.filter((name) => name !== 'kernel' && name !== 'app')
		.sort()
		.map((name) => ({ name, folder: join(projectFolder, 'src', name, 'migrations') })),
]

let opened: Promise<Store> | undefined

/** The migrated database of this worker: PostgreSQL when SEAWALL_TEST_DATABASE_URL is set, else the embedded one. */
export function testStore(): Promise<Store> {
	opened ??= openFresh()
	return opened
}

export async function testDb(): Promise<Db> {
	return (await testStore()).db
}

/** A database of its own, migrated and empty, for a test that must commit. Close it. */
export async function openFresh(): Promise<Store> {
	const url = process.env['SEAWALL_TEST_DATABASE_URL']
	return url === undefined ? freshPglite() : freshPostgres(url)
}

/**
 * Runs `work` in a transaction that is always rolled back, under the application's role unless told otherwise.
 */
export async function inTx<T>(work: (tx: Tx) => Promise<T>, role: Role = 'seawall_app'): Promise<T> {
	const store = await testStore()
	const { promise, resolve } = Promise.withResolvers<T>()
	const rolledBack = new Error('rolled back')
	try {
		await store.transact(role === 'owner' ? 'owner' : role, async (tx) => {
			resolve(await work(tx))
			throw rolledBack
		})
	} catch (error) {
		if (error !== rolledBack) throw error
	}
	return promise
}

/** The mark covers whole migrated databases kept between runs. */
function mark(): string {
	return marksOf(readMigrations(migrationFolders))
}

/** A copy of a migrated folder kept between runs: opening one costs half of what unpacking its tar does. */
async function freshPglite(): Promise<Store> {
	const kept = join(projectFolder, 'node_modules', '.cache', 'seawall')
	const template = join(kept, `pglite-${mark()}`)
	if (!existsSync(template)) {
		mkdirSync(kept, { recursive: true })
		const making = mkdtempSync(join(kept, 'making-'))
		const first = await openPglite({ folder: join(making, 'db') })
		await migrate(first, migrationFolders)
		await first.close()
		renameSync(join(making, 'db'), template)
		rmSync(making, { recursive: true })
	}
	const own = mkdtempSync(join(tmpdir(), 'seawall-test-db-'))
	cpSync(template, join(own, 'db'), { recursive: true, mode: constants.COPYFILE_FICLONE })
	const store = await openPglite({ folder: join(own, 'db') })
	const close = async () => {
		await store.close()
		rmSync(own, { recursive: true, force: true })
	}
	return { ...store, close }
}

async function freshPostgres(url: string): Promise<Store> {
	const template = `seawall_template_${mark()}`
	const name = `seawall_test_${createHash('sha256').update(`${process.pid} ${performance.now()}`).digest('hex').slice(0, 12)}`
	const admin = new pg.Client({ connectionString: url })
	await admin.connect()
	try {
		await admin.query('select pg_advisory_lock(7230912)')
		const { rowCount } = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [template])
		if (rowCount === 0) {
			await admin.query(`drop database if exists ${template}`)
			await admin.query(`create database ${template}`)
			const store = await openPostgres({ url: urlOf(url, template), connections: 1 })
			await migrate(store, migrationFolders)
			await store.close()
			await admin.query(`alter database ${template} with is_template true`)
		}
		await admin.query(`create database ${name} template ${template}`)
		await admin.query('select pg_advisory_unlock(7230912)')
	} finally {
		await admin.end()
	}
	await prepareLogins(urlOf(url, name))
	const store = await openPostgres({ url: urlOf(url, name) })
	return {
		...store,
		close: async () => {
			await store.close()
			const client = new pg.Client({ connectionString: url })
			await client.connect()
			await client.query(`drop database if exists ${name} with (force)`)
			await client.end()
		},
	}
}

/** The same server, another database. */
export function urlOf(url: string, database: string): string {
	const parsed = new URL(url)
	parsed.pathname = `/${database}`
	return parsed.toString()
}
