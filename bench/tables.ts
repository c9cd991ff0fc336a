import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unaryTest } from 'feelin'
import { projectFolder } from '#kernel/folder.ts'
import { decideBy } from '#kernel/tables/decide.ts'
import { type RuleTable, readTable } from '#kernel/tables/table.ts'
import { findKit, type Outcome, runKit } from '#kernel/tables/tests/tck.ts'
import { type Row, row } from './row.ts'

/**
 * tables/tck-cl2, tables/tck-cl3: result nodes of the DMN kit that come out right; the peer is how many there are.
 * tables/decide: decisions a second by the priority table of dispatch over the same random facts; the peer is feelin asked
 * cell by cell until a row fits, as a caller of that library would.
 */

function kitRows(): Row[] {
	const kit = findKit()
	if (kit === null) {
		process.stderr.write('tables/tck-*: left out, SEAWALL_ORACLES does not have the DMN kit\n')
		return []
	}
	return ([2, 3] as const).map((level) => {
		const outcomes = [...runKit(kit, level).values()]
		const sum = (of: keyof Outcome & ('passed' | 'total')) => outcomes.reduce((all, one) => all + one[of], 0)
		return row(`tables/tck-cl${level}`, 'passed', sum('passed'), 'result nodes', {
			name: 'all of them',
			value: sum('total'),
		})
	})
}

/** Facts drawn from what the table's own cells speak of, by a fixed seed. */
function factsFor(table: RuleTable, count: number): Record<string, unknown>[] {
	let state = 42
	const draw = (below: number) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
		return (state >>> 8) % below
	}
	const words = table.inputs.map((_, n) =>
		table.rows.flatMap((one) => [...(one.cells[n] ?? '').matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '')),
	)
	return Array.from({ length: count }, () =>
		Object.fromEntries(table.inputs.map((input, n) => [input.text, words[n]?.[draw(words[n]?.length || 1)] ?? null])),
	)
}

/** The first row that feelin says fits; 0 for none. */
function byFeelin(table: RuleTable, facts: Record<string, unknown>): number {
	const fits = (cells: readonly string[]) =>
		table.inputs.every((input, n) => {
			const cell = cells[n] ?? '-'
			return cell === '-' || cell === '' || unaryTest(cell, { ...facts, '?': facts[input.text] }).value === true
		})
	return table.rows.find((one) => fits(one.cells))?.n ?? 0
}

function decideRow(): Row {
	const dmn = readFileSync(join(projectFolder, 'src/dispatch/process/priority.dmn'), 'utf8')
	const table = readTable('bench.priority', dmn)
	const facts = factsFor(table, 200)
	const perSecond = (decide: (one: Record<string, unknown>) => unknown, ms: number) => {
		const from = performance.now()
		let decided = 0
		while (performance.now() - from < ms) {
			for (const one of facts) decide(one)
			decided += facts.length
		}
		return (decided / (performance.now() - from)) * 1000
	}
	for (const one of facts) {
		const [ours, theirs] = [decideBy(table, one).rows[0] ?? 0, byFeelin(table, one)]
		if (ours !== theirs) throw new Error(`row ${ours}, but feelin says ${theirs}: ${JSON.stringify(one)}`)
	}
	perSecond((one) => decideBy(table, one), 500)
	const peer = { name: 'feelin, same table and facts', value: perSecond((one) => byFeelin(table, one), 2_000) }
	return row(
		'tables/decide',
		'per_s',
		perSecond((one) => decideBy(table, one), 2_000),
		'/s',
		peer,
	)
}

/** The rows tables/*. */
export function run(): Row[] {
	return [...kitRows(), decideRow()]
}
