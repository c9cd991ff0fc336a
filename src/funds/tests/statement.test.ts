import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fileBytes } from '#kernel/files/contract.ts'
import { system } from '#kernel/who.ts'
import {
	addPayment,
	announceStatement,
	citeTransfer,
	draftRequest,
	draftStop,
	endStatement,
	importStatement,
	listLines,
	listRequests,
	listSettings,
	listStatements,
	openReport,
	putStatement,
	sendRequest,
} from '../contract.ts'
import { camt, uetr } from './statement-files.ts'
import { openStage, refusalOf, type Stage } from './statement-stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 120_000)
afterAll(() => stage?.close())

const hop = (n: number) => `62220213020${String(n).padStart(8, '0')}`
let nextHop = 0
const newHop = () => hop((nextHop += 1))

it('F170 a statement is kept whole with its purpose and its end: lines, transfers, accounts and what was read', async () => {
	const report = await stage.report()
	const other = newHop()
	const file = camt({
		account: report.payeeNumber,
		moves: [
			{ minor: 5_000_000, credit: true, other: newHop(), name: '林某' },
			{ minor: 4_200_000, credit: false, other, name: '周德海' },
			{ minor: 1_000, credit: false },
		],
	})
	const done = await stage.statement(report.id, file)
	expect(done).toMatchObject({
		state: 'kept',
		told: { read: 3, kept: 3, known: 0, transfers: 2, alone: 1, faultCount: 0, gapCount: 0, balancesChecked: 1 },
	})
	expect(done.told.sums).toEqual([{ currency: 'CNY', inMinor: 5_000_000, outMinor: 4_201_000 }])
	const { rows } = await stage.look(listStatements, stage.investigator, { report: report.id })
	expect(rows).toMatchObject([{ state: 'kept', format: 'camt', bank: 'XJRC' }])
	const { rows: moved } =
		await sql`select t.amount_minor::int as minor, f.number as from, o.number as to from funds.transfer t
		join funds.account f on f.node = t.from_node join funds.account o on o.node = t.to_node
		where t.matter_id = ${report.id} order by t.amount_minor`.execute(stage.store.db)
	expect(moved).toMatchObject([{ minor: 4_200_000, from: report.payeeNumber, to: other }, { minor: 5_000_000 }])
})

it('F41 the line of a payment whose payer nobody told is that payment, whichever came first, and names the payer', async () => {
	const [own, payee] = [newHop(), newHop()]
	const at = '2026-11-24T03:05:20Z'
	const moves = [
		{ minor: 5_000_000, credit: true, other: own, name: '林某', at },
		{ minor: 1_230_000, credit: true, other: own, name: '林某', at },
		{ minor: 4_200_000, credit: false, other: newHop(), name: '周德海', at: '2026-11-24T03:09:00Z' },
	]
	const { report } = await stage.act(openReport, stage.desk, {})
	const pay = (amountMinor: number) =>
		stage.act(addPayment, stage.desk, {
			report,
			payeeKind: 'bank_account',
			payeeNumber: payee,
			payeeBank: 'XJRC',
			amountMinor,
			paidAt: '2026-11-24T03:05:00Z',
		})
	await pay(5_000_000)
	const { told } = await stage.statement(report, camt({ account: payee, moves }))
	expect(told).toMatchObject({ matched: 1, transfers: 2, alone: 0 })
	await pay(1_230_000)
	const { rows } = await sql<{ minor: number; from: string; paid: boolean }>`
		select t.amount_minor::int as minor, f.number as "from", exists (select from funds.payment p where p.transfer_id = t.id) as paid
		from funds.transfer t join funds.account f on f.node = t.from_node
		where t.matter_id = ${report} order by t.amount_minor`.execute(stage.store.db)
	expect(rows).toEqual([
		{ minor: 1_230_000, from: own, paid: true },
		{ minor: 4_200_000, from: payee, paid: false },
		{ minor: 5_000_000, from: own, paid: true },
	])
})

it('F60, F180 the stop of an account further on takes its holder from the transfer once that is cited, not before', async () => {
	const report = await stage.report()
	const other = newHop()
	const moves = [{ minor: 4_200_000, credit: false, other, name: '周德海' }]
	await stage.statement(report.id, camt({ account: report.payeeNumber, opening: 5_000_000, moves }))
	const { rows } = await sql<{ account: string; transfer: number }>`select a.id as account, t.id::float8 as transfer
		from funds.account a join funds.transfer t on t.to_node = a.node where a.number = ${other}`.execute(stage.store.db)
	const { account = '', transfer = 0 } = rows[0] ?? {}
	const draft = () => stage.act(draftStop, stage.investigator, { report: report.id, account })
	expect((await draft()).missing).toEqual(['holder'])
	await stage.act(citeTransfer, stage.investigator, { report: report.id, transfer, reason: 'It took the money on.' })
	expect((await draft()).missing).toEqual([])
})

