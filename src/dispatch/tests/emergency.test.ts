import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { breachTimer } from '#kernel/matters/contract.ts'
import { perform } from '#kernel/spine/perform.ts'
import { system, type Who } from '#kernel/who.ts'
import {
	answerEmergency,
	answerWelfare,
	assignUnit,
	clearUnit,
	listAlarms,
	listUnits,
	openIncident,
	raiseEmergency,
	raiseWelfare,
	setCodeWord,
	setStatus,
	showIncident,
} from '../contract.ts'
import { forgetPositions } from '../positions.ts'
import { county, openStage, refusalOf, type Stage, unitId } from './stage.ts'

let stage: Stage
const unit = unitId('old-12')
let crew: Who
let leader: Who
let place: [number, number]

beforeAll(async () => {
	// Positions live in the process: none of another file's.
	forgetPositions()
	stage = await openStage()
	const { rows } = await sql<{
		lon: number
		lat: number
	}>`select lon, lat from dispatch.last_position where unit_id = ${unit}`.execute(stage.store.db)
	place = [rows[0]?.lon ?? 0, rows[0]?.lat ?? 0]
	const officer = stage.people.find((one) => one.postKind === 'officer' && one.above.includes(county))
	const found = stage.people.find((one) => one.postKind === 'shift_leader' && one.bureau === county)
	if (officer === undefined || found === undefined) throw new Error('no officer or shift leader')
	crew = { ...officer, unit }
	leader = found
}, 120_000)
afterAll(() => stage.close())

const alarms = (who: Who) => stage.look(listAlarms, who, {})
const silence = async (incident: string) => {
	await stage.act(answerEmergency, stage.desk, { incident })
	await stage.act(answerEmergency, leader, { incident })
}

describe('one press', () => {
	it('D120 D123 opens an incident of its own type and priority at the phone, told at desk, station and county with the nearest units', async () => {
		const raised = await stage.act(raiseEmergency, crew, {
			unit,
			at: new Date().toISOString(),
			lon: place[0],
			lat: place[1],
			accuracyMetres: 12,
		})
		const shown = await stage.look(showIncident, stage.desk, { incident: raised.incident })
		expect([shown.type, shown.priority, shown.state]).toEqual(['officer_emergency', 1, 'waiting'])
		expect(shown.place.point).toEqual(place)
		const chief = stage.people.find((one) => one.postKind === 'station_chief' && one.agency === shown.agency.id)
		const commander = stage.people.find((one) => one.postKind === 'commander' && one.bureau === county)
		for (const who of [stage.taker, stage.desk, leader, chief, commander]) {
			if (who === undefined) throw new Error('nobody')
			const { emergencies } = await alarms({ ...who, locked: true })
			expect(emergencies.map((one) => [one.incident, one.unit.id, one.mayAnswer])).toEqual([
				[raised.incident, unit, true],
			])
		}
		const [told] = (await alarms(stage.desk)).emergencies
		expect(told?.nearest.length).toBe(5)
		expect(told?.nearest.map((one) => one.seconds)).toEqual(
			told?.nearest.map((one) => one.seconds).toSorted((a, b) => a - b),
		)
		expect(told?.nearest.map((one) => one.unit)).not.toContain(unit)
		const elsewhere = await stage.as('gu-yuanfan')
		expect((await alarms(elsewhere).catch(() => ({ emergencies: [] }))).emergencies).toEqual([])
		const { rows } = await sql<{ leaf: Uint8Array }>`select leaf from ledger.pending order by id desc limit 50`.execute(
			stage.store.db,
		)
		const lines = rows.map((row): unknown => JSON.parse(Buffer.from(row.leaf).toString()))
		expect(lines).toContainEqual(
			expect.objectContaining({ kind: 'act', outcome: 'done', person: crew.person, matter: raised.incident }),
		)
		await silence(raised.incident)
	})
	it.each([
		['a clock a year ahead', { at: '2099-01-01T00:00:00Z' }],
		['no clock at all', { at: 'now!' }],
		['a clock of last week', { at: '2020-01-01T00:00:00Z' }],
		['a place off the map', { lon: 2.3, lat: 48.8 }],
		['a place that is none', { lon: 900, lat: -900 }],
		['no place', {}],
	])('D120 is never refused for %s', async (_name, more) => {
		const before = Date.now()
		const raised = await stage.act(raiseEmergency, crew, { unit, ...more })
		const [told] = (await alarms(stage.desk)).emergencies
		expect(Math.abs(Date.parse(told?.raisedAt ?? '') - before)).toBeLessThan(60_000)
		expect(told?.place.point).toEqual(place)
		await silence(raised.incident)
	})
	it('D120 pressed offline it keeps the phone’s own time, sent twice under its key it happens once, pressed again it is the same incident', async () => {
		const at = new Date(Date.now() - 600_000).toISOString()
		const asked = { name: raiseEmergency.name, input: { unit, at }, key: 'pressed-once-1', who: crew }
		const first = await perform(stage.spine, asked)
		expect(await perform(stage.spine, asked)).toEqual(first)
		const again = await stage.act(raiseEmergency, crew, { unit })
		expect(again).toEqual({ ...Object(first.output), again: true })
		const { emergencies } = await alarms(stage.desk)
		expect(emergencies.map((one) => one.raisedAt)).toEqual([at])
		await silence(again.incident)
		const next = await stage.act(raiseEmergency, crew, { unit })
		expect(next.incident).not.toBe(again.incident)
		await silence(next.incident)
	})
	it('D120 D153 nobody presses for another crew', async () => {
		for (const who of [stage.desk, leader, { ...crew, unit: unitId('old-11') }])
			expect((await refusalOf(stage.act(raiseEmergency, who, { unit }))).code).toMatch(/not_permitted|not_found/)
	})
})

