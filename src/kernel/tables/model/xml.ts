import { SaxesParser } from 'saxes'

/** An element as it stands, prefixes taken off. */
export type Element = {
	readonly tag: string
	readonly at: Readonly<Record<string, string>>
	readonly inside: readonly Element[]
	/** Its own text, elements inside left out. */
	readonly text: string
	/** In one of the DMN namespaces (1.1 to 1.5)? */
	readonly dmn: boolean
}

const mostCharacters = 64 * 1024 * 1024
const mostDepth = 200
const dmnNamespace = /^https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(?:MODEL\/|dmn\.xsd)?$/

type Growing = { tag: string; at: Record<string, string>; inside: Growing[]; text: string; dmn: boolean }

/**
 * Reads XML without ever leaving it: no document type, so no entities and nothing fetched; bounded in size and depth.
 * @throws Error saying what is wrong
 */
export function readXml(text: string): Element {
	if (text.length > mostCharacters) throw new Error(`the file is larger than ${mostCharacters} characters`)
	const parser = new SaxesParser({ xmlns: true, position: false })
	const roots: Growing[] = []
	const open: Growing[] = []
	parser.on('doctype', () => {
		throw new Error('the file declares a document type')
	})
	parser.on('error', (error) => {
		throw error
	})
	parser.on('opentag', (tag) => {
		if (open.length >= mostDepth) throw new Error(`elements are nested more than ${mostDepth} deep`)
		const at = Object.fromEntries(Object.values(tag.attributes).map((one) => [one.local, one.value]))
		const element = { tag: tag.local, at, inside: [], text: '', dmn: dmnNamespace.test(tag.uri) }
		;(open.at(-1)?.inside ?? roots).push(element)
		open.push(element)
	})
	const addText = (more: string) => {
		const top = open.at(-1)
		if (top !== undefined) top.text += more
	}
	parser.on('text', addText)
	parser.on('cdata', addText)
	parser.on('closetag', () => void open.pop())
	parser.write(text).close()
	const [root] = roots
	if (root === undefined) throw new Error('the file holds nothing')
	return root
}

export function children(of: Element, tag: string): readonly Element[] {
	return of.inside.filter((one) => one.tag === tag && one.dmn)
}

export function child(of: Element | null, tag: string): Element | null {
	return of?.inside.find((one) => one.tag === tag && one.dmn) ?? null
}

/** What stands in an element's `text`, trimmed; empty when it has none. */
export function textIn(of: Element | null): string {
	return (child(of, 'text')?.text ?? '').trim()
}
