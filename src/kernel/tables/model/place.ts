import type { CompiledTest } from '../feel/compile.ts'
import { expressionFrom, testsFrom } from '../feel/compile-text.ts'
import type { Compiled } from '../feel/env.ts'
import type { Names } from '../feel/names.ts'
import { FeelStopped } from '../feel/run.ts'
import { FeelFault } from '../feel/scan.ts'
import { parseExpression } from '../feel/parse.ts'
import { coerced, type FeelType } from '../feel/type.ts'
import { kindOf } from '../feel/value.ts'
import type { TypeFinder } from './items.ts'
import { surelyCalls } from './recursion.ts'
import type { Table } from './table.ts'

/** Where an expression stands in a model while it is compiled. */
export type Place = {
	/** For faults: `decision Fee, row 3, column 2`. */
	readonly where: string
	readonly names: Names
	readonly types: TypeFinder
	/** Told what is wrong there. */
	readonly fault: (sentence: string) => void
	/** Told of each decision table, for the analysis. */
	readonly table?: (where: string, table: Table) => void
	/** Are names that nothing has simply null, as the facts of a rule table may be? */
	readonly open: boolean
}

/** The same place, one step further in. */
export function within(place: Place, where: string, names: Iterable<string> = []): Place {
	return { ...place, where: joinedWhere(place.where, where), names: place.names.inside(names) }
}

/** `decision Fee` and `row 3` are `decision Fee, row 3`. */
export function joinedWhere(outer: string, inner: string): string {
	return outer === '' || inner === '' ? outer + inner : `${outer}, ${inner}`
}

/** Compiles a text; a broken one is told, and gives null. */
export function feelAt(place: Place, text: string): Compiled {
	return sound(
		place,
		text,
		() => expressionFrom(text, place.names, unknownAt(place)),
		() => null,
	)
}

/** Tells of a function whose text surely calls it again, so that it could never end (T17). */
export function refuseEndless(place: Place, name: string, text: string): void {
	try {
		const endless = surelyCalls(name, parseExpression(text, place.names))
		if (endless) place.fault(`${place.where}: it always calls itself and never ends`)
	} catch (error) {
		// What is not FEEL is told where it is compiled.
		if (!(error instanceof FeelFault) && !(error instanceof RangeError)) throw error
	}
}

/** Compiles a cell of tests; where a broken one would have to be asked, nothing is decided. */
export function testsAt(place: Place, text: string): CompiledTest {
	return sound(
		place,
		text,
		() => testsFrom(text, place.names, unknownAt(place)),
		() => {
			throw new FeelStopped('the cell is not FEEL')
		},
	)
}

function unknownAt(place: Place): (name: string) => void {
	return (name) => {
		if (!place.open) place.fault(`${place.where}: nothing is called \`${name}\``)
	}
}

function sound<T>(place: Place, text: string, make: () => T, broken: T): T {
	try {
		return make()
	} catch (error) {
		if (!(error instanceof FeelFault)) throw error
		place.fault(
			`${place.where}: \`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\` is not FEEL: ${error.message}`,
		)
		return broken
	}
}

/** The value fitted to a type; null, with the reason noted, when it does not fit. */
export function fitted(made: Compiled, type: FeelType | null, where: string): Compiled {
	if (type === null) return made
	return (env) => {
		const value = made(env)
		const result = coerced(value, type)
		if (result === undefined) env.run.fault(`${where}: a ${kindOf(value)} is not of the type`)
		return result ?? null
	}
}
