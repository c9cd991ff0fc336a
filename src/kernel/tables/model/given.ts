import { parseDate, parseDateTime, parseDuration, parseTime } from '../feel/time.ts'
import { coerced, type FeelType, resolved } from '../feel/type.ts'
import { isContext, isList, type Value } from '../feel/value.ts'

/**
 * A fact fitted to its input's type. JSON has no days, times and durations: text stands for them where the type asks for
 * one. Undefined when it does not fit.
 */
export function factFor(value: Value, type: FeelType | null): Value | undefined {
	return type === null ? value : coerced(told(value, type), type)
}

function told(value: Value, type: FeelType, depth = 0): Value {
	const wanted = resolved(type)
	if (depth > 50) return value
	if (typeof value === 'string' && wanted.kind === 'simple') return parsers[wanted.name]?.(value) ?? value
	if (wanted.kind === 'list' && isList(value)) return value.map((item) => told(item, wanted.of, depth + 1))
	if (wanted.kind !== 'context' || !isContext(value)) return value
	return new Map(
		[...value].map(([key, item]) => [key, told(item, wanted.entries.get(key) ?? { kind: 'any' }, depth + 1)]),
	)
}

const parsers: Readonly<Record<string, ((text: string) => Value) | undefined>> = {
	date: parseDate,
	time: parseTime,
	'date and time': parseDateTime,
	'days and time duration': parseDuration,
	'years and months duration': parseDuration,
}
