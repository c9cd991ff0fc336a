import type { FactValue } from '../act.ts'

/**
 * JSON in the one form of RFC 8785 (JCS): members sorted by UTF-16 code units, no spaces, ECMAScript numbers and
 * strings. The same facts always give the same bytes, so anybody can rebuild a leaf and hash it.
 * Throws RangeError on what JCS cannot say: NaN, infinities, lone surrogates.
 */
export function canonical(value: FactValue): string {
	if (value === null || typeof value === 'boolean') return String(value)
	if (typeof value === 'number') return canonicalNumber(value)
	if (typeof value === 'string') return canonicalString(value)
	if (isList(value)) return `[${value.map(canonical).join(',')}]`
	const names = Object.keys(value).sort()
	let out = ''
	for (const name of names) {
		const member = value[name]
		if (member === undefined) continue
		out += `${out === '' ? '' : ','}${canonicalString(name)}:${canonical(member)}`
	}
	return `{${out}}`
}

function isList(value: FactValue): value is readonly FactValue[] {
	return Array.isArray(value)
}

function canonicalNumber(value: number): string {
	if (!Number.isFinite(value)) throw new RangeError('a fact holds a number that JSON cannot say')
	return JSON.stringify(value)
}

function canonicalString(value: string): string {
	if (!value.isWellFormed()) throw new RangeError('a fact holds broken text')
	return JSON.stringify(value)
}
