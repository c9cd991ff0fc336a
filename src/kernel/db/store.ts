import { AsyncLocalStorage } from 'node:async_hooks'
import { Kysely } from 'kysely'
import { boundTo, type Wire, type WireSource, wireDialect } from './dialect.ts'
import type { Db, Tables, Tx } from './schema.ts'

/** The role a transaction runs under. `owner` is for migrations, demo seeding, backup and tests only. */
export type Role = 'seawall_app' | 'seawall_sequencer' | 'owner'

/** One leased connection with a query builder bound to it. */
export type Seat = { readonly wire: Wire; readonly tx: Tx }

/** The database, whichever engine stands behind it. */
export type Store = {
	readonly engine: 'pglite' | 'postgres'
	/** Outside any transaction, for the machine's own reads. Refused inside a transaction: it would hang or miss it. */
	readonly db: Db
	/** Leases one connection for `work`; refuses to nest. */
	lease<T>(role: Role, work: (seat: Seat) => Promise<T>): Promise<T>
	/** One transaction under `role`, committed when `work` returns, rolled back when it throws. */
	transact<T>(role: Role, work: (tx: Tx) => Promise<T>): Promise<T>
	/**
	 * Hears notifications on a channel (sent with `notify`). Gives back a stop function. An empty payload also says that the
	 * connection was lost and is open again: whatever was told meanwhile is not told.
	 */
	listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>
	/** What begins a transaction under the role: one wait. */
	begin(role: Role): string
	close(): Promise<void>
}

/** Connections as one engine gives them, by role. */
export type Seats = {
	readonly engine: Store['engine']
	take(role: Role): Promise<Wire>
	giveBack(role: Role, wire: Wire, broken: boolean): void
	begin(role: Role): string
	listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>
	close(): Promise<void>
}

const inside = new AsyncLocalStorage<true>()

/** Builds the store over an engine's connections. */
export function storeOver(seats: Seats): Store {
	const bound = new WeakMap<Wire, Tx>()
	const seatOf = (wire: Wire): Seat => {
		let tx = bound.get(wire)
		if (tx === undefined) {
			tx = boundTo(wire)
			bound.set(wire, tx)
		}
		return { wire, tx }
	}
	const outside: WireSource = {
		take: () => {
			if (inside.getStore()) throw new Error('the outer database was used inside a transaction: use its tx')
			return seats.take('seawall_app')
		},
		giveBack: (wire) => seats.giveBack('seawall_app', wire, false),
		close: async () => {},
	}

	async function lease<T>(role: Role, work: (seat: Seat) => Promise<T>): Promise<T> {
		if (inside.getStore()) throw new Error('a transaction was begun inside a transaction')
		const wire = await seats.take(role)
		let broken = false
		try {
			return await inside.run(true, () => work(seatOf(wire)))
		} catch (error) {
			broken = isLost(error)
			throw error
		} finally {
			seats.giveBack(role, wire, broken)
		}
	}

	async function transact<T>(role: Role, work: (tx: Tx) => Promise<T>): Promise<T> {
		return lease(role, async ({ wire, tx }) => {
			await wire.script(seats.begin(role))
			let result: T
			try {
				result = await work(tx)
			} catch (error) {
				await wire.script('rollback').catch(() => {})
				throw error
			}
			await wire.script('commit')
			return result
		})
	}

	return {
		engine: seats.engine,
		db: new Kysely<Tables>({ dialect: wireDialect(outside) }),
		lease,
		transact,
		begin: seats.begin,
		listen: seats.listen,
		close: seats.close,
	}
}

/** True when the connection itself is gone, so that it must not be used again. */
function isLost(error: unknown): boolean {
	if (!(error instanceof Error)) return false
	const code = 'code' in error ? String(error.code) : ''
	return (
		code.startsWith('08') || code.startsWith('57P') || code === 'ECONNRESET' || /terminated|ended/i.test(error.message)
	)
}
