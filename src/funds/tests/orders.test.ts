import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { canonical } from '#kernel/ledger/canonical.ts'
import { readSignature, readVkey, verifySignature } from '#kernel/ledger/note.ts'
import { system } from '#kernel/who.ts'
import {
	carryOrder,
	changeBank,
	closeBank,
	keepBank,
	listBanks,
	listOrders,
	orderDocument,
	showOrder,
	writeOrder,
} from '../contract.ts'
import { enterAccount } from '../store/account.ts'
import { type BankStage, openBankStage } from './bank-stage.ts'
import { refusalOf } from './statement-stage.ts'

let stage: BankStage
beforeAll(async () => {
	stage = await openBankStage()
}, 240_000)
afterAll(() => stage?.close())

test('F132 an order is one canonical document: signed by the bureau’s signer, its hash in the ledger, written once', async () => {
	const { measure, order, number, sha256 } = await stage.sent('GWBK')
	const shown = await stage.look(showOrder, stage.investigator, { order })
	expect(shown.text).toBe(canonical(JSON.parse(shown.text)))
	expect(createHash('sha256').update(shown.text).digest('hex')).toBe(sha256)
	const key = readVkey(shown.vkey)
	const line = readSignature(shown.signature.trimEnd())
	if (key === null || line === null) throw new Error('no key or no signature')
	expect(verifySignature(`${shown.text}\n`, line, key)).toBe(true)
	expect(verifySignature(`${shown.text.replace('stop', 'halt')}\n`, line, key)).toBe(false)
	const again = await stage.act(writeOrder, system, { measure })
	expect(again).toMatchObject({ order, number, sha256, already: true })
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from ledger.opening
		where value like ${`%${sha256}%`}`.execute(stage.store.db)
	expect(rows[0]?.n).toBeGreaterThan(0)
})

test('F132 a draft gives no order; a release is an order of its own; what was given longer is another', async () => {
	const { measure, number } = await stage.sent('XJRC')
	const set = (change: ReturnType<typeof sql>) =>
		stage.write(async (tx) => {
			await sql`update funds.measure set ${change} where id = ${measure}`.execute(tx)
		})
	await set(sql`renewals = renewals + 1, until_at = now() + interval '96 hours'`)
	const longer = await stage.act(writeOrder, system, { measure })
	expect(longer).toMatchObject({ is: 'stop', number: number.replace(/-1$/, '-2'), already: false })
	await set(sql`state = 'released', ended_at = now(), end_reason = 'decision'`)
	expect(await stage.act(writeOrder, system, { measure })).toMatchObject({ is: 'release', already: false })
	await set(sql`state = 'draft', ended_at = null, end_reason = null, sent_at = null`)
	expect(await refusalOf(stage.act(writeOrder, system, { measure }))).toMatchObject({
		code: 'wrong_state',
		rule: 'F132',
	})
	expect((await refusalOf(stage.act(writeOrder, stage.investigator, { measure }))).code).toBe('not_permitted')
})

test('F133, F134, F136 sheet and file say what the signed document says, and nothing else', async () => {
	const { order, number, uetr, report } = await stage.sent('XJRC', { askedMinor: 4_200_050 })
	const shown = await stage.look(showOrder, stage.investigator, { order })
	expect(shown.document).toEqual(orderDocument.parse(JSON.parse(shown.text)))
	expect(shown.document).toMatchObject({
		order: number,
		account: { number: report.payeeNumber, holder: '林某' },
		amount: { minor: 4_200_050, currency: 'CNY' },
		matched: { minor: 5_000_000, at: '2026-11-24T03:05:00.000Z' },
		payment: { uetr, bank: { bic: 'GWBKZZ2L' } },
	})
	const [head, line] = (shown.csv?.text ?? '').split('\r\n').map((one) => one.split(','))
	expect(head).toEqual(['order', 'is', 'account', 'holder', 'amount', 'paid_at', 'until', 'bureau', 'hash'])
	expect(line).toEqual([
		number,
		'stop',
		report.payeeNumber,
		'林某',
		'42000.50',
		'2026-11-24T03:05:00.000Z',
		shown.document.until,
		'汐港县公安局',
		shown.sha256,
	])
})

test('F133 a list of orders tells no names and no whole account; one of another bureau is not there', async () => {
	const { order, number, report } = await stage.sent('GWBK')
	const list = await stage.look(listOrders, stage.leader, {})
	expect(list.rows.find((row) => row.id === order)).toMatchObject({
		number,
		tail: report.payeeNumber.slice(-4),
		answer: null,
	})
	expect(JSON.stringify(list)).not.toContain(report.payeeNumber)
	expect(JSON.stringify(list)).not.toContain('林某')
	const analyst = await stage.as('dai-guanlan')
	expect((await refusalOf(stage.look(showOrder, analyst, { order }))).code).toBe('not_found')
})

test('F137, F149 that a bank took an order is entered once, between its writing and now', async () => {
	const { order } = await stage.sent('GWBK')
	const at = new Date().toISOString()
	expect(await stage.act(carryOrder, stage.desk, { order, at })).toEqual({ order, takenAt: at })
	expect((await stage.act(carryOrder, stage.investigator, { order })).takenAt).toBe(at)
	const early = stage.act(carryOrder, stage.desk, { order, at: '2026-01-01T00:00:00.000Z' })
	expect(await refusalOf(early)).toMatchObject({ rule: 'F149', field: 'at' })
})

test('F130, F131, F134, F135 those who lead keep the banks; a way of orders has what it needs; a code is kept once', async () => {
	const facts = {
		en: 'Harbour Test Bank',
		zh: '港试银行',
		names: ['港试'],
		kind: 'bank' as const,
		way: 'sheet' as const,
		columns: [],
		holdsAmount: true,
		province: null,
		bic: null,
		stopLine: null,
	}
	const kept = await stage.act(keepBank, stage.leader, { code: 'HTB1', ...facts })
	expect((await refusalOf(stage.act(keepBank, stage.desk, { code: 'HTB2', ...facts }))).code).toBe('not_permitted')
	expect((await refusalOf(stage.act(keepBank, stage.leader, { code: 'HTB1', ...facts }))).rule).toBe('F130')
	const change = (more: object) =>
		stage.act(changeBank, stage.leader, { bank: kept.bank, version: 1, ...facts, ...more })
	expect((await refusalOf(change({ way: 'csv', columns: ['account'] }))).rule).toBe('F134')
	expect((await refusalOf(change({ way: 'camt056' }))).rule).toBe('F135')
	expect(await change({ way: 'csv', columns: ['order', 'account'] })).toEqual({ bank: kept.bank, version: 2 })
	expect(await stage.act(closeBank, stage.leader, { bank: kept.bank, version: 2 })).toEqual({
		bank: kept.bank,
		version: 3,
	})
	const { rows } = await stage.look(listBanks, stage.investigator, {})
	expect(rows.find(({ code }) => code === 'HTB1')).toMatchObject({ closed: true, way: 'csv', own: true })
})

test('F130 whatever name a bank is called by, its accounts carry its code and are one', async () => {
	const entered = []
	for (const bank of ['港湾银行', 'GWBK', 'gwbkzz2l', ' 港湾 ', 'Gangwan Bank', 'gangwanbank'])
		entered.push(
			await stage.write((tx) =>
				enterAccount(tx, { kind: 'bank_account', bank, number: '6200 9900 0000 7777', currency: 'CNY' }),
			),
		)
	expect(new Set(entered.map(({ id }) => id)).size).toBe(1)
	const { rows } = await sql<{
		bank: string
	}>`select bank from funds.account where id = ${entered[0]?.id ?? ''}`.execute(stage.store.db)
	expect(rows).toEqual([{ bank: 'GWBK' }])
})
