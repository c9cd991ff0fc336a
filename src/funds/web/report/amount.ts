import { placesOf } from '../../contract/decimal.ts'

/** Money as it is typed and shown. Whole numbers of minor units; no fraction is ever calculated with. */

/** `42000`, `42,000.5`, `4.2万` as minor units; null for anything else, nothing at all, or more than is carried exactly. */
export function minorOf(typed: string, currency: string): number | null {
	const decimals = placesOf(currency)
	const plain = typed.normalize('NFKC').replace(/[\s,，]/g, '')
	const found = /^(\d{1,13})(?:\.(\d{1,6}))?(万)?$/.exec(plain)
	if (found === null) return null
	const [, whole = '0', part = '', wan] = found
	const shift = decimals + (wan === undefined ? 0 : 4)
	if (part.length > shift) return null
	const minor = Number(BigInt(whole + part.padEnd(shift, '0')))
	return minor > 0 && Number.isSafeInteger(minor) ? minor : null
}
