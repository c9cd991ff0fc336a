import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { partBytes } from '#kernel/files/contract.ts'
import { createHash } from 'node:crypto'
import {
	dismissAnswer,
	fileAnswer,
	keyAnswer,
	listBanks,
	listTray,
	matchAnswer,
	orderDocument,
	putAnswerPhoto,
	showAnswerPhoto,
	showOrder,
	type ToldAnswer,
} from '../contract.ts'
import { answersTo, verdictOf } from '../simulator/answers.ts'
import { worldAccounts, worldTransfers } from '../simulator/world.ts'
import { type BankStage, openBankStage } from './bank-stage.ts'
import { refusalOf } from './statement-stage.ts'

let stage: BankStage
beforeAll(async () => {
	stage = await openBankStage()
}, 240_000)
afterAll(() => stage?.close())

const cny = (minor: number) => ({ minor, currency: 'CNY' })
const after = (ms: number) => new Date(Date.now() + ms).toISOString()

test('F140, F148 an answer keyed does to its measure what the same answer from a machine does', async () => {
	const byHand = await stage.sent('GWBK')
	const byMachine = await stage.sent('XJRC')
	await stage.act(keyAnswer, stage.desk, { order: byHand.order, is: 'held', amountMinor: 4_200_000, reference: 'GW-1' })
	await stage.tell('XJRC', { is: 'held', amount: cny(4_200_000), order: byMachine.number })
	const held = { state: 'held', held: 4_200_000, mismatch: null }
	expect([await stage.standing(byHand.measure), await stage.standing(byMachine.measure)]).toEqual([held, held])
	const key = (more: object) => stage.act(keyAnswer, stage.desk, { order: byHand.order, is: 'held', ...more })
	expect(await refusalOf(key({}))).toMatchObject({ rule: 'F148', field: 'amountMinor' })
	expect(await refusalOf(key({ is: 'mismatch' }))).toMatchObject({ rule: 'F147', field: 'field' })
	expect(await refusalOf(key({ amountMinor: 1, at: '2026-01-01T00:00:00Z' }))).toMatchObject({ rule: 'F149' })
})

test('F140 a photograph of the bank’s screen comes with its answer, and is shown for a purpose', async () => {
	const { order, measure } = await stage.sent('GWBK')
	const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, 7)])
	const sha256 = createHash('sha256').update(bytes).digest('hex')
	const photo = { sha256, kind: 'image/jpeg' as const, bytes: bytes.length }
	await stage.act(keyAnswer, stage.investigator, { order, is: 'held', amountMinor: 100, photo })
	const part = { order, sha256, part: 0 }
	expect(bytes.length).toBeLessThan(partBytes)
	const put = await stage.act(putAnswerPhoto, stage.investigator, { ...part, base64: bytes.toString('base64') })
	expect(put).toEqual({ order, missing: 0 })
	expect((await stage.look(showAnswerPhoto, stage.leader, part)).base64).toBe(bytes.toString('base64'))
	const { answers } = await stage.look(showOrder, stage.leader, { order })
	expect(answers[0]).toMatchObject({ way: 'keyed', photo: { sha256, whole: true } })
	expect((await stage.standing(measure))?.state).toBe('held')
})

test('F143 an answer finds its order by our number, by the UETR and by the end-to-end id', async () => {
	for (const name of ['order', 'uetr', 'endToEnd'] as const) {
		const sent = await stage.sent('DLBK')
		const value = name === 'order' ? sent.number : sent[name]
		const taken = await stage.tell('DLBK', { is: 'held', amount: cny(100), [name]: value })
		expect(taken, name).toMatchObject({ standing: 'applied', order: sent.number })
	}
	// The victim's bank hears of it too: it sent the camt.056.
	const sent = await stage.sent('DLBK')
	expect(await stage.tell('GWBK', { is: 'held', amount: cny(5), uetr: sent.uetr })).toMatchObject({
		order: sent.number,
	})
})

