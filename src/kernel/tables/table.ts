import { createHash } from 'node:crypto'
import { type FactsEnv, factNames } from './feel.ts'
import { toValue } from './feel/to-value.ts'
import type { Value } from './feel/value.ts'
import { boxIn } from './model/boxed.ts'
import type { HitPolicy } from './model/hit-policy.ts'
import type { Place } from './model/place.ts'
import { type Node, readFile, TableFault } from './model/read.ts'
import { readTableBox, type Input, type Table } from './model/table.ts'

export { TableFault } from './model/read.ts'

/** A rule table ready to decide: a file with one decision and one table, over facts. */
export type RuleTable = {
	/** `slice.table`, e.g. `dispatch.priority`. */
	readonly name: string
	readonly title: string
	readonly hitPolicy: HitPolicy
	readonly inputs: readonly { readonly label: string; readonly text: string }[]
	readonly outputs: readonly { readonly label: string; readonly name: string }[]
	readonly rows: readonly {
		/** From 1. */
		readonly n: number
		readonly cells: readonly string[]
		/** What the row says, in both languages; empty when the table does not say. */
		readonly en: string
		readonly zh: string
	}[]
	/** First 12 hex digits of the file's SHA-256. */
	readonly version: string
	readonly dmn: string
	readonly compiled: Table
	/** Reads the inputs from the facts, one function a column. */
	readonly reads: readonly ((env: FactsEnv) => Value)[]
}

/** Reads and compiles a table (T1, T9). @throws TableFault */
export function readTable(name: string, dmn: string): RuleTable {
	const fault = (sentence: string): never => {
		throw new TableFault(name, sentence)
	}
	const file = readFile(name, dmn)
	const decision = onlyDecision(file.nodes, fault)
	const box = boxIn(decision.element)
	if (box === null) return fault('the decision holds no table')
	if (box.tag !== 'decisionTable') return fault(`the decision holds a ${box.tag}, not a table`)
	const place: Place = {
		where: '',
		names: factNames(file.nodes.map((node) => node.name)),
		types: () => null,
		fault: (sentence) => fault(sentence.replace(/^[,:] /, '')),
		open: true,
	}
	const compiled = readTableBox(box, place) ?? fault('the table may not be used')
	return {
		name,
		title: decision.name === '' ? name : decision.name,
		hitPolicy: compiled.policy,
		inputs: compiled.inputs.map(({ label, text }) => ({ label, text })),
		outputs: compiled.outputs.map((output) => outputNames(output, decision.name)),
		rows: compiled.rows.map(({ n, cells, notes }) => ({
			n,
			cells,
			en: notes.get('en') ?? '',
			zh: notes.get('zh') ?? '',
		})),
		version: createHash('sha256').update(dmn).digest('hex').slice(0, 12),
		dmn,
		compiled,
		reads: compiled.inputs.map(readerOf),
	}
}

/** Is the file a single table? Anything else is read as a model. */
export function isSingleTable(nodes: readonly Node[]): boolean {
	const [decision, ...others] = nodes.filter((node) => node.kind !== 'inputData')
	return others.length === 0 && decision?.kind === 'decision' && boxIn(decision.element)?.tag === 'decisionTable'
}

function onlyDecision(nodes: readonly Node[], fault: (sentence: string) => never): Node {
	const decisions = nodes.filter((node) => node.kind === 'decision')
	const [decision] = decisions
	if (decision === undefined || decisions.length > 1) return fault('the file must hold exactly one decision')
	return decision
}

function outputNames({ name, label }: { name: string; label: string }, decision: string) {
	const known = name === '' ? decision : name
	return { name: known, label: label === '' ? known : label }
}

const path = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/

/** A name or path is read from the facts as they are given; only what it leads to is taken for FEEL. */
function readerOf(input: Input): (env: FactsEnv) => Value {
	const { text, value } = input
	if (!path.test(text) || ['true', 'false', 'null'].includes(text)) return value
	const names = text.split('.')
	return ({ facts }) => toValue(names.reduce<unknown>(part, facts))
}

function part(of: unknown, name: string): unknown {
	if (typeof of !== 'object' || of === null || !Object.hasOwn(of, name)) return null
	return Reflect.get(of, name)
}
