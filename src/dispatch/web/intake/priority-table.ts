import type { Facts, IncidentType } from '../../contract/lists.ts'

/**
 * The priority table as drawn in `process/priority.dmn`, read for showing which row stands. What is shown before the
 * incident is opened is a foresight; the server decides by the same drawing and says its row.
 */
export type TableRow = {
	/** From 1. */
	readonly row: number
	/** Allowed values per column (type, weapon, hurt, ongoing, vulnerable); null means any. */
	readonly columns: readonly (readonly string[] | null)[]
	readonly priority: number
}

const columnNames = ['type', 'weapon', 'hurt', 'ongoing', 'vulnerable'] as const
export type ColumnName = (typeof columnNames)[number]
export const askedColumns = ['weapon', 'hurt', 'ongoing', 'vulnerable'] as const

const textsOf = (xml: string): string[] => [...xml.matchAll(/<text>([\s\S]*?)<\/text>/g)].map((found) => found[1] ?? '')

/** Reads the rows of a decision table whose tests are lists of words (`"a","b"`, `-` for any). */
export function readTable(xml: string): TableRow[] {
	return [...xml.matchAll(/<rule\b[\s\S]*?<\/rule>/g)].flatMap(([rule], at) => {
		const inputs = [...rule.matchAll(/<inputEntry\b[\s\S]*?<\/inputEntry>/g)].map(([entry]) => textsOf(entry)[0] ?? '-')
		const output = /<outputEntry\b[\s\S]*?<\/outputEntry>/.exec(rule)?.[0] ?? ''
		const priority = Number(textsOf(output)[0])
		if (!Number.isInteger(priority)) return []
		return [{ row: at + 1, columns: inputs.map(allowed), priority }]
	})
}

function allowed(test: string): readonly string[] | null {
	const plain = test.replaceAll('&quot;', '"').trim()
	if (plain === '-' || plain === '') return null
	return [...plain.matchAll(/"([^"]*)"/g)].map((found) => found[1] ?? '')
}

/** The first row that fits, null when none does or the type is not chosen yet. */
export function hitRow(rows: readonly TableRow[], type: IncidentType | null, facts: Facts): TableRow | null {
	if (type === null) return null
	const values = [type, facts.weapon, facts.hurt, facts.ongoing, facts.vulnerable]
	return (
		rows.find((row) => row.columns.every((column, at) => column === null || column.includes(values[at] ?? ''))) ?? null
	)
}

/** The hit row with the rows of its type around it: enough to see why this one and not the next. */
export function around(rows: readonly TableRow[], type: IncidentType | null, hit: TableRow | null): TableRow[] {
	const ofType = rows.filter(
		(row) => type !== null && (row.columns[0] === null || row.columns[0]?.includes(type) === true),
	)
	const at = Math.max(
		0,
		ofType.findIndex((row) => row === hit),
	)
	const from = Math.max(0, Math.min(at - 1, ofType.length - 3))
	return ofType.slice(from, from + 3)
}
