import { bound } from '../call.ts'
import { any, builtinType, type FeelType } from '../type.ts'
import { type Arguments, Fn, type Param, type Run, type Value } from '../value.ts'

/** What a built-in is given: its arguments by place, undefined where an optional one was left out. */
export type Given = readonly (Value | undefined)[]
export type Work = (given: Given, run: Run) => Value

type Overload = { readonly params: readonly Param[]; readonly nulls: readonly boolean[]; readonly work: Work }

/** A built-in function and its signatures. */
export type Builtin = { readonly name: string; readonly overloads: readonly (readonly [string, Work])[] }

/**
 * Declares a built-in: `builtin('substring', ['string: string, start position: number, length?: number', work])`.
 * A parameter is `name: type`; `name?` may be left out; `type?` may be null; several signatures are tried in order.
 */
export function builtin(name: string, ...overloads: readonly (readonly [string, Work])[]): Builtin {
	return { name, overloads }
}

/** A built-in that takes a list, or the items themselves as arguments. */
export function ofItems(name: string, work: (items: readonly Value[], run: Run) => Value): Builtin {
	return { name, overloads: [['...', ([items], run) => (Array.isArray(items) ? work(items, run) : null)]] }
}

export function functionOf({ name, overloads }: Builtin): Fn {
	const [first] = overloads
	if (first?.[0] === '...') {
		const work = first[1]
		return new Fn(name, [{ name: 'list', type: any }], null, (args, run) => {
			const items = itemsOf(args)
			run.step(items?.length ?? 1)
			return items === null ? null : work([items], run)
		})
	}
	const read = overloads.map(([signature, work]) => overloadOf(signature, work))
	return new Fn(name, read[0]?.params ?? [], null, (args, run) => {
		for (const { params, nulls, work } of read) {
			const values = bound(params, args)
			if (values === null) continue
			const given = params.map((param) => values.get(param.name))
			if (given.some((value, n) => value === null && nulls[n] !== true)) break
			run.step()
			return work(given, run)
		}
		run.fault(`the arguments do not fit \`${name}\``)
		return null
	})
}

function itemsOf(args: Arguments): readonly Value[] | null {
	if (args.by === 'name') {
		const list = args.values.get('list')
		if (args.values.size !== 1 || list === undefined || list === null) return null
		return Array.isArray(list) ? list : [list]
	}
	const [only] = args.values
	if (args.values.length === 0) return null
	if (args.values.length > 1) return args.values
	return Array.isArray(only) ? only : [only ?? null]
}

function overloadOf(signature: string, work: Work): Overload {
	const parts = signature === '' ? [] : signature.split(', ')
	const read = parts.map((part) => {
		const [name = '', type = 'any'] = part.split(': ')
		return { name: name.replace(/\?$/, ''), optional: name.endsWith('?'), type: type.replace(/\?$/, ''), part }
	})
	return {
		params: read.map(({ name, type, optional }) => ({ name, type: typeOf(type), optional })),
		nulls: read.map(({ part }) => part.endsWith('?')),
		work,
	}
}

const shorts: Readonly<Record<string, string>> = { datetime: 'date and time' }

function typeOf(name: string): FeelType | null {
	return name === 'any' ? null : builtinType(shorts[name] ?? name)
}
