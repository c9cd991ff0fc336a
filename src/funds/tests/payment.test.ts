import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
	addPayment,
	correctPayment,
	describeReport,
	payeeKind,
	removePayment,
	showReport,
	signReport,
} from '../contract.ts'
import { stopPathOf } from '../rules/stop-path.ts'
import { openStage, refusalOf, type Stage } from './report-stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 240_000)
afterAll(() => stage?.close())

const hour = 3_600_000
const transfersOf = async (report: string) =>
	(
		await sql<{
			id: number
			from: string
			to: string
			minor: number
			at: Date
		}>`select t.id, f.number as "from", g.number as "to",
			t.amount_minor as minor, t.at from funds.transfer t join funds.account f on f.node = t.from_node
			join funds.account g on g.node = t.to_node where t.matter_id = ${report} order by t.id`.execute(stage.store.db)
	).rows
const shown = async (report: string) => stage.look(showReport, stage.desk, { report })

test('F27 each kind of payee has its own way of being stopped; of a courier nothing can be, and a unit is sent', () => {
	const paths = payeeKind.options.map((kind) => stopPathOf(kind))
	expect(paths.map((path) => path.to)).toEqual([
		'payee_bank',
		'wallet_company',
		'card_bank',
		'acquirer',
		'exchange',
		'dispatch',
		'dispatch',
	])
	for (const path of paths) {
		expect(path.stops).toBe(!path.dispatched)
		for (const words of [path.what, ...Object.values(path.fields)]) {
			expect(words.en).toMatch(/^[ -~’]+$/)
			expect(words.zh).toMatch(/[一-鿿]/)
		}
	}
})

test('F28 a payment is entered as far as it is known, says what is missing, and is never ahead', async () => {
	const { report } = await stage.report()
	const bare = await stage.act(addPayment, stage.desk, { report, payeeKind: 'wallet' })
	expect(bare).toMatchObject({ lossMinor: 0, followed: false, warnings: [] })
	expect((await shown(report)).payments[0]?.missing).toEqual(['holder', 'number', 'amount', 'time'])
	const ahead = stage.pay(report, { paidAt: new Date(Date.now() + hour).toISOString() })
	expect(await refusalOf(ahead)).toMatchObject({ code: 'invalid', rule: 'F28', field: 'paidAt' })
	for (const amountMinor of [0, -1, 1.5])
		expect((await refusalOf(stage.pay(report, { amountMinor }))).code).toBe('invalid')
	expect((await refusalOf(stage.pay(report, { paidAt: '2026-02-30T10:00:00Z' }))).code).toBe('invalid')
	expect((await refusalOf(stage.pay(report, { paidAt: '2026-11-20T10:00:00' }))).code).toBe('invalid')
	await stage.pay(report)
	const { lossMinor } = await stage.pay(report, { amountMinor: 1_234, payeeNumber: 'GB82 WEST 1234 5698 7654 32' })
	expect(lossMinor).toBe(5_001_234)
	await stage.pay(report, { currency: 'USD', amountMinor: 700 })
	expect(await shown(report)).toMatchObject({ lossMinor: 5_001_234, others: [{ currency: 'USD', minor: 700 }] })
	const huge = { amountMinor: Number.MAX_SAFE_INTEGER }
	expect(await refusalOf(stage.pay(report, huge))).toMatchObject({ rule: 'F28', field: 'amountMinor' })
})

test('F21 what looks wrong about a number is said beside it, and it is entered all the same', async () => {
	const { report } = await stage.report()
	const one = await stage.pay(report, { payeeNumber: '6222 0212 3456 7890 123' })
	expect(one).toMatchObject({ warnings: ['card_check'], followed: true })
	expect((await shown(report)).payments[0]?.warnings).toEqual(['card_check'])
})

