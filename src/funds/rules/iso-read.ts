import { type Element, XmlFault } from '#kernel/xml.ts'
import { minorOf } from '../contract/decimal.ts'

/** F141, F142. What readers of ISO 20022 answers share: one element by its path, with its kind, refused with its place. Pure. */

export class AnswerFault extends XmlFault {}

/** The element at a path of names below `from`; null when it is not there. */
export function find(from: Element, ...path: readonly string[]): Element | null {
	let at: Element | null = from
	for (const name of path) at = at?.children.find((child) => child.name === name) ?? null
	return at
}

export function need(from: Element, ...path: readonly string[]): Element {
	const found = find(from, ...path)
	if (found === null) throw new AnswerFault(`${from.path}/${path.join('/')}`, 'It is missing.', '缺少此项。')
	return found
}

export const all = (from: Element, name: string) => from.children.filter((child) => child.name === name)

/** The text of an element, of at most so many characters. */
export function textOf(element: Element, most: number): string {
	const text = element.text.trim()
	if (text === '') throw new AnswerFault(element.path, 'It is empty.', '此项为空。')
	if (text.length > most)
		throw new AnswerFault(element.path, `It is longer than ${most} characters.`, `此项超过 ${most} 个字符。`)
	if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text) || !text.isWellFormed())
		throw new AnswerFault(element.path, 'It holds what is no text.', '此项含非文本字符。')
	return text
}

export function findText(from: Element, most: number, ...path: readonly string[]): string | undefined {
	const found = find(from, ...path)
	return found === null ? undefined : textOf(found, most)
}

/** A moment with its zone. ISO 20022 allows a time without one; nobody can say when that was. */
export function momentOf(element: Element): string {
	const text = element.text.trim()
	const read = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.exec(text)
	if (read === null)
		throw new AnswerFault(
			element.path,
			'It is not a moment with its zone (RFC 3339).',
			'不是带时区的时间（RFC 3339）。',
		)
	const at = new Date(text)
	// February 30th rolls over; what was written must come back.
	const day = new Date(Date.UTC(Number(read[1]), Number(read[2]) - 1, Number(read[3])))
	if (Number.isNaN(at.getTime()) || day.getUTCDate() !== Number(read[3]))
		throw new AnswerFault(element.path, 'There is no such moment.', '没有这个时间。')
	return at.toISOString()
}

export function amountOf(element: Element): { minor: number; currency: string } {
	const currency = element.attributes.get('Ccy')
	if (currency === undefined || !/^[A-Z]{3}$/.test(currency))
		throw new AnswerFault(element.path, 'It names no currency.', '没有写明币种。')
	const minor = minorOf(element.text, currency)
	if (minor === null)
		throw new AnswerFault(element.path, `It is no amount of ${currency}.`, `不是有效的 ${currency} 金额。`)
	return { minor, currency }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** F143. A UETR is a UUID of version 4 in lower case. */
export function uetrOf(element: Element): string {
	const text = element.text.trim()
	if (!uuid.test(text))
		throw new AnswerFault(element.path, 'It is no UETR (a UUID of version 4).', '不是 UETR（第 4 版 UUID）。')
	return text
}

/** What a transaction says it is about. */
export function namedBy(transaction: Element): { order?: string; uetr?: string; endToEnd?: string } {
	const order = findText(transaction, 35, 'RslvdCase', 'Id') ?? findText(transaction, 35, 'Case', 'Id')
	const uetr = find(transaction, 'OrgnlUETR')
	const endToEnd = findText(transaction, 35, 'OrgnlEndToEndId')
	return {
		...(order === undefined ? {} : { order }),
		...(uetr === null ? {} : { uetr: uetrOf(uetr) }),
		...(endToEnd === undefined || endToEnd === 'NOTPROVIDED' ? {} : { endToEnd }),
	}
}
