import {
	analyse,
	decisionTables,
	findShippedTable,
	FeelStopped,
	isWithin,
	outputKinds,
	type PublishedTable,
	readTableOrModel,
	TableFault,
} from '#kernel/tables/api.ts'
import type { AnalysisShape, FaultShape } from '../contract/drawings.ts'
import { rowIn, tableSentenceZh } from './table-sentences.ts'

/** All work of one analysis, over every table of the file. */
const work = 3_000_000

type Said = { readonly rule: string; readonly en: string; readonly zh?: string; readonly element?: string | null }

function fault({ rule, en, zh, element }: Said): FaultShape {
	return { element: element ?? rowIn(en), line: null, rule, en, zh: zh ?? tableSentenceZh(en) }
}

export type CheckedTable = {
	readonly faults: FaultShape[]
	/** Of every decision table in the file; null when it cannot be read. */
	readonly analysis: AnalysisShape[] | null
}

/** M85, T15, T22, T23. What stands against a table: as it is read, then as the one under that name is asked. */
export function checkedTable(name: string, dmn: string): CheckedTable {
	const read = readOrFault(name, dmn)
	if ('fault' in read) return { faults: [read.fault], analysis: null }
	const analysis = analysesOf(read)
	const broken = 'model' in read ? read.model.faults.map((en) => fault({ rule: 'T15', en })) : []
	if (broken.length > 0) return { faults: broken, analysis }
	const shipped = findShippedTable(name)
	const faults = shipped === null ? [] : [...asked(shipped, read), ...gaps(shipped, read, analysis)]
	return { faults: [...faults, ...unsure(analysis)], analysis }
}

function readOrFault(name: string, dmn: string): PublishedTable | { readonly fault: FaultShape } {
	try {
		return readTableOrModel(name, dmn)
	} catch (error) {
		if (!(error instanceof TableFault) && !(error instanceof FeelStopped)) throw error
		const rule = /\[(\w+)\]$/.exec(error.message)?.[1] ?? 'T1'
		const en = error.message.replace(`${name}: `, '').replace(/ \[\w+\]$/, '')
		return { fault: fault({ rule, en }) }
	}
}

/** T22. The program asks with certain facts and takes certain outputs: both stay. */
function asked(shipped: PublishedTable, drafted: PublishedTable): FaultShape[] {
	if ('table' in shipped !== 'table' in drafted) {
		const [en, zh] = 'table' in shipped ? ['one table', '单一决策表'] : ['a decision model', '判定模型']
		return [fault({ rule: 'T22', en: `the program asks for ${en} under this name`, zh: `系统按此名称使用${zh}` })]
	}
	if ('model' in shipped && 'model' in drafted) {
		const gone = shipped.model.decisions.filter((one) => !drafted.model.decisions.includes(one))
		const more = drafted.model.inputs.filter((one) => !shipped.model.inputs.includes(one))
		return [...gone.map(goneOutput), ...more.map(unknownInput)]
	}
	if (!('table' in shipped) || !('table' in drafted)) return []
	const given = new Set(shipped.table.inputs.flatMap(({ text }) => rootsOf(text)))
	const more = drafted.table.inputs.flatMap(({ text }) => rootsOf(text)).filter((one) => !given.has(one))
	const outputs = new Set(drafted.table.outputs.map((one) => one.name))
	const gone = shipped.table.outputs.filter((one) => !outputs.has(one.name))
	return [
		...gone.map((one) => goneOutput(one.name)),
		...[...new Set(more)].map(unknownInput),
		...otherKinds(shipped, drafted),
	]
}

function goneOutput(name: string): FaultShape {
	return fault({ rule: 'T22', element: name, en: `the program needs the output ${name}`, zh: `系统需要输出 ${name}` })
}

function unknownInput(name: string): FaultShape {
	return fault({
		rule: 'T22',
		element: name,
		en: `nobody gives the table a fact called ${name}`,
		zh: `系统不会向此表提供 ${name}`,
	})
}

