import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listUnits, setStatus, showDay, showRecommendation } from '../contract.ts'
import { ninetieth } from '../rules/plain.ts'
import { city, county, openStage, refusalOf, type Stage } from './stage.ts'

/** D270, D273 to D275 on the demo town. */

describe('the supervisor’s day', () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
	}, 120_000)
	afterAll(() => stage?.close())

	const leader = () => {
		const found = stage.people.find((who) => who.postKind === 'commander' && who.agency === county)
		if (found === undefined) throw new Error('nobody commands')
		return found
	}

	test('D273 a target that passed stands among the overdue, the most urgent first', async () => {
		const late = await stage.incident('noise')
		const worse = await stage.incident('robbery')
		await stage.incident('theft')
		for (const { incident } of [late, worse])
			await sql`update matters.timer set set_at = now() - interval '3 hours', due_at = now() - interval '2 hours'
				where matter_id = ${incident} and kind = 'dispatch'`.execute(stage.store.db)
		const { overdue } = await stage.look(showDay, leader(), {})
		expect(overdue.total).toBe(2)
		expect(overdue.rows.map((row) => row.incident)).toEqual([worse.incident, late.incident])
		expect(overdue.rows.every((row) => row.kind === 'dispatch')).toBe(true)
	})

	test('D273 D270 with nobody free every area is uncovered; with everyone free none is', async () => {
		const all = async (to: 'available' | 'out_of_service') => {
			for (const unit of (await stage.look(listUnits, stage.desk, { shift: 'on' })).rows)
				if (unit.status !== to)
					await stage.act(setStatus, stage.desk, {
						unit: unit.id,
						version: unit.version,
						to,
						...(to === 'out_of_service' ? { reason: 'meal' as const } : {}),
					})
		}
		await all('out_of_service')
		const none = await stage.look(showDay, leader(), {})
		expect(none.areas?.map(({ area, covered, free, moveUp }) => [area.code, covered, free, moveUp])).toEqual([
			['xigang-northgate', false, 0, null],
			['xigang-old-town', false, 0, null],
			['xigang-quayside', false, 0, null],
		])
		await all('available')
		const full = await stage.look(showDay, leader(), {})
		expect(full.areas?.every(({ covered, free, onShift }) => covered && free > 0 && free <= onShift)).toBe(true)
		expect(full.coverSeconds).toBe(420)
	})

	test('D270 the card says which area the last free units leave uncovered', async () => {
		const units = (await stage.look(listUnits, stage.desk, { shift: 'on' })).rows
		const patrol = units.find(({ kind, crew }) => kind === 'patrol' && crew.sworn > 0)
		for (const unit of units)
			if (unit.id !== patrol?.id)
				await stage.act(setStatus, stage.desk, {
					unit: unit.id,
					version: unit.version,
					to: 'out_of_service',
					reason: 'meal',
				})
		const { incident } = await stage.incident('noise')
		const card = await stage.look(showRecommendation, stage.desk, { incident })
		expect(card.ranked.map(({ unit, chosen }) => [unit, chosen])).toEqual([[patrol?.id, true]])
		expect(card.holes.length).toBeGreaterThan(0)
		expect(card.ranked[0]?.uncovers.map(({ code }) => code).toSorted()).toEqual(
			card.holes.map(({ area }) => area.code).toSorted(),
		)
		for (const hole of card.holes) expect(hole.moveUp).toBeNull()
		const own = card.holes.find(({ area }) => area.id === patrol?.agency.id)
		if (own !== undefined) expect(own.minutes).toBeGreaterThanOrEqual(1)
		await stage.freeUnits()
	})

	test('D275 median and ninetieth percentile are those of the incidents, few give none, and no row names a unit', async () => {
		for (let n = 0; n < 5; n += 1) await stage.onScene('blocked_road')
		const { rows } = await stage.look(showDay, leader(), { measure: 'on_scene' })
		const { rows: times } = await sql<{ s: number }>`
			select extract(epoch from min(t.at) - i.received_at)::float8 as s from dispatch.incident i
			join dispatch.classification c on c.id = i.classification_id and c.type = 'blocked_road'
			join dispatch.incident_time t on t.incident_id = i.id and t.kind = 'on_scene'
			group by i.id, i.received_at order by 1`.execute(stage.store.db)
		const road = rows.find((row) => row.area === null && row.type === 'blocked_road')
		expect(road?.incidents).toBe(times.length)
		expect(road?.p50).toBe(Math.round(times[Math.ceil(times.length / 2) - 1]?.s ?? -1))
		expect(road?.p90).toBe(Math.round(ninetieth(times.map(({ s }) => s)) ?? -1))
		for (const row of rows) {
			expect(Object.keys(row).toSorted()).toEqual(['area', 'incidents', 'p50', 'p90', 'type'])
			expect(row.p50 === null).toBe(row.incidents < 5)
		}
	})

	test('D274 a call-taker does not see it, and the city sees its own, where nothing of the county stands', async () => {
		expect((await refusalOf(stage.look(showDay, stage.taker, {}))).code).toBe('not_permitted')
		const above = stage.people.find((who) => who.postKind === 'commander' && who.agency === city)
		if (above === undefined) throw new Error('nobody commands the city')
		expect((await stage.look(showDay, above, {})).overdue.total).toBe(0)
	})
})