describe('the alarm', () => {
	it('D121 goes on until two different people have answered, neither who raised it', async () => {
		const { incident } = await stage.act(raiseEmergency, crew, { unit })
		expect(await refusalOf(stage.act(answerEmergency, crew, { incident }))).toMatchObject({ code: 'not_permitted' })
		const self: Who = { ...stage.desk, person: crew.person }
		expect(await refusalOf(stage.act(answerEmergency, self, { incident }))).toMatchObject({
			code: 'not_permitted',
			rule: 'D121',
		})
		expect(await stage.act(answerEmergency, stage.desk, { incident })).toMatchObject({ silenced: false, answers: 1 })
		expect(await refusalOf(stage.act(answerEmergency, stage.desk, { incident }))).toMatchObject({
			code: 'already',
			rule: 'D121',
		})
		// Another post of the same person is no second person.
		const twice: Who = { ...stage.taker, person: stage.desk.person }
		expect(await refusalOf(stage.act(answerEmergency, twice, { incident }))).toMatchObject({
			code: 'already',
			rule: 'D121',
		})
		expect((await alarms(stage.desk)).emergencies[0]).toMatchObject({ mine: true, answers: 1 })
		expect((await alarms(leader)).emergencies[0]).toMatchObject({ mine: false, answers: 1 })
		expect(await stage.act(answerEmergency, leader, { incident })).toMatchObject({ silenced: true, answers: 2 })
		expect((await alarms(stage.desk)).emergencies).toEqual([])
		const shown = await stage.look(showIncident, stage.desk, { incident })
		expect(shown.state).toBe('waiting')
		expect(await refusalOf(stage.act(answerEmergency, stage.taker, { incident }))).toMatchObject({ code: 'already' })
	})
	it('D122 one is enough who was told the code word; it is kept as a hash and a wrong one counts', async () => {
		await stage.act(setCodeWord, crew, { unit, codeWord: 'Grey  Heron' })
		const { rows } = await sql<{ row: string }>`select w::text as row from dispatch.code_word w`.execute(stage.store.db)
		expect(rows[0]?.row.toLowerCase()).not.toContain('heron')
		const { incident } = await stage.act(raiseEmergency, crew, { unit })
		expect((await alarms(stage.desk)).emergencies[0]?.hasCodeWord).toBe(true)
		expect(await refusalOf(stage.act(answerEmergency, stage.desk, { incident, codeWord: 'blue heron' }))).toMatchObject(
			{ code: 'invalid', rule: 'D122', field: 'codeWord' },
		)
		expect((await alarms(stage.desk)).emergencies[0]).toMatchObject({ answers: 0 })
		expect(await stage.act(answerEmergency, stage.desk, { incident, codeWord: ' grey heron ' })).toMatchObject({
			silenced: true,
			answers: 1,
		})
	})
	it('D122 after five wrong words only two people end it', async () => {
		const { incident } = await stage.act(raiseEmergency, crew, { unit })
		for (let n = 0; n < 5; n += 1)
			expect((await refusalOf(stage.act(answerEmergency, stage.desk, { incident, codeWord: `wrong ${n}` }))).code).toBe(
				'invalid',
			)
		expect(await refusalOf(stage.act(answerEmergency, stage.desk, { incident, codeWord: 'grey heron' }))).toMatchObject(
			{ code: 'wrong_state', rule: 'D122' },
		)
		expect((await alarms(stage.desk)).emergencies[0]?.hasCodeWord).toBe(false)
		await silence(incident)
		expect(await refusalOf(stage.act(setCodeWord, crew, { unit, codeWord: ' ab ' }))).toMatchObject({ rule: 'D122' })
	})
})

