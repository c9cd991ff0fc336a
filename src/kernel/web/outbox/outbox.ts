/**
 * W92. Acts kept until the server has answered. Each has the key it will always be sent under, so that however often the line is cut it
 * happens once. Nothing here knows the browser: where the acts are kept and how they are sent is handed in.
 */

/** Why an act was refused, as the server said it. */
export type KeptProblem = {
	readonly code: string
	readonly detail: string
	readonly rule: string | null
}

export type Kept = {
	/** Idempotency key; also names the item. */
	readonly key: string
	readonly act: string
	readonly input: Readonly<Record<string, unknown>>
	/** What it is, in words, for the list. */
	readonly words: string
	/** Milliseconds by the server's clock when it was made. */
	readonly at: number
	/** Goes before all others. */
	readonly urgent: boolean
	/** `waiting`: never sent, may be changed. `tried`: sent, not answered. */
	readonly state: 'waiting' | 'tried' | 'done' | 'refused'
	readonly receipt: string | null
	readonly output: unknown
	readonly problem: KeptProblem | null
}

/** Where items are kept; each is written by itself, so that two pages lose nothing of each other. */
export type Keep = {
	all(): readonly Kept[]
	put(item: Kept): void
	drop(key: string): void
}

/** How sending ended: answered, refused for good, or nothing is known and it is sent again. */
export type Sent =
	| { readonly is: 'done'; readonly receipt: string; readonly output: unknown }
	| { readonly is: 'refused'; readonly problem: KeptProblem }
	| { readonly is: 'unknown' }

export type Post = (item: Kept) => Promise<Sent>

/** Answered ones that are still listed. */
const listedMost = 30

export class Outbox {
	readonly #keep: Keep
	readonly #post: Post
	readonly #heard = new Set<() => void>()
	#items: readonly Kept[]
	#under: Promise<void> | null = null
	#again = false

	constructor(keep: Keep, post: Post) {
		this.#keep = keep
		this.#post = post
		this.#items = sorted(keep.all())
	}

	/** Oldest first; the same array until something changes. */
	get items(): readonly Kept[] {
		return this.#items
	}

	subscribe(hear: () => void): () => void {
		this.#heard.add(hear)
		return () => this.#heard.delete(hear)
	}

	/** Keeps an act; it is stored when this returns. */
	add(item: Pick<Kept, 'key' | 'act' | 'input' | 'words' | 'at'> & { readonly urgent?: boolean }): void {
		this.#put({ urgent: false, ...item, state: 'waiting', receipt: null, output: null, problem: null })
	}

	/** Changes what was never sent. False: it was sent, so its key is used. */
	edit(key: string, change: Pick<Kept, 'input' | 'words'>): boolean {
		const item = this.#find(key)
		if (item === undefined || item.state !== 'waiting') return false
		this.#put({ ...item, ...change })
		return true
	}

	/** Takes away what was never sent, or was answered. False: it is on its way. */
	remove(key: string): boolean {
		const item = this.#find(key)
		if (item === undefined || item.state === 'tried') return false
		this.#keep.drop(key)
		this.#changed()
		return true
	}

	/** Sends what waits, in order, urgent ones first, until one stays unanswered. Calls meet in one sending. */
	flush(): Promise<void> {
		this.#again = true
		this.#under ??= this.#run().finally(() => {
			this.#under = null
		})
		return this.#under
	}

	async #run(): Promise<void> {
		while (this.#again) {
			this.#again = false
			for (let next = this.#next(); next !== undefined; next = this.#next()) {
				const item: Kept = { ...next, state: 'tried' }
				// Kept as sent before it is sent: after a crash in between it is sent again under the same key, unchanged.
				this.#put(item)
				const sent = await this.#post(item)
				if (sent.is === 'unknown') return
				// Another page may have had the answer first.
				if (this.#find(item.key) === undefined) continue
				if (sent.is === 'done') this.#put({ ...item, state: 'done', receipt: sent.receipt, output: sent.output })
				else this.#put({ ...item, state: 'refused', problem: sent.problem })
			}
		}
	}

	#next(): Kept | undefined {
		const open = this.#items.filter((item) => item.state === 'waiting' || item.state === 'tried')
		return open.find((item) => item.urgent) ?? open[0]
	}

	#find(key: string): Kept | undefined {
		return this.#items.find((item) => item.key === key)
	}

	#put(item: Kept): void {
		this.#keep.put(item)
		this.#changed()
	}

	#changed(): void {
		const items = sorted(this.#keep.all())
		const done = items.filter((item) => item.state === 'done')
		for (const old of done.slice(0, Math.max(0, done.length - listedMost))) this.#keep.drop(old.key)
		this.#items = done.length > listedMost ? sorted(this.#keep.all()) : items
		for (const hear of this.#heard) hear()
	}

	/** What another page wrote. */
	reread(): void {
		this.#changed()
	}
}

const sorted = (items: readonly Kept[]): readonly Kept[] =>
	items.toSorted((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
