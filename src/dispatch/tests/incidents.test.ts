import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTable, usePublishedTables } from '#kernel/tables/api.ts'
import { nobody } from '#kernel/who.ts'
import {
	addFollow,
	classifyIncident,
	clearUnit,
	closeIncident,
	disposeIncident,
	handUpIncident,
	listForced,
	listIncidents,
	noteIncident,
	openIncident,
	placeIncident,
	raiseLevel,
	reopenIncident,
	showFollow,
	showIncident,
	showRecommendation,
} from '../contract.ts'
import { planOf, planTable } from '../rules/tables.ts'
import { city, county, oldTown, openStage, refusalOf, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 180_000)
afterAll(() => stage?.close())

const versionOf = async (incident: string) => (await stage.look(showIncident, stage.desk, { incident })).version

test('D5, D7, D9 an incident is born waiting at its station, with its row, its target and a code', async () => {
	const opened = await stage.incident('noise', stage.address('xigang-old-town'))
	expect(opened).toMatchObject({ state: 'waiting', version: 1, agency: oldTown, priority: 4 })
	expect(opened.number).toMatch(/^X\d{4}-\d{4}$/)
	expect(opened.rule.rows).toHaveLength(1)
	const shown = await stage.look(showIncident, stage.desk, { incident: opened.incident })
	expect(shown.timer).toMatchObject({ kind: 'dispatch', targetSeconds: 1800, metAt: null })
	expect(shown.place).toMatchObject({ verified: true, forced: false })
	expect(shown.process).toMatchObject({ key: 'dispatch.incident', element: 'waiting' })
	for (const number of [opened.number, opened.number.slice(-3)]) {
		const found = await stage.look(listIncidents, stage.desk, { number })
		expect(found.rows.map((row) => row.id)).toContain(opened.incident)
	}
})

test('D5 without a place or a type it is refused by field', async () => {
	const noPlace = await refusalOf(stage.act(openIncident, stage.taker, { agency: county, type: 'noise' }))
	expect(noPlace).toMatchObject({ code: 'invalid', field: 'place' })
	const noType = await refusalOf(
		stage.act(openIncident, stage.taker, { agency: county, place: { words: 'x', address: stage.address().id } }),
	)
	expect(noType).toMatchObject({ code: 'invalid', field: 'type' })
})