it('F170 it has an end within 180 days, and a purpose', async () => {
	const report = await stage.report()
	const input = { report: report.id, sha256: 'a'.repeat(64), bytes: 10, kind: 'text/plain' as const, bank: 'XJRC' }
	const end = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
	for (const days of [-1, 181])
		expect(
			await refusalOf(stage.act(announceStatement, stage.investigator, { ...input, untilAt: end(days) })),
		).toMatchObject({ code: 'invalid', rule: 'F170', field: 'untilAt' })
	expect(announceStatement.purpose).toBe('required')
	expect(importStatement.purpose).toBe('required')
	expect(listLines.purpose).toBe('required')
})

it('F170 after a break only the missing parts come; F173 what is larger than an act takes is refused', async () => {
	const report = await stage.report()
	const moves = Array.from({ length: 2_500 }, (_, n) => ({ minor: n + 1, credit: n % 2 === 0, uetr: uetr(n) }))
	const file = camt({ account: report.payeeNumber, moves })
	expect(file.length).toBeGreaterThan(512 * 1024)
	const sha256 = createHash('sha256').update(file).digest('hex')
	const input = { report: report.id, sha256, kind: 'application/xml' as const, bank: 'XJRC' }
	const untilAt = new Date(Date.now() + 86_400_000).toISOString()
	const whole = { ...input, bytes: file.length, untilAt }
	const large = await refusalOf(stage.act(announceStatement, stage.investigator, { ...whole, bytes: fileBytes + 1 }))
	expect(large).toMatchObject({ code: 'invalid', field: 'bytes' })
	const begun = await stage.act(announceStatement, stage.investigator, whole)
	expect(begun.missing).toEqual([0, 1])
	const part = (n: number) => file.subarray(n * 524_288, (n + 1) * 524_288).toString('base64')
	const key = { statement: begun.statement, sha256 }
	await stage.act(putStatement, stage.investigator, { ...key, part: 1, base64: part(1) })
	const early = await refusalOf(
		stage.act(importStatement, stage.investigator, { statement: begun.statement, version: 1 }),
	)
	expect(early).toMatchObject({ code: 'not_now', rule: 'F170' })
	await stage.act(endStatement, stage.investigator, { statement: begun.statement, version: 1, reason: 'Anew.' })
	// The file went with it: nothing of a former try is left.
	const again = await stage.act(announceStatement, stage.investigator, whole)
	expect(again.missing).toEqual([0, 1])
	await stage.act(putStatement, stage.investigator, { statement: again.statement, sha256, part: 0, base64: part(0) })
	expect(
		await stage.act(putStatement, stage.investigator, { statement: again.statement, sha256, part: 1, base64: part(1) }),
	).toMatchObject({ missing: 0 })
	const done = await stage.act(importStatement, stage.investigator, { statement: again.statement, version: 1 })
	expect(done).toMatchObject({ state: 'kept', told: { kept: 2_500 } })
})

it('F171 with one faulty row nothing is kept: the fault is listed with line and field, and the same file is begun anew', async () => {
	const report = await stage.report()
	const before = await stage.rows()
	const text =
		'交易时间,交易金额,借贷标志,余额,对方账号\n2026-11-24 10:00:00,100.00,贷,100.00,6222000000000001\n2026-02-30 10:00:00,50.00,借,50.00,\n2026-11-24 10:02:00,五十,借,0.00,\n'
	const setting = { account: report.payeeNumber }
	const bytes = Buffer.from(text)
	const done = await stage.statement(report.id, bytes, { kind: 'text/plain', setting })
	expect(done).toMatchObject({ state: 'faulty', told: { kept: 0, faultCount: 2 } })
	expect(done.told.faults.map(({ line, field }) => ({ line, field }))).toEqual([
		{ line: 3, field: 'day' },
		{ line: 4, field: 'amount' },
	])
	const after = await stage.rows()
	expect({ ...after, parts: before?.['parts'] }).toEqual(before)
	const fixed = Buffer.from(text.replace('2026-02-30', '2026-11-24').replace('五十', '50.00'))
	expect(await stage.statement(report.id, fixed, { kind: 'text/plain', setting })).toMatchObject({ state: 'kept' })
})

