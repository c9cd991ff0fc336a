import { amountText } from '../contract/decimal.ts'

/** `CNY 42,000.00`: the same in every language, no float on the way. */
export function moneyText(minor: number, currency: string): string {
	return `${currency} ${minor < 0 ? '-' : ''}${amountText(Math.abs(minor), currency)}`
}
