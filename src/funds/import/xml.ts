import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { FileFault } from './entry.ts'

/** F173. XML as a stream: no document type, so no entity of its own and no bomb; depth and every run of text bounded. */

const mostDepth = 64
const mostText = 1024 * 1024

export type XmlTakes = {
	/** Its name without prefix. */
	open(name: string, tag: SaxesTagPlain): void
	close(name: string, text: string): void
}

export class XmlStream {
	readonly #parser: SaxesParser<{ xmlns: false }>
	readonly #names: string[] = []
	#text = ''
	#quiet = 0
	#heard = false

	constructor(takes: XmlTakes) {
		const parser = new SaxesParser({ xmlns: false, position: false })
		this.#parser = parser
		parser.on('doctype', () => {
			throw this.#fault('It has a document type (DTD), which is never read.', '含文档类型定义（DTD），一律不读。')
		})
		parser.on('error', (error) => {
			throw this.#fault(`It is not well-formed XML: ${error.message.slice(0, 120)}`, 'XML 格式错误。')
		})
		parser.on('opentag', (tag) => {
			this.#heard = true
			const name = local(tag.name)
			if (this.#names.push(name) > mostDepth) throw this.#fault(`It is nested deeper than ${mostDepth}.`, '嵌套过深。')
			this.#text = ''
			takes.open(name, tag)
		})
		parser.on('closetag', () => {
			this.#heard = true
			const name = this.#names.pop() ?? ''
			const text = this.#text
			this.#text = ''
			takes.close(name, text)
		})
		const add = (text: string) => {
			this.#heard = true
			if (this.#text.length + text.length > mostText) throw this.#fault('An element is too long.', '单个元素过长。')
			this.#text += text
		}
		parser.on('text', add)
		parser.on('cdata', add)
	}

	get line(): number {
		return this.#parser.line
	}

	/** The open elements, outermost first. */
	get path(): readonly string[] {
		return this.#names
	}

	write(text: string): void {
		this.#heard = false
		this.#parser.write(text)
		// A tag or text that never ends is kept by the parser until it does.
		this.#quiet = this.#heard ? 0 : this.#quiet + text.length
		if (this.#quiet > 4 * mostText) throw this.#fault('An element never ends.', '元素没有结束。')
	}

	end(): void {
		this.#parser.close()
	}

	#fault(en: string, zh: string): FileFault {
		return new FileFault(this.#names.slice(-3).join('/') || 'file', this.#parser.line, en, zh)
	}
}

function local(name: string): string {
	const at = name.indexOf(':')
	return at < 0 ? name : name.slice(at + 1)
}
