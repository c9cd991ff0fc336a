import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HeardEvent } from '#kernel/jobs/api.ts'
import { breachTimer } from '#kernel/matters/contract.ts'
import { perform } from '#kernel/spine/perform.ts'
import type { Who } from '#kernel/who.ts'
import {
	classifyIncident,
	handUpIncident,
	type IncidentType,
	listAlarms,
	listIncidents,
	openIncident,
	raiseMajor,
	showIncident,
} from '../contract.ts'
import { dispatchWorkers } from '../workers.ts'
import { city, county, openStage, refusalOf, type Stage } from './stage.ts'

/** D205, D206, D208: a major incident is handed up by its table and the clock, once, and only while the row holds. */

let stage: Stage
let event = 0
beforeAll(async () => {
	stage = await openStage()
}, 120_000)
afterAll(() => stage?.close())

const at = (kind: string, agency: string): Who => {
	const found = stage.people.find((who) => who.postKind === kind && who.agency === agency)
	if (found === undefined) throw new Error(`nobody is ${kind} there`)
	return found
}
const cityCommander = () => at('commander', city)
const told = async (who: Who) => (await stage.look(listAlarms, who, {})).major.map((one) => one.incident)

async function clocks(incident: string) {
	const { rows } = await sql<{ kind: string; seconds: number; rule: string }>`
		select kind, target_seconds as seconds, rule from matters.timer where matter_id = ${incident} and kind like 'major%'
			and met_at is null and dropped_at is null order by kind`.execute(stage.store.db)
	return rows
}

async function open(type: IncidentType, facts: object = {}) {
	const place = { words: 'as said', address: stage.address('xigang-old-town').id }
	return stage.act(openIncident, stage.taker, { agency: county, type, facts, place })
}

/** The clock passes, and its job runs; twice, as after a restart in between. */
async function passes(incident: string, kind: string): Promise<void> {
	const { rows } = await sql<{ id: string; due_at: Date }>`
		update matters.timer set set_at = now() - interval '1 day', due_at = now() - interval '1 second'
		where matter_id = ${incident} and kind = ${kind} and met_at is null and dropped_at is null returning id, due_at`.execute(
		stage.store.db,
	)
	const [timer] = rows
	if (timer === undefined) throw new Error(`no ${kind} runs`)
	await stage.act(breachTimer, stage.system, { timer: timer.id })
	event += 1
	for (const again of [1, 2]) {
		const heard = { n: event, k: 0, body: { matter: incident, kind, dueAt: timer.due_at.toISOString() } }
		const key = `major-job-${event}-${again}`
		await dispatchWorkers
			.find(({ queue }) => queue === 'dispatch-major')
			?.run(heard as unknown as HeardEvent, {
				key,
				once: async (work) => {
					await stage.store.transact('seawall_app', work)
					return true
				},
				read: (work) => stage.store.transact('seawall_app', work),
				perform: async (name, input) => (await perform(stage.spine, { name, input, key, who: stage.system })).output,
			})
	}
}

const seen = (incident: string, who: Who = stage.desk) => stage.look(showIncident, who, { incident })

