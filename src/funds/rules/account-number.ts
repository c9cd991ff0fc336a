import type { PayeeKind } from '../contract.ts'
import { isBase58Check, isBech32, isChecksummedHex } from './crypto-address.ts'

/** F10. How a number is kept, so that two ways to write it are one account. Lengths are cut at what the table holds. */
export function normalNumber(kind: PayeeKind, number: string): string {
	const plain = number.normalize('NFKC')
	if (kind === 'cash' || kind === 'gold') return plain.replace(/\s+/g, ' ').trim().slice(0, longest)
	const bare = plain.replace(/[\s\u00ad\u200b-\u200f\u2010-\u2015-]+/g, '').slice(0, longest)
	if (kind !== 'crypto') return bare.toUpperCase()
	// Base58 tells capitals apart; hex and bech32 do not.
	return /^(0x[0-9a-f]+|(bc|tb|ltc)1[0-9a-z]+)$/i.test(bare) ? bare.toLowerCase() : bare
}

/** F10. A bank as it is kept where no list knows it: a BIC or a code in figures as it is, else its name in lower case. */
export function normalBank(bank: string): string {
	const plain = bank.normalize('NFKC').replace(/\s+/g, ' ').trim().slice(0, longest)
	return /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(plain) ? plain : plain.toLowerCase()
}

/** F10. Numbers that no two banks can both give: an IBAN, a card, an address of a chain. Given normalised. */
export function isOneInTheWorld(kind: PayeeKind, number: string): boolean {
	return kind === 'crypto' || kind === 'card' || (kind === 'bank_account' && isIban(number))
}

const longest = 80

/** F21. What looks wrong about a number. It warns and never refuses: what a victim read out is kept as told. */
export type NumberWarning =
	| 'card_check'
	| 'card_length'
	| 'iban_check'
	| 'account_shape'
	| 'crypto_check'
	| 'crypto_unknown'
	| 'letter_like_figure'

/** F21. Warnings about a number as it was told, in a fixed order; none: nothing looks wrong, which proves nothing. */
export function numberWarnings(kind: PayeeKind, told: string): readonly NumberWarning[] {
	const number = normalNumber(kind, told)
	if (number === '') return []
	if (kind === 'card') return cardWarnings(number)
	if (kind === 'bank_account') return accountWarnings(number)
	return kind === 'crypto' ? cryptoWarnings(number, told.replace(/\s+/g, '')) : []
}

function cardWarnings(number: string): readonly NumberWarning[] {
	if (!/^\d+$/.test(number)) return [/^[\dOIL]+$/.test(number) ? 'letter_like_figure' : 'account_shape']
	const length = number.length
	// ISO/IEC 7812: at most 19 figures. UnionPay's begin with 62 and have 16 to 19.
	if (length < 13 || length > 19 || (number.startsWith('62') && length < 16)) return ['card_length']
	return passesLuhn(number) ? [] : ['card_check']
}

function accountWarnings(number: string): readonly NumberWarning[] {
	if (/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(number)) return isIban(number) ? [] : ['iban_check']
	if (!/^\d+$/.test(number)) return [/^[\dOIL]+$/.test(number) ? 'letter_like_figure' : 'account_shape']
	// Personal accounts in China stand under a card of 62…, which has a check figure.
	if (number.startsWith('62') && number.length >= 16 && number.length <= 19)
		return passesLuhn(number) ? [] : ['card_check']
	return number.length < 6 || number.length > 32 ? ['account_shape'] : []
}

/** `told` without spaces: EIP-55 checks by its capitals, which are not kept. */
function cryptoWarnings(number: string, told: string): readonly NumberWarning[] {
	if (number.startsWith('0x')) return isChecksummedHex(told.replace(/^0X/, '0x')) ? [] : ['crypto_check']
	if (/^(bc|tb|ltc)1/.test(number)) return isBech32(number) ? [] : ['crypto_check']
	if (/^[1-9A-HJ-NP-Za-km-z]{25,40}$/.test(number)) return isBase58Check(number) ? [] : ['crypto_check']
	return ['crypto_unknown']
}

/** ISO/IEC 7812-1, annex B: the last figure of a card is its check. */
export function passesLuhn(figures: string): boolean {
	let sum = 0
	for (let at = 0; at < figures.length; at += 1) {
		const figure = Number(figures[figures.length - 1 - at])
		sum += at % 2 === 0 ? figure : figure > 4 ? figure * 2 - 9 : figure * 2
	}
	return sum % 10 === 0
}

/** ISO 13616: four characters moved behind, letters as 10 to 35, remainder 1 of 97. Given without spaces, upper case. */
export function isIban(number: string): boolean {
	if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(number)) return false
	let rest = 0
	for (const letter of number.slice(4) + number.slice(0, 4)) {
		const value = Number.parseInt(letter, 36)
		rest = (rest * (value > 9 ? 100 : 10) + value) % 97
	}
	return rest === 1
}
