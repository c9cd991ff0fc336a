import { expect, test } from 'vitest'
import { amountText } from '../../contract/decimal.ts'
import { minorOf } from '../report/amount.ts'
import { paidAt } from '../report/paid-at.ts'

test('F28 amounts as they are typed become whole minor units, and nothing is guessed', () => {
	const typed = ['50000', '50,000.5', '4.2万', '０．０５', '1.234', '0', '-5', '12a', '', '9999999999999.99']
	expect(typed.map((one) => minorOf(one, 'CNY'))).toEqual([
		5_000_000,
		5_000_050,
		4_200_000,
		5,
		null,
		null,
		null,
		null,
		null,
		999_999_999_999_999,
	])
	expect(minorOf('500', 'JPY')).toBe(500)
	expect(minorOf('1.5', 'JPY')).toBe(null)
	expect(amountText(5_000_050, 'CNY')).toBe('50,000.50')
	expect(amountText(5, 'CNY')).toBe('0.05')
	expect(amountText(1_234_567, 'JPY')).toBe('1,234,567')
})

test('F28 times as they are told are the last the bureau’s clock said so; none that does not exist', () => {
	// 22:10 by the bureau's clock.
	const now = Date.parse('2026-11-22T14:10:00Z')
	expect(paidAt('21:14', now)).toBe('2026-11-22T13:14:00.000Z')
	expect(paidAt('2114', now)).toBe('2026-11-22T13:14:00.000Z')
	expect(paidAt('23:30', now)).toBe('2026-11-21T15:30:00.000Z')
	expect(paidAt('11-20 09:05', now)).toBe('2026-11-20T01:05:00.000Z')
	expect(paidAt('12-31 09:05', now)).toBe('2025-12-31T01:05:00.000Z')
	expect(paidAt('2026-11-22 21:14:07', now)).toBe('2026-11-22T13:14:07.000Z')
	for (const wrong of ['25:00', '12:60', '2026-02-30 10:00', '11-31 10:00', 'soon', ''])
		expect(paidAt(wrong, now)).toBe(null)
})
