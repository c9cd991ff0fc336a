import { DateTimeValue, DateValue } from './time.ts'
import { needLight } from './weight.ts'
import { Fn, isContext, isList, kindOf, Range, type Value } from './value.ts'

/** A type as FEEL and item definitions write it. */
export type FeelType =
	| { readonly kind: 'any' }
	| { readonly kind: 'simple'; readonly name: string }
	| { readonly kind: 'list'; readonly of: FeelType }
	| { readonly kind: 'range'; readonly of: FeelType }
	| { readonly kind: 'context'; readonly entries: ReadonlyMap<string, FeelType> }
	| { readonly kind: 'function'; readonly params: readonly FeelType[]; readonly result: FeelType }
	/** A type and what its values must also pass, from an item definition. */
	| {
			readonly kind: 'allowed'
			readonly of: FeelType
			readonly allows: (value: Value) => boolean
			/** As written. */
			readonly text: string
	  }
	/** A name looked up when it is used, so that definitions may refer to each other. */
	| { readonly kind: 'named'; readonly name: string; readonly find: () => FeelType | null }

export const any: FeelType = { kind: 'any' }
export const simple = (name: string): FeelType => ({ kind: 'simple', name })

const simpleNames: Readonly<Record<string, string>> = {
	number: 'number',
	string: 'string',
	boolean: 'boolean',
	date: 'date',
	time: 'time',
	'date and time': 'date and time',
	dateTime: 'date and time',
	'days and time duration': 'days and time duration',
	dayTimeDuration: 'days and time duration',
	'years and months duration': 'years and months duration',
	yearMonthDuration: 'years and months duration',
	Null: 'null',
}

/** The type FEEL itself has under a name. */
export function builtinType(name: string): FeelType | null {
	if (name === 'Any') return any
	if (name === 'list') return { kind: 'list', of: any }
	if (name === 'context') return { kind: 'context', entries: new Map() }
	if (name === 'function') return simple('function')
	if (name === 'range') return { kind: 'range', of: any }
	const own = Object.hasOwn(simpleNames, name) ? simpleNames[name] : undefined
	return own === undefined ? null : simple(own)
}

/** The names above, for the parser. */
export const typeNames: readonly string[] = Object.keys(simpleNames)

const deepest = 64

/**
 * Does the value belong to the type? Null belongs to none but Any and Null. `instance of` asks about the type alone and
 * leaves allowed values out (`strict` false).
 */
export function conforms(value: Value, type: FeelType, strict = true, depth = 0): boolean {
	if (depth > deepest) return false
	switch (type.kind) {
		case 'any':
			return true
		case 'simple':
			return kindOf(value) === type.name
		case 'list':
			return isList(value) && value.every((item) => orNull(item, type.of, strict, depth + 1))
		case 'range':
			return value instanceof Range && [value.low, value.high].every((end) => end === null || conforms(end, type.of))
		case 'context':
			if (!isContext(value)) return false
			return [...type.entries].every(
				([key, of]) => value.has(key) && orNull(value.get(key) ?? null, of, strict, depth + 1),
			)
		case 'function':
			return value instanceof Fn && functionFits(value, type)
		case 'allowed':
			return conforms(value, type.of, strict, depth + 1) && (!strict || type.allows(value))
		case 'named': {
			const found = type.find()
			return found !== null && conforms(value, found, strict, depth + 1)
		}
	}
}

function orNull(value: Value, type: FeelType, strict: boolean, depth: number): boolean {
	return value === null || conforms(value, type, strict, depth)
}

/** Parameters may be wider and the result narrower than the type says (DMN 1.5, 10.3.2.9.1); untyped ones fit. */
function functionFits(fn: Fn, type: FeelType & { kind: 'function' }): boolean {
	if (fn.params.length !== type.params.length) return false
	const fits = type.params.every((param, n) => {
		const own = fn.params[n]?.type ?? null
		return own === null || isSubtype(param, own)
	})
	return fits && (fn.result === null || isSubtype(fn.result, type.result))
}

/** The allowed values of a type, as written; empty when any are. */
export function allowedText(type: FeelType | null): string {
	let at = type
	for (let n = 0; n < deepest && at !== null; n += 1) {
		if (at.kind === 'allowed') return at.text
		if (at.kind !== 'named') return ''
		at = at.find()
	}
	return ''
}

/** The type behind names and allowed values. */
export function resolved(type: FeelType): FeelType {
	let at = type
	for (let n = 0; n < deepest; n += 1) {
		if (at.kind === 'named') at = at.find() ?? any
		else if (at.kind === 'allowed') at = at.of
		else return at
	}
	return at
}

function isSubtype(narrow: FeelType, wide: FeelType, depth = 0): boolean {
	const [a, b] = [resolved(narrow), resolved(wide)]
	if (depth > deepest) return false
	if (b.kind === 'any') return true
	if (a.kind === 'simple' && b.kind === 'simple') return a.name === b.name
	if ((a.kind === 'list' || a.kind === 'range') && a.kind === b.kind) return isSubtype(a.of, b.of, depth + 1)
	if (a.kind === 'context' && b.kind === 'context')
		return [...b.entries].every(([key, of]) => {
			const own = a.entries.get(key)
			return own !== undefined && isSubtype(own, of, depth + 1)
		})
	if (a.kind === 'function' && b.kind === 'function')
		return (
			a.params.length === b.params.length &&
			b.params.every((param, n) => isSubtype(param, a.params[n] ?? any, depth + 1)) &&
			isSubtype(a.result, b.result, depth + 1)
		)
	return false
}

/**
 * The value as the type takes it (DMN 1.5, 10.3.2.9.4): as it is; a list of one for its item; an item as a list of one; a
 * date as its midnight in UTC. Undefined when it does not fit; null fits every type.
 */
export function coerced(value: Value, type: FeelType): Value | undefined {
	needLight(value)
	if (value === null || conforms(value, type)) return value
	const wanted = resolved(type)
	if (value instanceof DateValue && wanted.kind === 'simple' && wanted.name === 'date and time')
		return new DateTimeValue(value.day, 0, 0)
	if (wanted.kind !== 'list' && isList(value) && value.length === 1) {
		const [item] = value
		if (item !== undefined && conforms(item, type)) return item
	}
	if (wanted.kind === 'list' && !isList(value)) {
		const list = [value]
		if (conforms(list, type)) return list
	}
	return undefined
}
