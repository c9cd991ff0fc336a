import { sql } from 'kysely'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import type { Who } from '#kernel/who.ts'
import {
	enterSavings,
	listFrontier,
	listMotifs,
	printTrace,
	showAccountFlow,
	showReport,
	showTrace,
	showTraceNames,
	type Trace,
} from '../contract.ts'
import { tracePdf } from '../pdf/trace-paper.ts'
import { type Case, type Name, writeCase } from './case-money.ts'
import { demoId } from '../../../demo/ids.ts'
import { bureau, openStage, refusalOf, type Stage } from './statement-stage.ts'

const city = demoId('agency', 'lanjiang')
let stage: Stage
let told: Case
let trace: Trace
let names: Map<string, Name>
const all: readonly Name[] = ['A4471', 'A9030', 'B1186', 'B7752', 'B3308', 'C5520', 'C6614', 'cash', 'abroad', 'other']
/** 21:14 of the mock: seventy minutes before now. */
const first = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 70 * 60_000)

beforeAll(async () => {
	stage = await openStage()
	told = await openCase('F-2611-00118')
	names = new Map(all.map((name) => [told.of(name), name]))
	trace = await stage.look(showTrace, stage.investigator, { report: told.report })
}, 240_000)
afterAll(() => stage?.close())

async function openCase(number: string, more: { statements?: boolean; held?: boolean } = {}): Promise<Case> {
	const { id } = await stage.report()
	return stage.write(async (tx) => {
		await sql`delete from funds.payment where report_id = ${id}`.execute(tx)
		await sql`delete from funds.report where id = ${id}`.execute(tx)
		const { rows } = await sql<{ id: string }>`select drawing_id as id from matters.matter where id = ${id}`.execute(tx)
		const about = { report: id, agency: bureau, taker: stage.desk.person, number, drawing: rows[0]?.id ?? '' }
		return writeCase(tx, { ...about, first, ...more })
	})
}

const yuan = (minor: number | null | undefined) => (minor == null ? null : minor / 100)
const account = (name: Name) => trace.accounts.find(({ id }) => id === told.of(name))
const row = (name: Name, from: Trace = trace) => from.frontier.find((one) => one.account === told.of(name))

test('F241 the way begins with the payments, goes on hop by hop, and each transfer says what of it is the victim’s', () => {
	expect(trace.report).toMatchObject({ number: 'F-2611-00118', lossMinor: 48_620_000, payments: 3 })
	expect(Object.fromEntries(trace.accounts.map(({ id, hop }) => [names.get(id), hop]))).toEqual({
		A4471: 1,
		A9030: 1,
		B1186: 2,
		B7752: 2,
		B3308: 2,
		C5520: 3,
		C6614: 3,
		cash: 3,
		abroad: 3,
	})
	expect(trace.transfers).toHaveLength(12)
	expect(trace.transfers[0]).toMatchObject({ from: null, to: told.of('A4471'), minor: 18_620_000, hop: 1 })
	expect(trace.transfers.every(({ minor, victimMinor }) => minor === victimMinor)).toBe(true)
	expect(trace.cuts).toEqual([])
	expect(trace.total).toEqual({ shown: 9, of: 9 })
})

test('F243 an account ends still here, moved on, cashed out, or where our data ends', () => {
	expect(Object.fromEntries(trace.accounts.map(({ id, end }) => [names.get(id), end]))).toEqual({
		A4471: 'still_here',
		A9030: 'still_here',
		B1186: 'moved_on',
		B7752: 'still_here',
		B3308: 'still_here',
		C5520: 'leaves_data',
		C6614: 'leaves_data',
		cash: 'cashed_out',
		abroad: 'leaves_data',
	})
})

test('F244 F245 last in, first out: 46,200 of the 66,200 that should stand there, as cash was drawn right after', () => {
	expect(account('B7752')).toMatchObject({ balanceMinor: 6_620_000, estimateMinor: 4_620_000, tail: '7752' })
	expect(yuan(row('B7752')?.estimateMinor)).toBe(46_200)
})

test('F245 F250 a figure opens into its lines, and the rules stand side by side', async () => {
	const flow = await stage.look(showAccountFlow, stage.investigator, { report: told.report, account: told.of('B7752') })
	expect(
		flow.lines.map(({ is, minor, balanceMinor, victimBalanceMinor }) =>
			[is, minor, balanceMinor, victimBalanceMinor].map((one) => (typeof one === 'number' ? one / 100 : one)),
		),
	).toEqual([
		['opening', 20_000, 20_000, 0],
		['in', 96_200, 116_200, 96_200],
		['out', 20_000, 96_200, 76_200],
		['out', 20_000, 76_200, 56_200],
		['out', 10_000, 66_200, 46_200],
	])
	expect(Object.fromEntries(flow.rules.map(({ rule, minor }) => [rule, minor / 100]))).toEqual({
		return: 46_200,
		lifo: 46_200,
		fifo: 66_200,
		pro_rata: 54_805.85,
		lowest: 66_200,
		poison: 66_200,
	})
	expect(flow).toMatchObject({ openingKnown: true, balanceMinor: 6_620_000, estimateMinor: 4_620_000 })
	expect(flow.lines[1]?.other).toBe(told.of('A4471'))
	expect(flow.fields).toMatchObject({ number: true, holder: false, amountMinor: 9_620_000 })
})

