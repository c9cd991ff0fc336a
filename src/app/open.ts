import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type MigrationFolder, migrate } from '#kernel/db/migrate.ts'
import { openPostgres, prepareLogins } from '#kernel/db/postgres.ts'
import type { Store } from '#kernel/db/store.ts'
import { kernelFolder } from '#kernel/folder.ts'
import { openEmbeddedStore } from './embedded/store.ts'
import type { Place } from './place.ts'
import { slices } from './slices.ts'

export type { Place } from './place.ts'

/** Name of the log in its checkpoints when the organisation has not set its own (SEAWALL_ORIGIN). */
export const defaultOrigin = 'seawall.example/xigang'

/** The kernel's migrations, then every slice's in the order of `slices.ts`. */
export const migrationFolders: readonly MigrationFolder[] = [
	{ name: 'kernel', folder: join(kernelFolder, 'migrations') },
	...slices
		.filter((slice) => slice.folder !== kernelFolder && !slice.folder.startsWith(`${kernelFolder}/`))
		.map((slice) => ({ name: slice.name, folder: join(slice.folder, 'migrations') })),
]

/**
 * Opens the database of a place and brings it up to date. Close it.
 * @param opening the embedded database of this place, where it was begun before this module was loaded
 */
export async function openMigrated(
	place: Place,
	onStep: (name: string) => void = () => {},
	opening?: Promise<Store>,
): Promise<Store> {
	if (place.databaseUrl === null) {
		const store = await (opening ?? openEmbeddedStore(place))
		await migrate(store, migrationFolders, onStep)
		return store
	}
	mkdirSync(place.data, { recursive: true, mode: 0o700 })
	const store = await openPostgres({ url: place.databaseUrl })
	await migrate(store, migrationFolders, onStep)
	await prepareLogins(place.databaseUrl)
	return store
}
