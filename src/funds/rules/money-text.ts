import { decimalOf } from '../contract/decimal.ts'

/** `CNY 42,000.00`: the same in every language, no float on the way. */
export function moneyText(minor: number, currency: string): string {
	const [whole = '', part] = decimalOf(Math.abs(minor), currency).split('.')
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
	return `${currency} ${minor < 0 ? '-' : ''}${grouped}${part === undefined ? '' : `.${part}`}`
}
