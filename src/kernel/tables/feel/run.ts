import type { Run } from './value.ts'

/** Bounds of one evaluation; a table or expression that needs more is stopped. */
export type Bounds = { readonly steps: number; readonly ms: number; readonly depth: number }
export const usualBounds: Bounds = { steps: 2_000_000, ms: 5_000, depth: 200 }

/** An evaluation that did too much. */
export class FeelStopped extends Error {
	/** Does the message say where? */
	readonly named: boolean
	constructor(sentence: string, named = false) {
		super(sentence)
		this.name = 'FeelStopped'
		this.named = named
	}
}

const mostFaults = 100
const lookEvery = 1_000

/** One evaluation: counts its steps and the depth of its calls, looks at the clock now and then, and keeps its faults. */
export class Evaluation implements Run {
	readonly now: Date
	readonly faults: string[] = []
	/** The rows hit in each table, in the order the tables were asked. */
	readonly rows: { readonly table: string; readonly rows: readonly number[] }[] = []
	readonly #bounds: Bounds
	#steps = 0
	#nextLook = lookEvery
	#until: number | null = null
	#depth = 0
	#where = ''
	#row = 0
	#column = 0

	/** `now` is the moment that `now()` and `today()` tell. */
	constructor(now: Date, bounds: Bounds = usualBounds) {
		this.now = now
		this.#bounds = bounds
	}

	step(count = 1): void {
		this.#steps += count
		if (this.#steps > this.#bounds.steps) throw new FeelStopped(`stopped after ${this.#bounds.steps} steps`)
		if (this.#steps >= this.#nextLook) this.#look()
	}

	#look(): void {
		this.#nextLook = this.#steps + lookEvery
		const at = performance.now()
		this.#until ??= at + this.#bounds.ms
		if (at > this.#until) throw new FeelStopped(`stopped after ${this.#bounds.ms} ms`)
	}

	deeper<T>(work: () => T): T {
		this.#depth += 1
		if (this.#depth > this.#bounds.depth) throw new FeelStopped(`calls are nested more than ${this.#bounds.depth} deep`)
		try {
			return work()
		} finally {
			this.#depth -= 1
		}
	}

	/** Works for a decision or function, so that faults and stops name it. Too deep for the machine is a stop too. */
	inside<T>(where: string, work: () => T): T {
		const [outer, row, column] = [this.#where, this.#row, this.#column]
		this.#where = where
		this.at(0, 0)
		try {
			return work()
		} catch (error) {
			throw this.#named(error)
		} finally {
			this.#where = outer
			this.at(row, column)
		}
	}

	/** The innermost place is named once, and the decision it works for. */
	#named(error: unknown): unknown {
		if (error instanceof RangeError) return new FeelStopped(`${this.#place()}: nested too deep`, true)
		if (!(error instanceof FeelStopped)) return error
		const decides = this.#where.startsWith('decision ') && !error.message.startsWith('decision ')
		return error.named && !decides ? error : new FeelStopped(`${this.#place()}: ${error.message}`, true)
	}

	at(row: number, column: number): void {
		this.#row = row
		this.#column = column
	}

	#place(): string {
		return this.#row === 0 ? this.#where : `${this.#where}, row ${this.#row}, column ${this.#column}`
	}

	fault(said: string): void {
		const place = this.#place()
		const sentence = place === '' || (this.#where !== '' && said.startsWith(this.#where)) ? said : `${place}: ${said}`
		if (this.faults.length < mostFaults && !this.faults.includes(sentence)) this.faults.push(sentence)
	}

	hit(table: string, rows: readonly number[]): void {
		this.rows.push({ table, rows })
	}
}
