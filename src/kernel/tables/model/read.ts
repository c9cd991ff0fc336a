import { normalName } from '../feel/names.ts'
import { child, children, type Element, readXml } from './xml.ts'

/** Why a model or table may not be used: its name, and the place and rule. */
export class TableFault extends Error {
	constructor(name: string, sentence: string, rule = 'T1') {
		super(`${name}: ${sentence} [${rule}]`)
		this.name = 'TableFault'
	}
}

export type NodeKind = 'inputData' | 'decision' | 'businessKnowledgeModel' | 'decisionService'

/** One element of a decision requirements graph. */
export type Node = {
	readonly kind: NodeKind
	readonly id: string
	readonly name: string
	readonly typeRef: string | null
	readonly element: Element
	readonly file: File
}

/** One DMN file, read but not compiled. */
export type File = {
	readonly namespace: string
	readonly name: string
	readonly nodes: readonly Node[]
	readonly items: readonly Element[]
	/** By the name the file gives the other file; empty when its elements are used without one. */
	readonly imports: readonly { readonly name: string; readonly namespace: string }[]
}

const kinds: readonly NodeKind[] = ['inputData', 'decision', 'businessKnowledgeModel', 'decisionService']
const mostNodes = 2_000

/** Reads a file's elements. @throws TableFault */
export function readFile(name: string, dmn: string): File {
	const root = rootOf(name, dmn)
	const nodes: Node[] = []
	const file = {
		namespace: root.at['namespace'] ?? '',
		name: root.at['name'] ?? name,
		nodes,
		items: children(root, 'itemDefinition'),
		imports: children(root, 'import').map((one) => ({
			name: normalName(one.at['name'] ?? ''),
			namespace: one.at['namespace'] ?? '',
		})),
	}
	for (const element of root.inside) {
		const kind = element.dmn ? kinds.find((one) => one === element.tag) : undefined
		if (kind !== undefined) nodes.push(nodeOf(kind, element, file))
	}
	if (nodes.length > mostNodes) throw new TableFault(name, `more than ${mostNodes} decisions and inputs`, 'T18')
	return file
}

function rootOf(name: string, dmn: string): Element {
	try {
		const root = readXml(dmn)
		if (root.tag === 'definitions' && root.dmn) return root
	} catch (error) {
		throw new TableFault(name, `the file is not DMN: ${error instanceof Error ? error.message : String(error)}`)
	}
	throw new TableFault(name, 'the file is not DMN: it has no definitions')
}

function nodeOf(kind: NodeKind, element: Element, file: File): Node {
	const variable = child(element, 'variable')
	return {
		kind,
		id: element.at['id'] ?? '',
		name: normalName(element.at['name'] ?? ''),
		typeRef: variable?.at['typeRef'] ?? null,
		element,
		file,
	}
}

/** The `href` of a requirement: the namespace when it points into another file, and the id. */
export function hrefOf(element: Element | null): { readonly namespace: string | null; readonly id: string } | null {
	const href = element?.at['href']
	if (href === undefined) return null
	const at = href.lastIndexOf('#')
	return at <= 0
		? { namespace: null, id: href.replace(/^#/, '') }
		: { namespace: href.slice(0, at), id: href.slice(at + 1) }
}