test('F29 with account, amount and time it is followed as one transfer, from the victim’s account once that is known', async () => {
	const { report, number } = await stage.report()
	const { payment } = await stage.pay(report)
	const [before] = await transfersOf(report)
	expect(before).toMatchObject({
		to: '6222021234567890128',
		minor: 5_000_000,
		from: `${number.replaceAll('-', '')}@XIGANG`,
	})
	const { version } = await shown(report)
	await stage.act(describeReport, stage.desk, {
		report,
		version,
		victimNumber: '1234 5678 9012',
		victimBank: 'My bank',
	})
	const after = await transfersOf(report)
	expect(after).toEqual([{ ...before, from: '123456789012' }])
	// From another of their accounts, when they say so.
	await stage.act(correctPayment, stage.desk, { payment, version: 1, fromNumber: '999988887777' })
	expect(await transfersOf(report)).toEqual([{ ...before, from: '999988887777' }])
	// A courier is an account of its own, each time.
	await stage.pay(report, { payeeKind: 'cash', payeeNumber: 'grey van' })
	await stage.pay(report, { payeeKind: 'cash', payeeNumber: 'grey van' })
	expect(new Set((await transfersOf(report)).map((one) => one.to)).size).toBe(3)
})

test('F29, F30 what a bank wrote is the same transfer within 15 minutes, and stays as the bank wrote it', async () => {
	const { report } = await stage.report()
	const first = await stage.pay(report, { payeeNumber: '770011223344', amountMinor: 900_00 })
	const [line] = await transfersOf(report)
	await cite(report, line?.id ?? 0)
	const at = (minutes: number) => new Date((line?.at.getTime() ?? 0) + minutes * 60_000).toISOString()
	const correct = (version: number, more: object) =>
		stage.act(correctPayment, stage.desk, { payment: first.payment, version, ...more })
	await correct(1, { paidAt: at(-9) })
	expect(await transfersOf(report)).toEqual([line])
	await correct(2, { amountMinor: 901_00 })
	const both = await transfersOf(report)
	expect(both).toHaveLength(2)
	expect(both[0]).toEqual(line)
	// Corrected back to what the bank wrote, it is that one again, and the other is gone.
	await correct(3, { amountMinor: 900_00 })
	expect(await transfersOf(report)).toEqual([line])
})

/** Something else tells of a transfer too. */
const cite = (report: string, transfer: number) =>
	stage.own((tx) =>
		sql`insert into funds.cited (report_id, transfer_id, reason, cited_by, cited_at)
			values (${report}, ${transfer}, 'as the bank wrote it', ${stage.desk.person}, now())`.execute(tx),
	)

test('F30 corrected and removed, its transfer and the loss follow; removed only before it is signed', async () => {
	const { report } = await stage.report({ victimName: '林某' })
	const one = await stage.pay(report)
	const two = await stage.pay(report, { amountMinor: 100, payeeNumber: '550011223344' })
	const fixed = await stage.act(correctPayment, stage.desk, {
		payment: one.payment,
		version: 1,
		amountMinor: 4_900_000,
	})
	expect(fixed).toMatchObject({ version: 2, lossMinor: 4_900_100 })
	expect((await transfersOf(report)).map((each) => each.minor)).toEqual([4_900_000, 100])
	const stale = stage.act(correctPayment, stage.desk, { payment: one.payment, version: 1, amountMinor: 1 })
	expect((await refusalOf(stale)).code).toBe('overtaken')
	const unknown = await stage.act(correctPayment, stage.desk, { payment: one.payment, version: 2, payeeNumber: null })
	expect(unknown).toMatchObject({ followed: false })
	expect((await transfersOf(report)).map((each) => each.minor)).toEqual([100])
	const gone = await stage.act(removePayment, stage.desk, { payment: two.payment, version: 1 })
	expect(gone.lossMinor).toBe(4_900_000)
	expect(await transfersOf(report)).toEqual([])
	await stage.act(signReport, stage.desk, { report, version: gone.reportVersion, way: 'here', name: '林某' })
	const late = stage.act(removePayment, stage.desk, { payment: one.payment, version: 3 })
	expect(await refusalOf(late)).toMatchObject({ code: 'wrong_state', rule: 'F36' })
	const after = await stage.act(correctPayment, stage.desk, {
		payment: one.payment,
		version: 3,
		payeeNumber: '6222 0212 3456 7890 128',
	})
	expect(after.followed).toBe(true)
})
