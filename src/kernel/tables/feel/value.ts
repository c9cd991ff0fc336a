import { compareNum, isNum, type Num, numText, sameNum, toDouble } from './number.ts'
import {
	DateTimeValue,
	DateValue,
	DaysDuration,
	instantOf,
	MonthsDuration,
	type Temporal,
	TimeValue,
	utcNanos,
} from './time.ts'
import type { FeelType } from './type.ts'

export type Context = ReadonlyMap<string, Value>
export type Value = null | boolean | string | Num | Temporal | Range | Fn | Context | readonly Value[]

export type RangeOp = '=' | '!=' | '<' | '<=' | '>' | '>='

/** An interval `[low..high]`, or what a comparison standing alone accepts: `(< 10)` has only a high end. */
export class Range {
	readonly low: Value
	readonly high: Value
	readonly lowIn: boolean
	readonly highIn: boolean
	/** Null for an interval. */
	readonly op: RangeOp | null
	constructor(lowIn: boolean, low: Value, high: Value, highIn: boolean, op: RangeOp | null = null) {
		this.low = low
		this.high = high
		this.lowIn = lowIn
		this.highIn = highIn
		this.op = op
	}
}

export type Param = { readonly name: string; readonly type: FeelType | null; readonly optional?: boolean }

/** A function: a built-in (which may have several lists of parameters), or one of the model's. */
export class Fn {
	readonly name: string
	readonly params: readonly Param[]
	readonly result: FeelType | null
	/** Arguments by position or by name; null when they do not fit. */
	readonly call: (args: Arguments, run: Run) => Value
	constructor(
		name: string,
		params: readonly Param[],
		result: FeelType | null,
		call: (args: Arguments, run: Run) => Value,
	) {
		this.name = name
		this.params = params
		this.result = result
		this.call = call
	}
}

export type Arguments =
	| { readonly by: 'place'; readonly values: readonly Value[] }
	| { readonly by: 'name'; readonly values: Context }

/** One evaluation: its bounds and what went wrong in it. */
export type Run = {
	/** Counts work done; throws when there was too much. */
	step(count?: number): void
	/** Runs inside one more call; throws when calls are too deep. */
	deeper<T>(work: () => T): T
	/** Works for a decision or function, so that faults name it. */
	inside<T>(where: string, work: () => T): T
	/** In which cell of a table it works now, from 1; 0 for none. */
	at(row: number, column: number): void
	/** Notes why something became null. */
	fault(sentence: string): void
	/** Told which rows of a table were hit. */
	hit(where: string, rows: readonly number[]): void
	readonly now: Date
}

export function isContext(value: unknown): value is Context {
	return value instanceof Map
}
export function isList(value: unknown): value is readonly Value[] {
	return Array.isArray(value)
}
export function isTemporal(value: unknown): value is Temporal {
	return (
		value instanceof DateValue ||
		value instanceof DateTimeValue ||
		value instanceof TimeValue ||
		value instanceof DaysDuration ||
		value instanceof MonthsDuration
	)
}

/** FEEL's name of a value's kind, as `instance of` and messages say it. */
export function kindOf(value: Value): string {
	if (value === null) return 'null'
	if (typeof value === 'string' || typeof value === 'boolean') return typeof value
	if (isNum(value)) return 'number'
	if (isList(value)) return 'list'
	if (isContext(value)) return 'context'
	if (value instanceof DateValue) return 'date'
	if (value instanceof TimeValue) return 'time'
	if (value instanceof DateTimeValue) return 'date and time'
	if (value instanceof DaysDuration) return 'days and time duration'
	if (value instanceof MonthsDuration) return 'years and months duration'
	return value instanceof Range ? 'range' : 'function'
}

/**
 * -1, 0 or 1 for two values of one ordered kind (numbers, strings, days, times, durations); null for anything else.
 * Of times, one with a zone and one without cannot be put in order (DMN 1.5, 10.3.2.13).
 */
export function compare(a: Value, b: Value): number | null {
	if (isNum(a) && isNum(b)) return compareNum(a, b)
	if (typeof a === 'string' && typeof b === 'string') return byCodePoint(a, b)
	if (a instanceof DateValue && b instanceof DateValue) return Math.sign(a.day - b.day)
	if (a instanceof DateTimeValue && b instanceof DateTimeValue) {
		if ((a.zone === null) !== (b.zone === null)) return null
		return bySign(instantOf(a) - instantOf(b))
	}
	if (a instanceof TimeValue && b instanceof TimeValue) {
		if ((a.zone === null) !== (b.zone === null)) return null
		return Math.sign(utcNanos(a) - utcNanos(b))
	}
	if (a instanceof DaysDuration && b instanceof DaysDuration) return bySign(a.nanos - b.nanos)
	if (a instanceof MonthsDuration && b instanceof MonthsDuration) return Math.sign(a.months - b.months)
	return null
}

const bySign = (n: bigint) => (n < 0n ? -1 : n > 0n ? 1 : 0)

