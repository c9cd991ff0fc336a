import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { perform } from '#kernel/spine/perform.ts'
import {
	approveMeasure,
	changeMeasure,
	declineMeasure,
	draftFreeze,
	lapseMeasure,
	listMeasures,
	releaseMeasure,
	renewFreeze,
	reportChanged,
	showMeasure,
	signMeasure,
	withdrawMeasure,
} from '../contract.ts'
import { measureWorkers } from '../measure-workers.ts'
import { type MeasureStage, openMeasureStage } from './measure-stage.ts'
import { refusalOf } from './statement-stage.ts'

let stage: MeasureStage
beforeAll(async () => {
	stage = await openMeasureStage()
}, 240_000)
afterAll(() => stage?.close())

const held = async (more: Parameters<MeasureStage['sent']>[0] = {}) => {
	const one = await stage.sent(more)
	await stage.answer(one.measure, { is: 'held', heldMinor: 4_200_000, at: new Date() })
	return one
}
const show = (measure: string, who = stage.desk, on = stage.spine) => stage.look(showMeasure, who, { measure }, on)

test('F60 a stop is drafted with any field, even none; what is known of the payment is taken from it', async () => {
	const report = await stage.signed({ holder: null })
	expect(await stage.stop(report.id)).toMatchObject({ state: 'draft', missing: ['holder', 'number', 'amount', 'time'] })
	const { measure, missing } = await stage.stop(report.id, { payment: report.payment })
	expect(missing).toEqual(['holder'])
	const sheet = await show(measure)
	expect(sheet).toMatchObject({ number: report.payeeNumber, amountMinor: 5_000_000, missing: ['holder'] })
	// By the account alone, of whoever's payment went there; and by what a document calls one.
	expect((await stage.stop(report.id, { account: report.payee })).missing).toEqual(['holder'])
	const named = { kind: 'bank_account' as const, bank: 'XGRCB', number: '6217 0000 1111 2222' }
	expect((await stage.stop(report.id, { named, holder: '周某某' })).missing).toEqual(['amount', 'time'])
	expect((await refusalOf(stage.stop(report.id, { named: { ...named, number: ' - ' } }))).rule).toBe('F60')
	const ahead = new Date(Date.now() + 60_000).toISOString()
	for (const at of [ahead, '0001-02-03T00:00:00Z'])
		expect((await refusalOf(stage.stop(report.id, { at }))).field).toBe('at')
	// Of an account further on: the transfer that reached it.
	const next = await stage.onward(report, 3_000_000, 4)
	expect((await stage.stop(report.id, { account: next })).missing).toEqual([])
})

test('F61 signing needs the four; the refusal names the missing one in both languages', async () => {
	const report = await stage.signed({ holder: null })
	const { measure } = await stage.stop(report.id, { payment: report.payment })
	const refusal = await refusalOf(stage.sign(measure))
	expect(refusal).toMatchObject({ code: 'wrong_state', rule: 'F61', extra: { missing: ['holder'] } })
	expect(refusal.words.en).toContain('the holder’s name')
	expect(refusal.words.zh).toContain('户名')
	expect(refusal.words.zh).not.toContain('账号、')
	const filled = await stage.act(changeMeasure, stage.desk, { measure, version: 1, holder: '周某某' })
	expect(filled.missing).toEqual([])
	expect(await stage.sign(measure, stage.desk, 2)).toMatchObject({ state: 'signing' })
})

test('F62 a stop needs a report that a named victim signed and that is open', async () => {
	const report = await stage.report({ payeeName: '周某某' })
	const { measure } = await stage.stop(report.id, { payment: report.payment })
	expect((await refusalOf(stage.sign(measure))).rule).toBe('F62')
	const closed = await stage.signed({ state: 'closed' })
	expect((await refusalOf(stage.stop(closed.id))).rule).toBe('F60')
})

test('F63 and a payment that reaches the account in the trace', async () => {
	const report = await stage.signed()
	const other = await stage.signed()
	const { measure } = await stage.stop(report.id, {
		account: other.payee,
		holder: 'x',
		amountMinor: 1,
		at: '2026-11-24T03:05:00Z',
	})
	expect((await refusalOf(stage.sign(measure))).rule).toBe('F63')
})