test('F246 F248 the next stop is worth the estimate by its chance, rounded down to a hundred yuan', () => {
	// The money came at minute 19 and now is minute 70 or 71: within the hour, 70 in a hundred.
	expect(row('B7752')?.chance).toMatchObject({
		hundredths: 70,
		cases: 0,
		from: 'assumed',
		rule: 'funds.stop-chance r3',
	})
	expect(yuan(row('B7752')?.recoverableMinor)).toBe(32_300)
	expect(row('cash')).toMatchObject({ chance: null, recoverableMinor: 0, section: 'gone', status: 'gone' })
	expect(row('C5520')).toMatchObject({ chance: null, recoverableMinor: 0 })
})

test('F254 F255 the board says what was done, what waits first by what the next stop saves', () => {
	expect(trace.frontier.map(({ account: id, section, status }) => [names.get(id), section, status])).toEqual([
		['A9030', 'act', 'sent'],
		['B7752', 'act', 'none'],
		['B3308', 'act', 'mismatch'],
		['C5520', 'stopped', 'frozen'],
		['A4471', 'stopped', 'frozen'],
		['C6614', 'stopped', 'held'],
		['abroad', 'gone', 'gone'],
		['cash', 'gone', 'gone'],
	])
})

test('F256 every cent of the loss stands once', () => {
	expect(trace.totals).toMatchObject({
		unplacedMinor: 0,
		beyondMinor: 0,
		returnedMinor: 0,
		heldMinor: 19_000_000,
		goneMinor: 18_200_000,
		sumMinor: 48_620_000,
	})
})

test('F236 F241 fewer hops, a least amount and one account bound the way; what is beyond is said and counted', async () => {
	const ask = (more: object) => stage.look(showTrace, stage.investigator, { report: told.report, ...more })
	const near = await ask({ hops: 2 })
	expect(near.accounts.map(({ id }) => names.get(id))).toEqual(['A4471', 'A9030', 'B1186', 'B7752', 'B3308'])
	expect(near.totals).toMatchObject({ beyondMinor: 30_200_000, sumMinor: 48_620_000 })
	const large = await ask({ leastMinor: 10_000_000 })
	expect(large.accounts.map(({ id }) => names.get(id))).toEqual(['A4471', 'A9030', 'B1186', 'B3308', 'abroad'])
	const narrow = await ask({ perHop: 1 })
	expect(narrow.cuts).toContainEqual({ account: told.of('A4471'), shown: 1, of: 2 })
	expect(narrow.totals.sumMinor).toBe(48_620_000)
	const back = await ask({ direction: 'backward', account: told.of('C6614') })
	expect(back.accounts.map(({ id, hop }) => [names.get(id), hop])).toEqual([
		['C6614', 1],
		['B1186', 2],
		['A4471', 3],
	])
	expect(back.totals.sumMinor).toBe(48_620_000)
	expect(await refusalOf(ask({ direction: 'backward' }))).toMatchObject({ code: 'invalid', rule: 'F241' })
	expect(await refusalOf(ask({ account: told.of('other') }))).toMatchObject({ code: 'not_found' })
})

test('F243 F256 without statements nothing is still here, and the sums are the same', async () => {
	const bare = await openCase('F-2611-00119', { statements: false, held: false })
	const shown = await stage.look(showTrace, stage.investigator, { report: bare.report })
	expect(new Set(shown.accounts.map(({ end }) => end))).toEqual(new Set(['leaves_data', 'cashed_out', 'moved_on']))
	expect(shown.totals).toMatchObject({ heldMinor: 0, sumMinor: 48_620_000 })
	expect(shown.accounts.find(({ id }) => id === bare.of('B7752'))?.balanceMinor).toBeNull()
})

