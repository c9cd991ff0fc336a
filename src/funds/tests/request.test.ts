import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { textOfPdf } from '#tests/pdf-text.ts'
import {
	answerRequest,
	draftRequest,
	listRequests,
	printRequest,
	sendRequest,
	showRequest,
	withdrawRequest,
} from '../contract.ts'
import { openStage, refusalOf, type Stage } from './statement-stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 120_000)
afterAll(() => stage?.close())

it('F190 one press drafts the request for a missing field to the victim’s own bank, and for a statement to the account’s', async () => {
	const report = await stage.report()
	const field = await stage.act(draftRequest, stage.desk, { report: report.id, kind: 'field', field: 'holder' })
	const statement = await stage.act(draftRequest, stage.investigator, {
		report: report.id,
		kind: 'statement',
		account: report.payee,
	})
	const [first, second] = await Promise.all([
		stage.look(showRequest, stage.investigator, { request: field.request }),
		stage.look(showRequest, stage.investigator, { request: statement.request }),
	])
	expect(first).toMatchObject({
		bank: 'FBANK',
		field: 'holder',
		state: 'drafted',
		payment: { n: 1, amountMinor: 5_000_000 },
	})
	expect(second).toMatchObject({ bank: 'XGRCB', from: '2026-11-24', account: { number: report.payeeNumber } })
	expect(second.until).not.toBeNull()
	expect(first.number).toMatch(/^R-\d{4}-\d{5}$/)
})

it('F190 nothing is drafted for a report that is closed, for no account, or for days that end before they begin', async () => {
	const report = await stage.report()
	const ask = (input: object) =>
		refusalOf(stage.act(draftRequest, stage.desk, { report: report.id, kind: 'statement', ...input }))
	expect(await ask({})).toMatchObject({ code: 'invalid', rule: 'F190', field: 'account' })
	expect(await ask({ account: report.payee, from: '2026-11-25', until: '2026-11-24' })).toMatchObject({
		field: 'until',
	})
	await stage.write((tx) => sql`update funds.report set state = 'closed' where id = ${report.id}`.execute(tx))
	expect(await ask({ account: report.payee })).toMatchObject({ code: 'wrong_state', rule: 'F190' })
})

it('F191 it is sent by another, with until when the bank should answer; F203 never by who drafted it', async () => {
	const report = await stage.report()
	const draft = await stage.act(draftRequest, stage.leader, { report: report.id, kind: 'field', field: 'holder' })
	const own = await refusalOf(stage.act(sendRequest, stage.leader, { request: draft.request, version: 1 }))
	expect(own).toMatchObject({ code: 'not_permitted', rule: 'F203' })
	const byDesk = await refusalOf(stage.act(sendRequest, stage.desk, { request: draft.request, version: 1 }))
	expect(byDesk.code).toBe('not_permitted')
	const chief = await stage.as('lu-heping')
	const sent = await stage.act(sendRequest, chief, { request: draft.request, version: 1 })
	expect(sent).toMatchObject({ state: 'sent', version: 2 })
	const hours = (Date.parse(sent.dueAt) - Date.now()) / 3_600_000
	expect(hours).toBeGreaterThan(1.9)
	expect(hours).toBeLessThan(2.1)
	const { rows } = await stage.look(listRequests, stage.desk, { report: report.id }, stage.later(3))
	expect(rows).toMatchObject([{ state: 'sent', late: true }])
})

it('F192 the field a bank gave stands in the payment; another value entered meanwhile is never written over', async () => {
	const chief = await stage.as('lu-heping')
	const sent = async () => {
		const report = await stage.report()
		const draft = await stage.act(draftRequest, stage.desk, { report: report.id, kind: 'field', field: 'holder' })
		await stage.act(sendRequest, chief, { request: draft.request, version: 1 })
		return { report, request: draft.request }
	}
	const named = (payment: string) =>
		sql<{ payee_name: string | null }>`select payee_name from funds.payment where id = ${payment}`.execute(
			stage.store.db,
		)
	const one = await sent()
	const bare = await refusalOf(stage.act(answerRequest, stage.desk, { request: one.request, version: 2 }))
	expect(bare).toMatchObject({ rule: 'F192', field: 'holder' })
	await stage.act(answerRequest, stage.desk, { request: one.request, version: 2, holder: '周某', reference: 'HF-889' })
	expect((await named(one.report.payment)).rows).toEqual([{ payee_name: '周某' }])
	const two = await sent()
	await stage.write((tx) =>
		sql`update funds.payment set payee_name = '吴某' where id = ${two.report.payment}`.execute(tx),
	)
	const over = await refusalOf(
		stage.act(answerRequest, stage.desk, { request: two.request, version: 2, holder: '周某' }),
	)
	expect(over).toMatchObject({ code: 'overtaken', rule: 'F192' })
	expect((await named(two.report.payment)).rows).toEqual([{ payee_name: '吴某' }])
})

it('F193 paper and screen say the same in both languages, the same bytes each time', async () => {
	const report = await stage.report()
	const draft = await stage.act(draftRequest, stage.desk, {
		report: report.id,
		kind: 'statement',
		account: report.payee,
	})
	for (const [language, word] of [
		['zh', '协助查询通知书'],
		['en', 'Request to a bank'],
	] as const) {
		const print = () => stage.look(printRequest, stage.desk, { request: draft.request, language })
		const [first, again] = [await print(), await print()]
		expect(first.base64).toBe(again.base64)
		const { text } = textOfPdf(Buffer.from(first.base64, 'base64'))
		expect(text).toContain(word)
		expect(text).toContain(report.payeeNumber)
		expect(text).toContain(draft.number)
	}
})

it('F194 it is taken back with a reason, not after the bank answered', async () => {
	const report = await stage.report()
	const draft = await stage.act(draftRequest, stage.desk, { report: report.id, kind: 'field', field: 'holder' })
	const back = { request: draft.request, version: 1, reason: 'Asked twice.' }
	expect(await stage.act(withdrawRequest, stage.desk, back)).toMatchObject({ state: 'withdrawn', version: 2 })
	const again = await refusalOf(stage.act(withdrawRequest, stage.desk, { ...back, version: 2 }))
	expect(again).toMatchObject({ code: 'wrong_state', rule: 'F190' })
})

it('F202 F204 who works elsewhere finds no request; integrity reads it', async () => {
	const report = await stage.report()
	const draft = await stage.act(draftRequest, stage.desk, { report: report.id, kind: 'field', field: 'holder' })
	const trainer = stage.people.find((one) => one.postKind === 'trainer')
	if (trainer === undefined) throw new Error('no trainer')
	const hidden = await refusalOf(stage.look(showRequest, trainer, { request: draft.request }))
	expect(hidden.code).toBe('not_found')
	const integrity = await stage.as('qiu-zhengming')
	expect(await stage.look(showRequest, integrity, { request: draft.request })).toMatchObject({ number: draft.number })
	const changes = await refusalOf(
		stage.act(withdrawRequest, integrity, { request: draft.request, version: 1, reason: 'No.' }),
	)
	expect(changes.code).toBe('not_permitted')
})
