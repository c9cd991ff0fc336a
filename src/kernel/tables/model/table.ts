import { type CompiledTest } from '../feel/compile.ts'
import type { Compiled, Env } from '../feel/env.ts'
import { normalName } from '../feel/names.ts'
import { expressionFrom } from '../feel/compile-text.ts'
import { allowedText, type FeelType } from '../feel/type.ts'
import { isList, kindOf, type Value } from '../feel/value.ts'
import { typeRefOf } from './items.ts'
import { feelAt, fitted, joinedWhere, type Place, testsAt, within } from './place.ts'
import { chosen, type Hit, type HitPolicy, policyOf } from './hit-policy.ts'
import { child, children, type Element, textIn } from './xml.ts'

export type Input = {
	readonly label: string
	/** As written: a name or path of the facts, or any expression. */
	readonly text: string
	readonly value: Compiled
	/** The values that may be given; null when any may. */
	readonly values: CompiledTest | null
	readonly valuesText: string
	readonly type: FeelType | null
}
export type Output = {
	readonly name: string
	readonly label: string
	/** Listed values, best first (for P and O): the column's own or its type's; null when none are listed. */
	readonly values: Compiled | null
	/** What may stand in it, where the column says so. */
	readonly bound: CompiledTest | null
	readonly whenNone: Compiled | null
	readonly type: FeelType | null
}
export type Row = {
	/** From 1. */
	readonly n: number
	readonly cells: readonly string[]
	readonly tests: readonly CompiledTest[]
	readonly outputs: readonly Compiled[]
	/** Annotations by column name. */
	readonly notes: ReadonlyMap<string, string>
}

/** A decision table, compiled. */
export type Table = {
	readonly policy: HitPolicy
	readonly inputs: readonly Input[]
	readonly outputs: readonly Output[]
	readonly rows: readonly Row[]
}

const mostRows = 50_000

/** Compiles a decision table as an expression: the run is told which rows were hit. */
export function compileTable(box: Element, place: Place): Compiled {
	const table = readTableBox(box, place)
	const where = place.where.replace(/^decision /, '')
	if (table === null) return () => null
	place.table?.(where, table)
	return (env) => decideTable(table, env, where).value
}

/** Reads a decision table; what is wrong with a cell is told with its place. Null when the whole may not be used. */
export function readTableBox(box: Element, place: Place): Table | null {
	const inputs = children(box, 'input').map((one, n) => inputOf(one, within(place, `input ${n + 1}`)))
	const outputs = children(box, 'output').map((one, n) => outputOf(one, box, within(place, `output ${n + 1}`)))
	const policy = policyOf(box.at['hitPolicy'], box.at['aggregation'], outputs.length)
	const rules = children(box, 'rule')
	const wrong = wrongWith(policy, inputs.length, outputs.length, rules)
	if (policy === null || wrong !== null) {
		place.fault(place.where === '' ? String(wrong) : `${place.where}: ${wrong}`)
		return null
	}
	const annotations = children(box, 'annotation').map((one) => one.at['name'] ?? '')
	const shape = { inputs, outputs, annotations }
	const rows = rules.map((rule, n) =>
		rowOf(rule, n + 1, shape, { ...place, where: joinedWhere(place.where, `row ${n + 1}`) }),
	)
	return { policy, inputs, outputs, rows }
}

function wrongWith(
	policy: HitPolicy | null,
	inputs: number,
	outputs: number,
	rules: readonly Element[],
): string | null {
	if (outputs === 0) return 'a table has an output'
	if (policy === null) return 'the hit policy is unknown or does not fit the outputs'
	if (rules.length > mostRows) return `more than ${mostRows} rows`
	const ragged = rules.findIndex(
		(rule) => children(rule, 'inputEntry').length !== inputs || children(rule, 'outputEntry').length !== outputs,
	)
	return ragged < 0 ? null : `row ${ragged + 1} has not one cell a column`
}

function inputOf(input: Element, place: Place): Input {
	const expression = child(input, 'inputExpression')
	const text = textIn(expression)
	const valuesText = textIn(child(input, 'inputValues'))
	const type = typeRefOf(expression?.at['typeRef'], place.types)
	return {
		label: input.at['label'] ?? text,
		text,
		value: fitted(text === '' ? () => null : feelAt(place, text), type, place.where),
		values: valuesText === '' ? null : testsAt(place, valuesText),
		valuesText,
		type,
	}
}