it('F174 the elements decide what a camt is; header and namespace that say another version are told', async () => {
	const report = await stage.report()
	const moves = [{ minor: 100, credit: true }]
	const file = camt({ account: report.payeeNumber, moves, header: 'camt.053.001.08', space: 'camt.052.001.12' })
	const { told } = await stage.statement(report.id, file)
	expect(told.form).toEqual({ header: 'camt.053.001.08', space: 'camt.052.001.12', is: 'camt.053' })
	expect(told.notes).toContainEqual(expect.objectContaining({ kind: 'version_disagrees' }))
})

it('F175 the same file is refused; of another file lines that are known are left out, and one of nothing else is refused', async () => {
	const report = await stage.report()
	const moves = [1, 2, 3].map((n) => ({ minor: n * 100, credit: true, uetr: uetr(9_000 + n), other: newHop() }))
	const file = camt({ account: report.payeeNumber, moves })
	await stage.statement(report.id, file)
	expect(await refusalOf(stage.statement(report.id, file))).toMatchObject({ code: 'already', rule: 'F175' })
	const more = camt({ account: report.payeeNumber, moves: [...moves, { minor: 400, credit: true, uetr: uetr(9_004) }] })
	expect((await stage.statement(report.id, more)).told).toMatchObject({ read: 4, known: 3, kept: 1 })
	const before = await stage.rows()
	const less = camt({ account: report.payeeNumber, moves: moves.slice(0, 2) })
	expect(await refusalOf(stage.statement(report.id, less))).toMatchObject({ code: 'already', rule: 'F175' })
	expect({ ...(await stage.rows()), parts: 0 }).toEqual({ ...before, parts: 0 })
})

it('F175 F179 ten thousand alike transfers in one second are ten thousand, from both sides', async () => {
	const report = await stage.report()
	const other = newHop()
	const count = 10_000
	const moves = Array.from({ length: count }, () => ({ minor: 100, credit: false, other }))
	const out = await stage.statement(report.id, camt({ account: report.payeeNumber, moves }))
	expect(out.told).toMatchObject({ kept: count, transfers: count, matched: 0 })
	const back = moves.map(() => ({ minor: 100, credit: true, other: report.payeeNumber }))
	const into = await stage.statement(report.id, camt({ account: other, moves: back }))
	expect(into.told).toMatchObject({ kept: count, transfers: 0, matched: count })
	const { rows } = await sql<{
		n: number
		sides: number
	}>`select count(distinct t.id)::int as n, count(l.id)::int as sides
		from funds.transfer t join funds.statement_line l on l.transfer_id = t.id where t.matter_id = ${report.id}`.execute(
		stage.store.db,
	)
	expect(rows).toEqual([{ n: count, sides: 2 * count }])
}, 300_000)

it('F177 gaps of balances are named with what was expected and found, from one statement to the next too', async () => {
	const report = await stage.report()
	const moves = [{ minor: 5_000, credit: true }]
	const first = await stage.statement(
		report.id,
		camt({ account: report.payeeNumber, moves, opening: 100, closing: 5_200 }),
	)
	expect(first.told).toMatchObject({
		gapCount: 1,
		gaps: [{ kind: 'section', expectedMinor: 5_100, foundMinor: 5_200 }],
	})
	const next = [{ minor: 7_000, credit: true, at: '2026-11-24T12:00:00+08:00' }]
	const second = await stage.statement(report.id, camt({ account: report.payeeNumber, moves: next, opening: 6_000 }))
	expect(second.state).toBe('kept')
	expect(second.told.gaps).toEqual([
		{ kind: 'between', line: 1, currency: 'CNY', expectedMinor: 5_200, foundMinor: 6_000 },
	])
})

