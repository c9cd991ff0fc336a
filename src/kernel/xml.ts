import { SaxesParser } from 'saxes'

/** XML from outside, read as a stream into a small tree. No document type, no entities of its own, all of it bounded. */

export type Element = {
	/** Without its prefix. */
	readonly name: string
	readonly space: string
	/** Where it stands, e.g. `alert/info[2]/urgency`. */
	readonly path: string
	readonly children: Element[]
	/** Those without a namespace, by name. */
	readonly attributes: ReadonlyMap<string, string>
	/** All its own text, entities resolved. */
	text: string
}

/** Why XML was not read; `element` says where. */
export class XmlFault extends Error {
	readonly element: string
	readonly zh: string
	constructor(element: string, en: string, zh: string) {
		super(en)
		this.element = element
		this.zh = zh
	}
}

export const mostBytes = 256 * 1024
const mostDepth = 24
const mostElements = 20_000

/** What a file may say it is written in, and how that is read. ISO-8859-1 is what it says, not Windows-1252. */
const encodings: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
	'utf-8': (bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
	'us-ascii': (bytes) => ascii(bytes),
	'iso-8859-1': (bytes) => Buffer.from(bytes).toString('latin1'),
	gb18030: (bytes) => new TextDecoder('gb18030', { fatal: true }).decode(bytes),
	gbk: (bytes) => new TextDecoder('gbk', { fatal: true }).decode(bytes),
	gb2312: (bytes) => new TextDecoder('gbk', { fatal: true }).decode(bytes),
	'utf-16': (bytes) => new TextDecoder(bytes[0] === 0xfe ? 'utf-16be' : 'utf-16le', { fatal: true }).decode(bytes),
}

function ascii(bytes: Uint8Array): string {
	if (bytes.some((byte) => byte > 0x7f)) throw new Error('not ASCII')
	return Buffer.from(bytes).toString('latin1')
}

/** The text of a file in the encoding it names (UTF-8 when it names none). @throws XmlFault */
export function decode(bytes: Uint8Array): string {
	if (bytes.length > mostBytes)
		throw new XmlFault('file', `It is larger than ${mostBytes / 1024} KB.`, `文件超过 ${mostBytes / 1024} KB。`)
	const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
	const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
	const named = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1]
	const encoding = wide ? 'utf-16' : (named ?? 'utf-8').toLowerCase()
	const read = encodings[encoding]
	if (read === undefined)
		throw new XmlFault('file', `Its encoding ${encoding} is not read here.`, `不支持 ${encoding} 编码。`)
	try {
		return read(bytes).replace(/^\ufeff/, '')
	} catch {
		throw new XmlFault('file', `It is not written in ${encoding} as it says.`, `内容与所称的 ${encoding} 编码不符。`)
	}
}

/** The tree of a whole document. @throws XmlFault for a document type, for what is not well formed, and past every bound */
export function readXml(text: string): Element {
	const parser = new SaxesParser({ xmlns: true, position: true })
	const open: Element[] = []
	// How many of a name each open element holds: counted, since a search per element would take as long as the file squared.
	const held: Map<string, number>[] = []
	let root: Element | null = null
	let seen = 0
	const where = () => open.at(-1)?.path ?? 'file'
	parser.on('doctype', () => {
		throw new XmlFault(
			'file',
			'It has a document type (DTD), which is never read.',
			'含文档类型定义（DTD），一律不读。',
		)
	})
	parser.on('error', (error) => {
		throw new XmlFault(where(), `It is not well-formed XML: ${error.message}`, 'XML 格式错误。')
	})
	parser.on('opentag', (tag) => {
		seen += 1
		if (open.length >= mostDepth) throw new XmlFault(where(), `It is nested deeper than ${mostDepth}.`, '嵌套过深。')
		if (seen > mostElements) throw new XmlFault(where(), `It has more than ${mostElements} elements.`, '元素过多。')
		const parent = open.at(-1)
		const counts = held.at(-1)
		const before = counts?.get(tag.local) ?? 0
		counts?.set(tag.local, before + 1)
		const own = before === 0 ? tag.local : `${tag.local}[${before + 1}]`
		const element: Element = {
			name: tag.local,
			space: tag.uri,
			path: parent === undefined ? own : `${parent.path}/${own}`,
			children: [],
			attributes: new Map(
				Object.values(tag.attributes).flatMap(({ uri, local, value }) => (uri === '' ? [[local, value] as const] : [])),
			),
			text: '',
		}
		parent?.children.push(element)
		root ??= element
		open.push(element)
		held.push(new Map())
	})
	parser.on('closetag', () => {
		open.pop()
		held.pop()
	})
	const add = (words: string) => {
		const at = open.at(-1)
		if (at !== undefined) at.text += words
	}
	parser.on('text', add)
	parser.on('cdata', add)
	parser.write(text).close()
	if (root === null) throw new XmlFault('file', 'It holds no element.', '文件没有内容。')
	return root
}
