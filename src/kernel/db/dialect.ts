import {
	type CompiledQuery,
	type DatabaseConnection,
	type Dialect,
	type Driver,
	Kysely,
	PostgresAdapter,
	PostgresIntrospector,
	PostgresQueryCompiler,
	type QueryResult,
} from 'kysely'
import type { Tables, Tx } from './schema.ts'

/** One result of one statement, as both engines give it. */
export type Rows = { readonly rows: readonly Record<string, unknown>[]; readonly affected: number }

/** One connection: statements sent on it are answered in order; several may be under way at once. */
export type Wire = {
	send(text: string, parameters: readonly unknown[]): Promise<Rows>
	/** Several statements without parameters in one wait. */
	script(text: string): Promise<void>
	/** COPY … TO STDOUT: whole CopyData messages as they come, many at a time. Nothing else is on its way meanwhile. */
	copyOut(text: string, hear: (frames: Uint8Array) => void): Promise<void>
}

class WireConnection implements DatabaseConnection {
	readonly #wire: Wire
	constructor(wire: Wire) {
		this.#wire = wire
	}
	async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
		const { rows, affected } = await this.#wire.send(query.sql, query.parameters)
		// The dialect is where rows get the types the query builder worked out.
		return { rows: rows as R[], numAffectedRows: BigInt(affected) }
	}
	// biome-ignore format: one line says it
	async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> { throw new Error('streaming is not used') }
}

/** Opens and gives back wires for statements outside a transaction. */
export type WireSource = { take(): Promise<Wire>; giveBack(wire: Wire): void; close(): Promise<void> }

/** A Kysely dialect over any source of wires. */
export function wireDialect(source: WireSource): Dialect {
	const held = new Map<DatabaseConnection, Wire>()
	const driver: Driver = {
		init: async () => {},
		acquireConnection: async () => {
			const wire = await source.take()
			const connection = new WireConnection(wire)
			held.set(connection, wire)
			return connection
		},
		releaseConnection: async (connection) => {
			const wire = held.get(connection)
			held.delete(connection)
			if (wire !== undefined) source.giveBack(wire)
		},
		beginTransaction: async (connection) => void (await held.get(connection)?.script('begin')),
		commitTransaction: async (connection) => void (await held.get(connection)?.script('commit')),
		rollbackTransaction: async (connection) => void (await held.get(connection)?.script('rollback')),
		destroy: () => source.close(),
	}
	return {
		createAdapter: () => new PostgresAdapter(),
		createDriver: () => driver,
		createIntrospector: (db) => new PostgresIntrospector(db),
		createQueryCompiler: () => new PostgresQueryCompiler(),
	}
}

/**
 * A query builder bound to one wire, for use inside a transaction that the spine opens and ends itself.
 * Statements are not serialised here, so the spine may send the tail and COMMIT together.
 */
export function boundTo(wire: Wire): Tx {
	const bound = new Kysely<Tables>({
		dialect: wireDialect({ take: async () => wire, giveBack: () => {}, close: async () => {} }),
	})
	// A Transaction is a Kysely whose begin and commit are somebody else's: here the spine's.
	return bound as Tx
}