test('F64 what is asked never exceeds the loss that came there, less what other measures of the report hold of it', async () => {
	const report = await stage.signed()
	const much = await stage.stop(report.id, { payment: report.payment, askedMinor: 5_000_001 })
	expect(await refusalOf(stage.sign(much.measure))).toMatchObject({ rule: 'F64', extra: { free: 5_000_000 } })
	const part = await stage.stop(report.id, { payment: report.payment, askedMinor: 3_000_000 })
	await stage.sign(part.measure)
	const rest = await stage.stop(report.id, { payment: report.payment, askedMinor: 2_000_001 })
	expect((await refusalOf(stage.sign(rest.measure))).extra).toEqual({ free: 2_000_000 })
	// A hop further no more than what went on.
	const next = await stage.onward(report, 1_000_000, 4)
	const further = await stage.stop(report.id, { account: next })
	await stage.sign(further.measure)
	expect(await show(further.measure)).toMatchObject({ traced: { minor: 1_000_000, hops: 2 }, askedMinor: 1_000_000 })
})

test('F65 two stops in total on one account, of whatever report; what the bank refused does not count', async () => {
	const report = await stage.signed()
	const out = async (askedMinor: number, end: 'released' | 'refused') => {
		const { measure } = await stage.stop(report.id, { payment: report.payment, askedMinor })
		await stage.sign(measure)
		await stage.approve(measure)
		const said = end === 'released' ? { is: end, at: new Date() } : { is: end, reason: 'Closed for the night.' }
		await stage.answer(measure, said)
	}
	await out(1_000_000, 'released')
	await out(1_000_000, 'refused')
	await out(1_000_000, 'released')
	const third = await stage.stop(report.id, { payment: report.payment, askedMinor: 1_000_000 })
	expect(await refusalOf(stage.sign(third.measure))).toMatchObject({ rule: 'F65', extra: { used: 2, atMost: 2 } })
	expect((await show(third.measure)).stops).toEqual({ used: 2, of: 2 })
})

test('F66 who took the report never approves; above 30,000 a second person; approved, it goes out', async () => {
	const report = await stage.signed()
	const { measure } = await stage.stop(report.id, { payment: report.payment })
	const leaderTook = await stage.signed()
	await stage.write((tx) =>
		sql`update funds.report set taken_by = ${stage.leader.person} where id = ${leaderTook.id}`.execute(tx),
	)
	expect(await stage.sign(measure, stage.leader)).toMatchObject({ approverPost: 'shift_leader', twoPeople: true })
	// Who signed is not the second; a desk has no power to approve; the commander may in the leader's place.
	expect((await refusalOf(stage.approve(measure, stage.leader))).rule).toBe('F104')
	expect((await refusalOf(stage.approve(measure, stage.desk))).code).toBe('not_permitted')
	expect(await stage.approve(measure, stage.commander)).toMatchObject({ state: 'sent', askedMinor: 5_000_000 })
	const own = await stage.stop(leaderTook.id, { payment: leaderTook.payment })
	await stage.sign(own.measure)
	expect((await refusalOf(stage.approve(own.measure))).rule).toBe('F103')
	// Up to 30,000 one person signs and approves.
	const small = await stage.stop(report.id, { account: await stage.onward(report, 3_000_000, 5) })
	expect(await stage.sign(small.measure, stage.leader)).toMatchObject({ twoPeople: false })
	expect(await stage.approve(small.measure, stage.leader)).toMatchObject({ state: 'sent' })
})

test('F66 what became known since it was signed sends it to another; declined, it ends with the reason', async () => {
	const report = await stage.signed()
	const { measure } = await stage.stop(report.id, { payment: report.payment })
	await stage.sign(measure)
	await stage.write((tx) =>
		sql`update funds.account set holder_kind = 'business' where id = ${report.payee}`.execute(tx),
	)
	expect((await refusalOf(stage.approve(measure))).rule).toBe('F66')
	expect(await stage.sign(measure, stage.desk, 2)).toMatchObject({ approver: stage.city.bureau })
	const declined = await stage.act(declineMeasure, stage.city, { measure, version: 3, reason: 'A shop that was paid.' })
	expect(declined.state).toBe('declined')
})

