import { Refusal } from '../refusal.ts'
import { type Facts, FactsEnv } from './feel.ts'
import { toPlain, type Value } from './feel/value.ts'
import { decideGiven, listed } from './model/table.ts'
import type { RuleTable } from './table.ts'

export type Decision = {
	/** By output name, as plain data. For R, O and C without aggregation each is a list, in the policy's order. */
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

/**
 * Decides by a table (T2 to T7). `now` is what FEEL's `now()` and `today()` say.
 * @throws Refusal `invalid` when a value is outside its input's list (T6)
 * @throws FeelStopped when a cell does too much (T16)
 */
export function decideBy(table: RuleTable, facts: Facts, now?: Date): Decision {
	const env = new FactsEnv(facts, now)
	const { values, rows } = env.run.inside(table.name, () =>
		decideGiven(table.compiled, givenTo(table, env), env, table.name),
	)
	const [first] = rows
	return {
		output: Object.fromEntries(table.outputs.map((output, n) => [output.name, toPlain(values[n] ?? null)])),
		rows: rows.map((row) => row.n),
		rule: rows.length === 0 ? `${table.name} default` : `${table.name} ${rows.map((row) => `r${row.n}`).join(' ')}`,
		version: table.version,
		en: first?.notes.get('en') ?? '',
		zh: first?.notes.get('zh') ?? '',
	}
}

function givenTo(table: RuleTable, env: FactsEnv): readonly Value[] {
	return table.reads.map((read, n) => {
		const value = read(env)
		const input = table.compiled.inputs[n]
		if (value === null || input === undefined || input.values === null || listed(input.values, value, env)) return value
		throw new Refusal(
			'invalid',
			{
				en: `${input.label} has a value that ${table.name} does not list.`,
				zh: `${input.label} 的值不在决策表 ${table.name} 的取值范围内。`,
			},
			{ rule: 'T6', field: input.text },
		)
	})
}
