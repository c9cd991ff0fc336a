import { civilOf, nanosOfDay, weekdayOf } from './calendar.ts'
import type { Binary, Comparison } from './ast.ts'
import { add, divide, isNum, multiply, type Num, numOf, power, subtract, truncated } from './number.ts'
import {
	addMonths,
	addNanos,
	DateTimeValue,
	DateValue,
	DaysDuration,
	instantOf,
	MonthsDuration,
	offsetOf,
	TimeValue,
	utcNanos,
} from './time.ts'
import { needLight } from './weight.ts'
import { compare, equal, isContext, Range, type Value } from './value.ts'

/** FEEL's arithmetic and members (DMN 1.5, tables 51 to 66). Null when the operands do not go together. */
export function operate(op: Binary, a: Value, b: Value): Value {
	if (isNum(a) && isNum(b)) return numbers(op, a, b)
	switch (op) {
		case '+':
			if (typeof a === 'string' && typeof b === 'string') return a + b
			return plus(a, b) ?? plus(b, a)
		case '-':
			return minus(a, b)
		case '*':
			return times(a, b) ?? times(b, a)
		case '/':
			return per(a, b)
		case '**':
			return null
	}
}

function numbers(op: Binary, a: Num, b: Num): Num | null {
	switch (op) {
		case '+':
			return add(a, b)
		case '-':
			return subtract(a, b)
		case '*':
			return multiply(a, b)
		case '/':
			return divide(a, b)
		case '**':
			return power(a, b)
	}
}

function plus(a: Value, b: Value): Value {
	if (b instanceof DaysDuration) return plusNanos(a, b.nanos)
	if (!(b instanceof MonthsDuration)) return null
	if (a instanceof MonthsDuration) return months(a.months + b.months)
	return plusMonths(a, b.months)
}

function plusNanos(a: Value, nanos: bigint): Value {
	if (a instanceof DaysDuration) return new DaysDuration(a.nanos + nanos)
	if (a instanceof TimeValue) {
		const moved = addNanos(0, a.nanos, nanos)
		return moved === null ? null : new TimeValue(moved.nanos, a.zone)
	}
	if (!(a instanceof DateValue || a instanceof DateTimeValue)) return null
	const moved = addNanos(a.day, a instanceof DateTimeValue ? a.nanos : 0, nanos)
	if (moved === null) return null
	return a instanceof DateValue ? new DateValue(moved.day) : new DateTimeValue(moved.day, moved.nanos, a.zone)
}

function plusMonths(a: Value, more: number): Value {
	if (!(a instanceof DateValue || a instanceof DateTimeValue)) return null
	const day = addMonths(a.day, more)
	if (day === null) return null
	return a instanceof DateValue ? new DateValue(day) : new DateTimeValue(day, a.nanos, a.zone)
}

function minus(a: Value, b: Value): Value {
	if (b instanceof DaysDuration) return plusNanos(a, -b.nanos)
	if (b instanceof MonthsDuration)
		return a instanceof MonthsDuration ? months(a.months - b.months) : plusMonths(a, -b.months)
	if (a instanceof TimeValue && b instanceof TimeValue) {
		if ((offsetOf(a) === null) !== (offsetOf(b) === null)) return null
		return new DaysDuration(BigInt(utcNanos(a) - utcNanos(b)))
	}
	const [from, to] = [momentOf(b), momentOf(a)]
	if (from === null || to === null) return null
	return (from.zone === null) === (to.zone === null) ? new DaysDuration(instantOf(to) - instantOf(from)) : null
}

/** A date counts as its midnight in UTC (DMN 1.5, 10.3.2.3.6). */
function momentOf(value: Value): DateTimeValue | null {
	if (value instanceof DateValue) return new DateTimeValue(value.day, 0, 0)
	return value instanceof DateTimeValue ? value : null
}

function months(count: number): MonthsDuration | null {
	return Number.isSafeInteger(count) ? new MonthsDuration(count + 0) : null
}

