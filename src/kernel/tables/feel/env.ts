import { isContext, type Run, type Value } from './value.ts'

/** Values by name where an expression is evaluated; inner ones hide outer ones. */
export type Env = {
	readonly run: Run
	/** Undefined when nothing has the name. */
	find(name: string): Value | undefined
}

export type Compiled = (env: Env) => Value

export class Frame implements Env {
	readonly run: Run
	readonly #values: ReadonlyMap<string, Value>
	readonly #outer: Env | null
	constructor(run: Run, values: ReadonlyMap<string, Value>, outer: Env | null = null) {
		this.run = run
		this.#values = values
		this.#outer = outer
	}
	find(name: string): Value | undefined {
		const own = this.#values.get(name)
		return own !== undefined ? own : this.#outer?.find(name)
	}
}

/** One name more. */
export class Bound implements Env {
	readonly run: Run
	readonly #name: string
	readonly #value: Value
	readonly #outer: Env
	constructor(name: string, value: Value, outer: Env) {
		this.run = outer.run
		this.#name = name
		this.#value = value
		this.#outer = outer
	}
	find(name: string): Value | undefined {
		return name === this.#name ? this.#value : this.#outer.find(name)
	}
}

/** In a filter: `item`, and the item's own entries when it is a context. */
export class ItemFrame implements Env {
	readonly run: Run
	readonly #item: Value
	readonly #outer: Env
	constructor(item: Value, outer: Env) {
		this.run = outer.run
		this.#item = item
		this.#outer = outer
	}
	find(name: string): Value | undefined {
		if (isContext(this.#item)) {
			const own = this.#item.get(name)
			if (own !== undefined) return own
		}
		return name === 'item' ? this.#item : this.#outer.find(name)
	}
}

/** In a loop: `partial`, what it has made so far. Each look is a list of its own, so that it does not grow afterwards. */
export class SoFar implements Env {
	readonly run: Run
	readonly #made: readonly Value[]
	readonly #outer: Env
	constructor(made: readonly Value[], outer: Env) {
		this.run = outer.run
		this.#made = made
		this.#outer = outer
	}
	find(name: string): Value | undefined {
		if (name !== 'partial') return this.#outer.find(name)
		this.run.step(this.#made.length >> 3)
		return [...this.#made]
	}
}
