import { add, divide, type Num, isNum, subtract } from '../feel/number.ts'
import { DateTimeValue, DateValue, DaysDuration, instantOf, MonthsDuration, TimeValue } from '../feel/time.ts'
import { compare, kindOf, same, textOf, type Value } from '../feel/value.ts'

/**
 * The values of one input, cut at every value that any cell speaks of: on each piece every cell gives one answer, so one
 * witness stands for the whole piece.
 */
export type Piece = {
	readonly witness: Value
	/** Both null for null, for true and false, and where nothing is known of the input. */
	readonly low: Value
	readonly high: Value
	/** A single value, not an open stretch. */
	readonly point: boolean
	/** Pieces of one kind lie side by side in order. */
	readonly kind: string
}

const nanosOfDay = 86_400_000_000_000

/** The pieces for a set of boundaries. `typed` is the input's FEEL type when it has one. */
export function piecesOf(boundaries: readonly Value[], typed: string | null): readonly Piece[] {
	const kinds = new Map<string, Value[]>()
	if (typed !== null && orders(typed)) kinds.set(typed, [])
	for (const value of new Set(boundaries)) {
		const kind = axisKind(value)
		const known = kinds.get(kind) ?? []
		known.push(value)
		kinds.set(kind, known)
	}
	if (kinds.size === 0) return [{ witness: null, low: null, high: null, point: false, kind: 'any' }]
	return [...kinds].flatMap(([kind, values]) => piecesOfKind(kind, values))
}

function orders(kind: string): boolean {
	return [
		'number',
		'string',
		'boolean',
		'date',
		'time',
		'days and time duration',
		'years and months duration',
	].includes(kind)
}

/** Moments with a zone and without cannot be compared, so they lie on two axes. */
function axisKind(value: Value): string {
	const zoned = value instanceof DateTimeValue || value instanceof TimeValue ? value.zone !== null : false
	return zoned ? `${kindOf(value)} with a zone` : kindOf(value)
}

function piecesOfKind(kind: string, values: readonly Value[]): readonly Piece[] {
	if (kind === 'boolean') return [false, true].map((value) => point(value, kind))
	const ordered = values.toSorted((a, b) => compare(a, b) ?? 0)
	const sorted = ordered.filter((value, n) => n === 0 || !same(value, ordered[n - 1] ?? null))
	const [first] = sorted
	if (kind === 'null' || first === undefined || compare(first, first) === null)
		return sorted.length === 0 ? [stretch(sample(kind), null, null, kind)] : sorted.map((value) => point(value, kind))
	const pieces: Piece[] = []
	const below = before(first)
	if (below !== null) pieces.push(stretch(below, null, first, kind))
	for (const [n, value] of sorted.entries()) {
		pieces.push(point(value, kind))
		const next = sorted[n + 1] ?? null
		const between = next === null ? after(value) : amid(value, next)
		if (between !== null) pieces.push(stretch(between, value, next, kind))
	}
	return pieces
}

const point = (value: Value, kind: string): Piece => ({ witness: value, low: value, high: value, point: true, kind })
const stretch = (witness: Value, low: Value, high: Value, kind: string): Piece => ({
	witness,
	low,
	high,
	point: false,
	kind,
})

function sample(kind: string): Value {
	if (kind === 'number') return 0
	if (kind === 'date') return new DateValue(0)
	if (kind === 'time') return new TimeValue(0, null)
	if (kind === 'days and time duration') return new DaysDuration(0n)
	return kind === 'years and months duration' ? new MonthsDuration(0) : ''
}

/** A value below all the others; null when there is none. */
function before(value: Value): Value {
	if (isNum(value)) return subtract(value, 1)
	if (typeof value === 'string') return value === '' ? null : ''
	if (value instanceof DateValue) return new DateValue(value.day - 1)
	if (value instanceof DateTimeValue) return new DateTimeValue(value.day - 1, value.nanos, value.zone)
	if (value instanceof TimeValue) return value.nanos === 0 ? null : new TimeValue(0, value.zone)
	if (value instanceof DaysDuration) return new DaysDuration(value.nanos - 1n)
	return value instanceof MonthsDuration ? new MonthsDuration(value.months - 1) : null
}

