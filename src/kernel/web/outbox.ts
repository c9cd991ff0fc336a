import { type ActAnswer, mayRetry, newKey, type Problem, ProblemError } from './http.ts'

/**
 * Acts kept on the machine while there is no network: each with its key and its own clock time, sent in the order they
 * were done. A key sent twice happens once, so a lost answer does no harm.
 */
export type Waiting = {
	readonly key: string
	/** Grows by one: the order of sending. */
	readonly order: number
	/** The holding of a post that did it; nobody else's session sends it. */
	readonly post: string
	readonly act: string
	readonly input: Readonly<Record<string, unknown>>
	/** Time on this machine when it was done, RFC 3339. */
	readonly at: string
	readonly state: 'waiting' | 'sent' | 'refused'
	/** Why it was refused. */
	readonly problem?: Problem
	/** Hex leaf hash, once entered. */
	readonly receipt?: string
}

/** Where waiting acts are kept. `all` in order. */
export type Shelf = {
	all(): Promise<readonly Waiting[]>
	put(waiting: Waiting): Promise<void>
	drop(key: string): Promise<void>
}

export type Sender = (waiting: Waiting) => Promise<ActAnswer<unknown>>

export type Outbox = {
	/** Keeps an act and tries to send at once. */
	keep(act: string, input: Readonly<Record<string, unknown>>, at?: Date): Promise<Waiting>
	/** Changes what is still waiting; one that has gone stays as it went. */
	change(key: string, input: Readonly<Record<string, unknown>>): Promise<boolean>
	drop(key: string): Promise<boolean>
	/** Sends what waits, in order, until one finds no network. Gives how many are still waiting. */
	flush(): Promise<number>
	list(): Promise<readonly Waiting[]>
	/** Called after every change. */
	watch(changed: () => void): () => void
}

/** How long what was sent or refused stays listed: half a day, about one shift. */
const listed = 12 * 3_600_000

/** An outbox of one post over a shelf. */
export function makeOutbox(post: string, shelf: Shelf, send: Sender, now: () => Date = () => new Date()): Outbox {
	const watchers = new Set<() => void>()
	const tell = (): void => {
		for (const each of watchers) each()
	}
	let running: Promise<number> | null = null

	async function mine(): Promise<readonly Waiting[]> {
		const all = await shelf.all()
		return all.filter((each) => each.post === post).sort((a, b) => a.order - b.order)
	}

	async function waitingFor(key: string): Promise<Waiting | null> {
		const found = (await mine()).find((each) => each.key === key)
		return found?.state === 'waiting' ? found : null
	}

	async function sendAll(): Promise<number> {
		for (;;) {
			const waiting = (await mine()).filter((each) => each.state === 'waiting')
			const next = waiting[0]
			if (next === undefined) return 0
			try {
				const answer = await send(next)
				await shelf.put({ ...next, state: 'sent', receipt: answer.receipt })
			} catch (cause) {
				if (!(cause instanceof ProblemError)) throw cause
				if (mayRetry(cause.problem) || cause.problem.code === 'not_signed_in') return waiting.length
				await shelf.put({ ...next, state: 'refused', problem: cause.problem })
			}
			tell()
		}
	}

	const outbox: Outbox = {
		async keep(act, input, at = now()) {
			const order = Math.max(0, ...(await mine()).map((each) => each.order)) + 1
			const waiting: Waiting = { key: newKey(), order, post, act, input, at: at.toISOString(), state: 'waiting' }
			await shelf.put(waiting)
			tell()
			void outbox.flush()
			return waiting
		},
		async change(key, input) {
			const found = await waitingFor(key)
			if (found === null) return false
			// Other content is another intent: the old key may already have arrived.
			await shelf.drop(key)
			await shelf.put({ ...found, key: newKey(), input })
			tell()
			return true
		},
		async drop(key) {
			if ((await waitingFor(key)) === null) return false
			await shelf.drop(key)
			tell()
			return true
		},
		flush() {
			running ??= sendAll().finally(() => {
				running = null
			})
			return running
		},
		async list() {
			const all = await mine()
			const old = all.filter((each) => each.state !== 'waiting' && now().getTime() - Date.parse(each.at) > listed)
			for (const each of old) await shelf.drop(each.key)
			return all.filter((each) => !old.includes(each))
		},
		watch(changed) {
			watchers.add(changed)
			return () => watchers.delete(changed)
		},
	}
	return outbox
}
