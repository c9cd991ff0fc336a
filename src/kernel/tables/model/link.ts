import { memberNames, Names, NameSet, normalName, type World } from '../feel/names.ts'
import { builtins } from '../feel/builtins/all.ts'
import { builtinType, type FeelType, typeNames } from '../feel/type.ts'
import { FeelFault } from '../feel/scan.ts'
import { itemType, type TypeFinder } from './items.ts'
import { type File, hrefOf, type Node, TableFault } from './read.ts'
import { child, children, type Element, textIn } from './xml.ts'

/** The files of one model, its own first, and how their elements find each other. */
export type Linked = {
	readonly root: File
	readonly files: readonly File[]
	readonly names: (file: File) => Names
	readonly types: (file: File) => TypeFinder
	/** The element a requirement points to; null when there is none. */
	readonly find: (from: File, element: Element | null) => Node | null
	/** Is nothing declared that is given? Then the facts are in sight, as files of some editors have it. */
	readonly open: boolean
	/** How the file calls the other's elements: null for its own and for those imported without a name. */
	readonly prefix: (from: File, to: File) => string | null
}

const mostFiles = 50

/** Links a file with those it imports. `others` may hold more than are needed. @throws TableFault */
export function linkFiles(root: File, others: readonly File[], fault: (sentence: string) => void): Linked {
	const byNamespace = new Map(others.map((file) => [file.namespace, file]))
	byNamespace.set(root.namespace, root)
	const files = reachable(root, byNamespace, fault)
	const finders = new Map<File, TypeFinder>()
	const names = new Map<File, Names>()
	const importOf = (from: File, to: File) => from.imports.find((one) => one.namespace === to.namespace)
	const typesOf = (file: File): TypeFinder => finders.get(file) ?? (() => null)
	const members = new NameSet([...memberNames, ...files.flatMap(memberNamesOf)])
	for (const file of files) {
		const types = new Map<string, FeelType>()
		const find: TypeFinder = (name) => types.get(name) ?? importedType(file, name, byNamespace, typesOf)
		finders.set(file, find)
		const world: World = {
			members,
			typeNames: new NameSet([...typeNames, ...typeNamesOf(file, byNamespace)]),
			findType: (name) => find(name) ?? builtinType(name),
		}
		const made = new Names(world, null, builtins.keys())
		names.set(file, made)
		for (const item of file.items) addType(types, item, made, find, fault)
	}
	return {
		root,
		files,
		open: files.every((file) => file.nodes.every((node) => node.kind !== 'inputData')),
		names: (file) => names.get(file) ?? fail(file),
		types: typesOf,
		find: (from, element) => {
			const href = hrefOf(element)
			const file = href?.namespace === null || href === null ? from : byNamespace.get(href.namespace)
			return file?.nodes.find((node) => node.id === href?.id) ?? null
		},
		prefix: (from, to) => (from === to ? null : importOf(from, to)?.name || null),
	}
}

function fail(file: File): never {
	throw new TableFault(file.name, 'the file is not linked')
}

function reachable(
	root: File,
	byNamespace: ReadonlyMap<string, File>,
	fault: (sentence: string) => void,
): readonly File[] {
	const found = new Set<File>([root])
	for (const file of found) {
		for (const { namespace, name } of file.imports) {
			const other = byNamespace.get(namespace)
			if (other === undefined) fault(`import ${name === '' ? namespace : name}: the file is not given`)
			else found.add(other)
		}
		if (found.size > mostFiles) throw new TableFault(root.name, `more than ${mostFiles} files`, 'T18')
	}
	return [...found]
}

function addType(
	types: Map<string, FeelType>,
	item: Element,
	names: Names,
	find: TypeFinder,
	fault: (sentence: string) => void,
): void {
	const name = normalName(item.at['name'] ?? '')
	try {
		types.set(name, itemType(item, names, find))
	} catch (error) {
		if (!(error instanceof FeelFault)) throw error
		fault(`type ${name}: ${error.message}`)
	}
}

function importedType(
	file: File,
	name: string,
	byNamespace: ReadonlyMap<string, File>,
	typesOf: (file: File) => TypeFinder,
): FeelType | null {
	for (const one of file.imports) {
		const other = byNamespace.get(one.namespace)
		if (other === undefined || other === file) continue
		if (one.name === '' && other.items.some((item) => normalName(item.at['name'] ?? '') === name))
			return typesOf(other)(name)
		if (one.name !== '' && name.startsWith(`${one.name}.`)) return typesOf(other)(name.slice(one.name.length + 1))
	}
	return null
}

function typeNamesOf(file: File, byNamespace: ReadonlyMap<string, File>): readonly string[] {
	const own = (of: File | undefined) => of?.items.map((item) => normalName(item.at['name'] ?? '')) ?? []
	const imported = file.imports.flatMap((one) =>
		own(byNamespace.get(one.namespace)).map((name) => (one.name === '' ? name : `${one.name}.${name}`)),
	)
	return [...own(file), ...imported]
}

/** Names that may follow a dot: components, context entries, columns, elements, outputs. */
function memberNamesOf(file: File): readonly string[] {
	const found = new Set(file.nodes.map((node) => node.name))
	const visit = (element: Element) => {
		const name = element.at['name']
		const tags = ['itemComponent', 'column', 'output', 'variable']
		if (name !== undefined && tags.includes(element.tag)) found.add(normalName(name))
		if (element.tag === 'rule') return
		for (const one of element.inside) visit(one)
	}
	for (const item of file.items) visit(item)
	for (const node of file.nodes) visit(node.element)
	return [...found]
}

/** What a decision or function needs, as the file says. */
export function requirements(node: Node): readonly Element[] {
	const needed = [
		...children(node.element, 'informationRequirement'),
		...children(node.element, 'knowledgeRequirement'),
	]
	return needed.flatMap((one) =>
		['requiredInput', 'requiredDecision', 'requiredKnowledge'].flatMap((tag) => child(one, tag) ?? []),
	)
}

/** The names of facts that the columns of tables ask for: a name, or what a path begins with. */
export function askedNames(element: Element): readonly string[] {
	if (element.tag === 'rule') return []
	const asked = element.tag === 'inputExpression' ? textIn(element) : ''
	const name = /^(\p{L}[\p{L}\p{N}_]*(?: +[\p{L}\p{N}_]+)*)(?:\s*\.\s*[\p{L}\p{N}_ ]+)*$/u.exec(asked)?.[1]
	return [...(name === undefined ? [] : [name]), ...element.inside.flatMap(askedNames)]
}
