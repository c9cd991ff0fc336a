import { coerced } from './type.ts'
import type { Arguments, Param, Value } from './value.ts'

/** Arguments by parameter name, fitted to their types; null when they do not fit. */
export function bound(params: readonly Param[], args: Arguments): Map<string, Value> | null {
	const raw = args.by === 'place' ? placed(params, args.values) : args.values
	if (raw === null || [...raw.keys()].some((name) => !params.some((param) => param.name === name))) return null
	const values = new Map<string, Value>()
	for (const { name, type, optional } of params) {
		const given = raw.get(name)
		if (given === undefined) {
			if (optional !== true) return null
			continue
		}
		const fitted = type === null ? given : coerced(given, type)
		if (fitted === undefined) return null
		values.set(name, fitted)
	}
	return values
}

function placed(params: readonly Param[], values: readonly Value[]): ReadonlyMap<string, Value> | null {
	if (values.length > params.length) return null
	return new Map(params.slice(0, values.length).map((param, n) => [param.name, values[n] ?? null]))
}
