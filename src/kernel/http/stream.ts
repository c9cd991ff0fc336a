import type { FastifyInstance, FastifyRequest } from 'fastify'
import { notSignedIn, Refusal } from '../refusal.ts'
import { type Caller, type Doors, type Poke } from './doors.ts'
import { callerOf } from './server.ts'
import type { StreamMeters } from './stream-meters.ts'

/** Unit positions go to a desk at most this often, in milliseconds. */
const frameEvery = 250
/** A silent line is kept open by a comment this often. */
const beatEvery = 15_000
/** Streams one source may hold open. */
const streamsPerSource = 40

/**
 * `GET /api/stream`: server-sent events under the same powers as views. The id of an event is `n.k` (ledger entry and place in
 * it); `Last-Event-ID` (or `?after=n.k`) goes on from there, nothing lost or doubled. `?frames=1` adds unit positions as
 * `event: frame` without id, the newest only.
 * Gives back the poke to call after each numbered batch.
 */
export function streamRoutes(app: FastifyInstance, doors: Doors, meters: StreamMeters): Poke {
	const readers = new Set<Reader>()
	const bySource = new Map<string, number>()
	app.get<{ Querystring: { after?: string; frames?: string } }>('/api/stream', async (request, reply) => {
		const caller = callerOf(request)
		const open = bySource.get(caller.source) ?? 0
		if (open >= streamsPerSource)
			throw new Refusal('too_many', { en: 'Too many streams from here.', zh: '此处打开的数据流过多。' })
		const after = cursorOf(request)
		const first = await doors.events({ ...caller, after })
		if (!first.signedIn) throw notSignedIn()
		reply.hijack()
		reply.raw.writeHead(200, {
			'content-type': 'text/event-stream; charset=utf-8',
			'cache-control': 'no-store',
			'x-accel-buffering': 'no',
		})
		bySource.set(caller.source, open + 1)
		const reader = new Reader(doors, caller, {
			write: (text) => reply.raw.write(text),
			end: () => reply.raw.end(),
			onFault: (error) => request.log.error(error),
			frames: request.query.frames === '1',
		})
		readers.add(reader)
		meters.add(reader)
		request.raw.on('close', () => {
			readers.delete(reader)
			meters.remove(reader)
			reader.stop()
			bySource.set(caller.source, (bySource.get(caller.source) ?? 1) - 1)
		})
		reader.start(first)
	})
	app.addHook('preClose', async () => {
		for (const reader of readers) reader.stop()
	})
	return () => {
		for (const reader of readers) reader.poke()
	}
}

function cursorOf(request: FastifyRequest<{ Querystring: { after?: string } }>): string | null {
	const last = request.headers['last-event-id']
	return (typeof last === 'string' ? last : undefined) ?? request.query.after ?? null
}

type Page = Awaited<ReturnType<Doors['events']>>

/** Where one stream's text goes, and whether it wants unit positions. */
type Line = {
	readonly write: (text: string) => void
	readonly end: () => void
	readonly onFault: (error: unknown) => void
	readonly frames: boolean
}

/** One open stream: pulls when poked, one pull at a time. */
class Reader {
	readonly #doors: Doors
	readonly #caller: Caller
	readonly #write: (text: string) => void
	readonly #end: () => void
	readonly #frames: boolean
	readonly #onFault: (error: unknown) => void
	#cursor = ''
	#busy = false
	#again = false
	#stopped = false
	#framed = 0
	/** When (ms of `performance.now`) it was told of entries it has not read yet. */
	behindSince: number | null = null
	readonly #timers: NodeJS.Timeout[] = []

	constructor(doors: Doors, caller: Caller, line: Line) {
		this.#doors = doors
		this.#caller = caller
		this.#write = line.write
		this.#end = line.end
		this.#onFault = line.onFault
		this.#frames = line.frames
	}

	start(first: Page): void {
		this.#write('retry: 2000\n\n')
		this.#send(first)
		this.#timers.push(setInterval(() => this.#write(': beat\n\n'), beatEvery))
		if (this.#frames) this.#timers.push(setInterval(() => void this.#frame(), frameEvery))
		if (first.more) this.poke()
	}

	poke(): void {
		if (this.#stopped) return
		this.behindSince ??= performance.now()
		if (this.#busy) {
			this.#again = true
			return
		}
		this.#busy = true
		void this.#pull()
	}

	stop(): void {
		this.#stopped = true
		for (const timer of this.#timers) clearInterval(timer)
		this.#end()
	}

	async #pull(): Promise<void> {
		try {
			for (let more = true; more && !this.#stopped; ) {
				this.#again = false
				const page = await this.#doors.events({ ...this.#caller, after: this.#cursor })
				if (this.#stopped) return
				if (!page.signedIn) {
					this.#write('event: signed-out\ndata: {}\n\n')
					this.stop()
					return
				}
				this.#send(page)
				more = page.more || this.#again
			}
			this.behindSince = null
		} catch (error) {
			// The reader comes back with its last id and goes on from there.
			this.#onFault(error)
			this.stop()
		} finally {
			this.#busy = false
		}
	}

	#send(page: Page): void {
		for (const { n, k, topic, resource, body } of page.events) {
			this.#write(
				`id: ${n}.${k}\ndata: {"topic":${JSON.stringify(topic)},"resource":${JSON.stringify(resource)},"n":${n},"body":${body}}\n\n`,
			)
		}
		// An id without data moves the reader's cursor past what it may not hear.
		if (page.cursor !== this.#cursor && page.events.length === 0) this.#write(`id: ${page.cursor}\n\n`)
		this.#cursor = page.cursor
	}

	async #frame(): Promise<void> {
		try {
			const frame = await this.#doors.frame({ ...this.#caller, since: this.#framed })
			if (frame === null || this.#stopped) return
			this.#framed = frame.at
			this.#write(`event: frame\ndata: ${JSON.stringify(frame.body)}\n\n`)
		} catch {
			// Positions are live only: a missed frame is replaced by the next.
		}
	}
}