test('D8, D20, D226 each type and priority stays as a row; by hand the table stands beside it', async () => {
	const opened = await stage.incident('noise')
	const facts = await stage.act(classifyIncident, stage.taker, {
		incident: opened.incident,
		version: 1,
		type: 'fight',
		facts: { weapon: 'blade', ongoing: 'yes' },
	})
	expect(facts).toMatchObject({ priority: 1, byHand: false, version: 2 })
	const hand = await stage.act(classifyIncident, stage.taker, {
		incident: opened.incident,
		version: 2,
		priority: { value: 2, reason: 'blade was a toy' },
	})
	expect(hand).toMatchObject({ priority: 2, byHand: true })
	const shown = await stage.look(showIncident, stage.desk, { incident: opened.incident })
	expect(shown.classifications.map((one) => one.priority)).toEqual([2, 1, 4])
	expect(shown.classifications[0]).toMatchObject({ reason: 'blade was a toy', by: { post: 'call_taker' } })
	// D226. Until the lesser one is confirmed the target is that of the first.
	expect(shown.timer).toMatchObject({ targetSeconds: 90 })
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from matters.timer
		where matter_id = ${opened.incident} and kind = 'dispatch' and met_at is null and dropped_at is null`.execute(
		stage.store.db,
	)
	expect(rows).toEqual([{ n: 1 }])
})

test('D20 the application may not change or delete what was written', async () => {
	for (const table of [
		'classification',
		'place',
		'disposition',
		'story',
		'incident_time',
		'card',
		'hand_up',
		'unit_status',
	])
		for (const verb of ['update', 'delete']) {
			const { rows } = await sql<{
				may: boolean
			}>`select has_table_privilege('seawall_app', ${`dispatch.${table}`}, ${verb}) as may`.execute(stage.store.db)
			expect(rows[0]?.may, `${verb} ${table}`).toBe(false)
		}
	const moved = stage.store.transact('owner', (tx) =>
		sql`update dispatch.call set rang_at = rang_at - interval '1 minute' where id = (select id from dispatch.call limit 1)`.execute(
			tx,
		),
	)
	await expect(moved).rejects.toThrow(/never moved/)
})

test('D10 a forced place is listed with its reason, the place before it stays', async () => {
	const at = stage.address()
	const opened = await stage.incident('noise', at)
	const forced = await stage.act(placeIncident, stage.taker, {
		incident: opened.incident,
		version: 1,
		place: { words: 'Behind the wall', point: at.point, datum: 'wgs84', forced: { reason: 'new building' } },
	})
	expect(forced.verified).toBe(false)
	const list = await stage.look(listForced, stage.desk, {})
	const row = list.rows.find((each) => each.incident === opened.incident)
	expect(row).toMatchObject({ reason: 'new building', state: 'waiting', version: forced.version, mayPlace: true })
	const shown = await stage.look(showIncident, stage.desk, { incident: opened.incident })
	expect(shown.places).toHaveLength(2)
	const found = { words: 'at the wall', address: at.id }
	const verified = await stage.act(placeIncident, stage.taker, {
		incident: opened.incident,
		version: row?.version ?? 0,
		place: found,
	})
	expect(verified.verified).toBe(true)
	const after = await stage.look(listForced, stage.desk, {})
	expect(after.rows.some((each) => each.incident === opened.incident)).toBe(false)
})

test('D292 the alarm level is raised with a word why, never lowered; the plan asks for more by it, each rise is a row', async () => {
	const sent = await stage.onScene('fight')
	const before = await stage.look(showIncident, stage.desk, { incident: sent.incident })
	const rise = (level: number, version: number) =>
		stage.act(raiseLevel, stage.desk, { incident: sent.incident, version, level, reason: 'more are coming' })
	const raised = await rise(3, before.version)
	expect(raised).toMatchObject({ level: 3, needs: 8, state: 'in_progress' })
	for (const level of [2, 3])
		expect(await refusalOf(rise(level, raised.version))).toMatchObject({ rule: 'D292', field: 'level' })
	const shown = await stage.look(showIncident, stage.desk, { incident: sent.incident })
	expect(shown).toMatchObject({ level: 3, needs: 8 })
	expect(shown.needs).toBeGreaterThan(before.needs)
	expect(shown.story[0]).toMatchObject({
		act: 'dispatch.incident.raise-level',
		text: 'more are coming',
		fact: { from: 1, level: 3 },
	})
	const card = await stage.look(showRecommendation, stage.desk, { incident: sent.incident })
	expect(card.plan).toMatchObject({ units: 8, rule: { rule: 'D-34' } })
	expect(card.ranked.filter((one) => one.chosen).length + card.short.units).toBe(8 - sent.units.length)
	const kept = await sql<{
		level: number
	}>`select level from dispatch.alarm_level where incident_id = ${sent.incident}`.execute(stage.store.db)
	expect(kept.rows).toEqual([{ level: 3 }])
	const calmer = await stage.act(classifyIncident, stage.desk, {
		incident: sent.incident,
		version: shown.version,
		facts: { weapon: 'firearm' },
	})
	expect(await stage.look(showIncident, stage.desk, { incident: calmer.incident })).toMatchObject({
		needs: 8,
		level: 3,
	})
})

test('D290 the plan is asked by the area that answers: another place asks anew', async () => {
	const dmn = await readFile(new URL('../process/response-plan.dmn', import.meta.url), 'utf8')
	const [before = '', rest = ''] = dmn.split('<rule id="row_1">')
	const texts = (kind: string, said: readonly string[]) =>
		said.map((text, n) => `<${kind} id="own_${kind}_${n}"><text>${text}</text></${kind}>`).join('')
	const own = `<rule id="own">${texts('inputEntry', ['"noise"', '-', '-', '"xigang-old-town"', '-'])}${texts('outputEntry', ['"D-40"', '4', '1', '[]', '["patrol", "foot"]', '2', '1'])}</rule>`
	const table = readTable(planTable, `${before}${own}<rule id="row_1">${rest}`)
	const asked = { type: 'noise', priority: 4, weapon: 'none', level: 1 } as const
	expect(planOf({ ...asked, area: 'xigang-old-town' }, table)).toMatchObject({ units: 4, crew: 2, moves: 1 })
	expect(planOf({ ...asked, area: 'xigang-northgate' }, table).units).toBe(1)
	const opened = await stage.incident('noise', stage.address('xigang-northgate'))
	const needs = async (incident: string) => (await stage.look(showIncident, stage.desk, { incident })).needs
	expect(await needs(opened.incident)).toBe(1)
	usePublishedTables((name) => (name === planTable ? { table } : null))
	try {
		const away = stage.address('xigang-old-town')
		const place = { words: 'x', address: away.id }
		const moved = await stage.act(placeIncident, stage.taker, { incident: opened.incident, version: 1, place })
		expect(moved.agency).toBe(oldTown)
		expect(await needs(opened.incident)).toBe(4)
		expect(await needs((await stage.incident('noise', away)).incident)).toBe(4)
	} finally {
		usePublishedTables(() => null)
	}
})

test('D32 a forced place of a protected address is listed without its words and without the reason that may name it', async () => {
	const at = stage.address()
	const opened = await stage.incident('domestic', at)
	await stage.act(placeIncident, stage.taker, {
		incident: opened.incident,
		version: 1,
		place: { words: 'Behind the wall', point: at.point, datum: 'wgs84', forced: { reason: 'her sister lives there' } },
	})
	const list = await stage.look(listForced, stage.desk, {})
	const row = list.rows.find((each) => each.incident === opened.incident)
	expect(row).toMatchObject({ reason: null, place: { words: null, point: null, protected: true } })
})

test('D22, D23 a crime is not closed from the street: it is accepted, with a receipt; even when reclassified', async () => {
	const out = await stage.onScene('theft')
	const units = await refusalOf(stage.act(closeIncident, stage.desk, { incident: out.incident, version: out.version }))
	expect(units).toMatchObject({ code: 'wrong_state', rule: 'D22' })
	await stage.act(classifyIncident, stage.desk, { incident: out.incident, version: out.version, type: 'noise' })
	for (const one of out.units) await stage.act(clearUnit, stage.desk, { unit: one.unit, version: one.version })
	const none = await refusalOf(
		stage.act(closeIncident, stage.desk, { incident: out.incident, version: await versionOf(out.incident) }),
	)
	expect(none).toMatchObject({ code: 'wrong_state', rule: 'D22' })
	const disposed = await stage.act(disposeIncident, stage.desk, {
		incident: out.incident,
		version: await versionOf(out.incident),
		disposition: 'settled_on_scene',
	})
	const ended = await stage.act(closeIncident, stage.desk, { incident: out.incident, version: disposed.version })
	expect(ended.state).toBe('accepted_for_decision')
	expect(ended.receiptNumber).toMatch(/^S\d{4}-\d{4}$/)
	const follow = await stage.look(showFollow, nobody, { code: out.followCode })
	expect(follow.receiptNumber).toBe(ended.receiptNumber)
})

test('D22 what needs arrival waits for it; advice on the telephone does not', async () => {
	const opened = await stage.incident('shop_dispute')
	const early = await refusalOf(
		stage.act(disposeIncident, stage.desk, { incident: opened.incident, version: 1, disposition: 'mediated' }),
	)
	expect(early).toMatchObject({ code: 'wrong_state', rule: 'D22', field: 'disposition' })
	const told = await stage.act(disposeIncident, stage.desk, {
		incident: opened.incident,
		version: 1,
		disposition: 'advised',
	})
	expect(told.state).toBe('cleared')
	const closed = await stage.act(closeIncident, stage.desk, { incident: opened.incident, version: told.version })
	expect(closed).toMatchObject({ state: 'closed', receiptNumber: null })
	const again = await refusalOf(
		stage.act(closeIncident, stage.desk, { incident: opened.incident, version: closed.version }),
	)
	expect(again.code).toBe('wrong_state')
})

test('D24 the dispatcher reopens within 30 minutes; what was there stays', async () => {
	const opened = await stage.incident('shop_dispute')
	const told = await stage.act(disposeIncident, stage.desk, {
		incident: opened.incident,
		version: 1,
		disposition: 'advised',
	})
	const closed = await stage.act(closeIncident, stage.desk, { incident: opened.incident, version: told.version })
	const open = await stage.act(reopenIncident, stage.desk, {
		incident: opened.incident,
		version: closed.version,
		reason: 'they called again',
	})
	expect(open.state).toBe('waiting')
	const shown = await stage.look(showIncident, stage.desk, { incident: opened.incident })
	expect(shown).toMatchObject({ state: 'waiting', disposition: null, closedAt: null })
	const { rows } = await sql<{
		n: number
	}>`select count(*)::int as n from dispatch.disposition where incident_id = ${opened.incident}`.execute(stage.store.db)
	expect(rows).toEqual([{ n: 1 }])
})

test('D24 after 30 minutes it takes the shift leader', async () => {
	const { powers } = stage.spine
	const { incidentSubject, needIncident } = await import('../store/incident.ts')
	const opened = await stage.incident('noise')
	const row = await stage.store.transact('seawall_app', (tx) => needIncident(tx, opened.incident, 'read'))
	const leader = await stage.as('shen-jinghai', 'shift_leader')
	const may = (who: typeof leader, minutesClosed: number) =>
		powers.decide(who, reopenIncident.name, incidentSubject(row), { now: 1_800_000_000, purpose: false, minutesClosed })
			.allowed
	expect([may(stage.desk, 30), may(stage.desk, 31), may(leader, 31), may(leader, 100_000)]).toEqual([
		true,
		false,
		true,
		true,
	])
})

test('D30 the city sees no name until the incident is handed up, and then this one only', async () => {
	const commander = await stage.as('bai-haosheng')
	const first = await stage.incident('noise')
	const second = await stage.incident('noise')
	expect(await refusalOf(stage.look(showIncident, commander, { incident: first.incident }))).toMatchObject({
		code: 'not_found',
		rule: null,
	})
	const leader = await stage.as('shen-jinghai', 'shift_leader')
	const wrong = await refusalOf(
		stage.act(handUpIncident, leader, { incident: first.incident, version: 1, to: oldTown, reason: 'x' }),
	)
	expect(wrong).toMatchObject({ rule: 'D30', field: 'to' })
	await stage.act(handUpIncident, leader, {
		incident: first.incident,
		version: 1,
		to: city,
		reason: 'fled to the next county',
	})
	const shown = await stage.look(showIncident, commander, { incident: first.incident })
	expect(shown.handedUp).toMatchObject([{ reason: 'fled to the next county' }])
	expect((await refusalOf(stage.look(showIncident, commander, { incident: second.incident }))).code).toBe('not_found')
	const list = await stage.look(listIncidents, commander, {})
	expect(list.rows.map((row) => row.id)).toEqual([first.incident])
})

test('D33 who holds the code follows and adds; a wrong code and none answer alike', async () => {
	const opened = await stage.incident('domestic')
	const code = opened.followCode.toLowerCase()
	const shown = await stage.look(showFollow, nobody, { code })
	expect(JSON.stringify(shown)).not.toMatch(/domestic|police|station|Old Town/i)
	await stage.act(addFollow, { ...nobody, source: '10.0.0.1' }, { code, text: 'He left by the back door.' })
	expect((await stage.look(showFollow, nobody, { code })).added).toHaveLength(1)
	const story = await stage.look(showIncident, stage.desk, { incident: opened.incident })
	expect(story.story.some((line) => line.text === 'He left by the back door.')).toBe(true)
	expect((await refusalOf(stage.look(showFollow, nobody, { code: '2222222222' }))).code).toBe('not_found')
})

test('D20 a note is a line nobody overtakes, at the time of the phone', async () => {
	const opened = await stage.incident('noise')
	const at = stage.spine.clock().toISOString()
	await stage.act(noteIncident, stage.desk, { incident: opened.incident, text: 'one', at })
	await stage.act(noteIncident, stage.taker, { incident: opened.incident, text: 'two' })
	const shown = await stage.look(showIncident, stage.desk, { incident: opened.incident })
	expect(shown.version).toBe(1)
	expect(shown.story.filter((line) => line.act === noteIncident.name).map((line) => line.text)).toEqual(['two', 'one'])
})

test('D10 each row of the forced places says whether the one who looks may set it', async () => {
	const opened = await stage.incident('noise', stage.address())
	const { version } = await stage.act(placeIncident, stage.taker, {
		incident: opened.incident,
		version: 1,
		place: { words: 'Behind the wall', point: [123.3953, 28.4993], datum: 'wgs84', forced: { reason: 'new building' } },
	})
	await stage.act(handUpIncident, await stage.as('shen-jinghai'), {
		incident: opened.incident,
		version,
		to: city,
		reason: 'The hall is the city’s.',
	})
	const mayPlace = async (who: typeof stage.desk) =>
		(await stage.look(listForced, who, {})).rows.find((each) => each.incident === opened.incident)?.mayPlace
	expect(await mayPlace(stage.desk)).toBe(true)
	expect(await mayPlace(await stage.as('bai-haosheng'))).toBe(false)
})