describe('welfare checks', () => {
	const checks = async (who: Who) => (await alarms(who)).welfare
	const lapse = async (incident: string, kind: string) => {
		const { rows } = await sql<{ id: string }>`update matters.timer set due_at = now() - interval '1 second'
			where matter_id = ${incident} and kind = ${kind} and met_at is null and dropped_at is null returning id`.execute(
			stage.store.db,
		)
		expect(rows).toHaveLength(1)
		await stage.act(breachTimer, system, { timer: rows[0]?.id ?? '' })
	}
	const onScene = async (type: 'fight' | 'found_property') => {
		const opened = await stage.incident(type)
		const free = (await stage.look(listUnits, stage.desk, {})).rows.find((one) => one.id === unit)
		const out = await stage.act(assignUnit, stage.desk, {
			incident: opened.incident,
			version: opened.version,
			units: [unit],
			override: 'nearest',
		})
		expect(free?.status).toBe('available')
		const there = await stage.act(setStatus, crew, {
			unit,
			version: out.assignments[0]?.unitVersion ?? 0,
			to: 'on_scene',
		})
		return { incident: opened.incident, version: there.version }
	}
	it('D124 D125 asked after arrival; unanswered it goes to desk, station and county; one press ends it and asks again', async () => {
		const { incident, version } = await onScene('fight')
		expect(await checks(stage.desk)).toEqual([])
		await lapse(incident, 'welfare')
		await stage.act(raiseWelfare, system, { incident, level: 'desk' })
		const chief = stage.people.find((one) => one.postKind === 'station_chief' && one.agency === crew.agency)
		const commander = stage.people.find((one) => one.postKind === 'commander' && one.bureau === county)
		if (commander === undefined) throw new Error('no commander')
		expect((await checks(stage.desk)).map((one) => [one.incident, one.level, one.units[0]?.id])).toEqual([
			[incident, 'desk', unit],
		])
		expect(await checks(commander)).toEqual([])
		await lapse(incident, 'welfare_desk')
		await stage.act(raiseWelfare, system, { incident, level: 'station' })
		expect((await checks(stage.desk)).map((one) => one.level)).toEqual(['station'])
		if (chief !== undefined) expect((await checks(chief)).length).toBeLessThanOrEqual(1)
		expect(await checks(commander)).toEqual([])
		await lapse(incident, 'welfare_station')
		await stage.act(raiseWelfare, system, { incident, level: 'county' })
		expect((await checks(commander)).map((one) => [one.incident, one.level])).toEqual([[incident, 'county']])
		const answered = await stage.act(answerWelfare, crew, { unit })
		expect(answered.incident).toBe(incident)
		expect(Date.parse(answered.nextAt ?? '')).toBeGreaterThan(Date.now())
		for (const who of [stage.desk, commander]) expect(await checks(who)).toEqual([])
		// What the clock says late is not raised any more.
		expect(await stage.act(raiseWelfare, system, { incident, level: 'county' })).toMatchObject({ level: null })
		expect(await checks(commander)).toEqual([])
		const running = async () =>
			(
				await sql<{
					kind: string
				}>`select kind from matters.timer where matter_id = ${incident} and met_at is null and dropped_at is null and kind like 'welfare%'`.execute(
					stage.store.db,
				)
			).rows
		expect(await running()).toEqual([{ kind: 'welfare' }])
		// Answered by radio through the desk.
		await stage.act(answerWelfare, stage.desk, { unit })
		await stage.act(clearUnit, stage.desk, { unit, version })
		expect(await running()).toEqual([])
		expect(await refusalOf(stage.act(answerWelfare, crew, { unit }))).toMatchObject({
			code: 'wrong_state',
			rule: 'D124',
		})
	})
	it('D124 where the table asks for none there is none; another crew does not answer', async () => {
		const { version } = await onScene('found_property')
		const { rows } =
			await sql`select 1 as one from matters.timer where kind like 'welfare%' and met_at is null and dropped_at is null`.execute(
				stage.store.db,
			)
		expect(rows).toEqual([])
		expect((await refusalOf(stage.act(answerWelfare, { ...crew, unit: unitId('old-11') }, { unit }))).code).toMatch(
			/not_permitted|not_found/,
		)
		await stage.act(clearUnit, stage.desk, { unit, version })
	})
	it('D157 only the clock raises one', async () => {
		const opened = await stage.act(openIncident, stage.taker, {
			agency: county,
			type: 'noise',
			place: { words: 'as said', address: stage.address().id },
		})
		for (const who of [stage.desk, leader])
			expect(
				(await refusalOf(stage.act(raiseWelfare, who, { incident: opened.incident, level: 'desk' }))).code,
			).toMatch(/not_permitted|not_found/)
	})
})