function times(a: Value, b: Value): Value {
	if (!isNum(b)) return null
	if (a instanceof MonthsDuration) return wholeMonths(multiply(a.months, b))
	return a instanceof DaysDuration ? wholeNanos(multiply(nanosNum(a), b)) : null
}

function per(a: Value, b: Value): Value {
	if (a instanceof MonthsDuration && b instanceof MonthsDuration) return divide(a.months, b.months)
	if (a instanceof DaysDuration && b instanceof DaysDuration) return divide(nanosNum(a), nanosNum(b))
	if (!isNum(b)) return null
	if (a instanceof MonthsDuration) return wholeMonths(divide(a.months, b))
	return a instanceof DaysDuration ? wholeNanos(divide(nanosNum(a), b)) : null
}

const nanosNum = (duration: DaysDuration): Num => numOf(String(duration.nanos)) ?? 0
const wholeMonths = (count: Num | null) => (count === null ? null : months(truncated(count)))

function wholeNanos(count: Num | null): DaysDuration | null {
	if (count === null) return null
	return new DaysDuration(typeof count === 'number' ? BigInt(count) : BigInt(count.trunc().toFixed()))
}

/** A comparison; null when the two cannot be compared. */
export function compared(op: Comparison, a: Value, b: Value): boolean | null {
	needLight(a)
	needLight(b)
	if (op === '=') return equal(a, b)
	if (op === '!=') {
		const found = equal(a, b)
		return found === null ? null : !found
	}
	const order = compare(a, b)
	if (order === null) return null
	if (op === '<') return order < 0
	if (op === '<=') return order <= 0
	return op === '>' ? order > 0 : order >= 0
}

/** A member of a value, as `date.year` or an entry of a context; undefined when the value has none of that name. */
export function memberOf(value: Value, name: string): Value | undefined {
	if (isContext(value)) return value.get(name)
	if (value instanceof Range) return rangeMember(value, name)
	if (value instanceof DateValue) return dateMember(value.day, name)
	if (value instanceof DateTimeValue) return dateMember(value.day, name) ?? clockMember(value, name)
	if (value instanceof TimeValue) return clockMember(value, name)
	if (value instanceof MonthsDuration) {
		if (name === 'years') return Math.trunc(value.months / 12) + 0
		return name === 'months' ? (value.months % 12) + 0 : undefined
	}
	return value instanceof DaysDuration ? durationMember(value, name) : undefined
}

function rangeMember(range: Range, name: string): Value | undefined {
	if (name === 'start') return range.low
	if (name === 'end') return range.high
	if (name === 'start included') return range.lowIn
	return name === 'end included' ? range.highIn : undefined
}

function dateMember(day: number, name: string): Value | undefined {
	if (name === 'weekday') return weekdayOf(day)
	return name === 'year' || name === 'month' || name === 'day' ? civilOf(day)[name] : undefined
}

function clockMember(value: TimeValue | DateTimeValue, name: string): Value | undefined {
	const seconds = Math.floor(value.nanos / 1e9)
	if (name === 'hour') return Math.floor(seconds / 3600)
	if (name === 'minute') return Math.floor(seconds / 60) % 60
	if (name === 'second') return seconds % 60
	if (name === 'timezone') return typeof value.zone === 'string' ? value.zone : null
	if (name !== 'time offset') return undefined
	const offset = offsetOf(value)
	return offset === null ? null : new DaysDuration(BigInt(offset) * 1_000_000_000n)
}

function durationMember({ nanos }: DaysDuration, name: string): Value | undefined {
	const seconds = nanos / 1_000_000_000n
	if (name === 'days') return Number(nanos / BigInt(nanosOfDay))
	if (name === 'hours') return Number((seconds / 3600n) % 24n)
	if (name === 'minutes') return Number((seconds / 60n) % 60n)
	return name === 'seconds' ? Number(seconds % 60n) : undefined
}
