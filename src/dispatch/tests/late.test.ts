import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HeardEvent } from '#kernel/jobs/api.ts'
import { breachTimer } from '#kernel/matters/contract.ts'
import { perform } from '#kernel/spine/perform.ts'
import type { Who } from '#kernel/who.ts'
import { assignUnit, listAlarms, raiseLate, showRecommendation } from '../contract.ts'
import { lateOf } from '../rules/tables.ts'
import { dispatchWorkers } from '../workers.ts'
import { county, oldTown, openStage, refusalOf, type Stage } from './stage.ts'

/** D276 to D278: what is overdue goes up by the clock, and stands there no longer than it is overdue. */

describe('an overdue incident goes up', () => {
	let stage: Stage
	let event = 0
	beforeAll(async () => {
		stage = await openStage()
	}, 120_000)
	afterAll(() => stage?.close())

	const at = (kind: string, agency: string): Who => {
		const found = stage.people.find((who) => who.postKind === kind && who.agency === agency)
		if (found === undefined) throw new Error(`nobody is ${kind}`)
		return found
	}
	const before = async (who: Who) => (await stage.look(listAlarms, who, {})).late

	/** The open timer of a kind passes, and the jobs that hear of it run. */
	async function passes(incident: string, kind: string): Promise<void> {
		const { rows } = await sql<{ id: string; due_at: Date }>`
			update matters.timer set set_at = now() - interval '3 days', due_at = now() - interval '1 second'
			where matter_id = ${incident} and kind = ${kind} and met_at is null and dropped_at is null returning id, due_at`.execute(
			stage.store.db,
		)
		const [timer] = rows
		if (timer === undefined) throw new Error(`no ${kind} runs`)
		await stage.act(breachTimer, stage.system, { timer: timer.id })
		event += 1
		const heard = { n: event, k: 0, body: { matter: incident, kind, dueAt: timer.due_at.toISOString() } }
		const worker = dispatchWorkers.find(({ queue }) => queue === 'dispatch-late')
		const key = `late-job-${event}`
		await worker?.run(heard as unknown as HeardEvent, {
			key,
			once: async (work) => {
				await stage.store.transact('seawall_app', work)
				return true
			},
			read: (work) => stage.store.transact('seawall_app', work),
			perform: async (name, input) => (await perform(stage.spine, { name, input, key, who: stage.system })).output,
		})
	}

	test('D276 D277 the station, then the county; done at last, it stands before nobody', async () => {
		const { incident, version } = await stage.incident('robbery', stage.address('xigang-old-town'))
		const chief = at('station_chief', oldTown)
		const commander = at('commander', county)
		await passes(incident, 'dispatch')
		expect(await before(chief)).toEqual({ count: 0, sounds: 0 })
		const { rows } = await sql<{ target_seconds: number; rule: string }>`
			select target_seconds, rule from matters.timer where matter_id = ${incident} and kind = 'late_station'`.execute(
			stage.store.db,
		)
		const { station, county: further, rule } = lateOf('robbery', 1)
		expect(rows).toEqual([{ target_seconds: station, rule }])
		await passes(incident, 'late_station')
		expect(await before(chief)).toEqual({ count: 1, sounds: 1 })
		expect(await before(commander)).toEqual({ count: 0, sounds: 0 })
		expect(await before(stage.desk)).toEqual({ count: 0, sounds: 0 })
		const next = await sql<{ target_seconds: number }>`
			select target_seconds from matters.timer where matter_id = ${incident} and kind = 'late_county'`.execute(
			stage.store.db,
		)
		expect(next.rows).toEqual([{ target_seconds: further }])
		await passes(incident, 'late_county')
		expect(await before(commander)).toEqual({ count: 1, sounds: 1 })
		expect(await before(chief)).toEqual({ count: 1, sounds: 1 })
		const card = await stage.look(showRecommendation, stage.desk, { incident })
		const units = card.ranked.filter((one) => one.chosen).map((one) => one.unit)
		await stage.act(assignUnit, stage.desk, { incident, version, units, card: card.card })
		for (const who of [chief, commander]) expect(await before(who)).toEqual({ count: 0, sounds: 0 })
	})

	test('D277 sent in time, the clock that comes late puts nothing higher', async () => {
		const { incident } = await stage.sent('noise', stage.address('xigang-old-town'))
		const done = await stage.act(raiseLate, stage.system, { incident, level: 'station' })
		expect(done.level).toBeNull()
		expect(await before(at('station_chief', oldTown))).toEqual({ count: 0, sounds: 0 })
	})

	test('D276 the more it presses the sooner it goes up, and only what presses sounds', () => {
		const seconds = [1, 2, 3, 4].map((priority) => lateOf('theft', priority))
		expect(seconds.map((one) => one.station)).toEqual(seconds.map((one) => one.station).toSorted((a, b) => a - b))
		expect(seconds.map((one) => one.sound)).toEqual([true, true, false, false])
	})

	test('D278 nobody but the clock puts it there', async () => {
		const { incident } = await stage.incident('noise')
		const refused = await refusalOf(stage.act(raiseLate, at('commander', county), { incident, level: 'county' }))
		expect(refused.code).toBe('not_permitted')
	})
})
