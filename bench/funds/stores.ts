import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { sql } from 'kysely'
import { migrate } from '#kernel/db/migrate.ts'
import { openPglite } from '#kernel/db/pglite.ts'
import { openPostgres, prepareLogins } from '#kernel/db/postgres.ts'
import type { Store } from '#kernel/db/store.ts'
import { migrationFolders, urlOf } from '#tests/database.ts'
import type { MoneyGraph } from './graph.ts'

/** A database of its own with the graph in `funds.transfer`. */
export type Filled = { readonly store: Store; readonly loadSeconds: number; close(): Promise<void> }

export const benchMatter = '00000000-0000-7000-8000-000000000001'
const copyIn = 'copy funds.transfer (id, matter_id, from_node, to_node, amount_minor, currency, at) from'
const rowsAtOnce = 250_000

/** Null when no PostgreSQL was named. */
export async function fillPostgres(graph: MoneyGraph): Promise<Filled | null> {
	const url = process.env['SEAWALL_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']
	if (url === undefined || url === '') return null
	const name = `seawall_bench_funds_${process.pid}`
	const admin = new pg.Client({ connectionString: url })
	await admin.connect()
	await admin.query(`create database ${name}`)
	const own = urlOf(url, name)
	const store = await openPostgres({ url: own })
	await migrate(store, migrationFolders)
	await prepareLogins(own)
	const client = new pg.Client({ connectionString: own })
	await client.connect()
	const begun = performance.now()
	await bare(store, graph.accounts)
	await copied(client, `${copyIn} stdin (format binary)`, tuples(graph))
	await dressed(store)
	await client.end()
	return {
		store,
		loadSeconds: (performance.now() - begun) / 1_000,
		async close() {
			await store.close()
			await admin.query(`drop database ${name} with (force)`)
			await admin.end()
		},
	}
}

/** The embedded database, in a folder that is deleted again. */
export async function fillPglite(graph: MoneyGraph): Promise<Filled & { readonly pglite: PGlite }> {
	const folder = mkdtempSync(join(tmpdir(), 'seawall-bench-funds-'))
	const store = await openPglite({ folder: join(folder, 'db') })
	await migrate(store, migrationFolders)
	const begun = performance.now()
	await bare(store, graph.accounts)
	for (const part of tuples(graph))
		await store.pglite.query(`${copyIn} '/dev/blob' (format binary)`, [], {
			blob: new Blob([header, Uint8Array.from(part), trailer]),
		})
	await dressed(store)
	return {
		store,
		pglite: store.pglite,
		loadSeconds: (performance.now() - begun) / 1_000,
		async close() {
			await store.close()
			rmSync(folder, { recursive: true, force: true })
		},
	}
}

/** Accounts, and a table of transfers with neither index, key to another table nor anybody to tell. */
async function bare(store: Store, accounts: number): Promise<void> {
	await store.transact('owner', async (tx) => {
		await sql`insert into funds.account (id, kind, bank, number, currency)
			select gen_random_uuid(), 'bank_account', 'bench', n::text, 'CNY' from generate_series(1, ${accounts}::int) n`.execute(
			tx,
		)
		const { rows } = await sql<{ name: string }>`select conname as name from pg_constraint
			where conrelid = 'funds.transfer'::regclass and contype = 'f'`.execute(tx)
		for (const { name } of rows) await sql`alter table funds.transfer drop constraint ${sql.ref(name)}`.execute(tx)
		await sql`alter table funds.transfer disable trigger user`.execute(tx)
		await sql`drop index funds.transfer_from, funds.transfer_to, funds.transfer_matter`.execute(tx)
	})
}

async function dressed(store: Store): Promise<void> {
	await store.transact('owner', async (tx) => {
		await sql`create index transfer_from on funds.transfer (from_node, at)`.execute(tx)
		await sql`create index transfer_to on funds.transfer (to_node, at)`.execute(tx)
		await sql`alter table funds.transfer enable trigger user`.execute(tx)
		await sql`analyze funds.transfer`.execute(tx)
		await sql`select setval(pg_get_serial_sequence('funds.transfer', 'id'), (select max(id) from funds.transfer))`.execute(
			tx,
		)
	})
}

const header = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const trailer = Buffer.from([255, 255])
const tupleBytes = 81
const since2000 = 946_684_800_000

/** Tuples of COPY BINARY, many at a time. */
function* tuples(graph: MoneyGraph): Generator<Buffer> {
	const matter = Buffer.from(benchMatter.replaceAll('-', ''), 'hex')
	for (let begin = 0; begin < graph.from.length; begin += rowsAtOnce) {
		const count = Math.min(rowsAtOnce, graph.from.length - begin)
		const bytes = Buffer.alloc(count * tupleBytes)
		for (let n = 0; n < count; n += 1) {
			const i = begin + n
			const at = n * tupleBytes
			bytes.writeInt16BE(7, at)
			whole(bytes, at + 2, i + 1)
			bytes.writeInt32BE(16, at + 14)
			matter.copy(bytes, at + 18)
			bytes.writeInt32BE(4, at + 34)
			bytes.writeInt32BE(graph.from[i] ?? 0, at + 38)
			bytes.writeInt32BE(4, at + 42)
			bytes.writeInt32BE(graph.to[i] ?? 0, at + 46)
			whole(bytes, at + 50, graph.amount[i] ?? 0)
			bytes.writeInt32BE(3, at + 62)
			bytes.write('CNY', at + 66, 'latin1')
			whole(bytes, at + 69, ((graph.at[i] ?? 0) - since2000) * 1_000)
		}
		yield bytes
	}
}

function whole(bytes: Buffer, at: number, value: number): void {
	bytes.writeInt32BE(8, at)
	bytes.writeUInt32BE(Math.floor(value / 4_294_967_296), at + 4)
	bytes.writeUInt32BE(value % 4_294_967_296, at + 8)
}

/** What the driver's connection has and its types leave out. */
type Connection = pg.Connection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }

function copied(client: pg.Client, text: string, parts: Iterable<Buffer>): Promise<void> {
	const { promise, resolve, reject } = Promise.withResolvers<void>()
	client.query(new CopyIn(text, parts, (fault) => (fault === null ? resolve() : reject(fault))))
	return promise
}

/** COPY FROM STDIN, which the driver leaves to others. */
class CopyIn {
	readonly #text: string
	readonly #parts: Iterable<Buffer>
	readonly #ended: (fault: Error | null) => void
	#fault: Error | null = null
	constructor(text: string, parts: Iterable<Buffer>, ended: (fault: Error | null) => void) {
		this.#text = text
		this.#parts = parts
		this.#ended = ended
	}
	submit(connection: pg.Connection): void {
		connection.query(this.#text)
	}
	handleCopyInResponse(connection: Connection): void {
		void this.#send(connection)
	}
	async #send(connection: Connection): Promise<void> {
		connection.sendCopyFromChunk(header)
		for (const part of this.#parts) {
			connection.sendCopyFromChunk(part)
			if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
		}
		connection.sendCopyFromChunk(trailer)
		connection.endCopyFrom()
	}
	handleError(error: Error): void {
		this.#fault = error
	}
	handleReadyForQuery(): void {
		this.#ended(this.#fault)
	}
	handleCommandComplete(): void {}
	handleRowDescription(): void {}
	handleDataRow(): void {}
	handleEmptyQuery(): void {}
}
