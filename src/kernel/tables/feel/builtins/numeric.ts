import {
	compareNum,
	exponential,
	isNum,
	logarithm,
	modulo,
	type Num,
	negate,
	numOf,
	type Rounding,
	rounded,
	squareRoot,
} from '../number.ts'
import type { Value } from '../value.ts'
import { DaysDuration, MonthsDuration } from '../time.ts'
import { type Builtin, builtin } from './declare.ts'

const one = (name: string, work: (n: Num) => Value): Builtin =>
	builtin(name, ['number: number', ([n]) => (isNum(n) ? work(n) : null)])

const rounding = (name: string, how: Rounding, optional = false): Builtin =>
	builtin(name, [
		`n: number, scale${optional ? '?' : ''}: number`,
		([n, scale]) => (isNum(n) ? rounded(n, isNum(scale) ? scale : 0, how) : null),
	])

export const numericFunctions: readonly Builtin[] = [
	rounding('decimal', 'half even'),
	rounding('floor', 'floor', true),
	rounding('ceiling', 'ceiling', true),
	rounding('round up', 'up'),
	rounding('round down', 'down'),
	rounding('round half up', 'half up'),
	rounding('round half down', 'half down'),
	builtin('abs', ['n: number', ([n]) => absolute(n ?? null)], ['n: any', ([n]) => absolute(n ?? null)]),
	builtin('modulo', ['dividend: number, divisor: number', ([a, b]) => (isNum(a) && isNum(b) ? modulo(a, b) : null)]),
	one('sqrt', squareRoot),
	one('log', logarithm),
	one('exp', exponential),
	one('odd', (n) => parity(n, 1)),
	one('even', (n) => parity(n, 0)),
	builtin(
		'number',
		[
			'from: string, grouping separator: string?, decimal separator: string?',
			([text, group, point]) => numberOf(String(text), group ?? null, point ?? null),
		],
		['from: string', ([text]) => numOf(String(text))],
		['from: number', ([n]) => n ?? null],
	),
]

function parity(n: Num, rest: number): boolean | null {
	const left = modulo(n, 2)
	return left === rest
}

function absolute(value: Value): Value {
	if (isNum(value)) return compareNum(value, 0) < 0 ? negate(value) : value
	if (value instanceof DaysDuration) return value.nanos < 0n ? new DaysDuration(-value.nanos) : value
	if (value instanceof MonthsDuration) return new MonthsDuration(Math.abs(value.months))
	return null
}

function numberOf(text: string, group: Value, point: Value): Value {
	if (![null, ' ', ',', '.'].includes(group as string | null)) return null
	if (![null, ',', '.'].includes(point as string | null)) return null
	if (group !== null && group === point) return null
	const joined = typeof group === 'string' ? text.replaceAll(group, '') : text
	return numOf(typeof point === 'string' ? joined.replace(point, '.') : joined)
}
