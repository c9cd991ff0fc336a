import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '#kernel/who.ts'
import { decideReport, followReport, reportState, showReport, showReportLink, signReport } from '../contract.ts'
import { followNext, followSentence, neverAsked } from '../rules/report-follow.ts'
import { openStage, refusalOf, type Stage } from './report-stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 240_000)
afterAll(() => stage?.close())

const linkOf = async (report: string) =>
	(await stage.look(showReportLink, stage.desk, { report })).path.replace('/fraud/', '')
const page = async (link: string) => stage.look(followReport, nobody, { link })

/** A measure as it stands at a bank, on the account of a report's first payment. */
async function measure(report: string, more: { state: string; kind?: string; held?: number; ended?: string }) {
	const matter = (await stage.report()).report
	const { state, kind = 'stop', held = null, ended = null } = more
	await stage.own((tx) =>
		sql`insert into funds.measure (id, report_id, account_id, kind, state, agency_id, taken_by, currency, holder, matched_minor,
				matched_at, asked_minor, traced_minor, held_minor, drafted_by, drafted_at, signed_by, signed_at, approved_by, sent_at,
				answered_at, until_at, ended_at, end_reason)
			select ${matter}::uuid, r.id, p.to_account_id, ${kind}, ${state}, r.agency_id, r.taken_by, 'CNY', '王某', 5000000, p.paid_at,
				5000000, 5000000, ${held}, r.taken_by, now(), r.taken_by, now(), ${stage.commander.person}, '2026-11-24T19:12:00Z',
				${state === 'sent' ? null : '2026-11-24T19:15:00Z'}::timestamptz, ${held === null ? null : '2026-11-26T19:12:00Z'}::timestamptz,
				${ended === null ? null : '2026-11-26T19:12:00Z'}::timestamptz, ${ended}
			from funds.report r join funds.payment p on p.report_id = r.id and p.n = 1 where r.id = ${report}`.execute(tx),
	)
}

test('F39 by their own link a victim reads what was asked, answered and held until when, and nothing of anybody else', async () => {
	const { report, number } = await stage.report({ victimName: '林某' })
	const link = await linkOf(report)
	expect(link).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
	expect(await page(link)).toMatchObject({ number, state: 'open', lossMinor: 0, stops: [] })
	const { reportVersion } = await stage.pay(report)
	await stage.act(signReport, stage.desk, { report, version: reportVersion, way: 'here', name: '林某' })
	await measure(report, { state: 'sent' })
	expect((await page(link)).sentence.zh).toContain('正在等银行答复')
	await measure(report, { state: 'held', held: 4_200_000 })
	const shown = await page(link.toLowerCase())
	expect(shown).toMatchObject({
		lossMinor: 5_000_000,
		heldMinor: 4_200_000,
		sentence: { en: 'A bank holds money for now.' },
	})
	expect(shown.stops.at(-1)).toMatchObject({
		is: 'held',
		bank: '港湾银行',
		askedMinor: 5_000_000,
		heldMinor: 4_200_000,
		sentAt: '2026-11-24T19:12:00.000Z',
		answeredAt: '2026-11-24T19:15:00.000Z',
		until: '2026-11-26T19:12:00.000Z',
	})
	expect(JSON.stringify(shown)).not.toMatch(/王某|林某|6222|019/)
	for (const wrong of ['4K7P-92MX-TQ7B', 'ZZZZ-ZZZZ-ZZZZ'])
		expect((await refusalOf(page(wrong))).code).toBe('not_found')
	expect((await refusalOf(page('short'))).code).toBe('invalid')
	// The link opens that page alone, and those who look on are not given it.
	expect((await refusalOf(stage.look(showReport, nobody, { report }))).code).toMatch(/not_/)
	const legal = await stage.as('lu-heping')
	expect((await refusalOf(stage.look(showReportLink, legal, { report }))).code).toBe('not_permitted')
})

test('F39 a stop that became a freeze is told once, one that ended as released, a draft not at all', async () => {
	const { report } = await stage.report({ victimName: '林某' })
	const link = await linkOf(report)
	const { reportVersion } = await stage.pay(report)
	const signed = await stage.act(signReport, stage.desk, { report, version: reportVersion, way: 'here', name: '林某' })
	const decided = { report, version: signed.version, decision: 'case' as const, reason: 'Deceived.' }
	await stage.act(decideReport, stage.commander, decided)
	await measure(report, { state: 'frozen', held: 4_200_000, ended: 'frozen' })
	await measure(report, { kind: 'freeze', state: 'held', held: 4_200_000 })
	await measure(report, { state: 'released', held: 0, ended: 'clock' })
	const shown = await page(link)
	expect(shown.stops.map((stop) => stop.is).toSorted()).toEqual(['frozen', 'released'])
	expect(shown.heldMinor).toBe(4_200_000)
	expect(shown.next.zh).toContain('公示 30 天')
})

test('F40 whatever the state the page says in both languages that nobody asks for a fee, a code or a transfer', async () => {
	expect(neverAsked.en).toMatch(/fee, a code or a transfer/)
	expect(neverAsked.zh).toMatch(/收费、要验证码或让你转账/)
	const { report } = await stage.report()
	expect((await page(await linkOf(report))).never).toEqual(neverAsked)
	for (const state of reportState.options)
		for (const paid of [true, false])
			for (const words of [followSentence({ state, paid, stops: [] }), followNext({ state, paid, stops: [] })]) {
				expect(words.en).toMatch(/^[ -~’]+$/)
				expect(words.zh).toMatch(/[一-鿿]/)
			}
})
