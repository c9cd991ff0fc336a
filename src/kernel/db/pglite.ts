import { existsSync, mkdirSync } from 'node:fs'
import { PGlite, types } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { lockFolder } from './lock.ts'
import { PgliteWire } from './pglite-wire.ts'
import { postgis } from './postgis-bundle.ts'
import { type Role, type Seats, storeOver, type Store } from './store.ts'
import { safeInteger } from './values.ts'

/**
 * The embedded default: PostgreSQL in WebAssembly with PostGIS, one session, in one folder (null: in memory).
 * It runs with fsync off: a killed process loses nothing acknowledged, a power cut may. It takes no lock on its folder,
 * so we hold a lock file beside it. The session's own user is superuser, so it takes the role of whoever leases it: the
 * application's role stays on between acts, and only migrations and the sequencer change it.
 */
export async function openPglite(options: {
	folder: string | null
	/** A tar of a whole data folder, to begin from. */
	from?: Blob
}): Promise<Store & { readonly pglite: PGlite }> {
	const unlock = options.folder === null ? () => {} : lockFolder(options.folder)
	if (options.folder !== null && !existsSync(options.folder))
		mkdirSync(options.folder, { recursive: true, mode: 0o700 })
	let pglite: PGlite
	try {
		pglite = await PGlite.create({
			...(options.folder === null ? {} : { dataDir: options.folder }),
			...(options.from === undefined ? {} : { loadDataDir: options.from }),
			extensions: { postgis, pg_trgm, btree_gist },
			parsers: { [types.INT8]: safeInteger },
		})
		await pglite.exec('set timezone to utc')
	} catch (error) {
		unlock()
		throw error
	}
	const store = storeOver(pgliteSeats(pglite, unlock))
	return Object.assign(store, { pglite })
}

function pgliteSeats(pglite: PGlite, unlock: () => void): Seats {
	const wire = new PgliteWire(pglite)
	/** The session's role now; `owner` is who opened it. */
	let role: Role = 'owner'
	// One session: whoever holds it works alone, the rest wait in line.
	let line: Promise<void> = Promise.resolve()
	let release: () => void = () => {}
	return {
		engine: 'pglite',
		async take(wanted) {
			const before = line
			const { promise, resolve } = Promise.withResolvers<void>()
			line = promise
			await before
			release = resolve
			if (wanted !== role) {
				try {
					await wire.script(wanted === 'owner' ? 'reset role' : `set role ${wanted}`)
				} catch (error) {
					resolve()
					throw error
				}
				role = wanted
			}
			return wire
		},
		giveBack: () => release(),
		begin: () => 'begin',
		async listen(channel, hear) {
			return await pglite.listen(channel, hear)
		},
		async close() {
			await pglite.close()
			unlock()
		},
	}
}
