import { createHash } from 'node:crypto'
import { type DmnElement, DmnModdle } from 'dmn-moddle'
import { compileExpression, compileTest, type Expression, literalList, type Test } from './feel.ts'

export type HitPolicy = 'U' | 'A' | 'F' | 'P' | 'R' | 'O' | 'C' | 'C+' | 'C<' | 'C>' | 'C#'

export type Input = {
	readonly label: string
	/** As written: a name or path of the facts. */
	readonly text: string
	readonly value: Expression
	/** Values that may be given; null when any may. */
	readonly values: Test | null
}
export type Output = {
	readonly name: string
	readonly label: string
	/** Listed values, best first (for P and O); empty when none are listed. */
	readonly values: readonly unknown[]
	readonly whenNone: Expression
}
export type Row = {
	/** From 1. */
	readonly n: number
	readonly cells: readonly string[]
	readonly tests: readonly Test[]
	readonly outputs: readonly Expression[]
	/** What the row says, in both languages; empty when the table does not say. */
	readonly en: string
	readonly zh: string
}

/** A rule table ready to decide. */
export type RuleTable = {
	/** `slice.table`, e.g. `dispatch.priority`. */
	readonly name: string
	readonly title: string
	readonly hitPolicy: HitPolicy
	readonly inputs: readonly Input[]
	readonly outputs: readonly Output[]
	readonly rows: readonly Row[]
	/** First 12 hex digits of the file's SHA-256. */
	readonly version: string
	readonly dmn: string
}

/** Why a table may not be used: the rule, and the cell or file. */
export class TableFault extends Error {
	constructor(name: string, sentence: string) {
		super(`${name}: ${sentence} [T1]`)
		this.name = 'TableFault'
	}
}

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
const maxRows = 50_000

/** Reads and compiles a table (T1, T9). @throws TableFault */
export async function readTable(name: string, dmn: string): Promise<RuleTable> {
	const fault = (sentence: string): never => {
		throw new TableFault(name, sentence)
	}
	const decision = await onlyDecision(dmn, fault)
	const logic = child(decision, 'decisionLogic') ?? fault('the decision holds no table')
	if (logic.$type !== 'dmn:DecisionTable') fault(`the decision holds a ${logic.$type}, not a table`)
	const cell = <T>(where: string, compile: () => T): T => {
		try {
			return compile()
		} catch (error) {
			return fault(`${where}: ${error instanceof Error ? error.message : String(error)}`)
		}
	}
	const inputs = list(logic, 'input').map((input, n) => cell(`input ${n + 1}`, () => inputOf(input)))
	const outputs = list(logic, 'output').map((output, n) => cell(`output ${n + 1}`, () => outputOf(output, decision)))
	const rules = list(logic, 'rule')
	if (rules.length > maxRows) fault(`more than ${maxRows} rows`)
	if (outputs.length === 0) fault('a table has an output')
	const annotations = list(logic, 'annotation').map((one) => one.name ?? '')
	const rows = rules.map((rule, n) =>
		cell(`row ${n + 1}`, () => rowOf(rule, n + 1, inputs.length, outputs.length, annotations)),
	)
	return {
		name,
		title: decision.name ?? name,
		hitPolicy: policyOf(logic, outputs.length) ?? fault('the hit policy is unknown or does not fit the outputs'),
		inputs,
		outputs,
		rows,
		version: createHash('sha256').update(dmn).digest('hex').slice(0, 12),
		dmn,
	}
}

/** DMN 1.4 and 1.5 differ from 1.3 in nothing a table uses, but moddle knows only the older names. */
const oldName = 'https://www.omg.org/spec/DMN/20191111/'

async function onlyDecision(dmn: string, fault: (sentence: string) => never): Promise<DmnElement> {
	if (/<!(DOCTYPE|ENTITY)/i.test(dmn)) fault('the file declares a document type or an entity')
	const text = dmn.replaceAll(/https:\/\/www\.omg\.org\/spec\/DMN\/(?:20211108|20230324)\//g, oldName)
	const { rootElement, warnings } = await new DmnModdle()
		.fromXML(text)
		.catch((error: unknown) => fault(`the file is not DMN: ${error instanceof Error ? error.message : String(error)}`))
	const first = warnings[0]
	if (first !== undefined) fault(first.message)
	const decisions = list(rootElement, 'drgElement').filter((e) => e.$type === 'dmn:Decision')
	const decision = decisions[0]
	if (decision === undefined || decisions.length > 1) return fault('the file must hold exactly one decision')
	return decision
}

function inputOf(input: DmnElement): Input {
	const text = textOf(child(input, 'inputExpression'))
	const values = textOf(child(input, 'inputValues'))
	return {
		label: typeof input['label'] === 'string' ? input['label'] : text,
		text,
		value: compileExpression(text),
		values: values === '' ? null : compileTest(values),
	}
}

function outputOf(output: DmnElement, decision: DmnElement): Output {
	const name = output.name ?? decision.name ?? ''
	return {
		name,
		label: typeof output['label'] === 'string' ? output['label'] : name,
		values: literalList(textOf(child(output, 'outputValues'))) ?? [],
		whenNone: compileExpression(textOf(child(output, 'defaultOutputEntry'))),
	}
}

function rowOf(rule: DmnElement, n: number, inputs: number, outputs: number, annotations: readonly string[]): Row {
	const tests = list(rule, 'inputEntry').map(textOf)
	const values = list(rule, 'outputEntry').map(textOf)
	if (tests.length !== inputs || values.length !== outputs) throw new Error('the row has not one cell a column')
	const notes = list(rule, 'annotationEntry').map(textOf)
	return {
		n,
		cells: [...tests, ...values],
		tests: tests.map(compileTest),
		outputs: values.map(compileExpression),
		en: notes[annotations.indexOf('en')] ?? '',
		zh: notes[annotations.indexOf('zh')] ?? '',
	}
}

function policyOf(logic: DmnElement, outputs: number): HitPolicy | null {
	const policy = policies[String(logic['hitPolicy'] ?? 'UNIQUE')] ?? null
	const aggregation = logic['aggregation']
	if (policy !== 'C' || aggregation === undefined) return policy
	return outputs === 1 ? (aggregations[String(aggregation)] ?? null) : null
}

function list(element: DmnElement, property: string): readonly DmnElement[] {
	const value = element[property]
	return Array.isArray(value) ? value : []
}

function child(element: DmnElement, property: string): DmnElement | null {
	const value = element[property]
	// Moddle gives elements for element properties.
	return typeof value === 'object' && value !== null ? (value as DmnElement) : null
}

function textOf(element: DmnElement | null): string {
	const text = element?.['text']
	return typeof text === 'string' ? text.trim() : ''
}
