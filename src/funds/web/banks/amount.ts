import { decimalOf } from '../../contract/decimal.ts'

/** Minor units of a currency as tables show them: `286,200.00`. */
export function amountText(minor: number, currency: string): string {
	const [whole = '', fraction] = decimalOf(minor, currency).split('.')
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
	return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