test('F67 F71 the clock counts to the freeze: after the case decision it takes over, and the stop ends frozen', async () => {
	const stop = await held()
	expect((await refusalOf(stage.act(draftFreeze, stage.investigator, { measure: stop.measure }))).rule).toBe('F67')
	await stage.write((tx) =>
		sql`update funds.report set state = 'case', decided_at = now(), decided_by = ${stage.leader.person} where id = ${stop.id}`.execute(
			tx,
		),
	)
	const { measure } = await stage.act(draftFreeze, stage.investigator, { measure: stop.measure })
	expect((await refusalOf(stage.act(draftFreeze, stage.investigator, { measure: stop.measure }))).code).toBe('already')
	// What the stop holds is what the freeze may hold: they are one.
	expect(await stage.sign(measure, stage.investigator)).toMatchObject({ approverPost: 'commander', twoPeople: true })
	expect((await refusalOf(stage.approve(measure))).code).toBe('not_permitted')
	await stage.approve(measure, stage.commander)
	expect(await stage.row(stop.measure)).toMatchObject({ state: 'held' })
	await stage.answer(measure, { is: 'held', heldMinor: 4_200_000, at: new Date() })
	expect(await stage.row(stop.measure)).toMatchObject({ state: 'frozen', end_reason: 'frozen' })
	const frozen = await stage.row(measure)
	const months = ((frozen?.until_at?.getTime() ?? 0) - Date.now()) / 86_400_000
	expect(months).toBeGreaterThan(175)
	expect(months).toBeLessThan(190)
})

test('F70 at its end a stop is released by itself, 48 hours after the bank held it, and not before', async () => {
	const { measure } = await held()
	const until = (await stage.row(measure))?.until_at?.getTime() ?? 0
	expect(Math.abs(until - Date.now() - 48 * 3_600_000)).toBeLessThan(120_000)
	expect((await refusalOf(stage.act(lapseMeasure, stage.clock, { measure }, stage.later(47)))).rule).toBe('F70')
	expect((await refusalOf(stage.act(lapseMeasure, stage.leader, { measure }, stage.later(49)))).code).toBe(
		'not_permitted',
	)
	await stage.act(lapseMeasure, stage.clock, { measure }, stage.later(49))
	expect(await stage.row(measure)).toMatchObject({ state: 'released', end_reason: 'clock' })
	// F75. No clock of it runs on.
	const { rows } =
		await sql`select 1 from matters.timer where matter_id = ${measure} and met_at is null and dropped_at is null`.execute(
			stage.store.db,
		)
	expect(rows).toEqual([])
})

test('F69 an alarm stands before the end, and one for a bank that does not answer', async () => {
	const { measure } = await stage.sent()
	const timers = async () =>
		(
			await sql<{
				kind: string
				minutes: number
			}>`select kind, round(extract(epoch from due_at - set_at) / 60)::int as minutes
				from matters.timer where matter_id = ${measure} and met_at is null and dropped_at is null order by kind`.execute(
				stage.store.db,
			)
		).rows.map(({ kind, minutes }) => [kind, Math.round(minutes / 10) * 10])
	expect(await timers()).toEqual([
		['measure_alarm', 36 * 60],
		['measure_answer', 30],
		['measure_end', 48 * 60],
	])
	await stage.answer(measure, { is: 'held', heldMinor: 1, at: new Date() })
	expect((await timers()).map(([kind]) => kind)).toEqual(['measure_alarm', 'measure_end'])
})

test('F72 those who lead release with a reason; a desk does not', async () => {
	const { measure } = await held()
	const release = { measure, version: 4, because: 'not_a_case' as const, reason: 'A debt between friends.' }
	expect((await refusalOf(stage.act(releaseMeasure, stage.desk, release))).code).toBe('not_permitted')
	await stage.act(releaseMeasure, stage.leader, release)
	expect(await stage.row(measure)).toMatchObject({ state: 'released', end_reason: 'not_a_case' })
})

