import type { BankSetting } from '../contract.ts'
import type { ByteSource } from './bytes.ts'
import { decoding, xmlEncoding } from './decode.ts'
import { FileFault, type Takes } from './entry.ts'
import { type Cell, TableReader } from './table.ts'
import { XmlStream, type XmlTakes } from './xml.ts'
import { type Part, unpack, zipParts } from './zip.ts'

/**
 * F171, F173. XLSX (ECMA-376): rows of the first sheet that has any, as a stream. A formula is never reckoned: the value it was
 * saved with stands, and is told; one without is an empty cell.
 */

const mostShared = 2_000_000
const mostSharedText = 128 * 1024 * 1024
const mostColumns = 256

export async function readXlsx(source: ByteSource, setting: BankSetting, takes: Takes): Promise<void> {
	const parts = await zipParts(source)
	const sheets = [...parts.keys()]
		.filter((name) => /^\/?xl\/worksheets\/[^/]+\.xml$/.test(name))
		.toSorted((a, b) => numberIn(a) - numberIn(b))
	if (sheets.length === 0) throw new FileFault('file', 1, 'It holds no sheet.', '文件中没有工作表。')
	const from1904 = await is1904(source, parts)
	const shared = await sharedStrings(source, parts)
	const table = new TableReader(setting, takes, () => from1904)
	for (const name of sheets) {
		const part = parts.get(name)
		if (part === undefined) continue
		const sheet = new SheetReader(shared, takes, table)
		await readPart(source, part, sheet)
		if (sheet.rows > 1) break
	}
	table.end()
}

async function readPart(source: ByteSource, part: Part, takes: XmlTakes & { at?: () => number }): Promise<void> {
	const xml = new XmlStream(takes)
	if ('at' in takes) takes.at = () => xml.line
	let text: ReturnType<typeof decoding> | null = null
	await unpack(source, part, (bytes) => {
		text ??= decoding(xmlEncoding(bytes.subarray(0, 300)))
		xml.write(text.write(bytes))
	})
	xml.end()
}

async function is1904(source: ByteSource, parts: ReadonlyMap<string, Part>): Promise<boolean> {
	const part = parts.get('xl/workbook.xml')
	let found = false
	if (part !== undefined)
		await readPart(source, part, {
			open: (name, tag) => {
				if (name === 'workbookPr') found = /^(?:1|true)$/.test(tag.attributes['date1904'] ?? '')
			},
			close: () => undefined,
		})
	return found
}

/** Strings that cells point to; runs of one string are joined, what is only said to be pronounced is left out. */
async function sharedStrings(source: ByteSource, parts: ReadonlyMap<string, Part>): Promise<readonly string[]> {
	const part = parts.get('xl/sharedStrings.xml')
	const strings: string[] = []
	if (part === undefined) return strings
	let text = ''
	let spoken = false
	let kept = 0
	await readPart(source, part, {
		open: (name) => {
			if (name === 'si') text = ''
			if (name === 'rPh') spoken = true
		},
		close: (name, said) => {
			if (name === 'rPh') spoken = false
			else if (name === 't' && !spoken) text += said
			else if (name === 'si') {
				kept += text.length
				if (strings.push(text) > mostShared || kept > mostSharedText)
					throw new FileFault('file', 1, 'It holds too many words.', '文件中文本过多。')
			}
		},
	})
	return strings
}

class SheetReader implements XmlTakes {
	rows = 0
	readonly #shared: readonly string[]
	readonly #takes: Takes
	readonly #table: TableReader
	#cells: Cell[] = []
	#row = 0
	#column = 0
	#kind = ''
	#value: string | null = null
	#text = ''
	#formula = false

	constructor(shared: readonly string[], takes: Takes, table: TableReader) {
		this.#shared = shared
		this.#takes = takes
		this.#table = table
	}

	open(name: string, tag: { readonly attributes: Readonly<Record<string, string>> }): void {
		if (name === 'row') {
			const said = Number(tag.attributes['r'])
			this.#row = Number.isInteger(said) && said > this.#row ? said : this.#row + 1
			this.#cells = []
			this.#column = 0
		} else if (name === 'c') {
			this.#column = columnOf(tag.attributes['r'] ?? '') ?? this.#column
			this.#kind = tag.attributes['t'] ?? 'n'
			this.#value = null
			this.#text = ''
			this.#formula = false
		} else if (name === 'f') this.#formula = true
	}

	close(name: string, text: string): void {
		if (name === 'v') this.#value = text
		else if (name === 't') this.#text += text
		else if (name === 'c') this.#cell()
		else if (name === 'row') {
			if (this.#cells.length > 0) this.rows += 1
			this.#table.row(
				this.#cells.map((cell) => cell ?? ''),
				this.#row,
			)
		}
	}

	#cell(): void {
		const column = this.#column
		this.#column += 1
		if (column >= mostColumns) return
		const value = this.#value
		if (this.#formula && value !== null) this.#takes.note('formula_value', this.#row)
		while (this.#cells.length < column) this.#cells.push('')
		this.#cells[column] = this.#said(value)
	}

	#said(value: string | null): Cell {
		if (this.#kind === 'inlineStr') return this.#text
		if (value === null) return ''
		if (this.#kind === 's') {
			const shared = this.#shared[Number(value)]
			if (shared === undefined)
				throw new FileFault('file', this.#row, 'A cell points to words that are not there.', '单元格引用的文本不存在。')
			return shared
		}
		if (this.#kind === 'n') return /^-?\d*\.?\d+(?:E[+-]?\d+)?$/i.test(value.trim()) ? { number: value.trim() } : value
		if (this.#kind === 'd') return value.replace('T', ' ').replace(/Z$/, '')
		// An error like #REF! is no value.
		return this.#kind === 'e' ? '' : value
	}
}

/** `AB12` is column 27, counted from 0. */
function columnOf(reference: string): number | null {
	const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1]
	if (letters === undefined) return null
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function numberIn(name: string): number {
	return Number(/(\d+)\.xml$/.exec(name)?.[1] ?? '0')
}
