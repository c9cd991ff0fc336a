import { createHash, createHmac } from 'node:crypto'
import pg from 'pg'
import { CopyFrames } from './copy-frames.ts'
import type { Rows, Wire } from './dialect.ts'
import { hearChannel } from './hearing.ts'
import { type Role, type Seats, storeOver, type Store } from './store.ts'
import { safeInteger } from './values.ts'

const parsers = new pg.TypeOverrides()
parsers.setTypeParser(pg.types.builtins.INT8, safeInteger)

/** How long a caller waits for a free connection before it is told (an exhausted pool would hang for ever). */
const takeTimeout = 5_000
/** Statements named (prepared) on one connection at most; rarer texts go unnamed. */
const namedAtMost = 400

/**
 * PostgreSQL 15 or newer by `url` (its owner). The server itself logs in as one of two roles made from it, which may do
 * only what `seawall_app` or `seawall_sequencer` may; `owner` connections serve migrations and backups.
 */
export async function openPostgres(options: { url: string; connections?: number }): Promise<Store> {
	const size = options.connections ?? 10
	const pools = {
		owner: new ClientPool(() => options.url, 2),
		seawall_app: new ClientPool(() => loginUrl(options.url, 'seawall_app'), size),
		seawall_sequencer: new ClientPool(() => loginUrl(options.url, 'seawall_sequencer'), 2),
	}
	const hearing = new Set<() => Promise<void>>()
	const seats: Seats = {
		engine: 'postgres',
		take: (role) => pools[role].take(),
		giveBack: (role, wire, broken) => pools[role].giveBack(wire, broken),
		begin: () => 'begin',
		async listen(channel, hear) {
			const stop = await hearChannel(options.url, channel, hear)
			hearing.add(stop)
			return async () => {
				hearing.delete(stop)
				await stop()
			}
		},
		async close() {
			await Promise.all([...hearing].map((stop) => stop()))
			await Promise.all(Object.values(pools).map((pool) => pool.close()))
		},
	}
	return storeOver(seats)
}

/** Makes (or refreshes) the two login roles of this database. Run by `migrate`, as the owner. */
export async function prepareLogins(url: string): Promise<void> {
	const client = new pg.Client({ connectionString: url })
	await client.connect()
	try {
		for (const role of ['seawall_app', 'seawall_sequencer'] as const) {
			const { user, password } = login(url, role)
			const name = pg.escapeIdentifier(user)
			// Two databases of one cluster may migrate at once: roles are the cluster's, so take turns.
			await client.query('begin; select pg_advisory_xact_lock(7230911)')
			const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [user])
			await client.query(
				`${rowCount === 0 ? 'create' : 'alter'} role ${name} login password ${pg.escapeLiteral(password)}`,
			)
			await client.query(`grant ${role} to ${name}`)
			await client.query('commit')
		}
	} finally {
		await client.end()
	}
}

function login(url: string, role: Exclude<Role, 'owner'>): { user: string; password: string } {
	const database = new URL(url).pathname.slice(1)
	const mark = createHash('sha256').update(database).digest('hex').slice(0, 8)
	// Known to whoever knows the owner's URL and to nobody else; nothing to store.
	return { user: `${role}_${mark}`, password: createHmac('sha256', url).update(role).digest('hex') }
}

/** The URL under which the server logs in as one of its two roles. */
export function loginUrl(url: string, role: Exclude<Role, 'owner'>): string {
	const { user, password } = login(url, role)
	const parsed = new URL(url)
	parsed.username = user
	parsed.password = password
	return parsed.toString()
}

class ClientWire implements Wire {
	readonly client: pg.Client
	readonly #names = new Map<string, string>()
	broken = false
	#gathering = false
	constructor(client: pg.Client) {
		this.client = client
		client.on('error', () => {
			this.broken = true
		})
	}
	async send(text: string, parameters: readonly unknown[]): Promise<Rows> {
		this.#gather()
		const result = await this.client.query({ text, values: [...parameters], ...this.#name(text) })
		return { rows: result.rows, affected: result.rowCount ?? 0 }
	}
	async script(text: string): Promise<void> {
		this.#gather()
		await this.client.query(text)
	}
	/** The driver hears of all but the rows. */
	async copyOut(text: string, hear: (frames: Uint8Array) => void): Promise<void> {
		const { stream } = this.client.connection
		// What listens for data takes one buffer.
		const heard = stream.listeners('data') as ((chunk: Buffer) => void)[]
		const driver = (message: Buffer) => {
			for (const each of heard) each(message)
		}
		const frames = new CopyFrames(hear, driver)
		const tap = (chunk: Buffer) => frames.push(chunk)
		stream.removeAllListeners('data')
		stream.on('data', tap)
		try {
			await this.client.query(text)
		} finally {
			stream.removeListener('data', tap)
			for (const each of heard) stream.on('data', each)
		}
	}
	/** What is sent in the same turn (BEGIN with the load, the tail with COMMIT) leaves in one packet. */
	#gather(): void {
		if (this.#gathering) return
		this.#gathering = true
		const { stream } = this.client.connection
		stream.cork()
		process.nextTick(() => {
			this.#gathering = false
			stream.uncork()
		})
	}
	#name(text: string): { name: string } | object {
		let name = this.#names.get(text)
		if (name === undefined) {
			if (this.#names.size >= namedAtMost) return {}
			name = `s${this.#names.size}`
			this.#names.set(text, name)
		}
		return { name }
	}
}

type Waiter = { give(wire: ClientWire): void; fail(error: Error): void; timer: NodeJS.Timeout }

class ClientPool {
	readonly #url: () => string
	readonly #size: number
	readonly #idle: ClientWire[] = []
	readonly #waiters: Waiter[] = []
	#open = 0
	#closed = false
	constructor(url: () => string, size: number) {
		this.#url = url
		this.#size = size
	}
	async take(): Promise<Wire> {
		const idle = this.#idle.pop()
		if (idle !== undefined) return idle
		if (this.#open < this.#size) return this.#connect()
		const { promise, resolve, reject } = Promise.withResolvers<ClientWire>()
		const waiter: Waiter = {
			give: resolve,
			fail: reject,
			timer: setTimeout(() => {
				this.#waiters.splice(this.#waiters.indexOf(waiter), 1)
				reject(new Error('no database connection became free in time'))
			}, takeTimeout),
		}
		this.#waiters.push(waiter)
		return promise
	}
	giveBack(wire: Wire, broken: boolean): void {
		if (!(wire instanceof ClientWire)) return
		if (broken || wire.broken || this.#closed) {
			this.#open -= 1
			void wire.client.end().catch(() => {})
			const next = this.#waiters.shift()
			if (next !== undefined) {
				clearTimeout(next.timer)
				this.#connect().then(next.give, next.fail)
			}
			return
		}
		const waiter = this.#waiters.shift()
		if (waiter === undefined) return void this.#idle.push(wire)
		clearTimeout(waiter.timer)
		waiter.give(wire)
	}
	async #connect(): Promise<ClientWire> {
		this.#open += 1
		try {
			const client = new pg.Client({
				connectionString: this.#url(),
				types: parsers,
				connectionTimeoutMillis: takeTimeout,
				pipeline: true,
				options: '-c timezone=utc',
			})
			await client.connect()
			return new ClientWire(client)
		} catch (error) {
			this.#open -= 1
			throw error
		}
	}
	async close(): Promise<void> {
		this.#closed = true
		await Promise.all(this.#idle.splice(0).map((wire) => wire.client.end().catch(() => {})))
	}
}