function byCodePoint(a: string, b: string): number {
	if (a === b) return 0
	const [left, right] = [Array.from(a), Array.from(b)]
	for (let n = 0; n < Math.min(left.length, right.length); n += 1) {
		const difference = (left[n]?.codePointAt(0) ?? 0) - (right[n]?.codePointAt(0) ?? 0)
		if (difference !== 0) return Math.sign(difference)
	}
	return Math.sign(left.length - right.length)
}

/** FEEL's `=`: null when the two are of kinds that cannot be compared. */
export function equal(a: Value, b: Value): boolean | null {
	if (a === b) return true
	if (a === null || b === null) return false
	if (isList(a) && isList(b)) return sameList(a, b)
	if (isContext(a) && isContext(b)) return sameContext(a, b)
	if (kindOf(a) !== kindOf(b)) return null
	if (isNum(a) && isNum(b)) return sameNum(a, b)
	if (a instanceof Range && b instanceof Range)
		return a.lowIn === b.lowIn && a.highIn === b.highIn && a.op === b.op && same(a.low, b.low) && same(a.high, b.high)
	if (isTemporal(a)) return sameTemporal(a, b)
	return a instanceof Fn ? null : false
}

/** Equal beyond doubt. */
export function same(a: Value, b: Value): boolean {
	return equal(a, b) === true
}

/** Equal times agree in their components, which FEEL counts in whole seconds; we look at milliseconds too. */
function sameTemporal(a: Temporal, b: Value): boolean {
	if (a instanceof TimeValue && b instanceof TimeValue)
		return (a.zone === null) === (b.zone === null) && millis(utcNanos(a)) === millis(utcNanos(b))
	if (a instanceof DateTimeValue && b instanceof DateTimeValue)
		return (a.zone === null) === (b.zone === null) && bigMillis(instantOf(a)) === bigMillis(instantOf(b))
	return compare(a, b) === 0
}

const millis = (nanos: number) => Math.floor(nanos / 1e6)
const bigMillis = (nanos: bigint) => nanos - (((nanos % 1_000_000n) + 1_000_000n) % 1_000_000n)

function sameList(a: readonly Value[], b: readonly Value[]): boolean {
	return a.length === b.length && a.every((item, n) => same(item, b[n] ?? null))
}

function sameContext(a: Context, b: Context): boolean {
	if (a.size !== b.size) return false
	for (const [key, value] of a) if (!b.has(key) || !same(value, b.get(key) ?? null)) return false
	return true
}

/** Gives plain data back: numbers as doubles, days and durations in ISO 8601, intervals and functions as text. */
export function toPlain(value: Value): unknown {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
	if (isNum(value)) return plainNumber(value)
	if (isList(value)) return value.map(toPlain)
	if (isContext(value)) return Object.fromEntries([...value].map(([key, item]) => [key, toPlain(item)]))
	return textOf(value)
}

/** The nearest double; a number beyond them as text. */
function plainNumber(value: Num): number | string {
	const double = toDouble(value)
	return Number.isFinite(double) ? double : numText(value)
}

/** FEEL's `string`: what stands inside a list or context is quoted. */
export function textOf(value: Value, inside = false): string {
	if (value === null) return 'null'
	if (typeof value === 'string') return inside ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : value
	if (typeof value === 'boolean') return String(value)
	if (isNum(value)) return numText(value)
	if (isList(value)) return `[${value.map((item) => textOf(item, true)).join(', ')}]`
	if (isContext(value))
		return `{${[...value].map(([key, item]) => `${keyText(key)}: ${textOf(item, true)}`).join(', ')}}`
	if (value instanceof Range) return rangeText(value)
	if (value instanceof Fn) return `function ${value.name}`
	return inside ? `@"${value.toJSON()}"` : value.toJSON()
}

function keyText(key: string): string {
	return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : `"${key.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

function rangeText(range: Range): string {
	if (range.op !== null) return `${range.op}${textOf(range.low ?? range.high, true)}`
	return `${range.lowIn ? '[' : '('}${textOf(range.low, true)}..${textOf(range.high, true)}${range.highIn ? ']' : ')'}`
}

/** Is the value in the interval? Null when it cannot be compared with its ends. */
export function inRange(value: Value, range: Range): boolean | null {
	const { op, low, high } = range
	if (op === '=') return equal(value, low)
	if (op === '!=') {
		const found = equal(value, low)
		return found === null ? null : !found
	}
	const above = low === null && (op === '<' || op === '<=') ? 1 : compare(value, low)
	const below = high === null && (op === '>' || op === '>=') ? -1 : compare(value, high)
	if (above === null || below === null) return null
	return (above > 0 || (above === 0 && range.lowIn)) && (below < 0 || (below === 0 && range.highIn))
}

/** What `< 10` and its like stand for. */
export function openRange(op: RangeOp, end: Value): Range {
	if (op === '<' || op === '<=') return new Range(false, null, end, op === '<=', op)
	if (op === '>' || op === '>=') return new Range(op === '>=', end, null, false, op)
	return new Range(true, end, end, true, op)
}