test('F72 once it is decided that there is no case, its measures end by themselves', async () => {
	const { id, measure, payment } = await held()
	const draft = await stage.stop(id, { payment })
	await stage.write((tx) => sql`update funds.report set state = 'refused' where id = ${id}`.execute(tx))
	const performed: unknown[] = []
	const worker = measureWorkers.find(({ topics }) => topics.includes(reportChanged))
	await worker?.run(
		{ n: 1, k: 0, topic: reportChanged, resource: { type: 'FraudReport', id }, body: { state: 'refused' } },
		{
			key: 'no-case',
			once: async () => true,
			read: (work) => stage.store.transact('seawall_app', work),
			perform: async (name, input, part) => {
				performed.push(name)
				return (await perform(stage.spine, { name, input, key: `no-case-${part}`, who: stage.clock })).output
			},
		},
	)
	expect(performed).toEqual([lapseMeasure.name, lapseMeasure.name])
	expect(await stage.row(measure)).toMatchObject({ state: 'released', end_reason: 'not_a_case' })
	expect(await stage.row(draft.measure)).toMatchObject({ state: 'withdrawn' })
})

test('F73 answers doubled, late and out of order leave what the newest says', async () => {
	const { measure } = await stage.sent()
	const at = (seconds: number) => new Date(Date.now() + seconds * 1000)
	const said = (heldMinor: number, seconds: number) =>
		stage.answer(measure, { is: 'held', heldMinor, at: at(seconds) }, at(600))
	expect(await said(4_200_000, 120)).toMatchObject({ applied: true, state: 'held' })
	expect(await said(4_200_000, 121)).toMatchObject({ applied: false, why: 'same' })
	expect(await said(3_000_000, 60)).toMatchObject({ applied: false, why: 'older' })
	expect(await said(5_000_000, 180)).toMatchObject({ applied: true })
	expect(await stage.answer(measure, { is: 'mismatch', field: 'holder' })).toMatchObject({
		applied: false,
		why: 'state',
	})
	expect(await stage.answer(measure, { is: 'refused', reason: 'x' })).toMatchObject({ applied: false })
	expect(await stage.answer(measure, { is: 'released', at: at(0) })).toMatchObject({ applied: true, state: 'released' })
	expect(await said(5_000_000, 300)).toMatchObject({ applied: false, why: 'state' })
	// A clock of a bank that runs wrong gives no longer hold.
	const other = await stage.sent()
	await stage.answer(other.measure, { is: 'held', heldMinor: 1, at: at(90_000) })
	expect((await stage.row(other.measure))?.until_at?.getTime()).toBeLessThan(Date.now() + 48 * 3_600_000 + 1000)
})

test('F73 a mismatch names the field; put right it is signed and approved again', async () => {
	const { measure } = await stage.sent()
	await stage.answer(measure, { is: 'mismatch', field: 'holder' })
	expect((await show(measure)).mismatch).toBe('holder')
	await stage.act(changeMeasure, stage.desk, { measure, version: 4, holder: '周某甲' })
	await stage.sign(measure, stage.desk, 5)
	expect(await stage.approve(measure, stage.leader, 6)).toMatchObject({ state: 'sent' })
	expect((await show(measure)).mismatch).toBeNull()
})

test('F74 a freeze is renewed from its end once its alarm has come, by another than who drafted or signed it', async () => {
	const stop = await held({ state: 'case' })
	const { measure } = await stage.act(draftFreeze, stage.investigator, { measure: stop.measure })
	await stage.sign(measure, stage.investigator)
	await stage.approve(measure, stage.commander)
	await stage.answer(measure, { is: 'held', heldMinor: 4_200_000, at: new Date() })
	const renew = { measure, version: 4, reason: 'The trial has not ended.' }
	const soon = stage.later(24 * 170)
	expect((await refusalOf(stage.act(renewFreeze, stage.commander, renew))).rule).toBe('F74')
	expect((await refusalOf(stage.act(renewFreeze, stage.investigator, renew, soon))).code).toBe('not_permitted')
	const before = (await stage.row(measure))?.until_at?.getTime() ?? 0
	const { untilAt, renewals } = await stage.act(renewFreeze, stage.commander, renew, soon)
	expect(renewals).toBe(1)
	expect(Date.parse(untilAt) - before).toBeGreaterThan(175 * 86_400_000)
	expect(
		(await refusalOf(stage.act(renewFreeze, stage.commander, { ...renew, measure: stop.measure, version: 5 }, soon)))
			.rule,
	).toBe('F71')
})

