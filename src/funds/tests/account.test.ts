import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { openFresh } from '#tests/database.ts'
import { type NumberWarning, normalBank, normalNumber, numberWarnings } from '../rules/account-number.ts'
import { enterAccount } from '../store/account.ts'

let store: Store
beforeAll(async () => {
	store = await openFresh()
}, 120_000)
afterAll(() => store?.close())

const write = <T>(work: Parameters<typeof store.transact<T>>[1]) => store.transact('seawall_app', work)

test('F20 two ways to write a number are one account, found again by kind, bank and number', async () => {
	const first = await write((tx) =>
		enterAccount(tx, {
			kind: 'bank_account',
			bank: '  Harbour   BANK',
			number: '3301 0423-7788 ９１０',
			currency: 'CNY',
		}),
	)
	const again = await write((tx) =>
		enterAccount(tx, { kind: 'bank_account', bank: 'harbour bank', number: '330104237788910', currency: 'CNY' }),
	)
	expect(again).toEqual(first)
	const other = await write((tx) =>
		enterAccount(tx, { kind: 'bank_account', bank: 'other bank', number: '330104237788910', currency: 'CNY' }),
	)
	expect(other.id).not.toBe(first.id)
	expect(other.node).not.toBe(first.node)
	expect(normalNumber('wallet', ' lan-hai 07 ')).toBe('LANHAI07')
	expect(normalBank('HARBCNBJ')).toBe('HARBCNBJ')
	expect(normalBank('Shanghai')).toBe('shanghai')
})

test('F20 entered by twelve at once it is one account', async () => {
	const entered = await Promise.all(
		Array.from({ length: 12 }, () =>
			write((tx) => enterAccount(tx, { kind: 'wallet', bank: 'sea pay', number: '13900001111', currency: 'CNY' })),
		),
	)
	expect(new Set(entered.map((one) => one.id)).size).toBe(1)
})

test('F20 an IBAN, a card or an address of a chain is found whatever bank was named, and takes the bank it lacked', async () => {
	const iban = { kind: 'bank_account' as const, number: 'DE89 3704 0044 0532 0130 00', currency: 'EUR' }
	const unknown = await write((tx) => enterAccount(tx, { ...iban, bank: '' }))
	expect(await write((tx) => enterAccount(tx, { ...iban, bank: 'Musterbank' }))).toEqual(unknown)
	const { rows } = await sql<{ bank: string }>`select bank from funds.account where id = ${unknown.id}`.execute(
		store.db,
	)
	expect(rows).toEqual([{ bank: 'musterbank' }])
	expect(await write((tx) => enterAccount(tx, { ...iban, bank: 'another' }))).toEqual(unknown)
	expect(normalNumber('crypto', '0xDE709F2102306220921060314715629080E2FB77')).toBe(
		'0xde709f2102306220921060314715629080e2fb77',
	)
	expect(normalNumber('crypto', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa')).toBe('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa')
})

/** Numbers others published: ISO 7812 and IBAN registry samples, BIP 173 and 350 vectors, EIP-55's own, Bitcoin's first. */
const told: readonly (readonly [Parameters<typeof numberWarnings>[0], string, readonly NumberWarning[]])[] = [
	['card', '4539 1488 0343 6467', []],
	['card', '4539 1488 0343 6468', ['card_check']],
	['card', '62220202', ['card_length']],
	['card', '4539 1488 O343 6467', ['letter_like_figure']],
	['bank_account', '6222 0212 3456 7890 123', ['card_check']],
	['bank_account', '33010423778891', []],
	['bank_account', '3301O423778891', ['letter_like_figure']],
	['bank_account', '123', ['account_shape']],
	['bank_account', 'GB82 WEST 1234 5698 7654 32', []],
	['bank_account', 'GB82 WEST 1234 5698 7654 33', ['iban_check']],
	['crypto', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', []],
	['crypto', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', ['crypto_check']],
	['crypto', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', []],
	['crypto', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', []],
	['crypto', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5', ['crypto_check']],
	['crypto', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0', []],
	['crypto', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', []],
	['crypto', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD', ['crypto_check']],
	['crypto', '0xde709f2102306220921060314715629080e2fb77', []],
	['crypto', 'hello', ['crypto_unknown']],
	['wallet', 'anything at all', []],
	['cash', 'a man on a red scooter', []],
]

test.each(told)('F21 %s %s warns %j', (kind, number, warnings) => {
	expect(numberWarnings(kind, number)).toEqual(warnings)
})
