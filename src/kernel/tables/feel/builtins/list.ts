import {
	add,
	compareNum,
	divide,
	isNum,
	multiply,
	type Num,
	power,
	squareRoot,
	subtract,
	truncated,
} from '../number.ts'
import { DaysDuration, MonthsDuration } from '../time.ts'
import { compare, Fn, isList, type Run, same, type Value } from '../value.ts'
import { needLight } from '../weight.ts'
import { type Builtin, builtin, ofItems } from './declare.ts'

type List = readonly Value[]
const asList = (value: Value | undefined): List => (Array.isArray(value) ? value : [])
/** A position counted from 1, or from the end when negative, as an index; null outside the list. */
function indexOf(position: Value | undefined, length: number): number | null {
	if (!isNum(position)) return null
	const at = truncated(position)
	const index = at > 0 ? at - 1 : at < 0 ? length + at : -1
	return index >= 0 && index < length ? index : null
}

export const listFunctions: readonly Builtin[] = [
	builtin('list contains', [
		'list: list, element: any?',
		([list, element]) => places(asList(list), element ?? null).length > 0,
	]),
	builtin('count', ['list: list', ([list]) => asList(list).length]),
	ofItems('min', (items) => extreme(items, -1)),
	ofItems('max', (items) => extreme(items, 1)),
	ofItems('sum', (items) => sum(items)),
	ofItems('mean', (items) => mean(items)),
	ofItems(
		'product',
		(items) => numbersOf(items)?.reduce<Num | null>((a, b) => (a === null ? null : multiply(a, b)), 1) ?? null,
	),
	ofItems('median', (items) => median(items)),
	ofItems('stddev', (items) => deviation(items)),
	ofItems('mode', (items) => mode(items)),
	ofItems('all', (items) => decided(items, false)),
	ofItems('any', (items) => decided(items, true)),
	builtin('sublist', [
		'list: list, start position: number, length?: number',
		([list, start, length]) => sublist(asList(list), start, length),
	]),
	builtin('insert before', [
		'list: list, position: number, newItem: any?',
		([list, position, item]) => {
			const at = indexOf(position, asList(list).length)
			return at === null ? null : asList(list).toSpliced(at, 0, item ?? null)
		},
	]),
	builtin('remove', [
		'list: list, position: number',
		([list, position]) => {
			const at = indexOf(position, asList(list).length)
			return at === null ? null : asList(list).toSpliced(at, 1)
		},
	]),
	builtin(
		'list replace',
		[
			'list: list, position: number, newItem: any?',
			([list, position, item]) => {
				const at = indexOf(position, asList(list).length)
				return at === null ? null : asList(list).with(at, item ?? null)
			},
		],
		[
			'list: list, match: function, newItem: any?',
			([list, match, item], run) => replacedBy(asList(list), match ?? null, item ?? null, run),
		],
	),
	builtin('reverse', ['list: list', ([list]) => asList(list).toReversed()]),
	builtin('index of', ['list: list, match: any?', ([list, match]) => places(asList(list), match ?? null)]),
	builtin('distinct values', ['list: list', ([list], run) => distinct(asList(list), run)]),
	builtin('flatten', ['list: list', ([list], run) => flat(asList(list), run)]),
	builtin('sort', [
		'list: list, precedes?: function',
		([list, precedes], run) => sorted(asList(list), precedes ?? null, run),
	]),
]

function extreme(items: List, wanted: 1 | -1): Value {
	const [first, ...rest] = items
	if (first === undefined || first === null || compare(first, first) === null) return null
	let best: Value = first
	for (const item of rest) {
		const order = compare(item, best)
		if (order === null) return null
		if (order === wanted) best = item
	}
	return best
}

function numbersOf(items: List): readonly Num[] | null {
	const numbers = items.filter(isNum)
	return numbers.length === items.length && numbers.length > 0 ? numbers : null
}

function sum(items: List): Value {
	const [first] = items
	if (first instanceof DaysDuration && items.every((item) => item instanceof DaysDuration))
		return new DaysDuration(items.reduce((total, item) => total + item.nanos, 0n))
	if (first instanceof MonthsDuration && items.every((item) => item instanceof MonthsDuration))
		return new MonthsDuration(items.reduce((total, item) => total + item.months, 0))
	return total(numbersOf(items))
}

