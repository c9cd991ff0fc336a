import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { nobody, type Who } from '#kernel/who.ts'
import { show } from '#kernel/spine/show.ts'
import { textOfPdf } from '#tests/pdf-text.ts'
import { checkCertificate } from '../certificate/verify.ts'
import {
	approveReturn,
	confirmReading,
	followReport,
	issueCertificate,
	listNotices,
	listReturns,
	objectReturn,
	orderReturn,
	payReturn,
	printPaymentOrder,
	printReturn,
	proposeReturn,
	refuseReturn,
	ruleReturn,
	showAttribution,
	showCertificate,
	showLetter,
	showReturn,
	showRoundSteps,
	showSteps,
	verifyLoss,
	withdrawReturn,
} from '../contract.ts'
import { endOfDay, noticeDays } from '../rules/notice.ts'
import { caseOf, frozenCaseOf } from './frozen-case.ts'
import { type MeasureStage, openMeasureStage } from './measure-stage.ts'
import { refusalOf } from './statement-stage.ts'

let stage: MeasureStage
let city: Who
beforeAll(async () => {
	stage = await openMeasureStage()
	city = await stage.as('bai-haosheng')
}, 240_000)
afterAll(() => stage?.close())

const sha256 = createHash('sha256').update('a receipt').digest('hex')
const month = (noticeDays + 1) * 24

const aCase = () => caseOf(stage)
const frozenCase = (held: number, more: { readonly into?: string } = {}) => frozenCaseOf(stage, held, more)

const verify = (report: string, verifiedMinor = 5_000_000, who = stage.investigator) =>
	stage.act(verifyLoss, who, { report, verifiedMinor, document: 'Receipt of the payment', sha256 })
const read = (reading: 'letter' | 'reading' = 'reading') =>
	stage.act(confirmReading, stage.legal, { reading, reason: 'More would be paid than is frozen.' })
const propose = (report: string) =>
	stage.act(proposeReturn, stage.investigator, { report, reason: 'Frozen and verified.' })
const approve = (round: string) => stage.act(approveReturn, city, { round, version: 1, reason: 'It follows.' })

