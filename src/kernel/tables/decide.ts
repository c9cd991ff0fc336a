import { Refusal } from '../refusal.ts'
import type { Facts } from './feel.ts'
import type { Row, RuleTable } from './table.ts'

export type Decision = {
	/** By output name. For R, O and C without aggregation each is a list, in the policy's order. */
	readonly output: Readonly<Record<string, unknown>>
	/** Rows that gave it, from 1; empty when the defaults were taken. */
	readonly rows: readonly number[]
	/** `dispatch.priority r3`, for the ledger and for "why?". */
	readonly rule: string
	readonly version: string
	/** What the first row says. */
	readonly en: string
	readonly zh: string
}

type Hit = { readonly row: Row; readonly values: readonly unknown[] }

/**
 * Decides by a table (T2 to T7).
 * @throws Refusal `invalid` when a value is outside its input's list (T6)
 */
export function decideBy(table: RuleTable, facts: Facts): Decision {
	const given = table.inputs.map((input) => {
		const value = input.value(facts)
		if (value !== null && input.values !== null && !input.values(value, facts))
			throw new Refusal(
				'invalid',
				{
					en: `${input.label} has a value that ${table.name} does not list.`,
					zh: `${input.label} 的值不在决策表 ${table.name} 的取值范围内。`,
				},
				{
					rule: 'T6',
					field: input.text,
				},
			)
		return value
	})
	const fits = (row: Row) => row.tests.every((test, n) => test(given[n], facts))
	const hitOf = (row: Row): Hit => ({ row, values: row.outputs.map((output) => output(facts)) })
	const { values, rows } = chosen(table, facts, (only) => {
		if (!only) return table.rows.filter(fits).map(hitOf)
		const row = table.rows.find(fits)
		return row === undefined ? [] : [hitOf(row)]
	})
	return {
		output: Object.fromEntries(table.outputs.map((output, n) => [output.name, values[n] ?? null])),
		rows: rows.map((row) => row.n),
		rule: rows.length === 0 ? `${table.name} default` : `${table.name} ${rows.map((row) => `r${row.n}`).join(' ')}`,
		version: table.version,
		en: rows[0]?.en ?? '',
		zh: rows[0]?.zh ?? '',
	}
}

type Chosen = { readonly values: readonly unknown[]; readonly rows: readonly Row[] }

function chosen(table: RuleTable, facts: Facts, hitsOf: (firstOnly: boolean) => readonly Hit[]): Chosen {
	const hits = hitsOf(table.hitPolicy === 'F')
	const first = hits[0]
	if (first === undefined) {
		const counted = table.hitPolicy === 'C#' ? [0] : table.outputs.map((output) => output.whenNone(facts))
		return { values: counted, rows: [] }
	}
	const rows = hits.map((hit) => hit.row)
	const undecided = { values: table.outputs.map(() => null), rows }
	switch (table.hitPolicy) {
		case 'U':
			return hits.length === 1 ? { values: first.values, rows } : undecided
		case 'A':
			return hits.every((hit) => same(hit.values, first.values)) ? { values: first.values, rows } : undecided
		case 'F':
			return { values: first.values, rows }
		case 'P': {
			const best = byListing(table, hits)[0] ?? first
			return { values: best.values, rows: [best.row] }
		}
		case 'O': {
			const ordered = byListing(table, hits)
			return { values: columns(table, ordered), rows: ordered.map((hit) => hit.row) }
		}
		case 'R':
		case 'C':
			return { values: columns(table, hits), rows }
		default:
			return {
				values: [
					aggregate(
						table.hitPolicy,
						hits.map((hit) => hit.values[0]),
					),
				],
				rows,
			}
	}
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
	return JSON.stringify(a) === JSON.stringify(b)
}

function columns(table: RuleTable, hits: readonly Hit[]): readonly unknown[][] {
	return table.outputs.map((_, n) => hits.map((hit) => hit.values[n]))
}

/** Rows by the place of their outputs in the lists of output values, the first output counting most; else as written. */
function byListing(table: RuleTable, hits: readonly Hit[]): readonly Hit[] {
	const place = (hit: Hit, n: number) => {
		const at = table.outputs[n]?.values.indexOf(hit.values[n]) ?? -1
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

/** Counts distinct values for `#`, as the standard says; the others take numbers only. */
function aggregate(policy: 'C+' | 'C<' | 'C>' | 'C#', values: readonly unknown[]): number | null {
	if (policy === 'C#') return new Set(values.map((value) => JSON.stringify(value))).size
	const numbers = values.filter((value) => typeof value === 'number')
	if (numbers.length !== values.length) return null
	if (policy === 'C+') return numbers.reduce((sum, n) => sum + n, 0)
	return numbers.reduce((best, n) => (policy === 'C<' ? Math.min(best, n) : Math.max(best, n)))
}
