import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type MigrationFolder, migrate } from '#kernel/db/migrate.ts'
import { openPglite } from '#kernel/db/pglite.ts'
import { openPostgres, prepareLogins } from '#kernel/db/postgres.ts'
import type { Store } from '#kernel/db/store.ts'
import { kernelFolder } from '#kernel/folder.ts'
import { slices } from './slices.ts'

/** Name of the log in its checkpoints when the organisation has not set its own (SEAWALL_ORIGIN). */
export const defaultOrigin = 'seawall.example/xigang'

/** Where a deployment keeps its things, from the environment. */
export type Place = {
	/** SEAWALL_DATA, `.seawall` when unset: keys, maps, and the embedded database. */
	readonly data: string
	/** DATABASE_URL: PostgreSQL 15+ with PostGIS instead of the embedded database; null when unset. */
	readonly databaseUrl: string | null
	/** PORT, 8080 when unset. */
	readonly port: number
}

/** Reads the place from the environment; refuses a port that is none. */
export function placeFrom(environment: NodeJS.ProcessEnv): Place {
	const port = Number(environment['PORT'] ?? '8080')
	if (!Number.isInteger(port) || port < 0 || port > 65_535)
		throw new Error(`PORT must be a number from 0 to 65535, not ${environment['PORT']}.`)
	const databaseUrl = environment['DATABASE_URL']
	return {
		data: resolve(environment['SEAWALL_DATA'] ?? '.seawall'),
		databaseUrl: databaseUrl === undefined || databaseUrl === '' ? null : databaseUrl,
		port,
	}
}

/** The kernel's migrations, then every slice's in the order of `slices.ts`. */
export const migrationFolders: readonly MigrationFolder[] = [
	{ name: 'kernel', folder: join(kernelFolder, 'migrations') },
	...slices
		.filter((slice) => slice.folder !== kernelFolder && !slice.folder.startsWith(`${kernelFolder}/`))
		.map((slice) => ({ name: slice.name, folder: join(slice.folder, 'migrations') })),
]

/** Opens the database of a place and brings it up to date. Close it. */
export async function openMigrated(place: Place, onStep: (name: string) => void = () => {}): Promise<Store> {
	mkdirSync(place.data, { recursive: true, mode: 0o700 })
	if (place.databaseUrl === null) {
		const store = await openPglite({ folder: join(place.data, 'db') })
		await migrate(store, migrationFolders, onStep)
		return store
	}
	const store = await openPostgres({ url: place.databaseUrl })
	await migrate(store, migrationFolders, onStep)
	await prepareLogins(place.databaseUrl)
	return store
}
