import type { PGlite } from '@electric-sql/pglite'
import { CompiledQuery, sql } from 'kysely'
import { type ConstructorOptions, fromPglite, PgBoss } from 'pg-boss'
import { loginUrl } from '../db/postgres.ts'
import type { Tx } from '../db/schema.ts'
import type { Store } from '../db/store.ts'

type BossDatabase = ReturnType<PgBoss['getDb']>

/** Where the queue lives: the embedded database, or PostgreSQL by its owner's URL. */
export type QueuePlace = {
	readonly store: Store & { readonly pglite?: PGlite }
	/** DATABASE_URL; null with the embedded database. */
	readonly databaseUrl: string | null
}

/** What is the same wherever it runs: no cron, no index rebuilding, a dead worker found within half a minute (J4). */
const settings = {
	schedule: false,
	reindex: false,
	monitorVacuum: false,
	superviseIntervalSeconds: 10,
	monitorIntervalSeconds: 10,
} satisfies ConstructorOptions

/** J6. */
const connectionTimeoutMillis = 5_000

/** Makes or upgrades pg-boss's own schema, as the owner, and lets the application use it. Part of `migrate`. */
export async function prepareQueue(place: QueuePlace): Promise<void> {
	const boss = new PgBoss(
		place.databaseUrl === null
			? { ...settings, supervise: false, db: embedded(place), backend: 'pglite' }
			: { ...settings, supervise: false, connectionString: place.databaseUrl, max: 1, connectionTimeoutMillis },
	)
	boss.on('error', () => {})
	await boss.start()
	await boss.stop({ graceful: false })
	await place.store.transact('owner', (tx) =>
		sql`do $$ begin
			grant usage on schema pgboss to seawall_app;
			grant select, insert, update, delete on all tables in schema pgboss to seawall_app;
			grant execute on all functions in schema pgboss to seawall_app;
		end $$`.execute(tx),
	)
}

/** A running pg-boss under the application's role. */
export async function openQueue(place: QueuePlace, onFault: (error: unknown) => void): Promise<PgBoss> {
	const common = { ...settings, migrate: false, createSchema: false }
	const boss = new PgBoss(
		place.databaseUrl === null
			? { ...common, db: embedded(place), backend: 'pglite' }
			: { ...common, connectionString: loginUrl(place.databaseUrl, 'seawall_app'), max: 3, connectionTimeoutMillis },
	)
	boss.on('error', onFault)
	await boss.start()
	// One process owns the embedded database, so whatever was under way died with the last one (J4).
	if (place.databaseUrl === null) {
		await boss.getDb().executeSql(`update pgboss.job set state = 'retry' where state = 'active'`)
	}
	return boss
}

/** pg-boss over the embedded database: each statement waits its turn, so that it never lands in somebody's transaction. */
function embedded({ store }: QueuePlace): BossDatabase {
	if (store.pglite === undefined) throw new Error('this store is neither PGlite nor given a DATABASE_URL')
	const adapter = fromPglite(store.pglite)
	return { executeSql: (text, values) => store.lease('owner', () => adapter.executeSql(text, values)) }
}

/** Lets pg-boss write inside our transaction. */
export function insideTx(tx: Tx): BossDatabase {
	return {
		async executeSql(text, values) {
			const { rows } = await tx.executeQuery(CompiledQuery.raw(text, values ?? []))
			return { rows: [...rows] }
		},
	}
}
