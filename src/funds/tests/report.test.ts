import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Who } from '#kernel/who.ts'
import {
	answerFraud,
	closeReport,
	decideReport,
	describeReport,
	listReports,
	openReport,
	putSignedPaper,
	showFraudScript,
	showReport,
	showSignedPaper,
	showVictim,
	signReport,
	withdrawReport,
} from '../contract.ts'
import { reportMonth, reportNumber } from '../rules/report.ts'
import { openStage, refusalOf, type Stage } from './report-stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 240_000)
afterAll(() => stage?.close())

const answer = (report: string, question: string, said: string) =>
	stage.act(answerFraud, stage.desk, { report, question, answer: said })
const shown = (report: string, who: Who = stage.desk) => stage.look(showReport, who, { report })

/** Opened, one payment told, signed. */
async function signed(more: Parameters<Stage['pay']>[1] = {}, who: Who = stage.desk) {
	const { report } = await stage.report({ victimName: '林某' }, who)
	const { reportVersion: version } = await stage.pay(report, more, who)
	return stage.act(signReport, who, { report, version, way: 'here', name: '林某' })
}

test('F22 it is opened by itself or from an incident of fraud one may see, and from no other', async () => {
	const incident = await stage.incident('fraud_paying_now')
	const one = await stage.report({ incident, scheme: 'impersonation_service' })
	expect(await shown(one.report)).toMatchObject({ incident, state: 'open', mine: true, lossMinor: 0, version: 1 })
	expect((await stage.look(listReports, stage.desk, { incident })).rows.map((row) => row.id)).toEqual([one.report])
	const noise = await stage.incident('noise')
	expect(await refusalOf(stage.report({ incident: noise }))).toMatchObject({ code: 'wrong_state', rule: 'F22' })
	const elsewhere = await stage.as('song-wangye')
	expect((await refusalOf(stage.report({ incident }, elsewhere))).code).toBe('not_found')
	expect((await refusalOf(stage.report({ incident: one.report }))).code).toBe('not_found')
})

test('F23 numbers follow the order of opening, with none twice and none left out, however many open at once', async () => {
	const before = (await stage.report()).number
	const station = await stage.as('he-pingan')
	const many = await Promise.all(
		Array.from({ length: 10 }, (_, n) => stage.report({}, n % 2 === 0 ? stage.desk : station)),
	)
	// One that fails after it took its number gives it back.
	await expect(
		stage.own(async (tx) => {
			await sql`update funds.counter set last = last + 1`.execute(tx)
			throw new Error('undone')
		}),
	).rejects.toThrow('undone')
	const last = Number(before.slice(-5))
	const numbers = [...many.map((one) => one.number), (await stage.report()).number].sort()
	const month = before.slice(2, 6)
	expect(numbers).toEqual(Array.from({ length: 11 }, (_, n) => reportNumber(month, last + 1 + n)))
	expect(reportMonth(new Date('2026-10-31T16:30:00Z'))).toBe('2611')
})

