import { editDistance } from './distance.ts'
import { kind } from './kind.ts'
import { folded } from './text.ts'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The check sign of the first 17 digits of an identity number: GB 11643-1999 (ISO 7064, MOD 11-2). */
export function checkSign(digits: string): string {
	let sum = 0
	for (const [n, weight] of weights.entries()) sum += weight * Number(digits[n])
	return '10X98765432'[sum % 11] ?? ''
}

/** A number of 15 digits (before 1999) as the 18 it became: the century and the check sign are put in. Else null. */
export function eighteenOf(number: string): string | null {
	if (!/^\d{15}$/.test(number)) return null
	const long = `${number.slice(0, 6)}19${number.slice(6)}`
	return isDay(long.slice(6, 14)) ? `${long}${checkSign(long)}` : null
}

/** Whether a number of 18 signs has a day of birth and its check sign is right. */
export function isSoundNumber(number: string): boolean {
	return /^\d{17}[\dX]$/.test(number) && isDay(number.slice(6, 14)) && checkSign(number) === number[17]
}

function isDay(text: string): boolean {
	const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)].map(Number)
	if (year === undefined || month === undefined || day === undefined) return false
	if (year < 1850 || month < 1 || month > 12 || day < 1) return false
	return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/**
 * A number of identity (C18). Two that are both sound and differ belong to two people, however near they are: numbers of twins
 * differ in two signs. One that is not sound may be the other, mistyped.
 */
export const identity = kind<{ readonly number: string; readonly sound: boolean }>({
	levels: [
		{ name: 'same', m: 0.9, u: 0.0001 },
		{ name: 'slip', m: 0.06, u: 0.0002 },
		{ name: 'different', m: 0.03, u: 0.0997 },
		{ name: 'both sound', m: 0.01, u: 0.9 },
	],
	read(text) {
		const number = folded(text)
			.toUpperCase()
			.replace(/[^\p{L}\p{N}]/gu, '')
		return number === '' ? null : (eighteenOf(number) ?? number)
	},
	form: (number) => ({ number, sound: isSoundNumber(number) }),
	compare(a, b) {
		if (a.number === b.number) return 0
		if (a.sound && b.sound) return 3
		const edits = editDistance(a.number, b.number, 2)
		return edits === 1 || (edits === 2 && Math.min(a.number.length, b.number.length) >= 15) ? 1 : 2
	},
	keys: ({ number }) => [number, number.length >= 14 ? number.slice(6, 14) : ''],
})