test('F141, F147 a camt.029 file that names a field leaves the measure at that mismatch; a file twice is nothing', async () => {
	const { uetr, measure, order } = await stage.sent('DLBK')
	const xml = `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.09"><RsltnOfInvstgtn><Assgnmt><Id>DL-77</Id><CreDtTm>${after(0)}</CreDtTm></Assgnmt><Sts><Conf>RJCR</Conf></Sts><CxlDtls><TxInfAndSts><OrgnlUETR>${uetr}</OrgnlUETR><CxlStsRsnInf><Rsn><Prtry>BE01</Prtry></Rsn></CxlStsRsnInf></TxInfAndSts></CxlDtls></RsltnOfInvstgtn></Document>`
	const file = Buffer.from(xml).toString('base64')
	const bank = stage.bankOf('DLBK')
	const first = await stage.act(fileAnswer, stage.investigator, { bank, file })
	expect(first.answers).toMatchObject([{ is: 'mismatch', standing: 'applied', already: false }])
	expect(await stage.standing(measure)).toEqual({ state: 'mismatch', held: null, mismatch: 'holder' })
	expect((await stage.act(fileAnswer, stage.investigator, { bank, file })).answers).toMatchObject([{ already: true }])
	expect((await stage.look(showOrder, stage.leader, { order })).answers).toHaveLength(1)
	const broken = stage.act(fileAnswer, stage.investigator, { bank, file: Buffer.from('<a/>').toString('base64') })
	expect(await refusalOf(broken)).toMatchObject({ code: 'invalid', rule: 'F141', field: 'file' })
})

test('F142, F148 money returned by pacs.004 is noted with its amount and holds nothing', async () => {
	const { endToEnd, measure, order } = await stage.sent('DLBK')
	const xml = `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09"><PmtRtr><GrpHdr><MsgId>R-1</MsgId><CreDtTm>${after(0)}</CreDtTm></GrpHdr><TxInf><OrgnlEndToEndId>${endToEnd}</OrgnlEndToEndId><RtrdIntrBkSttlmAmt Ccy="CNY">420.5</RtrdIntrBkSttlmAmt></TxInf></PmtRtr></Document>`
	const file = Buffer.from(xml).toString('base64')
	const { answers } = await stage.act(fileAnswer, stage.investigator, { bank: stage.bankOf('DLBK'), file })
	expect(answers).toMatchObject([{ is: 'returned', standing: 'noted' }])
	expect((await stage.standing(measure))?.state).toBe('sent')
	const shown = await stage.look(showOrder, stage.leader, { order })
	expect(shown.answers[0]).toMatchObject({ is: 'returned', amountMinor: 42_050 })
	expect(shown.row.answeredAt).not.toBeNull()
})

test('F144 an answer to no order is kept with its reason until a person matches it, or sets it aside', async () => {
	const sent = await stage.sent('XJRC')
	const lost = await stage.tell('XJRC', { is: 'held', amount: cny(3_000_000), order: 'F-0000-00000-9' })
	expect(lost).toMatchObject({ standing: 'tray', why: 'unknown', order: null })
	const elsewhere = await stage.tell('PAYA', { is: 'held', amount: cny(1), order: sent.number })
	expect(elsewhere).toMatchObject({ standing: 'tray', why: 'other_bank' })
	const foreign = await stage.tell('XJRC', { is: 'held', amount: { minor: 1, currency: 'USD' }, order: sent.number })
	expect(foreign).toMatchObject({ standing: 'tray', why: 'currency' })
	expect((await stage.standing(sent.measure))?.state).toBe('sent')
	const tray = await stage.look(listTray, stage.investigator, {})
	const row = tray.rows.find(({ id }) => id === lost.answer)
	expect(row).toMatchObject({ why: 'unknown', said: { order: 'F-0000-00000-9' } })
	expect(row?.near.map(({ number }) => number)).toContain(sent.number)
	const match = (order: string, who = stage.investigator) =>
		stage.act(matchAnswer, who, { answer: lost.answer, version: 1, order })
	expect((await refusalOf(match(sent.number, stage.desk))).code).toBe('not_permitted')
	expect(await refusalOf(match('F-0000-00000-9'))).toMatchObject({ rule: 'F144', field: 'order' })
	expect(await match(sent.number)).toMatchObject({ standing: 'applied', version: 2 })
	expect(await stage.standing(sent.measure)).toMatchObject({ state: 'held', held: 3_000_000 })
	const aside = { answer: foreign.answer, version: 1, reason: 'Meant for another county.' }
	expect(await stage.act(dismissAnswer, stage.leader, aside)).toMatchObject({ standing: 'dismissed' })
	const left = (await stage.look(listTray, stage.investigator, {})).rows.map(({ id }) => id)
	expect(left).not.toContain(lost.answer)
	expect(left).not.toContain(foreign.answer)
})