test('F242 transfers that other matters told are walked only where the person may see them', async () => {
	const elsewhere = await openCase('F-2611-00120', { statements: false, held: false })
	await stage.write(async (tx) => {
		const node = (id: string) => sql`(select node from funds.account where id = ${id})`
		await sql`insert into funds.transfer (matter_id, from_node, to_node, amount_minor, currency, at)
			values (${elsewhere.report}, ${node(told.of('C5520'))}, ${node(told.of('other'))}, 100, 'CNY', ${new Date(first.getTime() + 3_600_000)})`.execute(
			tx,
		)
	})
	const other = async (who: Who) => {
		const shown = await stage.look(showTrace, who, { report: told.report })
		return shown.accounts.some(({ id }) => id === told.of('other'))
	}
	expect(await other(stage.investigator)).toBe(true)
	await stage.write((tx) => sql`update funds.report set agency_id = ${city} where id = ${elsewhere.report}`.execute(tx))
	expect(await other(stage.investigator)).toBe(false)
	expect(await other(await stage.as('ge-jingming'))).toBe(true)
	const hidden = await refusalOf(stage.look(showTrace, await stage.as('tang-jiansheng'), { report: told.report }))
	expect(hidden.code).toBe('not_found')
})

test('F253 names open with a purpose: what the victim told and what is cited, all others masked', async () => {
	const look = async () => {
		const { accounts } = await stage.look(showTraceNames, stage.investigator, { report: told.report })
		return new Map(accounts.map((one) => [names.get(one.account), one]))
	}
	await stage.write(async (tx) => {
		await sql`update funds.account set holder = '王小明' where id in (${told.of('B7752')}, ${told.of('C5520')})`.execute(
			tx,
		)
		await sql`insert into funds.cited (report_id, transfer_id, reason, cited_by, cited_at, to_name)
			select ${told.report}, t.id, 'the next stop', ${stage.investigator.person}, now(), '王小明' from funds.transfer t
			where t.to_node = (select node from funds.account where id = ${told.of('C5520')})
				and t.matter_id = ${told.report}`.execute(tx)
	})
	const seen = await look()
	expect(seen.get('A4471')).toMatchObject({ shows: 'told', holder: '林某某', number: '1186222000000004471' })
	expect(seen.get('C5520')).toMatchObject({ shows: 'cited', holder: '王小明' })
	expect(seen.get('B7752')).toMatchObject({ shows: 'masked', holder: '王*', number: '**** 7752' })
	expect(seen.get('C6614')).toMatchObject({ shows: 'unknown', holder: null })
})

test('F257 F258 what a victim had saved orders the board, and shows as a share only', async () => {
	const poor = await openCase('F-2611-00121', { statements: false, held: false })
	const version = 1
	const said = await stage.act(enterSavings, stage.desk, { report: poor.report, savedMinor: 50_000_000, version })
	expect(said).toEqual({ report: poor.report, lostHundredths: 97, version: 2 })
	expect(
		await refusalOf(stage.act(enterSavings, stage.desk, { report: poor.report, savedMinor: 1, version })),
	).toMatchObject({
		code: 'overtaken',
	})
	const list = (order: 'saved' | 'untried') => stage.look(listFrontier, stage.investigator, { order })
	const { rows, reports, totals } = await list('untried')
	expect(reports.of).toBe(reports.shown)
	expect(rows[0]?.report).toMatchObject({ number: 'F-2611-00121', untried: true, lostHundredths: 97 })
	expect(rows.at(-1)?.report).toMatchObject({ number: 'F-2611-00118', untried: false, lostHundredths: null })
	expect(totals).toMatchObject([{ currency: 'CNY', heldMinor: 19_000_000, untried: 2, reports: 3 }])
	const saved = (await list('saved')).rows.filter(({ section }) => section === 'act')
	const worth = saved.map(({ recoverableMinor }) => recoverableMinor)
	expect(worth).toEqual(worth.toSorted((x, y) => y - x))
	expect(JSON.stringify(await list('untried'))).not.toContain('50000000')
})

test('F228 F229 shapes are found in the transfers that the trace walks, by those who may follow it, with the ends of numbers only', async () => {
	const look = (who: Who, more: object = {}) => stage.look(listMotifs, who, { report: told.report, ...more })
	const { motifs, total, whole } = await look(stage.investigator)
	expect(motifs.map(({ kind, minor }) => [kind, yuan(minor)])).toEqual([
		['pass_through', 132_000],
		['pass_through', 120_000],
	])
	expect([total, whole]).toEqual([{ shown: 2, of: 2 }, true])
	const [wallet] = motifs
	expect(
		wallet?.accounts.map(({ account: id, role, tail, drawn }) => [id && names.get(id), role, tail, drawn]),
	).toEqual([
		['A9030', 'sender', '9030', true],
		['B3308', 'middle', '3308', true],
		['abroad', 'receiver', 'W3E5', true],
	])
	expect(wallet?.why.zh).toBe('该账户把转入资金的 94% 在 24 小时内逐笔转出；达到 90% 即列出。')
	expect(JSON.stringify(motifs)).not.toContain('880000003308')
	expect(wallet?.transfers).toEqual(
		trace.transfers.filter(({ from, to }) => [from, to].includes(told.of('B3308'))).map(({ id }) => id),
	)
	const back = await look(stage.investigator, { direction: 'backward', account: told.of('C6614') })
	expect(back.motifs.map(({ minor }) => yuan(minor))).toEqual([120_000])
	expect((await refusalOf(look(await stage.as('tang-jiansheng')))).code).toBe('not_found')
})

