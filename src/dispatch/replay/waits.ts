/** How long things have been as they are, in seconds of the replay's own time: a pause does not count, speed does. */
export class Waits {
	#now = 0
	#since = new Map<string, number>()
	#asked = new Set<string>()

	pass(seconds: number): void {
		this.#now += seconds
	}

	get now(): number {
		return this.#now
	}

	/** Seconds since it was first asked about. */
	of(what: string): number {
		this.#asked.add(what)
		const since = this.#since.get(what)
		if (since !== undefined) return this.#now - since
		this.#since.set(what, this.#now)
		return 0
	}

	/** Begins again. */
	again(what: string): void {
		this.#since.set(what, this.#now)
	}

	/** Forgets what nobody asked about since the last time. */
	sweep(): void {
		for (const what of this.#since.keys()) if (!this.#asked.has(what)) this.#since.delete(what)
		this.#asked.clear()
	}
}