test('F75 what has gone out is not taken back, and the drawing and the state say the same', async () => {
	const out = await stage.sent()
	expect((await refusalOf(stage.act(withdrawMeasure, stage.desk, { measure: out.measure, version: 3 }))).rule).toBe(
		'F75',
	)
	const report = await stage.signed()
	const { measure } = await stage.stop(report.id)
	await stage.act(withdrawMeasure, stage.desk, { measure, version: 1 })
	const { rows } = await sql<{
		id: string
	}>`select m.id from funds.measure m where not exists (select from matters.step s
		where s.matter_id = m.id and s.target = m.state and s.n = (select max(n) from matters.step where matter_id = m.id))`.execute(
		stage.store.db,
	)
	expect(rows).toEqual([])
})

test('F76 F77 the board names nobody; the holder needs a purpose', async () => {
	const { measure, payeeNumber } = await held()
	const { rows } = await stage.look(listMeasures, stage.investigator, {})
	const row = rows.find(({ id }) => id === measure)
	expect(row).toMatchObject({ account: { last: payeeNumber.slice(-4) }, state: 'held' })
	expect(JSON.stringify(rows)).not.toContain('周')
	expect(JSON.stringify(rows)).not.toContain(payeeNumber)
	const ends = rows.map(({ untilAt }) => (untilAt === null ? 0 : Date.parse(untilAt)))
	expect(ends).toEqual(ends.toSorted((a, b) => a - b))
	const { show: bare } = await import('#kernel/spine/show.ts')
	const asked = { name: showMeasure.name, input: { measure }, who: stage.desk }
	expect((await refusalOf(bare(stage.spine, asked))).code).toBe('purpose_needed')
	// A traffic officer knows of none.
	const traffic = await stage.as('luo-pinglu')
	expect((await refusalOf(show(measure, traffic))).code).toBe('not_found')
})

test('F78 a stale version is overtaken; the same key happens once', async () => {
	const report = await stage.signed()
	const { measure } = await stage.stop(report.id, { payment: report.payment })
	const asked = { name: signMeasure.name, input: { measure, version: 1 }, who: stage.desk, key: `once-${measure}` }
	const first = await perform(stage.spine, asked)
	expect(await perform(stage.spine, asked)).toEqual(first)
	expect((await refusalOf(stage.act(approveMeasure, stage.leader, { measure, version: 1 }))).code).toBe('overtaken')
})

test('F82 a business, another province or a fourth hop needs the city', async () => {
	const business = await stage.signed()
	await stage.write((tx) =>
		sql`update funds.account set holder_kind = 'business' where id = ${business.payee}`.execute(tx),
	)
	const first = await stage.stop(business.id, { payment: business.payment })
	expect(await stage.sign(first.measure)).toMatchObject({ approver: stage.city.bureau, approverPost: 'commander' })
	expect((await refusalOf(stage.approve(first.measure, stage.commander))).code).toBe('not_permitted')
	expect(await stage.approve(first.measure, stage.city)).toMatchObject({ state: 'sent' })
	const far = await stage.signed()
	let from = far.payee
	for (const minutes of [1, 2, 3]) from = await stage.onward({ id: far.id, payee: from }, 5_000_000, minutes)
	const fourth = await stage.stop(far.id, { account: from })
	expect(await stage.sign(fourth.measure)).toMatchObject({ approver: stage.city.bureau })
	expect((await show(fourth.measure)).needs).toMatchObject({ agency: { id: stage.city.bureau }, people: 2 })
})
