import { parseExpression } from '../parse.ts'
import type { Expr } from '../ast.ts'
import { bareWorld, Names } from '../names.ts'
import { compare, Range, type Run, type Value } from '../value.ts'
import { type Builtin, builtin } from './declare.ts'
import { temporalFunctions } from './temporal.ts'

/** How intervals and points lie to each other (DMN 1.5, table 78, after Allen). */

type End = { readonly at: Value; readonly in: boolean }
const low = (range: Range): End => ({ at: range.low, in: range.lowIn })
const high = (range: Range): End => ({ at: range.high, in: range.highIn })

/** A point is an interval that begins and ends with it. */
function asRange(value: Value | undefined): Range {
	return value instanceof Range ? value : new Range(true, value ?? null, value ?? null, true)
}

type Relation = (a: Range, b: Range) => boolean | null

const relation = (name: string, params: string, work: Relation): Builtin =>
	builtin(name, [params, ([a, b]) => work(asRange(a), asRange(b))])

/** Does one end lie wholly before the other? They share a point only when both include it. */
function endsBefore(a: End, b: End): boolean | null {
	const order = compare(a.at, b.at)
	return order === null ? null : order < 0 || (order === 0 && !(a.in && b.in))
}

const startsSooner = (a: End, b: End): number | null => {
	const order = compare(a.at, b.at)
	return order === 0 ? Number(b.in) - Number(a.in) : order
}
const endsSooner = (a: End, b: End): number | null => {
	const order = compare(a.at, b.at)
	return order === 0 ? Number(a.in) - Number(b.in) : order
}

const before: Relation = (a, b) => endsBefore(high(a), low(b))
const both = (x: boolean | null, y: boolean | null) =>
	x === false || y === false ? false : x === null || y === null ? null : true
const not = (x: boolean | null) => (x === null ? null : !x)
const test = (order: number | null, holds: (order: number) => boolean) => (order === null ? null : holds(order))

const meets: Relation = (a, b) => test(compare(a.high, b.low), (order) => order === 0 && a.highIn && b.lowIn)
const overlaps: Relation = (a, b) => both(not(before(a, b)), not(before(b, a)))
const startsFirst: Relation = (a, b) => test(startsSooner(low(a), low(b)), (order) => order < 0)
const endsFirst: Relation = (a, b) => test(endsSooner(high(a), high(b)), (order) => order < 0)
const sameStart: Relation = (a, b) => test(startsSooner(low(a), low(b)), (order) => order === 0)
const sameEnd: Relation = (a, b) => test(endsSooner(high(a), high(b)), (order) => order === 0)
const includes: Relation = (a, b) => both(not(startsFirst(b, a)), not(endsFirst(a, b)))
const starts: Relation = (a, b) => both(sameStart(a, b), not(endsFirst(b, a)))
const finishes: Relation = (a, b) => both(sameEnd(a, b), not(startsFirst(a, b)))
const overlapsBefore: Relation = (a, b) => both(both(startsFirst(a, b), overlaps(a, b)), not(endsFirst(b, a)))
const swapped =
	(work: Relation): Relation =>
	(a, b) =>
		work(b, a)

export const intervalFunctions: readonly Builtin[] = [
	relation('before', 'point1: any, point2: any', before),
	relation('after', 'point1: any, point2: any', swapped(before)),
	relation('meets', 'range1: range, range2: range', meets),
	relation('met by', 'range1: range, range2: range', swapped(meets)),
	relation('overlaps', 'range1: range, range2: range', overlaps),
	relation('overlaps before', 'range1: range, range2: range', overlapsBefore),
	relation('overlaps after', 'range1: range, range2: range', swapped(overlapsBefore)),
	relation('finishes', 'point: any, range: range', finishes),
	relation('finished by', 'range: range, point: any', swapped(finishes)),
	relation('includes', 'range: range, point: any', includes),
	relation('during', 'point: any, range: range', swapped(includes)),
	relation('starts', 'point: any, range: range', starts),
	relation('started by', 'range: range, point: any', swapped(starts)),
	builtin('coincides', [
		'point1: any, point2: any',
		([a, b]) => {
			const [left, right] = [asRange(a), asRange(b)]
			return both(sameStart(left, right), sameEnd(left, right))
		},
	]),
	builtin('range', ['from: string', ([from], run) => rangeOf(String(from), run)]),
]

/** Reads `[1..3]`: ends are literals, or calls of the functions that make days, times and durations from a literal. */
function rangeOf(text: string, run: Run): Range | null {
	let expr: Expr
	try {
		expr = parseExpression(text, new Names(bareWorld(), null, Object.keys(makers)))
	} catch {
		return null
	}
	if (expr.kind !== 'range') return null
	const [from, to] = [literalOf(expr.low, run), literalOf(expr.high, run)]
	const order = compare(from, to)
	if (order === null || order > 0) return null
	return new Range(expr.lowIn, from, to, expr.highIn)
}

const makers: Readonly<Record<string, Builtin | undefined>> = Object.fromEntries(
	temporalFunctions
		.filter((one) => ['date', 'time', 'date and time', 'duration'].includes(one.name))
		.map((one) => [one.name, one]),
)

function literalOf(expr: Expr, run: Run): Value {
	if (expr.kind === 'literal') return expr.value
	if (expr.kind === 'negate' && expr.of.kind === 'literal' && typeof expr.of.value === 'number') return -expr.of.value
	if (expr.kind !== 'call' || expr.fn.kind !== 'name') return null
	const args = expr.args.map((arg) => (arg.kind === 'literal' ? arg.value : null))
	const overloads = makers[expr.fn.name]?.overloads ?? []
	const work = overloads.find(([params]) => params.split(', ').length === args.length)?.[1]
	return work === undefined || args.includes(null) ? null : work(args, run)
}
