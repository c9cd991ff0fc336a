import { sql } from 'kysely'
import type { Store } from '#kernel/db/store.ts'
import { transferColumns } from './copy-rows.ts'

/** Transfers of one COPY on the embedded database, which holds each whole answer in memory. */
const chunkRows = 100_000

/**
 * F210. Hands over every transfer as COPY BINARY writes it: in one stream, on the embedded database in chunks by id. What is
 * committed meanwhile may or may not be among them.
 */
export async function readTransfers(store: Store, hear: (frames: Uint8Array) => void): Promise<void> {
	if (store.engine === 'postgres') return store.lease('seawall_app', ({ wire }) => wire.copyOut(copy(''), hear))
	const { rows } = await sql<{ last: number | null }>`select max(id) as last from funds.transfer`.execute(store.db)
	const last = rows[0]?.last ?? 0
	for (let from = 0; from < last; from += chunkRows)
		await store.lease('seawall_app', ({ wire }) =>
			wire.copyOut(copy(`where id > ${from} and id <= ${from + chunkRows} order by id`), hear),
		)
}

const copy = (which: string): string =>
	`copy (select ${transferColumns} from funds.transfer ${which}) to stdout (format binary)`
