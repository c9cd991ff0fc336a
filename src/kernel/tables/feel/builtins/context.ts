import { isContext, isList, type Value } from '../value.ts'
import { type Builtin, builtin } from './declare.ts'

/** Contexts, and the few functions that take anything. */
export const contextFunctions: readonly Builtin[] = [
	builtin('get value', [
		'm: context, key: string',
		([context, key]) => (isContext(context) ? (context.get(String(key)) ?? null) : null),
	]),
	builtin('get entries', [
		'm: context',
		([context]) =>
			isContext(context)
				? [...context].map(
						([key, value]) =>
							new Map<string, Value>([
								['key', key],
								['value', value],
							]),
					)
				: null,
	]),
	builtin('context', ['entries: list', ([entries]) => contextOf(isList(entries) ? entries : [])]),
	builtin(
		'context put',
		[
			'context: context, key: string, value: any?',
			([context, key, value]) => put(context ?? null, [String(key)], value ?? null),
		],
		[
			'context: context, keys: list, value: any?',
			([context, keys, value]) => put(context ?? null, isList(keys) ? keys : [], value ?? null),
		],
	),
	builtin('context merge', ['contexts: list', ([contexts]) => merged(isList(contexts) ? contexts : [])]),
	builtin('not', ['negand: any?', ([value]) => (typeof value === 'boolean' ? !value : null)]),
]

function contextOf(entries: readonly Value[]): Value {
	const made = new Map<string, Value>()
	for (const entry of entries) {
		if (!isContext(entry)) return null
		const [key, value] = [entry.get('key'), entry.get('value')]
		if (typeof key !== 'string' || value === undefined || made.has(key)) return null
		made.set(key, value)
	}
	return made
}

function put(context: Value, keys: readonly Value[], value: Value): Value {
	const [key, ...rest] = keys
	if (!isContext(context) || typeof key !== 'string') return null
	const inner = rest.length === 0 ? value : put(context.get(key) ?? null, rest, value)
	if (rest.length > 0 && inner === null) return null
	return new Map([...context, [key, inner]])
}

function merged(contexts: readonly Value[]): Value {
	const made = new Map<string, Value>()
	for (const context of contexts) {
		if (!isContext(context)) return null
		for (const [key, value] of context) made.set(key, value)
	}
	return made
}
