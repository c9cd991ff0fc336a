import type { Env } from '../feel/env.ts'
import { add, isNum } from '../feel/number.ts'
import { compare, isList, same, type Value } from '../feel/value.ts'
import type { Row, Table } from './table.ts'

export type HitPolicy = 'U' | 'A' | 'F' | 'P' | 'R' | 'O' | 'C' | 'C+' | 'C<' | 'C>' | 'C#'

const policies: Readonly<Record<string, HitPolicy>> = {
	UNIQUE: 'U',
	ANY: 'A',
	FIRST: 'F',
	PRIORITY: 'P',
	'RULE ORDER': 'R',
	'OUTPUT ORDER': 'O',
	COLLECT: 'C',
}
const aggregations: Readonly<Record<string, HitPolicy>> = { SUM: 'C+', MIN: 'C<', MAX: 'C>', COUNT: 'C#' }

/** Null when the file names no policy there is, or aggregates more than one output. */
export function policyOf(policy = 'UNIQUE', aggregation: string | undefined, outputs: number): HitPolicy | null {
	const found = Object.hasOwn(policies, policy) ? (policies[policy] ?? null) : null
	if (found !== 'C' || aggregation === undefined) return found
	return outputs === 1 && Object.hasOwn(aggregations, aggregation) ? (aggregations[aggregation] ?? null) : null
}

export type Hit = { readonly row: Row; readonly values: readonly Value[] }
export type Chosen = { readonly values: readonly Value[]; readonly rows: readonly Row[] }

/** What the hit policy makes of the rows that fit (T3 to T5). */
export function chosen(table: Table, hits: readonly Hit[], env: Env): Chosen {
	const first = hits[0]
	if (first === undefined) return { values: whenNone(table, env), rows: [] }
	const rows = hits.map((hit) => hit.row)
	switch (table.policy) {
		case 'U':
			return hits.length === 1 ? { values: first.values, rows } : undecided(table, rows, env)
		case 'A': {
			const agree = hits.every((hit) => sameAll(hit.values, first.values))
			return agree ? { values: first.values, rows } : undecided(table, rows, env)
		}
		case 'F':
			return { values: first.values, rows }
		case 'P': {
			const best = byListing(table, hits, env)[0] ?? first
			return { values: best.values, rows: [best.row] }
		}
		case 'O': {
			const ordered = byListing(table, hits, env)
			return { values: columns(table, ordered), rows: ordered.map((hit) => hit.row) }
		}
		case 'R':
		case 'C':
			return { values: columns(table, hits), rows }
		default: {
			const given = hits.map((hit) => hit.values[0] ?? null)
			return { values: [aggregate(table.policy, given)], rows }
		}
	}
}

function whenNone(table: Table, env: Env): readonly Value[] {
	if (table.policy === 'C#' && table.outputs[0]?.whenNone === null) return [0]
	return table.outputs.map((output) => output.whenNone?.(env) ?? null)
}

function undecided(table: Table, rows: readonly Row[], env: Env): Chosen {
	env.run.fault(`rows ${rows.map((row) => row.n).join(', ')} contradict each other`)
	return { values: table.outputs.map(() => null), rows }
}

const sameAll = (a: readonly Value[], b: readonly Value[]) => a.every((value, n) => same(value, b[n] ?? null))

function columns(table: Table, hits: readonly Hit[]): readonly Value[] {
	return table.outputs.map((_, n) => hits.map((hit) => hit.values[n] ?? null))
}

/** Rows by the place of their outputs in the lists of output values, the first output counting most; else as written. */
function byListing(table: Table, hits: readonly Hit[], env: Env): readonly Hit[] {
	const lists = table.outputs.map((output) => output.values?.(env) ?? null)
	const place = (hit: Hit, n: number) => {
		const list = lists[n] ?? null
		const at = isList(list) ? list.findIndex((value) => same(value, hit.values[n] ?? null)) : -1
		return at < 0 ? Number.MAX_SAFE_INTEGER : at
	}
	return hits.toSorted((a, b) => {
		for (const n of table.outputs.keys()) {
			const difference = place(a, n) - place(b, n)
			if (difference !== 0) return difference
		}
		return a.row.n - b.row.n
	})
}

/** `#` counts distinct values, as the standard says; the others take numbers, `<` and `>` anything with an order. */
function aggregate(policy: 'C+' | 'C<' | 'C>' | 'C#', values: readonly Value[]): Value {
	if (policy === 'C#') {
		const seen: Value[] = []
		for (const value of values) if (!seen.some((one) => same(one, value))) seen.push(value)
		return seen.length
	}
	if (policy === 'C+') {
		const numbers = values.filter(isNum)
		if (numbers.length !== values.length) return null
		return numbers.reduce<Value>((sum, n) => (isNum(sum) ? add(sum, n) : null), 0)
	}
	return values.reduce((best, value) => {
		const order = compare(value, best)
		if (order === null) return null
		return (policy === 'C<' ? order < 0 : order > 0) ? value : best
	})
}
