import { child, children, type Element, readXml, textIn } from './model/xml.ts'

/** A decision, a column or a row of a file, for comparing two versions. */
export type TableElement = {
	readonly id: string
	readonly type: string
	readonly name: string
	readonly fields: ReadonlyMap<string, string>
	/** Of a row: its number, from 1. */
	readonly order: number | null
}

/** Every decision, column and row, and whatever else the file defines as one part each. Null: no file we read. */
export function tableElements(dmn: string): readonly TableElement[] | null {
	let root: Element
	try {
		root = readXml(dmn)
	} catch {
		return null
	}
	const found: TableElement[] = []
	for (const element of root.inside) {
		if (!element.dmn || element.tag === 'DMNDI') continue
		const id = element.at['id'] ?? `${element.tag} ${found.length + 1}`
		found.push(definition(element, id))
		for (const { table, under } of tablesIn(element, id)) found.push(...partsOf(table, under))
	}
	return found
}

/** What a decision or function says outside of its tables. */
function definition(element: Element, id: string): TableElement {
	const fields = new Map(Object.entries(element.at).filter(([field]) => field !== 'id'))
	for (const inside of element.inside) {
		if (inside.tag === 'decisionTable' || inside.tag === 'extensionElements') continue
		const before = fields.get(inside.tag)
		const said = lineOf(inside)
		fields.set(inside.tag, before === undefined ? said : `${before}; ${said}`)
	}
	return { id, type: element.tag, name: element.at['name'] ?? '', fields, order: null }
}

/** An element as one line, its own id left out; a table inside is told by its parts. */
function lineOf(element: Element): string {
	if (element.tag === 'decisionTable') return ''
	const own = Object.entries(element.at)
		.filter(([field]) => field !== 'id')
		.map(([field, value]) => `${field}: ${value}`)
	const inside = element.inside.map(lineOf)
	return [...own, element.text.trim(), ...inside].filter((part) => part !== '').join(', ')
}

function tablesIn(element: Element, under: string): { table: Element; under: string }[] {
	return element.inside.flatMap((inside) => {
		if (inside.tag === 'decisionTable' && inside.dmn)
			return [{ table: inside, under: inside.at['id'] ?? `${under} table` }]
		return tablesIn(inside, inside.at['id'] ?? under)
	})
}

function partsOf(table: Element, under: string): TableElement[] {
	const inputs = children(table, 'input')
	const outputs = children(table, 'output')
	const annotations = children(table, 'annotation')
	const columns = [
		...inputs.map((one) => one.at['label'] ?? textIn(child(one, 'inputExpression'))),
		...outputs.map((one) => one.at['label'] ?? one.at['name'] ?? ''),
		...annotations.map((one) => one.at['name'] ?? ''),
	]
	const own = Object.entries(table.at).filter(([field]) => field !== 'id')
	const column = (one: Element, n: number) => ({
		id: one.at['id'] ?? `${under} ${one.tag} ${n + 1}`,
		type: one.tag,
		name: one.at['label'] ?? one.at['name'] ?? textIn(child(one, 'inputExpression')),
		fields: new Map([
			...Object.entries(one.at).filter(([field]) => field !== 'id'),
			...one.inside.map((inside) => [inside.tag, lineOf(inside)] as const),
		]),
		order: n + 1,
	})
	return [
		{ id: under, type: 'decisionTable', name: '', fields: new Map(own), order: null },
		...inputs.map(column),
		...outputs.map(column),
		...children(table, 'rule').map((rule, n) => rowOf(rule, n + 1, columns, under)),
	]
}

function rowOf(rule: Element, n: number, columns: readonly string[], under: string): TableElement {
	const cells = rule.inside.filter((one) => /^(?:input|output|annotation)Entry$/.test(one.tag)).map(textIn)
	return {
		id: rule.at['id'] ?? `${under} row ${n}`,
		type: 'rule',
		name: `row ${n}`,
		fields: new Map(cells.map((cell, c) => [columns[c] ?? `column ${c + 1}`, cell])),
		order: n,
	}
}
