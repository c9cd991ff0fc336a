import { civilOf, dayOfYear, weekOf, weekdayOf } from '../calendar.ts'
import { isNum, multiply, type Num, rounded, toInteger, truncated, add, numOf } from '../number.ts'
import {
	dateOf,
	DateTimeValue,
	DateValue,
	DaysDuration,
	MonthsDuration,
	monthsBetween,
	parseDate,
	parseDateTime,
	parseDuration,
	parseTime,
	TimeValue,
	timeOf,
} from '../time.ts'
import { kindOf, type Value, same } from '../value.ts'
import { toValue } from '../to-value.ts'
import { type Builtin, builtin } from './declare.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const monthNames = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
]

/** A function of a day: takes a date or a date and time. */
const ofDay = (name: string, work: (day: number) => Value): Builtin =>
	builtin(name, [
		'date: any',
		([value]) => (value instanceof DateValue || value instanceof DateTimeValue ? work(value.day) : null),
	])

export const temporalFunctions: readonly Builtin[] = [
	builtin(
		'date',
		['year: number, month: number, day: number', ([y, m, d]) => dateOf(whole(y), whole(m), whole(d))],
		['from: any', ([from]) => dateFrom(from ?? null)],
	),
	builtin(
		'time',
		[
			'hour: number, minute: number, second: number, offset?: days and time duration?',
			([h, m, s, offset]) => timeFromParts(h, m, s, offset ?? null),
		],
		['from: any', ([from]) => timeFrom(from ?? null)],
	),
	builtin(
		'date and time',
		['date: any, time: time', ([date, time]) => joined(date ?? null, time ?? null)],
		['from: any', ([from]) => dateTimeFrom(from ?? null)],
		[
			'year: number, month: number, day: number, hour: number, minute: number, second: number, offset?: any?',
			(given) => dateTimeFromParts(given),
		],
	),
	builtin('duration', ['from: any', ([from]) => (typeof from === 'string' ? parseDuration(from) : null)]),
	builtin('years and months duration', [
		'from: any, to: any',
		([from, to]) => {
			const ends = [from, to].filter((end) => end instanceof DateValue || end instanceof DateTimeValue)
			const [a, b] = ends
			return a === undefined || b === undefined ? null : new MonthsDuration(monthsBetween(a, b) + 0)
		},
	]),
	builtin('now', ['', (_, run) => toValue(run.now)]),
	builtin('today', ['', (_, run) => new DateValue(Math.floor(run.now.getTime() / 86_400_000))]),
	ofDay('day of year', dayOfYear),
	ofDay('day of week', (day) => weekdays[weekdayOf(day) - 1] ?? null),
	ofDay('month of year', (day) => monthNames[civilOf(day).month - 1] ?? null),
	ofDay('week of year', weekOf),
	builtin('is', ['value1?: any?, value2?: any?', ([a, b]) => isSame(a ?? null, b ?? null)]),
]

const whole = (value: Value | undefined) => (isNum(value) ? (toInteger(value) ?? Number.NaN) : Number.NaN)

function dateFrom(from: Value): Value {
	if (typeof from === 'string') return parseDate(from)
	if (from instanceof DateTimeValue) return new DateValue(from.day)
	return from instanceof DateValue ? from : null
}

function timeFrom(from: Value): Value {
	if (typeof from === 'string') return parseTime(from)
	if (from instanceof DateTimeValue) return new TimeValue(from.nanos, from.zone)
	if (from instanceof DateValue) return new TimeValue(0, 0)
	return from instanceof TimeValue ? from : null
}

function dateTimeFrom(from: Value): Value {
	if (typeof from === 'string') return parseDateTime(from)
	if (from instanceof DateValue) return new DateTimeValue(from.day, 0, 0)
	return from instanceof DateTimeValue ? from : null
}

function joined(date: Value, time: Value): Value {
	if (!(date instanceof DateValue || date instanceof DateTimeValue)) return null
	return time instanceof TimeValue ? new DateTimeValue(date.day, time.nanos, time.zone) : null
}

/** Seconds may have a fraction. */
function timeFromParts(
	h: Value | undefined,
	m: Value | undefined,
	s: Value | undefined,
	offset: Value,
): TimeValue | null {
	if (!isNum(s)) return null
	const [hour, minute] = [whole(h), whole(m)]
	if (Number.isNaN(hour) || Number.isNaN(minute)) return null
	const second = truncated(s)
	const fraction = truncated(multiply(fractionOf(s), 1_000_000_000) ?? 0)
	const zone = offset instanceof DaysDuration ? Number(offset.nanos / 1_000_000_000n) : null
	return timeOf(hour, minute, second, fraction, zone)
}

function fractionOf(s: Num): Num {
	const floor = rounded(s, 0, 'floor') ?? 0
	return add(s, numOf(String(-truncated(floor))) ?? 0) ?? 0
}

function dateTimeFromParts(given: readonly (Value | undefined)[]): Value {
	const [year, month, day, h, m, s, offset] = given
	const date = dateOf(whole(year), whole(month), whole(day))
	const time = timeFromParts(h, m, s, offset ?? null)
	if (date === null || time === null) return null
	if (typeof offset === 'string')
		return parseDateTime(`1970-01-01T00:00:00@${offset}`) === null
			? null
			: new DateTimeValue(date.day, time.nanos, offset)
	return new DateTimeValue(date.day, time.nanos, time.zone)
}

/** Of one kind and equal in every part, the zone as it is written included. */
function isSame(a: Value, b: Value): boolean {
	if (kindOf(a) !== kindOf(b)) return false
	if ((a instanceof TimeValue && b instanceof TimeValue) || (a instanceof DateTimeValue && b instanceof DateTimeValue))
		return a.zone === b.zone && a.nanos === b.nanos && same(a, b)
	return same(a, b)
}
