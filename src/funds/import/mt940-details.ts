import { endToEndOf } from './reference.ts'

/** F171. What a `:86:` says of the counterparty, in the shapes banks write: `?32` fields, `/NAME/` words, or nothing of the kind. */

export type Details = {
	readonly name: string | null
	readonly number: string | null
	readonly bank: string | null
	readonly endToEnd: string | null
	readonly words: string
}

/** @param text lines as they stood, joined by line feeds */
export function detailsOf(text: string): Details {
	if (/^\d{3}\s*\?/.test(text) || /^\?\d\d/.test(text)) return numbered(text.replaceAll('\n', ''))
	const flat = text.replaceAll('\n', '')
	if (/(^|\s)\/[A-Z]{4}\//.test(text) || /^\/[A-Z]{3,4}\//.test(flat)) return slashed(flat)
	return { name: null, number: null, bank: null, endToEnd: referenceIn(flat), words: text.replaceAll('\n', ' ') }
}

/** `?20` to `?29` and `?60` to `?63` are words, `?30` the bank, `?31` the account, `?32` and `?33` the name. */
function numbered(text: string): Details {
	const fields = new Map<number, string>()
	for (const [, code = '', said = ''] of text.matchAll(/\?(\d\d)([^?]*)/g))
		fields.set(Number(code), `${fields.get(Number(code)) ?? ''}${said}`)
	const of = (...codes: readonly number[]) => codes.map((code) => fields.get(code) ?? '').join('')
	const words = of(20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 60, 61, 62, 63)
	return {
		name: orNull(of(32, 33)),
		number: orNull(of(31)),
		bank: orNull(of(30)),
		endToEnd: referenceIn(words),
		words: words === '' ? of(0) : words,
	}
}

function slashed(text: string): Details {
	const of = (...names: readonly string[]): string | null => {
		for (const name of names) {
			const found = new RegExp(`/${name}/+([^/]*)`).exec(text)?.[1]
			if (found !== undefined && found.trim() !== '') return found.trim()
		}
		return null
	}
	return {
		name: of('NAME', 'NM'),
		number: of('IBAN', 'ACCT'),
		bank: of('BIC'),
		endToEnd: endToEndOf(of('EREF')),
		words: of('REMI') ?? text,
	}
}

function referenceIn(words: string): string | null {
	return endToEndOf(/(?:EREF|KREF)\+\s*([^\s?+]{1,35})/.exec(words)?.[1] ?? null)
}

function orNull(text: string): string | null {
	return text.trim() === '' ? null : text.trim()
}