test('F260 a report shows the share lost of the savings entered beside it, to whoever may enter them while it runs', async () => {
	const { report } = await openCase('F-2611-00131', { statements: false, held: false })
	const before = await stage.look(showReport, stage.desk, { report })
	expect(before.lostHundredths).toBeNull()
	expect(before.may).toContain(enterSavings.name)
	await stage.act(enterSavings, stage.desk, { report, savedMinor: 50_000_000, version: before.version })
	const after = await stage.look(showReport, stage.desk, { report })
	expect(after).toMatchObject({ lostHundredths: 97, version: before.version + 1 })
	expect(JSON.stringify(after)).not.toContain('50000000')
	const legal = await stage.as('lu-heping')
	expect((await stage.look(showReport, legal, { report })).may).not.toContain(enterSavings.name)
	await stage.write((tx) => sql`update funds.report set state = 'closed' where id = ${report}`.execute(tx))
	expect((await stage.look(showReport, stage.desk, { report })).may).toEqual([])
})

test('F247 twenty answered stops in a row of the table stand in the place of its assumption', async () => {
	const stops = (n: number, held: number) =>
		stage.write(async (tx) => {
			for (let one = 0; one < n; one += 1) {
				const id = newId()
				await sql`insert into matters.matter (id, kind, agency_id, drawing_id, opened_at)
					select ${id}, 'stop', ${bureau}, drawing_id, now() from matters.matter where id = ${told.report}`.execute(tx)
				await sql`insert into funds.measure (id, report_id, account_id, kind, state, agency_id, taken_by, currency, holder,
						matched_minor, matched_at, asked_minor, traced_minor, hops, held_minor, two_people, drafted_by, drafted_at, approved_by,
						sent_at, answered_at, ended_at, end_reason)
					values (${id}, ${told.report}, ${told.of('other')}, 'stop', 'released', ${bureau}, ${stage.desk.person}, 'CNY', 'x', 100,
						now() - interval '50 minutes', 100, 100, 1, ${one < held ? 100 : 0}, false, ${stage.desk.person}, now(),
						${stage.leader.person}, now(), now(), now(), 'clock')`.execute(tx)
			}
		})
	const chance = async () =>
		row('B7752', await stage.look(showTrace, stage.investigator, { report: told.report }))?.chance
	await stops(19, 19)
	expect(await chance()).toMatchObject({ hundredths: 70, cases: 19, held: 19, from: 'assumed' })
	await stops(1, 0)
	expect(await chance()).toMatchObject({ hundredths: 95, cases: 20, held: 19, from: 'measured' })
})

test('F252 the trace is printed in both languages with a purpose, the same bytes for the same moment; who may not open names may not print', async () => {
	const pdf = async (language: 'en' | 'zh') => {
		const { name, base64 } = await stage.look(printTrace, stage.investigator, { report: told.report, language })
		expect(name).toBe('F-2611-00118-trace.pdf')
		return Buffer.from(base64, 'base64')
	}
	const [en, zh] = [await pdf('en'), await pdf('zh')]
	for (const one of [en, zh]) expect(one.subarray(0, 5).toString()).toBe('%PDF-')
	expect(zh.equals(en)).toBe(false)
	const asked = { report: told.report, language: 'en' as const }
	expect((await refusalOf(stage.look(printTrace, stage.desk, asked))).code).toBe('not_permitted')
})

test('F252 a long trace goes on on a second page', async () => {
	const many = Array.from({ length: 120 }, () => trace.transfers).flat()
	const given = {
		language: 'zh' as const,
		at: first,
		bounds: { hops: 5, perHop: 50, leastMinor: 1, rule: 'lifo' },
		sha256: 'a'.repeat(64),
	}
	const pages = async (shown: Trace) => {
		const bytes = await tracePdf({ ...given, trace: shown })
		expect(Buffer.from(await tracePdf({ ...given, trace: shown })).equals(Buffer.from(bytes))).toBe(true)
		return (await PDFDocument.load(bytes)).getPageCount()
	}
	expect(await pages(trace)).toBe(1)
	expect(await pages({ ...trace, transfers: many.slice(0, 60) })).toBe(2)
})