/** T22. What stands in an output is of a kind that the shipped table gives there, and within what it lists: a number stays a number, a priority one of five. */
function otherKinds(shipped: PublishedTable, drafted: PublishedTable): FaultShape[] {
	if (!('table' in shipped) || !('table' in drafted)) return []
	const known = outputKinds(shipped.table)
	return outputKinds(drafted.table).flatMap(({ output, row, kind, value }) => {
		const kinds = known.filter((one) => one.output === output).map((one) => one.kind)
		if (kinds.length === 0) return []
		if (kinds.includes(kind)) return isWithin(shipped.table, output, value) ? [] : outOfBounds(output, row)
		const wanted = [...new Set(kinds)].join(', ')
		return fault({
			rule: 'T22',
			element: `row ${row}`,
			en: `row ${row}: ${output} is ${kind}, the program takes ${wanted}`,
			zh: `第 ${row} 行：${output} 为 ${kind}，系统只接受 ${wanted}`,
		})
	})
}

function outOfBounds(output: string, row: number): FaultShape {
	return fault({
		rule: 'T22',
		element: `row ${row}`,
		en: `row ${row}: ${output} is outside what the program takes`,
		zh: `第 ${row} 行：${output} 超出系统可接受的范围`,
	})
}

const ofFeel = new Set('true false null and or not if then else for in return some every satisfies between'.split(' '))

/** Names an expression begins with: `call.minutes` begins with `call`. */
function rootsOf(text: string): readonly string[] {
	const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')
	const names = [...bare.matchAll(/(?<![\w.])[A-Za-z_]\w*(?!\w|\s*\()/g)].map(([name]) => name)
	return names.filter((name) => !ofFeel.has(name))
}

/** T5, T19. Rows that are hit together against the hit policy leave nothing decided. */
function unsure(found: readonly AnalysisShape[]): FaultShape[] {
	return found.flatMap(({ decision, overlaps }) =>
		overlaps.map(({ rows: [a, b] }) =>
			fault({
				rule: 'T19',
				element: `row ${b}`,
				en: `${decision === '' ? '' : `${decision}: `}rows ${a} and ${b} are hit together, so nothing would be decided`,
				zh: `${decision === '' ? '' : `${decision}：`}第 ${a} 行和第 ${b} 行会同时命中，无法决定`,
			}),
		),
	)
}

/** T23. What the shipped table decides the published one decides too. */
function gaps(shipped: PublishedTable, drafted: PublishedTable, found: readonly AnalysisShape[]): FaultShape[] {
	if (!('table' in shipped) || !('table' in drafted)) return []
	if (analysesOf(shipped).some((one) => one.gaps.length > 0)) return []
	return found.flatMap((one) =>
		one.gaps.map(({ cells }) =>
			fault({
				rule: 'T23',
				element: null,
				en: `no row decides ${cells.join(', ')}`,
				zh: `没有任何一行适用于 ${cells.join('、')}`,
			}),
		),
	)
}

/** M85, T19. What analysis finds in every table of the file; the work is shared among them. */
function analysesOf(read: PublishedTable): AnalysisShape[] {
	const tables = decisionTables(read)
	return tables.map(({ decision, table }) => {
		const found = analyse(table, { work: Math.ceil(work / tables.length), most: 50 })
		return {
			decision,
			columns: table.inputs.map((input) => input.label),
			gaps: found.gaps.map(plain),
			overlaps: found.overlaps.map(({ rows, region }) => ({ rows: [...rows], region: plain(region) })),
			never: found.never.map(({ row, because }) => ({ row, because: [...because] })),
			notAnalysed: found.notAnalysed
				.slice(0, 50)
				.map(({ row, column, text }) => ({ row, column: table.inputs[column - 1]?.label ?? '', cell: text })),
			finished: found.finished,
		}
	})
}

function plain({ cells, example }: { readonly cells: readonly string[]; readonly example: object }) {
	return { cells: [...cells], example: jsonOf(example) }
}

/** Values as JSON holds them: days and durations as their ISO text. */
export function jsonOf(value: object): AnalysisShape['gaps'][number]['example'] {
	return JSON.parse(JSON.stringify(value))
}