test('F145 told twice under one name it counts once; something else under that name is refused', async () => {
	const { number } = await stage.sent('GWBK')
	const told = { is: 'held' as const, message: 'ONCE-1', at: after(0), amount: cny(5), order: number }
	expect(await stage.tell('GWBK', told)).toMatchObject({ standing: 'applied', already: false })
	expect(await stage.tell('GWBK', told)).toMatchObject({ standing: 'applied', already: true })
	expect(await refusalOf(stage.tell('GWBK', { ...told, amount: cny(6) }))).toMatchObject({
		code: 'already',
		rule: 'F145',
	})
	// Another bank may use the same name.
	expect(await stage.tell('XJRC', { ...told, order: 'nothing' })).toMatchObject({ already: false })
})

test('F146, F149 an older answer never changes what a newer one said; one of the future is refused', async () => {
	const { number, measure, order } = await stage.sent('GWBK')
	await stage.tell('GWBK', { is: 'held', amount: cny(700), at: after(0), order: number })
	const late = await stage.tell('GWBK', { is: 'held', amount: cny(300), at: after(-1_000), order: number })
	expect(late.standing).toBe('late')
	expect((await stage.tell('GWBK', { is: 'mismatch', field: 'holder', at: after(10), order: number })).standing).toBe(
		'late',
	)
	expect(await stage.standing(measure)).toEqual({ state: 'held', held: 700, mismatch: null })
	expect((await stage.look(showOrder, stage.leader, { order })).row.answer).toMatchObject({
		is: 'held',
		amountMinor: 700,
	})
	expect((await refusalOf(stage.tell('GWBK', { is: 'pending', at: after(3_600_000), order: number }))).rule).toBe(
		'F149',
	)
})

test('F146, F151 in whatever order and however often a bank’s answers come, the measure ends the same', async () => {
	const scripted = async (seed: number) => {
		const sent = await stage.sent('GWBK')
		const shown = await stage.look(showOrder, stage.leader, { order: sent.order })
		return { ...sent, told: answersTo(shown.document, seed).map(({ told }) => told) }
	}
	const final = ['held', 'mismatch', 'refused', 'released'] as const
	await fc.assert(
		fc.asyncProperty(
			fc.nat(1_000),
			fc.infiniteStream(fc.nat()),
			fc.constantFrom(...final),
			async (seed, picks, last) => {
				const { told, number, measure } = await scripted(seed)
				const end = withEnd(told, last)
				const messages = end.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
				// Each once in some order, and some again.
				const order = [...end, ...end.filter(() => (picks.next().value ?? 0) % 2 === 0)]
					.map((one) => ({ one, at: picks.next().value ?? 0 }))
					.toSorted((a, b) => a.at - b.at)
				for (const { one } of order) await stage.tell('GWBK', { ...one, order: number })
				const newest = messages.at(-1)
				const standing = await stage.standing(measure)
				expect(standing?.state).toBe(last)
				if (last === 'held') expect(standing?.held).toBe(newest?.amount?.minor)
			},
		),
		{ numRuns: 12 },
	)
}, 120_000)