describe('from a frozen account to the money given back', () => {
	test('F286, F301 a loss is verified by another than who took the report', async () => {
		const report = await frozenCase(3_000_000)
		await stage.write((tx) =>
			sql`update funds.report set taken_by = ${stage.leader.person} where id = ${report.id}`.execute(tx),
		)
		expect(await refusalOf(verify(report.id, 5_000_000, stage.leader))).toMatchObject({
			code: 'not_permitted',
			rule: 'F301',
		})
		expect(await refusalOf(verify(report.id, 5_000_000, stage.desk))).toMatchObject({ code: 'not_permitted' })
		expect(await verify(report.id)).toEqual({ report: report.id, verifiedMinor: 5_000_000 })
	})

	test('F287, F311 nothing is proposed before legal review confirmed how shares are read', async () => {
		const report = await frozenCase(3_000_000)
		await verify(report.id)
		expect(await refusalOf(propose(report.id))).toMatchObject({ code: 'wrong_state', rule: 'F287' })
		expect(
			await refusalOf(stage.act(confirmReading, stage.investigator, { reading: 'reading', reason: 'So.' })),
		).toMatchObject({ code: 'not_permitted' })
		expect(await read()).toMatchObject({ reading: 'reading' })
	})

	test('F288, F289 nothing frozen or nothing verified: nothing is proposed', async () => {
		await read()
		const bare = await aCase()
		expect(await refusalOf(propose(bare.id))).toMatchObject({ code: 'wrong_state', rule: 'F289' })
		const unverified = await frozenCase(3_000_000)
		expect(await refusalOf(propose(unverified.id))).toMatchObject({ code: 'wrong_state', rule: 'F289' })
		const early = await stage.report()
		expect((await refusalOf(propose(early.id))).code).toBe('wrong_state')
	})

	test('F276, F283 the five rules and the return rule stand side by side, and a figure opens', async () => {
		const report = await frozenCase(3_000_000)
		await verify(report.id)
		const { plan, number } = await stage.look(showAttribution, stage.investigator, { report: report.id })
		expect(plan).toMatchObject({ frozenMinor: 3_000_000, givenMinor: 3_000_000, staysMinor: 0 })
		const [frozen] = plan.accounts
		expect(frozen).toMatchObject({
			way: 'single',
			heldMinor: 3_000_000,
			balanceMinor: 5_000_000,
			gives: { [number]: 3_000_000 },
		})
		for (const rule of ['lifo', 'pro_rata', 'fifo', 'lowest', 'poison'] as const)
			expect(frozen?.byRule[rule]).toEqual({ [number]: 5_000_000 })
		expect(plan.limits).toMatchObject({ withoutStatement: 1, unknownMinor: 5_000_000, unverified: [] })
		const opened = await stage.look(showSteps, stage.investigator, {
			report: report.id,
			account: report.payee,
			rule: 'fifo',
		})
		expect(opened.steps).toMatchObject([
			{ is: 'opening', amountMinor: 0 },
			{ is: 'in', amountMinor: 5_000_000, after: { [number]: 5_000_000 } },
		])
	})

	test('F288, F290, F306, F299, F322 the county proposes, the city decides, never who proposed, and the victim reads it by the link', async () => {
		await read()
		const report = await frozenCase(3_000_000)
		await verify(report.id)
		const { round, number, ...sums } = await propose(report.id)
		expect(number).toMatch(/^B-\d{4}-\d{5}$/)
		expect(sums).toMatchObject({ state: 'proposed', givenMinor: 3_000_000, staysMinor: 0 })
		expect(await refusalOf(propose(report.id))).toMatchObject({ code: 'already', rule: 'F288' })
		for (const who of [stage.commander, stage.investigator, stage.legal, stage.desk]) {
			const refusal = await refusalOf(stage.act(approveReturn, who, { round, version: 1, reason: 'So.' }))
			expect(refusal.code, who.postKind).toBe('not_permitted')
		}
		const letter = () => stage.look(showLetter, stage.desk, { report: report.id })
		expect((await letter()).letters).toEqual([])
		const kept = await stage.look(showRoundSteps, city, { round, account: report.payee, rule: 'fifo' })
		expect(kept.steps.at(-1)).toMatchObject({ is: 'in', after: { [report.number]: 5_000_000 } })
		const { rows } = await stage.look(listReturns, city, {})
		expect(rows.find((row) => row.id === round)?.may).toEqual(
			expect.arrayContaining(['funds.return.approve', 'funds.return.refuse']),
		)
		const { noticeUntil } = await approve(round)
		expect(noticeUntil).toBe(endOfDay(new Date(), noticeDays).toISOString())
		expect((await letter()).letters[0]?.zh[0]).toContain('30,000.00 元')
		await stage.write((tx) => sql`update funds.report set link = '4K7P92MXTQ7B' where id = ${report.id}`.execute(tx))
		const followed = await stage.look(followReport, nobody, { link: '4K7P-92MX-TQ7B' })
		expect(followed.letters).toEqual((await letter()).letters)
		await expect(
			stage.write((tx) => sql`update funds.return_round set decided_by = proposed_by where id = ${round}`.execute(tx)),
		).rejects.toThrow(/check/)
	})

	test('F290 what changed since the proposal makes it overtaken; taken back or refused it ends', async () => {
		const report = await frozenCase(3_000_000)
		await verify(report.id)
		const first = await propose(report.id)
		await verify(report.id, 2_000_000)
		expect(await refusalOf(approve(first.round))).toMatchObject({ code: 'overtaken', rule: 'F290' })
		expect(await stage.act(withdrawReturn, stage.investigator, { round: first.round, version: 1 })).toMatchObject({
			state: 'withdrawn',
		})
		const second = await propose(report.id)
		expect(second.givenMinor).toBe(2_000_000)
		expect(await stage.act(refuseReturn, city, { round: second.round, version: 1, reason: 'Not yet.' })).toMatchObject({
			state: 'refused',
		})
	})

	test('F291 to F295 notice, objection, order, and the bank’s word for every line', async () => {
		const report = await frozenCase(6_000_000)
		await verify(report.id)
		const { round, staysMinor } = await propose(report.id)
		expect(staysMinor).toBe(1_000_000)
		await approve(round)
		const { rows } = await stage.look(listNotices, nobody, {})
		const notice = rows.find((row) => row.frozenMinor === 6_000_000)
		expect(notice).toMatchObject({ victims: 1, givenMinor: 5_000_000 })
		expect(JSON.stringify(notice)).not.toContain(report.number)
		expect(JSON.stringify(notice)).not.toContain(report.payeeNumber)
		const later = stage.later(month)
		const order = (version: number, on = later) => stage.act(orderReturn, stage.investigator, { round, version }, on)
		expect(await refusalOf(order(2, stage.spine))).toMatchObject({ code: 'not_now', rule: 'F294' })
		const { objection } = await stage.act(objectReturn, stage.legal, { round, objector: '林某', said: '少算了一笔。' })
		expect(await refusalOf(order(2))).toMatchObject({ code: 'wrong_state', rule: 'F294' })
		const rule = (who: Who) =>
			stage.act(ruleReturn, who, { round, version: 2, objection, ruling: 'dismissed', reason: 'It is in the plan.' })
		expect(await refusalOf(rule(stage.legal))).toMatchObject({ code: 'not_permitted', rule: 'F293' })
		expect((await refusalOf(rule(stage.investigator))).code).toBe('not_permitted')
		expect(await rule(stage.commander)).toMatchObject({ state: 'notice', version: 3, ruling: 'dismissed' })
		expect(await order(3)).toMatchObject({ state: 'paying' })
		const late = refusalOf(stage.act(objectReturn, stage.desk, { round, objector: '林某', said: '晚了。' }, later))
		expect((await late).code).toBe('wrong_state')
		const [line] = (await stage.look(showReturn, stage.investigator, { round })).rows
		const pay = (at: Date) =>
			stage.act(
				payReturn,
				stage.investigator,
				{ round, version: 4, row: line?.id ?? '', at: at.toISOString(), reference: 'HF-889' },
				later,
			)
		expect(await refusalOf(pay(new Date(Date.now() + 40 * 86_400_000)))).toMatchObject({ code: 'invalid', field: 'at' })
		expect(await pay(new Date())).toMatchObject({ state: 'paid' })
	})

	test('F320, F314 each bank has its own order, to the victim by name and to nobody else', async () => {
		const report = await frozenCase(6_000_000)
		await verify(report.id)
		const { round, number } = await propose(report.id)
		await approve(round)
		const asked = { round, bank: 'XGRCB', language: 'zh' as const }
		const print = (who: Who, of: Partial<typeof asked> = {}) =>
			stage.look(printPaymentOrder, who, { ...asked, ...of }, stage.later(month))
		expect(await refusalOf(print(stage.investigator))).toMatchObject({ code: 'wrong_state', rule: 'F320' })
		await stage.act(orderReturn, stage.investigator, { round, version: 2 }, stage.later(month))
		for (const who of [stage.desk, stage.legal, city])
			expect((await refusalOf(print(who))).code, who.postKind).toBe('not_permitted')
		expect((await refusalOf(print(stage.investigator, { bank: 'ANOTHER' }))).code).toBe('not_found')
		const paper = await print(stage.investigator)
		expect(paper.name).toBe(`${number}-1.pdf`)
		expect((await print(stage.investigator)).base64).toBe(paper.base64)
		const { text } = textOfPdf(Buffer.from(paper.base64, 'base64'))
		for (const part of ['冻结资金返还通知书', 'XGRCB', '林某', report.number, report.payeeNumber, 'CNY 50,000.00'])
			expect(text).toContain(part)
		await expect(
			show(stage.spine, { name: printPaymentOrder.name, input: asked, who: stage.investigator }),
		).rejects.toThrow()
	})

	test('F321 the clock of objections runs to the earliest; silence answers nothing, and no bank is told to pay', async () => {
		const report = await frozenCase(3_000_000)
		await verify(report.id)
		const { round } = await propose(report.id)
		await approve(round)
		const object = (hours: number) =>
			stage.act(objectReturn, stage.desk, { round, objector: '林某', said: '少算了一笔。' }, stage.later(hours))
		const [one, two] = [await object(0), await object(72)]
		const clock = async () =>
			(
				await sql<{ due: Date }>`select due_at as due from matters.timer where matter_id = ${round}
					and kind = 'return_objection' and met_at is null and dropped_at is null`.execute(stage.store.db)
			).rows.map((row) => row.due.toISOString())
		expect(await clock()).toEqual([one.dueAt])
		const seen = async (hours: number) =>
			(await stage.look(showReturn, stage.legal, { round }, stage.later(hours))).round
		expect(await seen(24)).toMatchObject({ state: 'notice', open: 2, overdue: 0 })
		expect(await seen(9 * 24)).toMatchObject({ state: 'notice', open: 2, overdue: 1 })
		expect(await seen(month)).toMatchObject({ state: 'notice', open: 2, overdue: 2 })
		const order = (version: number) =>
			stage.act(orderReturn, stage.investigator, { round, version }, stage.later(month))
		const rule = (objection: string, version: number) =>
			stage.act(
				ruleReturn,
				stage.legal,
				{ round, version, objection, ruling: 'dismissed', reason: 'It is in the plan.' },
				stage.later(month),
			)
		expect(await refusalOf(order(2))).toMatchObject({ code: 'wrong_state', rule: 'F294' })
		await rule(one.objection, 2)
		expect(await clock()).toEqual([two.dueAt])
		expect(await refusalOf(order(3))).toMatchObject({ code: 'wrong_state', rule: 'F294' })
		await rule(two.objection, 3)
		expect(await clock()).toEqual([])
		expect(await order(4)).toMatchObject({ state: 'paying' })
	})

	test('F289, F323 a new victim opens a new round over what stayed, and each round shows what was given before', async () => {
		const first = await frozenCase(8_000_000)
		await verify(first.id)
		const one = await propose(first.id)
		await approve(one.round)
		expect(one).toMatchObject({ givenMinor: 5_000_000, staysMinor: 3_000_000 })
		const second = await frozenCase(7_000_000, { into: first.payee })
		await verify(second.id)
		const { plan } = await stage.look(showAttribution, stage.investigator, { report: second.id })
		// The larger of the two freezes counts, less what the first round gives.
		expect(plan.frozenMinor).toBe(3_000_000)
		expect(plan.victims).toMatchObject([
			{ number: first.number, beforeMinor: 5_000_000, getsMinor: 0 },
			{ number: second.number, beforeMinor: 0, getsMinor: 3_000_000 },
		])
		const two = await propose(second.id)
		expect(two).toMatchObject({ givenMinor: 3_000_000, staysMinor: 0 })
		// F323: what was verified afterwards changes no round that was proposed before.
		await verify(first.id, 4_900_000)
		const victims = async (round: string) =>
			(await stage.look(showReturn, stage.investigator, { round })).plan.victims.map((victim) => [
				victim.number,
				victim.verifiedMinor,
				victim.beforeMinor,
			])
		expect(await victims(one.round)).toEqual([[first.number, 5_000_000, 0]])
		expect(await victims(two.round)).toEqual([
			[first.number, 5_000_000, 5_000_000],
			[second.number, 5_000_000, 0],
		])
		await stage.act(withdrawReturn, stage.investigator, { round: two.round, version: 1 })
	})

	test('F287, F281 by the letter nothing is proposed that pays more than is frozen', async () => {
		const first = await frozenCase(4_000_000)
		const second = await frozenCase(4_000_000, { into: first.payee })
		const away = await stage.onward({ id: first.id, payee: first.payee }, 6_000_000, 60)
		await stage.write((tx) =>
			sql`update funds.measure set account_id = ${away} where report_id in (${first.id}, ${second.id})`.execute(tx),
		)
		await verify(first.id)
		await verify(second.id)
		await read('letter')
		expect(await refusalOf(propose(first.id))).toMatchObject({ code: 'wrong_state', rule: 'F287' })
		const { plan } = await stage.look(showAttribution, stage.investigator, { report: first.id })
		expect(plan.pool).toMatchObject({ letterExceeds: true, heldMinor: 4_000_000, lossMinor: 10_000_000 })
		await read('reading')
		const { round } = await propose(first.id)
		expect((await stage.look(showReturn, stage.investigator, { round })).rows.map((row) => row.amountMinor)).toEqual([
			2_000_000, 2_000_000,
		])
		await stage.act(withdrawReturn, stage.investigator, { round, version: 1 })
	})

	test('F293 an objection that is right stops the round, and the money is free for another', async () => {
		const report = await frozenCase(3_000_000)
		await verify(report.id)
		const { round } = await propose(report.id)
		await approve(round)
		const { objection } = await stage.act(objectReturn, stage.desk, { round, objector: '林某', said: '我也是受害人。' })
		const ruled = { round, version: 2, objection, ruling: 'upheld' as const, reason: 'A victim is missing.' }
		expect(await stage.act(ruleReturn, stage.legal, ruled)).toMatchObject({ state: 'stopped' })
		const { plan } = await stage.look(showAttribution, stage.investigator, { report: report.id })
		expect(plan.frozenMinor).toBe(3_000_000)
	})

	test('F296 it is printed in both languages, the same bytes each time', async () => {
		const report = await frozenCase(3_000_000)
		await verify(report.id)
		const { round, number } = await propose(report.id)
		for (const [language, word] of [
			['zh', '冻结资金返还方案'],
			['en', 'Return of frozen money'],
		] as const) {
			const print = () => stage.look(printReturn, stage.investigator, { round, language })
			const [one, again] = [await print(), await print()]
			expect(one.base64).toBe(again.base64)
			const { text } = textOfPdf(Buffer.from(one.base64, 'base64'))
			for (const part of [word, number, report.number, 'CNY 30,000.00']) expect(text).toContain(part)
		}
		await stage.act(withdrawReturn, stage.investigator, { round, version: 1 })
	})

	test('F297, F298 a certificate runs again from its two files; one changed cent or one missing transfer is found', async () => {
		const report = await frozenCase(3_000_000)
		await verify(report.id)
		const { round } = await propose(report.id)
		expect(await refusalOf(stage.act(issueCertificate, stage.investigator, { round }))).toMatchObject({
			code: 'not_now',
			rule: 'F297',
		})
		await sequence(stage.store, stage.signer)
		const { certificate } = await stage.act(issueCertificate, stage.investigator, { round })
		const { body, data } = await stage.look(showCertificate, city, { round, certificate })
		expect(body).not.toContain('周')
		const key = stage.signer.vkey
		expect(checkCertificate(body, data, key)).toMatchObject({ faults: [] })
		expect(checkCertificate(body, data, key).entry).not.toBeNull()
		const cent = data.replace('"minor":5000000', '"minor":5000001')
		expect(cent).not.toBe(data)
		expect(checkCertificate(body, cent, key).faults).toContain('the data is not what the certificate was made from')
		const without = data
			.split('\n')
			.filter((line) => !line.includes('"is":"transfer"'))
			.join('\n')
		expect(checkCertificate(body, without, key).faults).toContain('another result follows from the data')
		// Whoever forges the data's hash as well is caught by the ledger.
		const forged = JSON.parse(body)
		forged.data.sha256 = createHash('sha256').update(cent).digest('hex')
		expect(checkCertificate(JSON.stringify(forged), cent, key).faults.join()).toMatch(/ledger/)
		const other = key.replace('world', 'other')
		expect(checkCertificate(body, data, other).faults.join()).toMatch(/proof does not hold/)
		expect(checkCertificate('{}', data, key).faults).toEqual(['this is not a trace certificate'])
		expect(checkCertificate(body, `${data}{"is":"gift"}\n`, key).faults.join()).toMatch(/line \d+ is not a line/)
		await stage.act(withdrawReturn, stage.investigator, { round, version: 1 })
	})
})

test('F291 the notice ends with the thirtieth day in China after the one it began on', () => {
	expect(endOfDay(new Date('2026-11-24T06:00:00Z'), 30).toISOString()).toBe('2026-12-24T16:00:00.000Z')
	expect(endOfDay(new Date('2026-11-24T15:59:59Z'), 30).toISOString()).toBe('2026-12-24T16:00:00.000Z')
	expect(endOfDay(new Date('2026-11-24T16:00:00Z'), 30).toISOString()).toBe('2026-12-25T16:00:00.000Z')
})
