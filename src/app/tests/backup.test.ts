import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPglite } from '#kernel/db/pglite.ts'
import { openPostgres } from '#kernel/db/postgres.ts'
import type { Store } from '#kernel/db/store.ts'
import { verifyLedger } from '#kernel/ledger/api.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { loadSigner } from '#kernel/ledger/signer.ts'
import { openFresh, urlOf } from '#tests/database.ts'
import { backup } from '../backup/backup.ts'
import { restore } from '../backup/restore.ts'
import { enterSystem } from '../enter.ts'
import type { Place } from '../open.ts'

const url = process.env['SEAWALL_TEST_DATABASE_URL']
let folder: string
let place: Place
/** Closes the test's own PostgreSQL database. */
let drop = async () => {}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'seawall-backup-'))
	const data = join(folder, 'data')
	mkdirSync(data)
	const fresh = await openFresh()
	if (url === undefined) {
		// The embedded store is a Store with its engine beside it.
		const { pglite } = fresh as Awaited<ReturnType<typeof openPglite>>
		const dump = await pglite.dumpDataDir('none')
		await fresh.close()
		const first = await openPglite({ folder: join(data, 'db'), from: dump })
		await first.close()
		place = { data, databaseUrl: null, port: 0 }
		return
	}
	const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(fresh.db)
	place = { data, databaseUrl: urlOf(url, rows[0]?.name ?? ''), port: 0 }
	drop = () => fresh.close()
}, 60_000)

afterAll(async () => {
	await drop()
	rmSync(folder, { recursive: true, force: true })
})

async function inPlace<T>(work: (store: Store) => Promise<T>): Promise<T> {
	const { databaseUrl, data } = place
	const store =
		databaseUrl === null ? await openPglite({ folder: join(data, 'db') }) : await openPostgres({ url: databaseUrl })
	try {
		return await work(store)
	} finally {
		await store.close()
	}
}

async function enterAndNumber(...names: readonly string[]): Promise<number> {
	const signer = loadSigner(place.data, 'seawall.example/test')
	return inPlace(async (store) => {
		for (const name of names) await enterSystem(store, name, { test: true })
		return sequence(store, signer)
	})
}

describe('backup and restore', () => {
	it('A1 L12 a restored ledger is right, says that it was restored, and shows what is gone', async () => {
		const quiet = () => {}
		expect(await enterAndNumber('test.one', 'test.two')).toBe(2)
		const file = join(folder, 'backup.tar.gz')
		const made = await backup(place, file, quiet)
		expect(made.size).toBe(2)
		expect(statSync(file).mode & 0o777).toBe(0o600)
		expect(await enterAndNumber('test.three', 'test.four', 'test.five')).toBe(3)

		const again = { reason: 'a disk was lost', replace: true }
		await expect(restore(place, file, { ...again, replace: false }, quiet)).rejects.toThrow('--replace')
		await restore(place, file, again, quiet)
		expect(await enterAndNumber()).toBe(1)
		const signer = loadSigner(place.data, 'seawall.example/test')
		await inPlace(async (store) => {
			expect(await verifyLedger(store, signer.vkey)).toMatchObject({ ok: true, size: 3 })
			const { rows } = await sql<{ name: string; value: string }>`
				select o.name, o.value from ledger.opening o join ledger.entry e using (leaf_hash) where e.n = 2`.execute(
				store.db,
			)
			const what = rows.find((row) => row.name === 'what')?.value ?? ''
			expect(what).toContain('ledger.restore')
			expect(what).toContain('"replaced_size":5')
			expect(rows.find((row) => row.name === 'reason')?.value).toContain('a disk was lost')
		})
		expect(readdirSync(place.data).some((name) => name.startsWith('keys-before-'))).toBe(true)
	}, 120_000)

	it('A1 what is no backup, or of the other engine, is refused before anything changes', async () => {
		const before = readdirSync(place.data)
		const options = { reason: 'x', replace: true }
		await expect(restore(place, join(folder, 'absent'), options, () => {})).rejects.toThrow('no file')
		await expect(restore(place, import.meta.filename, options, () => {})).rejects.toThrow('tar failed')
		expect(readdirSync(place.data)).toEqual(before)
	})
})