it('F179 both sides are one transfer by UETR though one bank wrote no account; a payment as told is the same one', async () => {
	const report = await stage.report()
	const mule = newHop()
	const out = [{ minor: 300_000, credit: false, uetr: uetr(7_001) }]
	await stage.statement(report.id, camt({ account: report.payeeNumber, moves: out }))
	const into = [
		{ minor: 300_000, credit: true, uetr: uetr(7_001), other: report.payeeNumber, at: '2026-11-24T11:05:09+08:00' },
	]
	const second = await stage.statement(report.id, camt({ account: mule, moves: into }))
	expect(second.told).toMatchObject({ transfers: 1 })
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from funds.statement_line l join funds.transfer t
		on t.id = l.transfer_id where t.reference = ${uetr(7_001)}`.execute(stage.store.db)
	expect(rows).toEqual([{ n: 2 }])
})

it('F179 a transfer of the account to itself is one, told by both its lines', async () => {
	const report = await stage.report()
	const own = report.payeeNumber
	const moves = [
		{ minor: 900, credit: false, other: own },
		{ minor: 900, credit: true, other: own },
	]
	const { told } = await stage.statement(report.id, camt({ account: own, moves }))
	expect(told).toMatchObject({ kept: 2, transfers: 1, matched: 1 })
	expect(told.notes).toContainEqual(expect.objectContaining({ kind: 'self_transfer', count: 2 }))
})

it('F180 names, numbers and words are masked until a transfer with that account is cited in this report', async () => {
	const [report, elsewhere] = [await stage.report(), await stage.report()]
	const other = newHop()
	const moves = [{ minor: 777, credit: false, other, name: '周德海', uetr: uetr(8_001) }]
	const done = await stage.statement(report.id, camt({ account: report.payeeNumber, moves }))
	const lines = async () => (await stage.look(listLines, stage.investigator, { statement: done.statement })).lines
	const [hidden] = await lines()
	expect(hidden).toMatchObject({ otherName: '周**', otherNumber: `****${other.slice(-4)}`, words: null, masked: true })
	const cite = { transfer: hidden?.transfer ?? 0, reason: 'The second hop.' }
	const stranger = await refusalOf(stage.act(citeTransfer, stage.investigator, { report: elsewhere.id, ...cite }))
	expect(stranger.code).toBe('not_found')
	await stage.act(citeTransfer, stage.investigator, { report: report.id, ...cite })
	expect(await lines()).toMatchObject([{ otherName: '周德海', otherNumber: other, words: 'as agreed', masked: false }])
	const again = await refusalOf(stage.act(citeTransfer, stage.investigator, { report: report.id, ...cite }))
	expect(again).toMatchObject({ code: 'already', rule: 'F180' })
})

it('F181 at its end it goes whole: file, lines, transfers, accounts; what is cited and what another statement tells of stays', async () => {
	const report = await stage.report()
	const [cited, told, gone] = [newHop(), newHop(), newHop()]
	const moves = [
		{ minor: 11, credit: false, other: cited, name: '甲' },
		{ minor: 12, credit: false, other: told, uetr: uetr(6_002) },
		{ minor: 13, credit: false, other: gone },
	]
	const first = await stage.statement(report.id, camt({ account: report.payeeNumber, moves }))
	const back = [{ minor: 12, credit: true, other: report.payeeNumber, uetr: uetr(6_002) }]
	await stage.statement(report.id, camt({ account: told, moves: back }))
	const { lines } = await stage.look(listLines, stage.investigator, { statement: first.statement })
	await stage.act(citeTransfer, stage.investigator, {
		report: report.id,
		transfer: lines[0]?.transfer ?? 0,
		reason: 'Evidence.',
	})
	const early = await refusalOf(stage.act(endStatement, stage.investigator, { statement: first.statement, version: 2 }))
	expect(early).toMatchObject({ code: 'invalid', rule: 'F181', field: 'reason' })
	const ended = await stage.act(endStatement, stage.investigator, { statement: first.statement }, stage.later(24 * 91))
	expect(ended).toMatchObject({ state: 'ended', lines: 3, transfers: 1, accounts: 1 })
	const { rows } = await sql<{
		number: string
	}>`select number from funds.account where number = any(${[cited, told, gone]}::text[])
		order by number`.execute(stage.store.db)
	expect(rows.map((row) => row.number)).toEqual([cited, told])
	const { rows: names } = await sql`select to_name from funds.cited where report_id = ${report.id}`.execute(
		stage.store.db,
	)
	expect(names).toEqual([{ to_name: '甲' }])
	const { rows: kept } = await sql<{ n: number }>`select count(*)::int as n from files.file f join funds.statement s
		on s.report_id = f.matter_id and encode(f.sha256, 'hex') = s.sha256 where s.id = ${first.statement}`.execute(
		stage.store.db,
	)
	expect(kept).toEqual([{ n: 0 }])
})

it('F181 the clock of the report is set to the next end, and the system deletes what is past it and nothing before', async () => {
	const report = await stage.report()
	const { statement } = await stage.statement(
		report.id,
		camt({ account: report.payeeNumber, moves: [{ minor: 5, credit: true }] }),
	)
	const { rows } = await sql<{
		days: number
	}>`select extract(epoch from due_at - set_at)::int / 86400 as days from matters.timer
		where matter_id = ${report.id} and kind = 'statement_end' and met_at is null and dropped_at is null`.execute(
		stage.store.db,
	)
	expect(rows).toHaveLength(1)
	expect(await refusalOf(stage.act(endStatement, system, { statement }))).toMatchObject({ code: 'not_now' })
	expect(await stage.act(endStatement, system, { statement }, stage.later(24 * 91))).toMatchObject({ state: 'ended' })
})

it('F176 how a bank’s files are read is remembered for the bank, and used when nothing else is said', async () => {
	const report = await stage.report()
	const setting = {
		zone: 'Europe/Berlin',
		currency: 'EUR',
		decimal: ',' as const,
		columns: { day: 'Tag', amount: 'Summe' },
	}
	const text = (day: string) => Buffer.from(`Tag;Summe\n${day};-1.234,50\n`)
	const kind = 'text/plain' as const
	const own = { ...setting, account: report.payeeNumber }
	const first = await stage.statement(report.id, text('2026-07-01'), {
		kind,
		bank: 'DEMOBANK',
		setting: own,
		remember: true,
	})
	expect(first.told.sums).toEqual([{ currency: 'EUR', inMinor: 0, outMinor: 123_450 }])
	const { rows } = await stage.look(listSettings, stage.investigator, {})
	expect(rows).toMatchObject([{ bank: 'DEMOBANK', setting: { zone: 'Europe/Berlin', columns: { day: 'Tag' } } }])
	const second = await stage.statement(report.id, text('2026-07-02'), { kind, bank: 'DEMOBANK' })
	expect(second.told.firstAt).toBe('2026-07-01T22:00:00.000Z')
})

it('F192 a file that names the request it came for answers it', async () => {
	const report = await stage.report()
	const draft = await stage.act(draftRequest, stage.investigator, {
		report: report.id,
		kind: 'statement',
		account: report.payee,
	})
	const file = camt({ account: report.payeeNumber, moves: [{ minor: 9, credit: true }] })
	const unsent = await refusalOf(stage.statement(report.id, file, { request: draft.request }))
	expect(unsent).toMatchObject({ rule: 'F192', field: 'request' })
	await stage.act(sendRequest, await stage.as('lu-heping'), { request: draft.request, version: 1 })
	await stage.statement(report.id, file, { request: draft.request })
	const { rows } = await stage.look(listRequests, stage.investigator, { report: report.id })
	expect(rows).toMatchObject([{ state: 'answered' }])
})

it('F206 F207 F208 a call taker takes in no statement and finds none; legal review knows of it and reads no line', async () => {
	const report = await stage.report()
	const file = camt({ account: report.payeeNumber, moves: [{ minor: 21, credit: true }] })
	expect(['not_permitted', 'not_found']).toContain(
		(await refusalOf(stage.statement(report.id, file, {}, stage.desk))).code,
	)
	const { statement } = await stage.statement(report.id, file)
	expect((await refusalOf(stage.look(listLines, stage.desk, { statement }))).code).toBe('not_found')
	const legal = await stage.as('lu-heping')
	expect((await stage.look(listStatements, legal, { report: report.id })).rows).toHaveLength(1)
	expect((await refusalOf(stage.look(listLines, legal, { statement }))).code).toBe('not_permitted')
})

it('F171 F173 files made to break us leave no half: odd currencies, days and sums are faults or cut, never a crash', async () => {
	const report = await stage.report()
	const moves = [1, 2].map((n) => ({ minor: 9_007_199_254_740_000, credit: true, uetr: uetr(5_000 + n) }))
	const good = camt({ account: report.payeeNumber, moves, closing: 0 }).toString()
	const odd = good.replaceAll('<Dt>2026-11-24</Dt>', '<Dt>2026-02-30</Dt>').replace('<Ccy>CNY</Ccy>', '<Ccy>yen</Ccy>')
	const done = await stage.statement(report.id, Buffer.from(odd))
	expect(done.state).toBe('kept')
	expect(done.told.sums[0]?.inMinor).toBe(Number.MAX_SAFE_INTEGER)
	const before = await stage.rows()
	for (const [n, bad] of [good.slice(0, 900), good.replace('</Ntry>', ''), `${good}<x/>`, ' '].entries()) {
		const read = await stage.statement(report.id, Buffer.from(`${bad}<!-- ${n} -->`))
		expect(read.state).toBe('faulty')
	}
	expect({ ...(await stage.rows()), parts: 0 }).toEqual({ ...before, parts: 0 })
})