/** The script with another last word; a no comes after nothing but looking. */
function withEnd(
	told: readonly ToldAnswer[],
	last: 'held' | 'mismatch' | 'refused' | 'released',
): readonly ToldAnswer[] {
	const before = told.filter(
		({ is }) => is === 'pending' || ((last === 'held' || last === 'released') && is === 'held'),
	)
	const [first] = told
	if (first === undefined) throw new Error('nothing was scripted')
	const at = new Date(Math.max(...told.map((one) => Date.parse(one.at))) + 1).toISOString()
	const base = { message: `${first.message} end`, n: 0, at }
	const end: ToldAnswer =
		last === 'held'
			? { ...base, is: 'held', amount: cny(4_321) }
			: last === 'mismatch'
				? { ...base, is: 'mismatch', field: 'holder' }
				: { ...base, is: last }
	return [...before, end]
}

test('F151 the demo’s money adds up, and its banks answer an order by what stands there', () => {
	const paid = worldTransfers.filter(({ from }) => from === '2286').reduce((sum, { minor }) => sum + minor, 0)
	expect(paid).toBe(48_620_000)
	expect(new Set(worldAccounts.map(({ number }) => number)).size).toBe(worldAccounts.length)
	const order = (tail: string, minutes: number, more: { readonly holder?: string } = {}) => {
		const account = worldAccounts.find((one) => one.tail === tail)
		const into = worldTransfers.find((one) => one.to === tail)
		if (account === undefined || into === undefined) throw new Error(tail)
		const at = new Date(Date.parse('2026-11-22T13:14:00Z') + into.minutes * 60_000)
		return orderDocument.parse({
			form: 1,
			order: `F-2611-00118-${tail}`,
			is: 'stop',
			report: 'F-2611-00118',
			bureau: { en: 'Xigang Bureau', zh: '汐港县公安局' },
			bank: { code: account.bank ?? '', en: 'x', zh: 'x', bic: null },
			account: { kind: 'bank_account', number: account.number, holder: more.holder ?? account.holder },
			amount: cny(28_620_000),
			matched: { minor: into.minor, at: at.toISOString() },
			payment: null,
			until: null,
			at: new Date(Date.parse('2026-11-22T13:14:00Z') + minutes * 60_000).toISOString(),
		})
	}
	expect(verdictOf(order('4471', 50))).toEqual({ is: 'held', amount: cny(7_000_000) })
	expect(verdictOf(order('9030', 50))).toEqual({ is: 'held', amount: cny(6_000_000) })
	expect(verdictOf(order('4471', 10))).toEqual({ is: 'held', amount: cny(28_620_000) })
	expect(verdictOf(order('1186', 55))).toMatchObject({ is: 'refused' })
	expect(verdictOf(order('3308', 30, { holder: '别人' }))).toEqual({ is: 'mismatch', field: 'holder' })
	expect(answersTo(order('4471', 50), 7)).toEqual(answersTo(order('4471', 50), 7))
	const seeds = Array.from({ length: 60 }, (_, seed) => answersTo(order('4471', 50), seed))
	expect(seeds.some((sent) => sent.length === 1)).toBe(true)
	const doubled = seeds.some((sent) => new Set(sent.map(({ told }) => told.message)).size < sent.length)
	const reordered = seeds.some((sent) => sent.some((one, n) => n > 0 && one.told.at < (sent[n - 1]?.told.at ?? '')))
	expect([doubled, reordered]).toEqual([true, true])
})

test('F155 how soon a bank answers is told as a median of its orders, with how many that is of', async () => {
	const bank = (await stage.look(listBanks, stage.investigator, {})).rows.find(({ code }) => code === 'PAYA')
	expect(bank).toMatchObject({ orders: 0, answered: 0, medianSeconds: null, waiting: 0 })
	for (const seconds of [2, 4, 30]) {
		const { number, order } = await stage.sent('PAYA')
		const { row } = await stage.look(showOrder, stage.leader, { order })
		const at = new Date(Date.parse(row.writtenAt) + seconds * 1000).toISOString()
		await stage.tell('PAYA', { is: 'pending', at, order: number })
	}
	await stage.sent('PAYA')
	const now = (await stage.look(listBanks, stage.investigator, {})).rows.find(({ code }) => code === 'PAYA')
	expect(now).toMatchObject({ orders: 4, answered: 3, medianSeconds: 4, waiting: 1 })
})