function outputOf(output: Element, box: Element, place: Place): Output {
	const name = normalName(output.at['name'] ?? '')
	const values = textIn(child(output, 'outputValues'))
	const type = typeRefOf(output.at['typeRef'], place.types)
	const whenNone = textIn(child(output, 'defaultOutputEntry'))
	return {
		name,
		label: output.at['label'] ?? box.at['outputLabel'] ?? name,
		values: valuesOf(values, type, place),
		bound: values === '' ? null : testsAt(place, values),
		whenNone: whenNone === '' ? null : fitted(feelAt(place, whenNone), type, place.where),
		type,
	}
}

/** Types are known only when all files are linked, so those of the type are looked up when they are asked for. */
function valuesOf(values: string, type: FeelType | null, place: Place): Compiled | null {
	if (values !== '') return feelAt(place, `[${values}]`)
	if (type === null) return null
	let made: Compiled | null = null
	return (env) => {
		const text = allowedText(type)
		made ??= text === '' ? () => null : expressionFrom(`[${text}]`, place.names)
		return made(env)
	}
}

type Shape = {
	readonly inputs: readonly Input[]
	readonly outputs: readonly Output[]
	readonly annotations: readonly string[]
}

function rowOf(rule: Element, n: number, shape: Shape, place: Place): Row {
	const tests = children(rule, 'inputEntry').map(textIn)
	const values = children(rule, 'outputEntry').map(textIn)
	const notes = children(rule, 'annotationEntry').map(textIn)
	return {
		n,
		cells: [...tests, ...values],
		tests: tests.map((text, c) => testsAt({ ...place, where: `${place.where}, column ${c + 1}` }, text)),
		outputs: values.map((text, c) => {
			const where = `${place.where}, column ${tests.length + c + 1}`
			const made = text === '' || text === '-' ? () => null : feelAt({ ...place, where }, text)
			return fitted(made, shape.outputs[c]?.type ?? null, where)
		}),
		notes: new Map(shape.annotations.map((name, c) => [name, notes[c] ?? ''])),
	}
}

export type Decided = { readonly value: Value; readonly values: readonly Value[]; readonly rows: readonly Row[] }

/** Decides: the inputs once, the rows in order, then the hit policy. */
export function decideTable(table: Table, env: Env, where: string): Decided {
	const given: Value[] = []
	for (const input of table.inputs) {
		const value = input.value(env)
		if (value !== null && input.values !== null && !listed(input.values, value, env)) {
			env.run.fault(`${where}: \`${input.text}\` is a ${kindOf(value)} that its column does not list`)
			return { value: null, values: table.outputs.map(() => null), rows: [] }
		}
		given.push(value)
	}
	return decideGiven(table, given, env, where)
}

/** Decides for inputs already reckoned. */
export function decideGiven(table: Table, given: readonly Value[], env: Env, where: string): Decided {
	const { values, rows } = chosen(table, hitsOf(table, given, env), env)
	if (rows.length > 0)
		env.run.hit(
			where,
			rows.map((row) => row.n),
		)
	return { value: boxed(table, values), values, rows }
}

/** For a list each of its items must be one of the values. */
export function listed(test: CompiledTest, value: Value, env: Env): boolean {
	if (test(value, env) === true) return true
	return isList(value) && value.every((item) => test(item, env) === true)
}

function hitsOf(table: Table, given: readonly Value[], env: Env): readonly Hit[] {
	const hits: Hit[] = []
	const { run } = env
	run.step(table.rows.length >> 3)
	for (const row of table.rows) {
		if (!fits(row, given, env)) continue
		const values = row.outputs.map((output, n) => {
			run.at(row.n, given.length + n + 1)
			return output(env)
		})
		hits.push({ row, values })
		if (table.policy === 'F') break
	}
	run.at(0, 0)
	return hits
}

function fits(row: Row, given: readonly Value[], env: Env): boolean {
	for (let n = 0; n < row.tests.length; n += 1) {
		env.run.at(row.n, n + 1)
		if (row.tests[n]?.(given[n] ?? null, env) !== true) return false
	}
	return true
}

/** The standard's value: the one output, or a context of them; for several rows a list of those. */
function boxed(table: Table, values: readonly Value[]): Value {
	if (table.outputs.length === 1) return values[0] ?? null
	const names = table.outputs.map((output) => output.name)
	const [first] = values
	if (['R', 'O', 'C'].includes(table.policy) && isList(first ?? null) && isList(first)) {
		return first.map((_, n) => new Map(names.map((name, c) => [name, itemAt(values[c] ?? null, n)])))
	}
	return values.every((value) => value === null) ? null : new Map(names.map((name, c) => [name, values[c] ?? null]))
}

const itemAt = (list: Value, n: number): Value => (isList(list) ? (list[n] ?? null) : list)
