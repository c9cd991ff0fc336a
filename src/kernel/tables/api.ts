import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import { type Decision, decideBy } from './decide.ts'
import type { Facts } from './feel.ts'
import { type Answer, type Model, plainAnswer, readModel } from './model/model.ts'
import { readFile as readDmn } from './model/read.ts'
import { publishedModel, publishedTable, type PublishedTable } from './published.ts'
import { isSingleTable, type RuleTable, readTable, TableFault } from './table.ts'

export { type Analysis, type Region, analyse } from './analysis/analyse.ts'
export { type Decision, decideBy } from './decide.ts'
export { type TableElement, tableElements } from './elements.ts'
export { FeelStopped } from './feel.ts'
export { decisionTables, isWithin, outputKinds } from './kinds.ts'
export { type Answer, type Model, plainAnswer, readModel } from './model/model.ts'
export { type PublishedTable, usePublishedTables } from './published.ts'
export { findRecorded, type RecordedCase, type RecordedSource, useRecorded } from './recorded.ts'
export { type Case, type Differing, replay } from './replay.ts'
export { type RuleTable, readTable, TableFault } from './table.ts'

const tables = new Map<string, RuleTable>()
const models = new Map<string, Model>()

/**
 * Reads `<folder>/process/*.dmn` of every slice and makes each the table or model `slice.file-name`. Repeatable.
 * Throws `TableFault` at the first that may not be used.
 */
export async function loadTables(slices: readonly { readonly name: string; readonly folder: string }[]): Promise<void> {
	for (const slice of slices) {
		const folder = join(slice.folder, 'process')
		const files = await readdir(folder).catch(() => [])
		for (const file of files.filter((f) => f.endsWith('.dmn')).sort()) {
			const text = await readFile(join(folder, file), 'utf8')
			const name = `${slice.name}.${basename(file, '.dmn')}`
			if (isSingleTable(readDmn(name, text).nodes)) keepTable(readTable(name, text))
			else keepModel(needSound(readModel(name, text)))
		}
	}
}

/** Makes a table the one its name stands for. */
export function keepTable(table: RuleTable): void {
	tables.set(table.name, table)
}

/** Makes a model the one its name stands for. */
export function keepModel(model: Model): void {
	models.set(model.name, model)
}

/** T15. A model with faults is not used. @throws TableFault naming the first decision and cell */
export function needSound(model: Model): Model {
	const [first] = model.faults
	if (first !== undefined) throw new TableFault(model.name, first, 'T15')
	return model
}

/** The model in force under a name (T21). Asking for one that was never loaded is a fault of the caller. */
export function needModel(name: string): Model {
	const model = publishedModel(name) ?? models.get(name)
	if (model === undefined) throw new Error(`decision model ${name} is not loaded; call loadTables first`)
	return model
}

/** Decides by a model: the value of one decision as plain data, with the rows hit on the way. */
export function evaluateModel(
	name: string,
	facts: Facts,
	decision: string,
	now: Date,
): Answer & { readonly output: unknown } {
	const answer = needModel(name).evaluate({ facts, wanted: [decision], now })
	return { ...answer, output: plainAnswer(answer)[decision] }
}

/** The table in force under a name (T21). Asking for one that was never loaded is a fault of the caller. */
export function needTable(name: string): RuleTable {
	const table = publishedTable(name) ?? tables.get(name)
	if (table === undefined) throw new Error(`rule table ${name} is not loaded; call loadTables first`)
	return table
}

/**
 * Decides by a table: `evaluateTable('dispatch.priority', { kind: 'fire' })` gives
 * `{ output: { priority: 1 }, rows: [3], rule: 'dispatch.priority r3', version, en, zh }`.
 * @throws Refusal `invalid` when a value is outside its input's list (T6)
 */
export function evaluateTable(name: string, facts: Facts): Decision {
	return decideBy(needTable(name), facts)
}

/**
 * Decides by whatever a name stands for: a rule table, or `model#Decision`, whose value is the output, by the decision's name
 * when it is no context.
 */
export function decideByName(
	name: string,
	facts: Facts,
	now: Date,
): Pick<Decision, 'output' | 'rows' | 'rule' | 'version'> {
	const [table = '', decision] = name.split('#')
	if (decision === undefined) return decideBy(needTable(table), facts, now)
	const { output, rows } = evaluateModel(table, facts, decision, now)
	const own = rows.findLast((hit) => hit.table === decision)?.rows ?? []
	return {
		output: isRecord(output) ? output : { [decision]: output },
		rows: own,
		rule: [name, ...own.map((row) => `r${row}`)].join(' '),
		version: needModel(table).version,
	}
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A table as a screen shows it: columns, rows of cells, and which rows were hit. */
export type ShownTable = {
	readonly name: string
	readonly title: string
	readonly version: string
	readonly hitPolicy: string
	readonly columns: readonly { readonly label: string; readonly is: 'input' | 'output' }[]
	readonly rows: readonly {
		readonly n: number
		readonly cells: readonly string[]
		readonly en: string
		readonly zh: string
		readonly hit: boolean
	}[]
}

/** The table for a screen, with the rows of a decision marked. */
export function showTable(name: string, hits: readonly number[] = []): ShownTable {
	const table = needTable(name)
	return {
		name: table.name,
		title: table.title,
		version: table.version,
		hitPolicy: table.hitPolicy,
		columns: [
			...table.inputs.map((input) => ({ label: input.label, is: 'input' as const })),
			...table.outputs.map((output) => ({ label: output.label, is: 'output' as const })),
		],
		rows: table.rows.map(({ n, cells, en, zh }) => ({ n, cells, en, zh, hit: hits.includes(n) })),
	}
}

/** The table or model as the program ships it, whatever is published; null when it ships none of that name. */
export function findShippedTable(name: string): PublishedTable | null {
	const table = tables.get(name)
	if (table !== undefined) return { table }
	const model = models.get(name)
	return model === undefined ? null : { model }
}

/** Is there a table under a name, or a model with the decision after `#`: published or shipped? */
export function hasTable(name: string): boolean {
	const [table = '', decision] = name.split('#')
	if (decision === undefined) return (publishedTable(table) ?? tables.get(table)) !== undefined
	return (publishedModel(table) ?? models.get(table))?.decisions.includes(decision) === true
}

/** Names of all that is shipped. */
export function shippedTables(): readonly string[] {
	return [...tables.keys(), ...models.keys()].toSorted()
}

/**
 * Reads a file as what it is: a rule table or a decision model.
 * @throws TableFault for what may not be used whole; a model's other faults stand in it
 */
export function readTableOrModel(name: string, dmn: string): PublishedTable {
	return isSingleTable(readDmn(name, dmn).nodes) ? { table: readTable(name, dmn) } : { model: readModel(name, dmn) }
}

/** T11. Keeps every loaded table in the database under its version, and marks it as shipped. For the start of the program. */
export async function publishTables(tx: Tx, now: Date): Promise<void> {
	for (const { name, version, dmn } of [...tables.values(), ...models.values()]) {
		await sql`insert into matters.rule_table (name, version, dmn, published_at, shipped_at)
			values (${name}, ${version}, ${dmn}, ${now}, ${now})
			on conflict (name, version) do update set shipped_at = excluded.shipped_at
			where matters.rule_table.shipped_at is null or exists (select from matters.rule_table o
				where o.name = excluded.name and o.version <> excluded.version and o.shipped_at >= matters.rule_table.shipped_at)`.execute(
			tx,
		)
	}
}