function total(numbers: readonly Num[] | null): Num | null {
	return numbers?.reduce<Num | null>((a, b) => (a === null ? null : add(a, b)), 0) ?? null
}

function mean(items: List): Num | null {
	const all = total(numbersOf(items))
	return all === null ? null : divide(all, items.length)
}

function median(items: List): Num | null {
	const numbers = numbersOf(items)?.toSorted(compareNum)
	if (numbers === undefined) return null
	const half = Math.floor(numbers.length / 2)
	const [low, high] = [numbers[half - 1], numbers[half]]
	if (high === undefined) return null
	if (numbers.length % 2 === 1 || low === undefined) return high
	const both = add(low, high)
	return both === null ? null : divide(both, 2)
}

/** Of a sample: the sum of squares is divided by one less than the count. */
function deviation(items: List): Num | null {
	const [middle, numbers] = [mean(items), numbersOf(items)]
	if (middle === null || numbers === null || numbers.length < 2) return null
	const squares = numbers.map((n) => power(subtract(n, middle) ?? 0, 2) ?? 0)
	const variance = divide(total(squares) ?? 0, numbers.length - 1)
	return variance === null ? null : squareRoot(variance)
}

/** The numbers that stand most often, least first. */
function mode(items: List): Value {
	if (items.length === 0) return []
	const numbers = numbersOf(items)?.toSorted(compareNum)
	if (numbers === undefined) return null
	const counts = new Map<Num, number>()
	let last: Num | null = null
	for (const n of numbers) {
		const key: Num = last !== null && compareNum(last, n) === 0 ? last : n
		counts.set(key, (counts.get(key) ?? 0) + 1)
		last = key
	}
	const most = Math.max(...counts.values())
	return [...counts].filter(([, count]) => count === most).map(([n]) => n)
}

/** `all` is decided by the first false, `any` by the first true; anything that is no boolean makes the rest null. */
function decided(items: List, by: boolean): boolean | null {
	if (items.includes(by)) return by
	return items.every((item) => item === !by) ? !by : null
}

function sublist(list: List, start: Value | undefined, length: Value | undefined): Value {
	const at = indexOf(start, list.length)
	if (at === null) return null
	if (length === undefined) return list.slice(at)
	const count = isNum(length) ? truncated(length) : 0
	return count < 0 || at + count > list.length ? null : list.slice(at, at + count)
}

/** Items in the order they first stand in; `seen` is looked through by FEEL's own `=`. */
export function distinct(list: List, run: Run): List {
	const seen: Value[] = []
	needLight(list)
	for (const item of list) {
		run.step(1 + (seen.length >> 3))
		if (!seen.some((one) => same(one, item))) seen.push(item)
	}
	return seen
}

function flat(list: List, run: Run): List {
	run.step(list.length)
	return list.flatMap((item) => (isList(item) ? run.deeper(() => flat(item, run)) : [item]))
}

function replacedBy(list: List, match: Value, item: Value, run: Run): Value {
	if (!(match instanceof Fn) || match.params.length !== 2) return null
	const answers = list.map((one) => match.call({ by: 'place', values: [one, item] }, run))
	if (answers.some((answer) => typeof answer !== 'boolean')) return null
	return list.map((one, n) => (answers[n] === true ? item : one))
}

/** A stable merge sort by `precedes`, or by FEEL's order. Null when two items have no order. */
function sorted(list: List, precedes: Value, run: Run): Value {
	let sound = true
	const before = (a: Value, b: Value): boolean => {
		run.step()
		if (!(precedes instanceof Fn)) {
			const order = compare(a, b)
			if (order === null) sound = false
			return order === -1
		}
		const answer = precedes.call({ by: 'place', values: [a, b] }, run)
		if (typeof answer !== 'boolean') sound = false
		return answer === true
	}
	const made = list.toSorted((a, b) => (before(b, a) ? 1 : before(a, b) ? -1 : 0))
	return sound ? made : null
}

/** Where the list holds a value, from 1. */
function places(list: List, value: Value): readonly number[] {
	needLight(list)
	needLight(value)
	return list.flatMap((item, n) => (same(item, value) ? [n + 1] : []))
}
