import { placesOf } from '../contract/decimal.ts'

/** F171, F11. Amounts as files write them, to minor units. No float on the way. */

export type AmountFault = { readonly en: string; readonly zh: string }

const iso = /^([+-]?)(\d{1,15})(?:\.(\d{0,10}))?$/

/** `1234.5`, as XML has it. @returns signed minor units, or why not */
export function isoMinor(text: string, currency: string): number | AmountFault {
	const match = iso.exec(text.trim())
	if (match === null) return no(text)
	return toMinor(match[1] === '-', match[2] ?? '', match[3] ?? '', currency)
}

/**
 * As people and spreadsheets write it: a sign before or behind, brackets for negative, groups of three, a currency sign.
 * @param decimal the sign between whole and part; the other of `.` and `,` then groups
 */
export function writtenMinor(text: string, currency: string, decimal: '.' | ','): number | AmountFault {
	let said = text
		.normalize('NFKC')
		.replaceAll(/[\s\u00a0'’]/g, '')
		.replace(/^(?:[A-Z]{3}|[¥￥$€£元])|(?:[A-Z]{3}|元)$/g, '')
	let negative = false
	const bracketed = /^\((.*)\)$/.exec(said)
	if (bracketed !== null) [negative, said] = [true, bracketed[1] ?? '']
	if (/^[+-]/.test(said)) [negative, said] = [negative !== said.startsWith('-'), said.slice(1)]
	else if (/[+-]$/.test(said)) [negative, said] = [negative !== said.endsWith('-'), said.slice(0, -1)]
	const group = decimal === '.' ? ',' : '.'
	const [whole = '', part = '', ...more] = said.split(decimal)
	const grouped = whole.includes(group)
	if (more.length > 0 || part.includes(group)) return no(text)
	if (grouped && !/^\d{1,3}(?:[.,]\d{3})+$/.test(whole)) return no(text)
	const digits = (grouped ? whole.replaceAll(group, '') : whole).replace(/^0+(?=\d)/, '')
	if (!/^\d{0,15}$/.test(digits) || !/^\d{0,10}$/.test(part) || digits + part === '') return no(text)
	return toMinor(negative, digits, part, currency)
}

function toMinor(negative: boolean, whole: string, part: string, currency: string): number | AmountFault {
	const exponent = placesOf(currency)
	if (/[1-9]/.test(part.slice(exponent)))
		return {
			en: `It is finer than ${currency} counts, with ${exponent} decimals.`,
			zh: `小数位超过 ${currency} 的 ${exponent} 位。`,
		}
	const minor = Number(`${whole}${part.slice(0, exponent).padEnd(exponent, '0')}`)
	if (!Number.isSafeInteger(minor)) return { en: 'It is larger than is counted here.', zh: '金额超出可记录范围。' }
	return negative && minor !== 0 ? -minor : minor
}

function no(text: string): AmountFault {
	const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text
	return { en: `“${shown}” is no amount.`, zh: `“${shown}”不是金额。` }
}
