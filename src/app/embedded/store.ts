import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openPglite } from '#kernel/db/pglite.ts'
import type { Store } from '#kernel/db/store.ts'
import type { Place } from '../place.ts'

/** Opens the embedded database of a place as it is. Close it. */
export function openEmbeddedStore(place: Place): Promise<Store> {
	mkdirSync(place.data, { recursive: true, mode: 0o700 })
	return openPglite({ folder: join(place.data, 'db') })
}
