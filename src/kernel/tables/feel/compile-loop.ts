import { Bound, type Compiled, type Env, SoFar } from './env.ts'
import { compareNum, isNum } from './number.ts'
import { DateValue } from './time.ts'
import { compare, isList, Range, type Value } from './value.ts'

export type Loop = { readonly name: string; readonly over: Compiled; readonly to: Compiled | null }

/** `for … return …`: one value for each combination; `partial` holds those made so far. */
export function compileFor(loops: readonly Loop[], body: Compiled): Compiled {
	return (env) => {
		const made: Value[] = []
		const sound = each(loops, 0, env, (inner) => {
			made.push(body(new SoFar(made, inner)))
			return true
		})
		return sound ? made : null
	}
}

/** `some` stops at the first true, `every` at the first that is not; what is neither true, false nor null makes it null. */
export function compileQuantified(kind: 'some' | 'every', loops: readonly Loop[], body: Compiled): Compiled {
	const wanted = kind === 'some'
	return (env) => {
		let found: boolean | null = !wanted
		let odd = false
		const sound = each(loops, 0, env, (inner) => {
			const value = body(inner)
			if (value === wanted) found = wanted
			else if (typeof value !== 'boolean') found = null
			if (value !== null && typeof value !== 'boolean') odd = true
			return !odd && value !== wanted
		})
		return !odd && (sound || found === wanted) ? found : null
	}
}

/** Visits the combinations in order until `visit` says no. False when something cannot be gone through, or on stop. */
function each(loops: readonly Loop[], n: number, env: Env, visit: (env: Env) => boolean): boolean {
	const loop = loops[n]
	if (loop === undefined) {
		env.run.step()
		return visit(env)
	}
	const items = itemsOf(loop, env)
	if (items === null) {
		env.run.fault(`\`${loop.name}\` has nothing to go through`)
		return false
	}
	for (const item of items) if (!each(loops, n + 1, new Bound(loop.name, item, env), visit)) return false
	return true
}

function itemsOf(loop: Loop, env: Env): Iterable<Value> | null {
	const from = loop.over(env)
	if (loop.to !== null) return counted(from, loop.to(env), env)
	if (from instanceof Range) return from.op === null ? rangeItems(from, env) : null
	if (isList(from)) return from
	return from === null ? null : [from]
}

function rangeItems(range: Range, env: Env): Iterable<Value> | null {
	const order = compare(range.low, range.high)
	if (order === null || order > 0) return null
	const all = counted(range.low, range.high, env)
	if (all === null) return null
	return [...all].filter((item) => {
		const atLow = compare(item, range.low) === 0
		const atHigh = compare(item, range.high) === 0
		return (!atLow || range.lowIn) && (!atHigh || range.highIn)
	})
}

/** Whole numbers or days from one to the other, down when the second is less. */
function counted(from: Value, to: Value, env: Env): Iterable<Value> | null {
	if (isNum(from) && isNum(to)) {
		if (typeof from !== 'number' || typeof to !== 'number') return null
		const way = compareNum(from, to) <= 0 ? 1 : -1
		return numbersTo(from, to, way, env)
	}
	if (!(from instanceof DateValue) || !(to instanceof DateValue)) return null
	const way = from.day <= to.day ? 1 : -1
	return daysTo(from.day, to.day, way, env)
}

function* numbersTo(from: number, to: number, way: 1 | -1, env: Env): Iterable<Value> {
	for (let at = from; way > 0 ? at <= to : at >= to; at += way) {
		env.run.step()
		yield at
	}
}

function* daysTo(from: number, to: number, way: 1 | -1, env: Env): Iterable<Value> {
	for (let day = from; way > 0 ? day <= to : day >= to; day += way) {
		env.run.step()
		yield new DateValue(day)
	}
}
