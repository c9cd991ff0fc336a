import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { nobody } from '#kernel/who.ts'
import {
	answerObjection,
	confirmPack,
	describeAccount,
	draftRequest,
	enterObjection,
	lapseObjection,
	proposePack,
	showMeasure,
	showPack,
	showPublished,
} from '../contract.ts'
import { type MeasureStage, openMeasureStage } from './measure-stage.ts'
import { refusalOf } from './statement-stage.ts'

/** Against profit-driven freezing: F68, F82 to F89. */

let stage: MeasureStage
beforeAll(async () => {
	stage = await openMeasureStage()
}, 240_000)
afterAll(() => stage?.close())

const held = async () => {
	const one = await stage.sent()
	await stage.answer(one.measure, { is: 'held', heldMinor: 4_200_000, at: new Date() })
	return one
}
const object = (measure: string) => stage.act(enterObjection, stage.desk, { measure, said: '这是我的工资。' })
const show = (measure: string) => stage.look(showMeasure, stage.desk, { measure })

test('F61 one act drafts the request for the missing field to the victim’s own bank', async () => {
	const report = await stage.signed({ holder: null })
	const { measure } = await stage.stop(report.id, { payment: report.payment })
	const { payment, missing, victimBank } = await show(measure)
	expect({ payment, missing, victimBank }).toEqual({
		payment: report.payment,
		missing: ['holder'],
		victimBank: 'FBANK',
	})
	const asked = await stage.act(draftRequest, stage.desk, {
		report: report.id,
		kind: 'field',
		field: 'holder',
		payment: report.payment,
	})
	expect(asked.state).toBe('drafted')
})

test('F68 who commands proposes a pack, legal review confirms it, and from then the bureau works by it', async () => {
	const { pack, chosen } = await stage.look(showPack, stage.commander, {})
	expect({ pack, chosen }).toEqual({ pack: 'cn', chosen: null })
	const input = { pack: 'neutral' as const, province: 'ZZ-DL', reason: 'For a trial.' }
	expect((await refusalOf(stage.act(proposePack, stage.leader, input))).code).toBe('not_permitted')
	const { choice } = await stage.act(proposePack, stage.commander, input)
	expect((await refusalOf(stage.act(confirmPack, stage.commander, { choice }))).code).toBe('not_found')
	expect((await stage.look(showPack, stage.legal, {})).proposed).toMatchObject({ id: choice, may: [confirmPack.name] })
	expect((await stage.look(showPack, stage.desk, {})).pack).toBe('cn')
	expect(await stage.act(confirmPack, stage.legal, { choice })).toEqual({ choice, pack: 'neutral' })
	expect((await refusalOf(stage.act(confirmPack, stage.legal, { choice }))).code).toBe('already')
	// The neutral pack: 24 hours, and two people for any amount.
	const one = await held()
	const hours = (((await stage.row(one.measure))?.until_at?.getTime() ?? 0) - Date.now()) / 3_600_000
	expect(Math.round(hours)).toBe(24)
	const small = await stage.stop(one.id, { account: await stage.onward(one, 10_000, 5) })
	expect(await stage.sign(small.measure)).toMatchObject({ twoPeople: true })
	// F82. Another province, seen from the one that was confirmed: the account's own, or its bank's.
	const report = await stage.signed()
	await stage.write((tx) => sql`update funds.account set province = 'ZZ-HB' where id = ${report.payee}`.execute(tx))
	const { measure } = await stage.stop(report.id, { payment: report.payment })
	expect(await stage.sign(measure)).toMatchObject({ approver: stage.city.bureau })
	// Back to China's for the rest.
	const again = await stage.act(proposePack, stage.commander, { pack: 'cn', reason: 'The law in force here.' })
	await stage.act(confirmPack, stage.legal, { choice: again.choice })
	expect((await stage.look(showPack, stage.commander, {})).pack).toBe('cn')
})

test('F83 F84 an account of wages leaves free what people live on, at once when it becomes known', async () => {
	const one = await held()
	const because = 'Answer of the bank.'
	const other = await stage.signed()
	const wrong = { report: other.id, account: one.payee, useKind: 'wage' as const, because }
	expect((await refusalOf(stage.act(describeAccount, stage.desk, wrong))).rule).toBe('F83')
	const described = await stage.act(describeAccount, stage.desk, { ...wrong, report: one.id })
	expect(described.released).toEqual([{ measure: one.measure, livingMinor: 300_000 }])
	expect(await show(one.measure)).toMatchObject({ livingMinor: 300_000, useKind: 'wage' })
	// Known before, it is in the order from the first.
	const next = await stage.signed()
	await stage.act(describeAccount, stage.desk, { report: next.id, account: next.payee, useKind: 'pension', because })
	const { measure } = await stage.stop(next.id, { payment: next.payment })
	await stage.sign(measure)
	expect((await show(measure)).livingMinor).toBe(250_000)
})