describe('a major incident', () => {
	test('D205, D206 a firearm: within five minutes the city sees it by name, with the row that said so, told once', async () => {
		const { incident } = await open('fight', { weapon: 'firearm' })
		expect(await clocks(incident)).toEqual([{ kind: 'major_city', seconds: 300, rule: 'dispatch.major r6' }])
		const before = await seen(incident)
		expect(before.major.now).toMatchObject({ tier: 'city', why: { zh: '涉枪' }, dueAt: expect.any(String) })
		expect(await told(cityCommander())).toEqual([])
		expect((await refusalOf(seen(incident, cityCommander()))).code).toBe('not_found')
		await passes(incident, 'major_city')
		expect(await clocks(incident)).toEqual([])
		const after = await seen(incident, cityCommander())
		expect(after.major.told.map((one) => [one.tier, one.rule])).toEqual([
			['county', 'dispatch.major r6'],
			['city', 'dispatch.major r6'],
		])
		expect(after.handedUp.map((one) => one.to.id)).toEqual(expect.arrayContaining([city, county]))
		expect([before.major.mayCount, after.major.mayCount]).toEqual([true, false])
		expect(after.story.filter((line) => line.act === raiseMajor.name)).toHaveLength(1)
		expect(await told(cityCommander())).toEqual([incident])
		expect(await told(at('commander', county))).toEqual([incident])
		expect(await told(stage.desk)).toEqual([])
		expect((await stage.look(listIncidents, cityCommander(), {})).rows.map((row) => row.id)).toEqual([incident])
	})

	test('D205 reclassified before the clock, nothing goes up; a worse row brings the clock forward, a lesser never puts it off', async () => {
		const { incident, version } = await open('robbery')
		expect(await clocks(incident)).toMatchObject([{ kind: 'major_county', seconds: 900 }])
		const many = await stage.act(classifyIncident, stage.taker, { incident, version, facts: { injured: 4 } })
		expect(await clocks(incident)).toMatchObject([{ kind: 'major_city', seconds: 1800 }])
		const dead = await stage.act(classifyIncident, stage.taker, { incident, version: many.version, facts: { dead: 1 } })
		const [sooner] = await clocks(incident)
		expect(sooner?.kind).toBe('major_city')
		expect(sooner?.seconds).toBeLessThanOrEqual(901)
		const lesser = await stage.act(classifyIncident, stage.taker, {
			incident,
			version: dead.version,
			facts: { dead: 0 },
		})
		expect((await clocks(incident))[0]?.seconds).toBeLessThanOrEqual(901)
		await stage.act(classifyIncident, stage.taker, {
			incident,
			version: lesser.version,
			type: 'noise',
			facts: { injured: 0 },
		})
		expect(await clocks(incident)).toEqual([])
		expect((await seen(incident)).major).toEqual({ now: null, mayCount: true, told: [] })
	})

	test('D206 the clock that comes late hands nothing up', async () => {
		const { incident } = await open('noise')
		expect(await clocks(incident)).toEqual([])
		expect((await stage.act(raiseMajor, stage.system, { incident, tier: 'city' })).tier).toBeNull()
		expect((await seen(incident)).handedUp).toEqual([])
	})

	test('D206 a person hands it up sooner: the tier is told and the clock was met', async () => {
		const { incident, version } = await open('officer_emergency')
		expect(await clocks(incident)).toMatchObject([{ kind: 'major_city' }])
		await stage.act(handUpIncident, at('commander', county), { incident, version, to: city, reason: 'He is alone.' })
		expect(await clocks(incident)).toEqual([])
		expect(await told(cityCommander())).toContain(incident)
		const after = await stage.act(raiseMajor, stage.system, { incident, tier: 'city' })
		expect(after.tier).toBeNull()
		expect((await seen(incident)).handedUp.map((one) => one.reason)).toEqual(['He is alone.'])
	})

	test('D205 a protected address stays in the county; three dead go to the province and pass nobody over', async () => {
		const home = await open('domestic', { hurt: 'serious', ongoing: 'yes' })
		expect(await clocks(home.incident)).toMatchObject([{ kind: 'major_county' }])
		const { incident } = await open('collision_injury', { dead: 3 })
		await passes(incident, 'major_province')
		const shown = await seen(incident)
		expect(shown.major.told.map((one) => one.tier)).toEqual(['county', 'city', 'province'])
		expect(await told(at('commander', county))).toContain(incident)
	})

	test('D208 nobody but the clock hands up by the table', async () => {
		const { incident } = await open('robbery')
		for (const who of [at('commander', county), cityCommander(), stage.desk]) {
			const { code } = await refusalOf(stage.act(raiseMajor, who, { incident, tier: 'city' }))
			expect(['not_permitted', 'not_found']).toContain(code)
		}
	})
})