function after(value: Value): Value {
	if (isNum(value)) return add(value, 1)
	if (typeof value === 'string') return `${value}\u0000`
	if (value instanceof DateValue) return new DateValue(value.day + 1)
	if (value instanceof DateTimeValue) return new DateTimeValue(value.day + 1, value.nanos, value.zone)
	if (value instanceof TimeValue)
		return value.nanos === nanosOfDay - 1 ? null : new TimeValue(nanosOfDay - 1, value.zone)
	if (value instanceof DaysDuration) return new DaysDuration(value.nanos + 1n)
	return value instanceof MonthsDuration ? new MonthsDuration(value.months + 1) : null
}

/** A value strictly between; null when there is none, as between two days that follow each other. */
function amid(low: Value, high: Value): Value {
	const found = between(low, high)
	return found !== null && compare(low, found) === -1 && compare(found, high) === -1 ? found : null
}

function between(low: Value, high: Value): Value {
	if (isNum(low) && isNum(high)) return middle(low, high)
	if (typeof low === 'string') return `${low}\u0000`
	if (low instanceof DateValue) return new DateValue(low.day + 1)
	if (low instanceof DateTimeValue && high instanceof DateTimeValue) {
		const nanos = instantOf(low) + (instantOf(high) - instantOf(low)) / 2n
		const day = nanos / BigInt(nanosOfDay) - (nanos % BigInt(nanosOfDay) < 0n ? 1n : 0n)
		return new DateTimeValue(Number(day), Number(nanos - day * BigInt(nanosOfDay)), low.zone === null ? null : 0)
	}
	if (low instanceof TimeValue) return new TimeValue(low.nanos + 1, low.zone)
	if (low instanceof DaysDuration) return new DaysDuration(low.nanos + 1n)
	return low instanceof MonthsDuration ? new MonthsDuration(low.months + 1) : null
}

function middle(low: Num, high: Num): Num | null {
	const sum = add(low, high)
	return sum === null ? null : divide(sum, 2)
}

/** Some of an axis' pieces as a FEEL cell, so that a gap can be written into the table as it is reported. */
export function cellFor(pieces: readonly Piece[], all: readonly Piece[]): string {
	if (pieces.length === all.length) return '-'
	const others = all.filter((piece) => !pieces.includes(piece))
	const wide = pieces.some((piece) => !piece.point)
	if (wide && others.every((piece) => piece.point))
		return `not(${others.map((piece) => textOf(piece.low, true)).join(', ')})`
	return runsOf(pieces, all).map(runText).join(', ')
}

type Stretch = { readonly first: Piece; readonly last: Piece }

/** Pieces that lie side by side, as one. */
function runsOf(pieces: readonly Piece[], all: readonly Piece[]): readonly Stretch[] {
	const runs: { first: Piece; last: Piece; at: number }[] = []
	for (const [at, piece] of all.entries()) {
		if (!pieces.includes(piece)) continue
		const open = runs.at(-1)
		const follows =
			open !== undefined && open.at === at - 1 && open.last.kind === piece.kind && touches(open.last, piece)
		if (open !== undefined && follows && piece.kind !== 'boolean') {
			open.last = piece
			open.at = at
		} else runs.push({ first: piece, last: piece, at })
	}
	return runs
}

const touches = (a: Piece, b: Piece) => a.point !== b.point

function runText({ first, last }: Stretch): string {
	const text = (value: Value) => textOf(value, true)
	if (first === last && first.point) return text(first.low)
	const [low, high] = [first.low, last.high]
	if (low === null && high === null) return '-'
	if (low === null) return `${last.point ? '<=' : '<'} ${text(high)}`
	if (high === null) return `${first.point ? '>=' : '>'} ${text(low)}`
	return `${first.point ? '[' : '('}${text(low)}..${text(high)}${last.point ? ']' : ')'}`
}
