import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { acknowledgeBrief, checkBrief, listBriefs, makeBrief, printBrief, showBrief } from '#command/contract.ts'
import { classifyIncident, handUpIncident } from '#dispatch/contract.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import type { Who } from '#kernel/who.ts'
import { city, openStage, refusalOf, type Stage } from '../src/dispatch/tests/stage.ts'
import { textOfPdf } from './pdf-text.ts'

let stage: Stage
/** The same world some seconds or hours later. */
let later: (seconds: number) => Spine
let leader: Who
let commander: Who
beforeAll(async () => {
	stage = await openStage()
	later = (seconds) => ({ ...stage.world.spine, clock: () => new Date(Date.now() + seconds * 1000) })
	leader = await stage.as('shen-jinghai', 'shift_leader')
	commander = await stage.as('jiang-wanqing')
}, 120_000)
afterAll(() => stage.world.close())

const number = () => sequence(stage.store, stage.signer)

async function made(seconds = 5) {
	await number()
	const done = await stage.actOn(later(seconds), makeBrief, leader, { kind: 'shift' })
	return stage.look(showBrief, leader, { brief: done.brief })
}

const linesOf = (brief: Awaited<ReturnType<typeof made>>, key: string) =>
	brief.sections.find((section) => section.key === key)?.lines ?? []

it('K70 K73 what happened since the last shift stands in the briefing, each line with its matter and its entry', async () => {
	const opened = await stage.incident('fight')
	const up = await stage.incident('robbery')
	await stage.act(handUpIncident, commander, {
		incident: up.incident,
		version: up.version,
		to: city,
		reason: 'Weapons seen.',
	})
	const brief = await made()
	expect(brief.size).toBeGreaterThan(0)
	const inHand = linesOf(brief, 'dispatch.in-hand')
	const mine = inHand.find((line) => line.opens?.id === opened.incident)
	expect(mine?.en).toContain(opened.number)
	expect(mine?.zh).toContain('打架')
	expect(mine?.en).toContain('no unit yet, new')
	const handed = linesOf(brief, 'dispatch.handed-up').find((line) => line.opens?.id === up.incident)
	expect(handed?.zh).toContain('澜江市公安局')
	const entry = await sql<{
		at: Date
		matter: string
	}>`select at, matter from ledger.entry where n = ${handed?.entry ?? -1}`.execute(stage.store.db)
	expect(entry.rows[0]?.matter).toBe(up.incident)
	expect(entry.rows[0]?.at.toISOString()).toBe(handed?.at)
})

it('K75 what was said stays and comes out again from the record, whatever happened since', async () => {
	const one = await stage.incident('theft')
	const brief = await made(3_600)
	expect(await stage.look(checkBrief, leader, { brief: brief.id })).toMatchObject({ same: true, differing: [] })
	const changed = await stage.actOn(later(7_200), classifyIncident, stage.desk, {
		incident: one.incident,
		version: one.version,
		type: 'robbery',
	})
	await stage.actOn(later(7_200), handUpIncident, commander, {
		incident: one.incident,
		version: changed.version,
		to: city,
		reason: 'For their knowledge.',
	})
	await number()
	expect(await stage.look(showBrief, leader, { brief: brief.id })).toEqual(brief)
	expect(await stage.look(checkBrief, leader, { brief: brief.id })).toMatchObject({ same: true, differing: [] })
	const rewriting = stage.store.transact('owner', (tx) =>
		sql`update command.brief set body = '[]' where id = ${brief.id}`.execute(tx),
	)
	await expect(rewriting).rejects.toThrow('never rewritten')
})

it('K75 a briefing whose text is not what the record gives is found out', async () => {
	const brief = await made(3 * 3_600)
	await stage.store.transact('owner', async (tx) => {
		await sql`alter table command.brief disable trigger brief_stands`.execute(tx)
		await sql`update command.brief set body = replace(body, 'priority', 'rank') where id = ${brief.id}`.execute(tx)
		await sql`alter table command.brief enable trigger brief_stands`.execute(tx)
	})
	const checked = await stage.look(checkBrief, leader, { brief: brief.id })
	expect(checked.same).toBe(false)
	expect(checked.differing.some((line) => line.said && line.en.includes('rank'))).toBe(true)
})

