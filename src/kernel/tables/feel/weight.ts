import { FeelStopped } from './run.ts'
import { isContext, isList, type Value } from './value.ts'

/**
 * Values may share their parts: forty steps of `[x, x]` make a list of a million millions. What goes through a whole value
 * (comparing, writing, fitting to a type) asks first how much that would be.
 */
const most = 1_000_000
const known = new WeakMap<object, number>()

/** @throws FeelStopped when the value is too large, or nested too deep, to be gone through */
export function needLight(value: Value): void {
	if (typeof value !== 'object' || value === null || !(isList(value) || isContext(value))) return
	try {
		if (weightOf(value) > most) throw new FeelStopped(`a value holds more than ${most} parts`)
	} catch (error) {
		if (error instanceof RangeError) throw new FeelStopped('a value is nested too deep')
		throw error
	}
}

function weightOf(value: Value): number {
	if (!isList(value) && !isContext(value)) return 1
	const found = known.get(value)
	if (found !== undefined) return found
	let weight = 1
	for (const part of value.values()) weight += weightOf(part)
	known.set(value, weight)
	return weight
}
