/** Something that runs again and again until it is stopped. */
export type Loop = {
	/** Looks at once. */
	poke(): void
	/** Lets what is under way end, then stops. */
	stop(): Promise<void>
}

/** Pause between looks when nobody pokes. */
const pauseMs = 500

/** Calls `once` again at once while it gives more than 0, else after a pause or a poke. */
export function loop(once: () => Promise<number>, onFault: (error: unknown) => void): Loop {
	let stopped = false
	let poked = false
	let wake: () => void = () => {}
	const pause = () =>
		new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, pauseMs)
			wake = () => {
				clearTimeout(timer)
				resolve()
			}
		})
	const run = async () => {
		while (!stopped) {
			poked = false
			const did = await once().catch((error: unknown) => {
				onFault(error)
				return 0
			})
			if (did === 0 && !poked && !stopped) await pause()
		}
	}
	const ended = run()
	return {
		poke() {
			poked = true
			wake()
		},
		async stop() {
			stopped = true
			wake()
			await ended
		},
	}
}

/** Lets at most `width` pieces of work run at once; who comes first begins first. */
export class Gate {
	#free: number
	readonly #waiting: (() => void)[] = []
	constructor(width: number) {
		this.#free = width
	}
	async pass<T>(work: () => Promise<T>): Promise<T> {
		if (this.#free > 0) this.#free -= 1
		else await new Promise<void>((resolve) => this.#waiting.push(resolve))
		try {
			return await work()
		} finally {
			const next = this.#waiting.shift()
			if (next === undefined) this.#free += 1
			else next()
		}
	}
}
