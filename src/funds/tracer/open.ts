import { AsyncLocalStorage } from 'node:async_hooks'
import { Worker as Thread } from 'node:worker_threads'
import type { Store } from '#kernel/db/store.ts'
import type { TraceAnswer, TraceQuery } from '../store/trace-sql.ts'
import type { CoreAnswer, CoreQuery } from './core.ts'
import { heardOf, transferChannel } from './heard.ts'
import { readTransfers } from './read.ts'
import type { NewTransfer } from './rows.ts'
import type { FromThread, ToThread } from './thread.ts'

/** F210 to F216. Money followed in memory, beside the database that holds it. */
export type Tracer = {
	/** The same answer as SQL gives. @throws Error when the thread fails or the tracer is closed */
	trace(query: TraceQuery): Promise<TraceAnswer>
	/** Takes in transfers that were committed; told of again they count once. The database tells of them by itself. */
	append(transfers: readonly NewTransfer[]): void
	/** Reads all again beside what answers, then takes its place. */
	rebuild(): Promise<void>
	/** Of the last reading: transfers, and bytes a transfer and direction. */
	readonly read: { readonly transfers: number; readonly bytes: number }
	/** False while a thread that died is begun anew: inside a transaction of the embedded database that is not waited for. */
	readonly ready: boolean
	/** The thread's number: another one after it was begun anew. */
	readonly thread: number
	close(): Promise<void>
}

/** Told since the last reading at most, before all is read again. */
const recentAtMost = 200_000

/** Reads the transfers of the database into a thread of its own and hears of new ones. */
export async function openTracer(store: Store, onFault: (error: unknown) => void): Promise<Tracer> {
	const tracer = new Tracing(store, onFault)
	try {
		await tracer.open()
	} catch (error) {
		await tracer.close()
		throw error
	}
	return tracer
}

class Tracing implements Tracer {
	readonly #store: Store
	readonly #onFault: (error: unknown) => void
	/** What answers, and what reads meanwhile. */
	#now: Reading | null = null
	#next: Reading | null = null
	#rebuilding: Promise<void> | null = null
	#unlisten: () => Promise<void> = async () => {}
	#closed = false
	/** Reading is begun where nobody's transaction is open, whoever's commit or question it was that asked for it. */
	readonly #outside = AsyncLocalStorage.snapshot()

	constructor(store: Store, onFault: (error: unknown) => void) {
		this.#store = store
		this.#onFault = onFault
	}

	get read() {
		return this.#now?.read ?? { transfers: 0, bytes: 0 }
	}
	get ready() {
		return this.#now !== null && !this.#now.dead
	}
	get thread() {
		return this.#now?.number ?? 0
	}

	async open(): Promise<void> {
		this.#unlisten = await this.#store.listen(transferChannel, (payload) => this.#hear(payload))
		await this.rebuild()
	}

	async trace(query: TraceQuery): Promise<TraceAnswer> {
		await this.#rebuildNeeded()
		if (this.#now === null) throw new Error('the tracer is closed')
		const { found, recent } = await this.#now.ask(coreQuery(query))
		if (recent > recentAtMost) this.rebuild().catch(this.#onFault)
		return answerOf(found)
	}

	append(transfers: readonly NewTransfer[]): void {
		this.#now?.tell({ append: transfers })
		this.#next?.tell({ append: transfers })
	}

	rebuild(): Promise<void> {
		this.#rebuilding ??= this.#outside(() => this.#rebuild()).finally(() => {
			this.#rebuilding = null
		})
		return this.#rebuilding
	}

