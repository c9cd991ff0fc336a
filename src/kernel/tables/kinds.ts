import { FactsEnv, FeelStopped } from './feel.ts'
import { kindOf, type Value } from './feel/value.ts'
import type { Table } from './model/table.ts'
import type { PublishedTable } from './published.ts'
import type { RuleTable } from './table.ts'

/** Every decision table of a file with the decision it stands for; empty name: the file is that one table. */
export function decisionTables(read: PublishedTable): readonly { readonly decision: string; readonly table: Table }[] {
	if ('table' in read) return [{ decision: '', table: read.table.compiled }]
	return [...read.model.tables].map(([decision, table]) => ({ decision, table }))
}

export type OutputKind = {
	readonly output: string
	readonly row: number
	readonly kind: string
	readonly value: Exclude<Value, null>
}

/** T22. Whether a value may stand in an output of a table; true where the table does not say. */
export function isWithin(table: RuleTable, output: string, value: Value): boolean {
	const bound = table.compiled.outputs.find((one) => one.name === output)?.bound ?? null
	if (bound === null) return true
	const env = new FactsEnv({})
	return env.run.inside('', () => bound(value, env)) === true
}

/**
 * T22. What kind of value stands in each output cell that says one by itself; a cell that needs facts, or stops, says none.
 */
export function outputKinds(table: RuleTable): readonly OutputKind[] {
	return table.compiled.rows.flatMap((row) =>
		row.outputs.flatMap((output, c) => {
			const name = table.outputs[c]?.name ?? ''
			const env = new FactsEnv({})
			try {
				const value = env.run.inside('', () => output(env))
				return value === null ? [] : [{ output: name, row: row.n, kind: kindOf(value), value }]
			} catch (error) {
				if (error instanceof FeelStopped) return []
				throw error
			}
		}),
	)
}
