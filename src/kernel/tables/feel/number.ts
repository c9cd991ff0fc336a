import { Decimal } from 'decimal.js'

/**
 * FEEL numbers: decimals of 34 digits, rounded half to even (IEEE 754 decimal128, DMN 1.5 clause 10.3.2.3.1).
 * A number that is a safe integer is held as a plain number, any other as a Decimal; so equal numbers look alike.
 */
export type Num = number | Decimal

const Digits = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -7000, toExpPos: 7000 })
const largest = new Digits('9.999999999999999999999999999999999e6144')

export function isNum(value: unknown): value is Num {
	return typeof value === 'number' || value instanceof Decimal
}

/** The one form of a number; null when it is none (infinite, not a number, beyond decimal128). */
export function num(value: Decimal.Value): Num | null {
	if (typeof value === 'number' && Number.isSafeInteger(value)) return value + 0
	const exact = new Digits(value).toSignificantDigits(34)
	if (!exact.isFinite() || exact.abs().gt(largest)) return null
	if (exact.isInteger() && exact.abs().lte(Number.MAX_SAFE_INTEGER)) return exact.toNumber() + 0
	return exact
}

/** The number a text names, in FEEL's or XML's notation; null when it is none. */
export function numOf(text: string): Num | null {
	return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? num(text) : null
}

const wide = (n: Num) => (typeof n === 'number' ? new Digits(n) : n)

export function add(a: Num, b: Num): Num | null {
	if (typeof a === 'number' && typeof b === 'number') {
		const sum = a + b
		if (Number.isSafeInteger(sum)) return sum
	}
	return num(wide(a).plus(b))
}

export function subtract(a: Num, b: Num): Num | null {
	if (typeof a === 'number' && typeof b === 'number') {
		const difference = a - b
		if (Number.isSafeInteger(difference)) return difference
	}
	return num(wide(a).minus(b))
}

export function multiply(a: Num, b: Num): Num | null {
	if (typeof a === 'number' && typeof b === 'number') {
		const product = a * b
		if (Number.isSafeInteger(product)) return product + 0
	}
	return num(wide(a).times(b))
}

/** Null when `b` is zero. */
export function divide(a: Num, b: Num): Num | null {
	return isZero(b) ? null : num(wide(a).div(b))
}

/** Null when there is no such number, as for `0 ** -1`. */
export function power(a: Num, b: Num): Num | null {
	const exponent = toInteger(b)
	if (exponent !== null && Math.abs(exponent) > 100_000) return null
	return num(wide(a).pow(b))
}

export function negate(a: Num): Num {
	return typeof a === 'number' ? 0 - a : a.neg()
}

export function isZero(a: Num): boolean {
	return a === 0
}

export function compareNum(a: Num, b: Num): number {
	if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
	return wide(a).comparedTo(b)
}

export function sameNum(a: Num, b: Num): boolean {
	return a === b || (typeof a !== 'number' && typeof b !== 'number' && a.equals(b))
}

/** The whole number it is, or null. */
export function toInteger(a: Num): number | null {
	return typeof a === 'number' ? a : null
}

/** The nearest whole number towards zero, for places where FEEL takes an integer. */
export function truncated(a: Num): number {
	return typeof a === 'number' ? a : a.trunc().toNumber()
}

/** As FEEL writes it: no exponent, no zeros that say nothing. */
export function numText(a: Num): string {
	return typeof a === 'number' ? String(a) : a.toFixed()
}

/** For JSON and for binary callers: the nearest double. */
export function toDouble(a: Num): number {
	return typeof a === 'number' ? a : a.toNumber()
}

export type Rounding = 'up' | 'down' | 'half up' | 'half down' | 'half even' | 'floor' | 'ceiling'
const modes: Readonly<Record<Rounding, Decimal.Rounding>> = {
	up: Decimal.ROUND_UP,
	down: Decimal.ROUND_DOWN,
	'half up': Decimal.ROUND_HALF_UP,
	'half down': Decimal.ROUND_HALF_DOWN,
	'half even': Decimal.ROUND_HALF_EVEN,
	floor: Decimal.ROUND_FLOOR,
	ceiling: Decimal.ROUND_CEIL,
}

/** Rounds to `scale` digits after the point (before it when negative); null outside -6111 to 6176. */
export function rounded(a: Num, scale: Num, how: Rounding): Num | null {
	const places = truncated(scale)
	if (places < -6111 || places > 6176) return null
	const value = wide(a)
	if (places >= 0) return num(value.toDecimalPlaces(places, modes[how]))
	const unit = new Digits(10).pow(-places)
	// Division would round to 34 digits first; shifting the point is exact.
	return num(value.times(new Digits(10).pow(places)).toDecimalPlaces(0, modes[how]).times(unit))
}

/** `dividend - divisor * floor(dividend / divisor)`; null when the divisor is zero. */
export function modulo(a: Num, b: Num): Num | null {
	if (isZero(b)) return null
	const rest = wide(a).minus(wide(b).times(wide(a).div(b).floor()))
	return num(rest)
}

export function squareRoot(a: Num): Num | null {
	return compareNum(a, 0) < 0 ? null : num(wide(a).sqrt())
}

export function logarithm(a: Num): Num | null {
	return compareNum(a, 0) <= 0 ? null : num(wide(a).ln())
}

export function exponential(a: Num): Num | null {
	return compareNum(a, 20_000) > 0 ? null : num(wide(a).exp())
}