it('K71 the next one begins where the last one ended; two in one moment are one', async () => {
	const first = await made(4 * 3_600)
	const second = await made(5 * 3_600)
	expect(second.from).toBe(first.until)
	const frozen = { ...stage.world.spine, clock: () => new Date(second.until) }
	expect(await refusalOf(stage.actOn(frozen, makeBrief, leader, { kind: 'shift' }))).toMatchObject({
		code: 'already',
		rule: 'K71',
	})
	const morning = await stage.actOn(later(5 * 3_600), makeBrief, leader, { kind: 'morning' })
	expect((await stage.look(showBrief, leader, { brief: morning.brief })).from).not.toBe(second.from)
})

it('K76 the next leader takes over by it once; who made it may not', async () => {
	const brief = await made(6 * 3_600)
	const input = { brief: brief.id, version: brief.version }
	expect(await refusalOf(stage.act(acknowledgeBrief, leader, input))).toMatchObject({ code: 'not_permitted' })
	const dispatcher = await stage.as('tao-xingzhou')
	expect(await refusalOf(stage.act(acknowledgeBrief, dispatcher, input))).toMatchObject({ code: 'not_permitted' })
	const done = await stage.act(acknowledgeBrief, commander, input)
	expect(
		await refusalOf(stage.act(acknowledgeBrief, commander, { brief: brief.id, version: done.version })),
	).toMatchObject({ code: 'already', rule: 'K76' })
	const list = await stage.look(listBriefs, leader, {})
	expect(list.rows[0]).toMatchObject({ id: brief.id, acknowledged: { post: 'commander' } })
})

it('K73 another agency finds no briefing; a line of a row not to be seen is neither told nor counted', async () => {
	const brief = await made(7 * 3_600)
	const above = await stage.as('bai-haosheng')
	expect(await refusalOf(stage.look(showBrief, above, { brief: brief.id }))).toMatchObject({
		code: 'not_found',
		rule: null,
	})
	expect((await stage.look(listBriefs, above, {})).rows).toEqual([])
	const investigator = await stage.as('gao-suyuan')
	const seen = await stage.look(showBrief, investigator, { brief: brief.id })
	expect(seen.sections.flatMap((section) => section.lines).filter((line) => line.opens?.type === 'Incident')).toEqual(
		[],
	)
	expect(seen.sections.find((section) => section.key === 'dispatch.in-hand')?.total).toBe(
		Math.max(
			0,
			(brief.sections.find((section) => section.key === 'dispatch.in-hand')?.total ?? 0) -
				linesOf(brief, 'dispatch.in-hand').length,
		),
	)
})

it('K77 one page of A4 in either language, its text and links read back by another program, the same bytes each time', async () => {
	for (let n = 0; n < 30; n += 1) await stage.incident(n % 2 === 0 ? 'fight' : 'neighbour_dispute')
	const brief = await made(8 * 3_600)
	const origin = 'https://seawall.example'
	for (const language of ['zh', 'en'] as const) {
		const printed = await stage.look(printBrief, leader, { brief: brief.id, language, origin })
		expect(printed.name).toMatch(/^brief-\d{4}-\d\d-\d\d-\d{4}\.pdf$/)
		const bytes = Buffer.from(printed.base64, 'base64')
		const { text, pages, links } = textOfPdf(bytes)
		expect(pages).toBe(1)
		const flat = text.replaceAll(/\s+/g, '')
		expect(flat).toContain(language === 'zh' ? '汐港县公安局交接班简报' : 'XigangBureauShiftbriefing')
		for (const line of brief.sections.flatMap((section) => section.lines)) {
			expect(flat).toContain(line[language].slice(0, 40).replaceAll(/\s+/g, ''))
			if (line.opens !== null) expect(links).toContain(`${origin}/open/${line.opens.type}/${line.opens.id}`)
		}
		expect(flat).toContain(brief.sha256)
		expect(flat).not.toContain('□')
		const again = await stage.look(printBrief, leader, { brief: brief.id, language, origin })
		expect(again.base64).toBe(printed.base64)
		expect(bytes.length).toBeLessThan(60_000)
	}
})