test('F85 F86 an objection is answered by somebody else than who signed, approved or took the report; upheld, it ends', async () => {
	const { measure } = await held()
	const { objection, dueAt } = await object(measure)
	expect((await refusalOf(object(measure))).code).toBe('already')
	// Five working days, by the calendar.
	const days = (Date.parse(dueAt) - Date.now()) / 86_400_000
	expect(days).toBeGreaterThan(4)
	expect(days).toBeLessThan(14)
	const answer = { measure, objection, answer: 'upheld' as const, reason: 'A wage.' }
	expect((await refusalOf(stage.act(answerObjection, stage.leader, answer))).rule).toBe('F110')
	expect((await refusalOf(stage.act(answerObjection, stage.desk, answer))).code).toBe('not_permitted')
	await stage.act(answerObjection, stage.legal, answer)
	expect(await stage.row(measure)).toMatchObject({ state: 'released', end_reason: 'objection_upheld' })
	const other = await held()
	const second = await object(other.measure)
	await stage.act(answerObjection, stage.commander, {
		...answer,
		measure: other.measure,
		objection: second.objection,
		answer: 'dismissed',
	})
	expect(await stage.row(other.measure)).toMatchObject({ state: 'held' })
	expect((await show(other.measure)).objections).toEqual([expect.objectContaining({ answer: 'dismissed' })])
})

test('F87 silence releases, at its moment and not before', async () => {
	const stop = await held()
	await object(stop.measure)
	expect((await refusalOf(stage.act(lapseObjection, stage.clock, { measure: stop.measure }))).rule).toBe('F87')
	await stage.act(lapseObjection, stage.clock, { measure: stop.measure }, stage.later(24 * 15))
	expect(await stage.row(stop.measure)).toMatchObject({ state: 'released', end_reason: 'objection_silence' })
	expect((await show(stop.measure)).objections[0]?.answer).toBe('silence')
})

test('F88 hours held and wrongful stops are published by agency, to anybody, and nothing else', async () => {
	const before = (await stage.look(showPublished, nobody, {})).rows.find(
		({ agency }) => agency.id === stage.desk.bureau,
	)
	const one = await held()
	const { objection } = await object(one.measure)
	await stage.act(
		answerObjection,
		stage.legal,
		{ measure: one.measure, objection, answer: 'upheld', reason: 'Wrong.' },
		stage.later(10),
	)
	const { rows } = await stage.look(showPublished, nobody, {}, stage.later(10))
	const after = rows.find(({ agency }) => agency.id === stage.desk.bureau)
	expect((after?.stops ?? 0) - (before?.stops ?? 0)).toBe(1)
	expect((after?.wrongful ?? 0) - (before?.wrongful ?? 0)).toBe(1)
	expect((after?.hoursHeld ?? 0) - (before?.hoursHeld ?? 0)).toBeGreaterThanOrEqual(10)
	expect(Object.keys(after ?? {}).toSorted()).toEqual(['agency', 'freezes', 'hoursHeld', 'ranOut', 'stops', 'wrongful'])
})

/** Names of all fields of a schema, at whatever depth. */
function fieldsOf(schema: z.ZodType): string[] {
	const names: string[] = []
	const walk = (value: unknown): void => {
		if (typeof value !== 'object' || value === null) return
		if ('properties' in value && typeof value.properties === 'object' && value.properties !== null)
			names.push(...Object.keys(value.properties))
		Object.values(value).forEach(walk)
	}
	walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
	return names
}

const isMoney = (name: string) => /minor$/i.test(name) || name === 'currency'
const isAgency = (name: string) => /agency|bureau|station|treasury/i.test(name)
const isPayee = (name: string) => /^(payTo|payee|beneficiary|recipient|creditor)(Agency|Bureau|Station)/i.test(name)

test('F14 F89 no act of any slice has an agency as payee: none takes an amount together with an agency', () => {
	const acts = [...stage.spine.acts.values()].map(({ declaration }) => declaration)
	expect(acts.length).toBeGreaterThan(100)
	const withMoney = acts.filter(({ input }) => fieldsOf(input).some(isMoney))
	expect(withMoney.map(({ name }) => name)).toContain('funds.stop.draft')
	expect(withMoney.filter(({ input }) => fieldsOf(input).some(isAgency)).map(({ name }) => name)).toEqual([])
	expect(acts.filter(({ input }) => fieldsOf(input).some(isPayee)).map(({ name }) => name)).toEqual([])
	// It would find one.
	const bad = z.strictObject({ to: z.strictObject({ agency: z.string() }), amountMinor: z.int() })
	expect(fieldsOf(bad).some(isMoney) && fieldsOf(bad).some(isAgency)).toBe(true)
})