	async close(): Promise<void> {
		this.#closed = true
		await this.#unlisten()
		await Promise.all([this.#now?.end(), this.#next?.end()])
		this.#now = null
		this.#next = null
	}

	/** F215. A thread that died is begun anew before the next question is asked. */
	async #rebuildNeeded(): Promise<void> {
		if (this.#now === null || this.#now.dead) if (!this.#closed) await this.rebuild()
	}

	async #rebuild(): Promise<void> {
		if (this.#closed) return
		const next = new Reading()
		this.#next = next
		try {
			await readTransfers(this.#store, (frames) => next.tell({ read: frames }, [frames.buffer]))
			await next.finish()
		} catch (error) {
			this.#next = null
			await next.end()
			throw error
		}
		const before = this.#now
		this.#now = next
		this.#next = null
		await before?.end()
	}

	#hear(payload: string): void {
		const heard = heardOf(payload)
		if (heard.is === 'came') return this.append(heard.transfers)
		if (heard.is === 'gone') {
			this.#now?.tell({ forget: heard.transfers })
			this.#next?.tell({ forget: heard.transfers })
			return
		}
		// One that is under way may have passed what is told now: another follows it.
		const again = (this.#rebuilding ?? Promise.resolve()).catch(() => {}).then(() => this.rebuild())
		again.catch(this.#onFault)
	}
}

/** One thread with one reading of the database. */
class Reading {
	readonly #thread = new Thread(new URL('./thread.ts', import.meta.url))
	readonly #waiting = new Map<number, (message: FromThread | Error) => void>()
	#count = 0
	#finished = Promise.withResolvers<{ transfers: number; bytes: number }>()
	read = { transfers: 0, bytes: 0 }
	dead = false

	constructor() {
		this.#finished.promise.catch(() => {})
		this.#thread.on('message', (message: FromThread) => {
			if ('finished' in message) return this.#finished.resolve(message.finished)
			this.#waiting.get(message.answer)?.(message)
			this.#waiting.delete(message.answer)
		})
		this.#thread.on('error', (error) => this.#die(error instanceof Error ? error : new Error(String(error))))
		this.#thread.on('exit', (code) => this.#die(new Error(`the tracer's thread ended (${code})`)))
	}

	get number(): number {
		return this.#thread.threadId
	}

	tell(message: ToThread, transfer: readonly ArrayBufferLike[] = []): void {
		this.#thread.postMessage(
			message,
			transfer.filter((one) => one instanceof ArrayBuffer),
		)
	}

	async finish(): Promise<void> {
		this.tell({ finish: true })
		this.read = await this.#finished.promise
	}

	ask(query: CoreQuery): Promise<{ found: CoreAnswer; recent: number }> {
		const { promise, resolve, reject } = Promise.withResolvers<{ found: CoreAnswer; recent: number }>()
		this.#count += 1
		this.#waiting.set(this.#count, (message) => {
			if (message instanceof Error) reject(message)
			else if ('found' in message) resolve(message)
			else if ('fault' in message) reject(new Error(message.fault))
		})
		this.tell({ ask: this.#count, query })
		return promise
	}

	async end(): Promise<void> {
		await this.#thread.terminate()
	}

	#die(error: Error): void {
		this.dead = true
		this.#finished.reject(error)
		for (const hear of this.#waiting.values()) hear(error)
		this.#waiting.clear()
	}
}

const micros = (at: Date): number => at.getTime() * 1_000

function coreQuery(query: TraceQuery): CoreQuery {
	return {
		starts: query.starts.map(({ node, at }) => ({ node, at: micros(at) })),
		forward: query.direction === 'forward',
		hops: query.hops,
		after: query.after === null ? Number.NEGATIVE_INFINITY : micros(query.after),
		before: query.before === null ? Number.POSITIVE_INFINITY : micros(query.before),
		least: query.leastMinor,
		perHop: query.perHop,
		nearest: query.first === 'nearest',
		matters: query.matters,
		currency: query.currency,
	}
}

function answerOf(found: CoreAnswer): TraceAnswer {
	const rows = Array.from(found.id, (id, n) => {
		const group = found.groups[found.group[n] ?? 0]
		return {
			id,
			matter: group?.matter ?? '',
			from: found.from[n] ?? 0,
			to: found.to[n] ?? 0,
			minor: found.minor[n] ?? 0,
			currency: group?.currency ?? '',
			at: new Date(Math.floor((found.at[n] ?? 0) / 1_000)),
			hop: found.hop[n] ?? 0,
		}
	})
	return { rows, cuts: found.cuts }
}
