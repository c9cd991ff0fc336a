import fontkit from '@pdf-lib/fontkit'
import { PDFDocument, type PDFFont, type PDFPage, PDFString, rgb } from 'pdf-lib'
import { notoSansSc } from './font.ts'

/** A page of A4 in points, its origin below left; text is selectable, links lead out of it. */

export const paper = { width: 595.28, height: 841.89, side: 42 } as const

const inks = { ink: rgb(0, 0, 0), grey: rgb(0.35, 0.35, 0.35), line: rgb(0.6, 0.6, 0.6) } as const

export class Sheet {
	readonly #pdf: PDFDocument
	#page: PDFPage
	readonly #font: PDFFont
	readonly #known: ReadonlySet<number>

	private constructor(pdf: PDFDocument, font: PDFFont) {
		this.#pdf = pdf
		this.#font = font
		this.#page = pdf.addPage([paper.width, paper.height])
		this.#known = new Set(font.getCharacterSet())
	}

	/** @param about `at`: the moment the page is of, so that the same page has the same bytes whenever it is drawn */
	static async open(about: {
		readonly title: string
		readonly language: 'en' | 'zh'
		readonly at: Date
	}): Promise<Sheet> {
		const pdf = await PDFDocument.create()
		pdf.registerFontkit(fontkit)
		const font = await pdf.embedFont(notoSansSc(), { subset: true })
		pdf.setTitle(about.title, { showInWindowTitleBar: true })
		pdf.setLanguage(about.language === 'zh' ? 'zh-CN' : 'en')
		pdf.setProducer('Seawall')
		pdf.setCreator('Seawall')
		pdf.setCreationDate(about.at)
		pdf.setModificationDate(about.at)
		return new Sheet(pdf, font)
	}

	/** Goes on on a new page. */
	turn(): void {
		this.#page = this.#pdf.addPage([paper.width, paper.height])
	}

	/** Width of a text in points. */
	widthOf(text: string, size: number): number {
		return this.#font.widthOfTextAtSize(this.#written(text), size)
	}

	/** Writes one line, cut with … where it is wider than `width`; gives the width written. `right`: it ends at `x`. */
	write(
		text: string,
		place: {
			readonly x: number
			readonly y: number
			readonly size: number
			readonly width?: number
			readonly ink?: keyof typeof inks
			readonly right?: boolean
			readonly link?: string | null
		},
	): number {
		const { y, size } = place
		const said = this.#cut(this.#written(text), size, place.width ?? paper.width)
		const width = this.#font.widthOfTextAtSize(said, size)
		const x = place.right === true ? place.x - width : place.x
		this.#page.drawText(said, { x, y, size, font: this.#font, color: inks[place.ink ?? 'ink'] })
		if (place.link != null) this.#link(place.link, [x, y - size * 0.25, x + width, y + size])
		return width
	}

	/** The text in lines no wider than `width`, broken after a space or a Chinese comma. */
	wrapped(text: string, size: number, width: number): string[] {
		const lines = ['']
		for (const piece of this.#written(text).split(/(?<=[ 、，])/)) {
			const line = `${lines.at(-1) ?? ''}${piece}`
			if (this.#font.widthOfTextAtSize(line.trimEnd(), size) <= width) lines[lines.length - 1] = line
			else lines.push(piece)
		}
		return lines
	}

	/** A hair line across the text. */
	rule(y: number, from: number = paper.side, to: number = paper.width - paper.side): void {
		this.#page.drawLine({ start: { x: from, y }, end: { x: to, y }, thickness: 0.5, color: inks.line })
	}

	async bytes(): Promise<Uint8Array> {
		return this.#pdf.save()
	}

	/** A sign the face lacks is drawn as an open box, never left out. */
	#written(text: string): string {
		return [...text].map((sign) => (this.#known.has(sign.codePointAt(0) ?? 0) ? sign : '□')).join('')
	}

	#cut(text: string, size: number, width: number): string {
		if (this.#font.widthOfTextAtSize(text, size) <= width) return text
		const signs = [...text]
		let [fits, over] = [0, signs.length]
		while (over - fits > 1) {
			const middle = (fits + over) >> 1
			if (this.#font.widthOfTextAtSize(`${signs.slice(0, middle).join('')}…`, size) <= width) fits = middle
			else over = middle
		}
		return `${signs.slice(0, fits).join('')}…`
	}

	#link(uri: string, rectangle: readonly number[]): void {
		const { context } = this.#pdf
		const annotation = context.obj({
			Type: 'Annot',
			Subtype: 'Link',
			Rect: [...rectangle],
			Border: [0, 0, 0],
			A: { Type: 'Action', S: 'URI', URI: PDFString.of(uri) },
		})
		this.#page.node.addAnnot(context.register(annotation))
	}
}