test('F24, F25 questions come one by one with keys and words; the newest answer stands; others are refused', async () => {
	const { report } = await stage.report()
	const first = await stage.look(showFraudScript, stage.desk, { report })
	expect(first.next?.code).toBe('line')
	expect(first.next?.options.map((one) => one.key)).toEqual(['1', '2', '3'])
	const told = await answer(report, 'line', 'yes')
	expect(told).toMatchObject({ urgent: true, tell: { zh: expect.stringContaining('挂断') } })
	expect(await refusalOf(answer(report, 'bank', 'no'))).toMatchObject({ rule: 'F25', field: 'question' })
	expect(await refusalOf(answer(report, 'screen', 'perhaps'))).toMatchObject({ rule: 'F25', field: 'answer' })
	await answer(report, 'screen', 'no')
	await answer(report, 'pending', 'yes')
	await answer(report, 'paid', 'yes')
	await answer(report, 'line', 'no')
	const now = await stage.look(showFraudScript, stage.desk, { report })
	expect(now.answered.map((one) => [one.question, one.answer])).toEqual([
		['line', 'no'],
		['screen', 'no'],
		['pending', 'yes'],
		['paid', 'yes'],
	])
	expect(now.next?.code).toBe('bank')
	await answer(report, 'bank', 'no')
	expect((await stage.look(showFraudScript, stage.desk, { report })).next).toBe(null)
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from funds.script_answer
		where report_id = ${report} and question = 'line'`.execute(stage.store.db)
	expect(rows).toEqual([{ n: 2 }])
})

test('F26 nothing paid: the words against paying stand there, and it is closed with what came of them', async () => {
	const { report, version } = await stage.report({ scheme: 'impersonation_police' })
	expect((await shown(report)).dissuasion).toMatchObject({ rule: 'funds.dissuasion r1' })
	const close = (v: number) => stage.act(closeReport, stage.desk, { report, version: v, reason: 'Not paid.' })
	expect(await refusalOf(close(version))).toMatchObject({ code: 'wrong_state', rule: 'F26' })
	for (const [question, said] of [
		['line', 'no'],
		['screen', 'no'],
		['pending', 'no'],
		['paid', 'no'],
	] as const)
		await answer(report, question, said)
	expect((await stage.look(showFraudScript, stage.desk, { report })).next?.code).toBe('will')
	const { version: last } = await answer(report, 'will', 'will_not')
	expect(await close(last)).toMatchObject({ state: 'closed' })
	const { rows } = await sql<{ words: { spoken: { rule: string } } }>`select words from funds.script_answer
		where report_id = ${report} and question = 'will'`.execute(stage.store.db)
	expect(rows[0]?.words.spoken.rule).toBe('funds.dissuasion r1')
	// Once something is paid, it is not closed so, and the words are gone.
	const other = (await stage.report()).report
	const { reportVersion } = await stage.pay(other)
	expect((await shown(other)).dissuasion).toBe(null)
	const early = stage.act(closeReport, stage.desk, { report: other, version: reportVersion, reason: 'x' })
	expect(await refusalOf(early)).toMatchObject({ rule: 'F37' })
})

test('F31 names and numbers are closed; in clear they need a purpose, and the look is entered', async () => {
	const { report } = await stage.report({ victimName: '林听风' })
	await stage.pay(report)
	const closed = await shown(report)
	expect(closed.victimName).toBe('林*')
	expect(closed.payments[0]).toMatchObject({ payeeName: '王*', payeeNumber: '**** 0128' })
	expect(JSON.stringify(closed)).not.toMatch(/听风|王某|6222/)
	expect(JSON.stringify(await stage.look(listReports, stage.desk, {}))).not.toMatch(/林/)
	const open = await stage.look(showVictim, stage.desk, { report })
	expect(open).toMatchObject({ victimName: '林听风', payments: [{ payeeName: '王某' }] })
	const inspector = await stage.as('qiu-zhengming')
	expect((await stage.look(showVictim, inspector, { report })).victimName).toBe('林听风')
	const { rows } = await sql<{ looks: number; clear: number }>`
		select count(*) filter (where l.leaf like '%"look"%')::int as looks,
			count(*) filter (where l.leaf like '%听风%')::int
				+ (select count(*)::int from ledger.opening where name = 'what' and value like '%听风%') as clear
		from (select convert_from(leaf, 'utf8') as leaf from ledger.pending union all
			select convert_from(leaf, 'utf8') from ledger.entry) l
		where l.leaf like ${`%${report}%`}`.execute(stage.store.db)
	expect(rows).toEqual([{ looks: 2, clear: 0 }])
})

test('F33, F34 it is signed by the victim’s own name, for a payment, in a way that is kept', async () => {
	const { report, version } = await stage.report()
	const sign = (v: number, more: Partial<z.input<typeof signReport.input>> = {}) =>
		stage.act(signReport, stage.desk, { report, version: v, way: 'here', name: '林某', ...more })
	expect(await refusalOf(sign(version))).toMatchObject({ rule: 'F33' })
	const { reportVersion } = await stage.pay(report)
	const described = await stage.act(describeReport, stage.desk, { report, version: reportVersion, victimName: '林某' })
	const v = described.version
	expect(await refusalOf(sign(v, { name: '李某' }))).toMatchObject({ rule: 'F33', field: 'name' })
	expect(await refusalOf(sign(v, { way: 'recorded_line' }))).toMatchObject({ rule: 'F34', field: 'recording' })
	expect(await refusalOf(sign(v, { way: 'paper' }))).toMatchObject({ rule: 'F34', field: 'photo' })
	const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
	const sha256 = createHash('sha256').update(bytes).digest('hex')
	const photo = { sha256, kind: 'image/jpeg' as const, bytes: bytes.length }
	expect(await sign(v, { way: 'paper', photo })).toMatchObject({ state: 'signed' })
	const part = { report, sha256, part: 0 }
	await stage.act(putSignedPaper, stage.desk, { ...part, base64: bytes.toString('base64') })
	expect((await stage.look(showSignedPaper, stage.desk, part)).base64).toBe(bytes.toString('base64'))
	const rename = stage.act(describeReport, stage.desk, { report, version: v + 1, victimName: '别人' })
	expect(await refusalOf(rename)).toMatchObject({ rule: 'F33', field: 'victimName' })
	const phone = { report, version: v + 1, victimPhone: '13800001111' }
	expect(await stage.act(describeReport, stage.desk, phone)).toMatchObject({ state: 'signed' })
})

test('F35, F53, F54 decided in time, in writing, by who leads and never by who took it', async () => {
	const { report, version } = await signed()
	const decide = (who: Who, on = stage.spine) =>
		stage.act(decideReport, who, { report, version, decision: 'case', reason: 'Deceived.' }, on)
	for (const who of stage.people.filter((one) => one.postKind !== 'commander'))
		expect(['not_permitted', 'not_found'], `${who.postKind} ${who.tier}`).toContain((await refusalOf(decide(who))).code)
	const own = await signed({}, stage.commander)
	const mine = { report: own.report, version: own.version, decision: 'case' as const, reason: 'x' }
	expect(await refusalOf(stage.act(decideReport, stage.commander, mine))).toMatchObject({ rule: 'F54' })
	await expect(
		stage.own((tx) =>
			sql`update funds.report set decided_by = taken_by, decided_at = now() where id = ${report}`.execute(tx),
		),
	).rejects.toThrow(/report_decided_by_another/)
	const { due } = await shown(report)
	expect(Date.parse(due?.at ?? '') - Date.parse(due?.from ?? '')).toBe(72 * 3_600_000)
	expect(due?.rule).toBe('funds.report-clock r1')
	expect(await decide(stage.commander)).toMatchObject({ state: 'case' })
	expect((await shown(report)).due).toBe(null)
	expect(
		await refusalOf(stage.act(decideReport, stage.commander, { ...mine, report, version: version + 1 })),
	).toMatchObject({
		code: 'not_permitted',
	})
})

test('F36, F37 where it stands is its process; taken back until it is a case, closed after', async () => {
	const one = await signed()
	expect(
		await stage.act(withdrawReport, stage.desk, { report: one.report, version: one.version, reason: 'Own account.' }),
	).toMatchObject({ state: 'withdrawn' })
	const two = await signed()
	const decided = await stage.act(decideReport, stage.commander, {
		report: two.report,
		version: two.version,
		decision: 'case',
		reason: 'Deceived.',
	})
	const back = stage.act(withdrawReport, stage.desk, { report: two.report, version: decided.version, reason: 'No.' })
	expect(await refusalOf(back)).toMatchObject({ code: 'wrong_state', rule: 'F36' })
	const close = { report: two.report, version: decided.version, reason: 'All returned.' }
	expect((await refusalOf(stage.act(closeReport, stage.desk, close))).code).toBe('not_permitted')
	expect(await stage.act(closeReport, stage.investigator, close)).toMatchObject({ state: 'closed' })
	const three = await signed()
	const refused = {
		report: three.report,
		version: three.version,
		decision: 'refused' as const,
		reason: 'A civil matter.',
	}
	expect(await stage.act(decideReport, stage.commander, refused)).toMatchObject({ state: 'refused' })
	const { rows } = await sql<{ bad: number }>`select count(*)::int as bad from funds.report r
		join matters.token t on t.matter_id = r.id where t.element <> r.state`.execute(stage.store.db)
	expect(rows).toEqual([{ bad: 0 }])
})

test('F36 not taken back while a bank is asked to hold money on it', async () => {
	const { report, version } = await signed()
	const matter = (await stage.report()).report
	await stage.own(async (tx) => {
		await sql`insert into funds.measure (id, report_id, account_id, kind, state, agency_id, taken_by, currency, holder, matched_minor,
				matched_at, asked_minor, traced_minor, drafted_by, drafted_at, signed_by, signed_at, approved_by, sent_at)
			select ${matter}::uuid, r.id, p.to_account_id, 'stop', 'sent', r.agency_id, r.taken_by, 'CNY', '王某', 5000000,
				p.paid_at, 5000000, 5000000, r.taken_by, now(), r.taken_by, now(), ${stage.commander.person}, now()
			from funds.report r join funds.payment p on p.report_id = r.id where r.id = ${report}`.execute(tx)
	})
	const back = stage.act(withdrawReport, stage.desk, { report, version, reason: 'No.' })
	expect(await refusalOf(back)).toMatchObject({ code: 'wrong_state', rule: 'F36' })
})

test('F38, F43 to F47 newest first, and what is hidden is not there', async () => {
	const { report } = await signed()
	const { rows } = await stage.look(listReports, stage.desk, {})
	expect(rows[0]).toMatchObject({ id: report, payments: 1, lacking: 0, lossMinor: 5_000_000, heldMinor: 0 })
	expect(rows.map((row) => row.reportedAt)).toEqual(
		rows
			.map((row) => row.reportedAt)
			.toSorted()
			.toReversed(),
	)
	const station = await stage.as('he-pingan')
	expect((await stage.look(listReports, station, {})).rows.map((row) => row.id)).not.toContain(report)
	expect((await refusalOf(shown(report, station))).code).toBe('not_found')
	const own = (await stage.report({}, station)).report
	expect((await stage.look(listReports, stage.desk, {})).rows.map((row) => row.id)).toContain(own)
	expect((await refusalOf(shown(own, await stage.as('song-wangye')))).code).toBe('not_found')
	for (const person of ['kang-xiaobo', 'luo-pinglu', 'mei-chuanxin', 'tang-jiansheng', 'dai-guanlan']) {
		const who = await stage.as(person)
		expect((await refusalOf(stage.look(listReports, who, {}))).code, person).toBe('not_permitted')
		expect((await refusalOf(shown(report, who))).code, person).toBe('not_found')
		expect((await refusalOf(stage.report({}, who))).code, person).toBe('not_permitted')
	}
	const city = await stage.as('bai-haosheng')
	expect((await shown(report, city)).may).toEqual([])
	expect((await refusalOf(stage.look(showVictim, city, { report }))).code).toBe('not_permitted')
	expect((await refusalOf(stage.act(openReport, city, {}))).code).toBe('not_permitted')
})
