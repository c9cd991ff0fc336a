import { any } from './type.ts'
import { isNum, num } from './number.ts'
import { DateTimeValue } from './time.ts'
import { type Arguments, Fn, isTemporal, Range, toPlain, type Value } from './value.ts'

const deepest = 100

/** Takes plain data (JSON, or our own values) for FEEL; a Date becomes a date and time in UTC, a function one of FEEL's. */
export function toValue(given: unknown, depth = 0): Value {
	if (given === null || given === undefined || depth > deepest) return null
	if (typeof given === 'string' || typeof given === 'boolean') return given
	if (typeof given === 'number') return num(given)
	if (typeof given === 'bigint') return num(String(given))
	if (typeof given === 'function') return ownFunction(given)
	if (isNum(given) || isTemporal(given) || given instanceof Range || given instanceof Fn) return given
	if (given instanceof Date) {
		const day = Math.floor(given.getTime() / 86_400_000)
		return new DateTimeValue(day, (given.getTime() - day * 86_400_000) * 1e6, 0)
	}
	if (Array.isArray(given)) return given.map((item) => toValue(item, depth + 1))
	const entries = given instanceof Map ? given.entries() : Object.entries(given)
	return new Map([...entries].map(([key, value]) => [String(key), toValue(value, depth + 1)]))
}

/** A function of the caller's, given as a fact: called with plain data by place. */
function ownFunction(given: Function): Fn {
	const params = Array.from({ length: given.length }, (_, n) => ({ name: `argument ${n + 1}`, type: any }))
	return new Fn(given.name, params, null, (args: Arguments, run) => {
		run.step()
		const values = args.by === 'place' ? args.values : [...args.values.values()]
		return toValue(Reflect.apply(given, undefined, values.map(toPlain)))
	})
}
