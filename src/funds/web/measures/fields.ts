import { momentOf } from '#kernel/web/local-time.ts'

/** Fields of a stop as they are typed: text until they are sent. */
export type Typed = {
	readonly holder: string
	readonly bank: string
	readonly number: string
	readonly amount: string
	readonly at: string
	readonly asked: string
}

export const untyped: Typed = { holder: '', bank: '', number: '', amount: '', at: '', asked: '' }

/** Minor units of an amount as people write it, `50,000` or `50000.5`; null when it is none. */
export function minorOf(text: string): number | null {
	const match = /^(\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(text.trim())
	if (match === null) return null
	const [, whole = '', part = ''] = match
	const minor = Number(whole.replaceAll(/[,，]/g, '')) * 100 + Number(part.padEnd(2, '0'))
	return Number.isSafeInteger(minor) && minor > 0 ? minor : null
}

/** Which typed amounts are none. */
export function wrongAmounts(typed: Typed): readonly ('amount' | 'asked')[] {
	return (['amount', 'asked'] as const).filter((key) => typed[key].trim() !== '' && minorOf(typed[key]) === null)
}

/** What is sent of what was typed; what was left empty is left out. */
export function toSend(typed: Typed) {
	const holder = typed.holder.trim()
	const number = typed.number.trim()
	const bank = typed.bank.trim()
	const amountMinor = minorOf(typed.amount)
	const askedMinor = minorOf(typed.asked)
	return {
		...(holder === '' ? {} : { holder }),
		...(number === '' || bank === '' ? {} : { named: { kind: 'bank_account' as const, bank, number } }),
		...(amountMinor === null ? {} : { amountMinor }),
		...(typed.at === '' ? {} : { at: momentOf(typed.at) }),
		...(askedMinor === null ? {} : { askedMinor }),
	}
}
