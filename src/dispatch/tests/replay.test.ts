import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { perform } from '#kernel/spine/perform.ts'
import { openWorld, type World } from '#tests/world.ts'
import { forgetPositions, loadPositions, positionOf } from '../positions.ts'
import { writeHistory } from '../demo/history.ts'
import { ReplayClock } from '../replay/clock.ts'
import { Hands } from '../replay/hands.ts'
import { townPlaces } from '../replay/places.ts'
import { type PlannedCall, planCall, type TownPlace } from '../replay/plan.ts'
import { runningDesks } from '../replay/read.ts'

let world: World
let places: readonly TownPlace[]
let desk: string
const faults: unknown[] = []
/** The world's clock: stands still but for the steps. */
let now = Date.parse('2026-11-24T04:00:00Z')
const clock = () => new Date(now)

beforeAll(async () => {
	world = await openWorld()
	now = world.spine.clock().getTime()
	;[places, desk] = await world.store.transact('seawall_app', async (tx) => [
		await townPlaces(tx),
		(await runningDesks(tx))[0]?.desk ?? '',
	])
}, 120_000)
afterAll(async () => {
	forgetPositions()
	await world.close()
})

const count = async (from: string, where: string) => {
	const { rows } = await sql<{
		n: number
	}>`select count(*)::int as n from ${sql.raw(from)} where ${sql.raw(where)}`.execute(world.store.db)
	return rows[0]?.n ?? -1
}

test('D39 the demo begins with a month of ended incidents and a desk in the middle of a shift', async () => {
	const acts = await writeHistory({ ...world.spine, clock }, desk, places, (error) => faults.push(error))
	expect(faults).toEqual([])
	expect(acts).toBeGreaterThan(90)
	expect(await count('dispatch.incident', 'closed')).toBe(36)
	expect(await count('dispatch.incident', 'not closed')).toBe(15)
	expect(
		await count(
			'dispatch.incident i',
			"not closed and exists (select from matters.token t where t.matter_id = i.id and t.element = 'waiting')",
		),
	).toBe(3)
	expect(await count('dispatch.call', 'not settled')).toBe(3)
	expect(await count('dispatch.call', 'not generated')).toBe(0)
	expect(await count('dispatch.unit', "status = 'available'")).toBeGreaterThanOrEqual(5)
	// A second start writes nothing.
	expect(await writeHistory({ ...world.spine, clock }, desk, places, (error) => faults.push(error))).toBe(0)
}, 120_000)

test('D38 the same seed gives the same calls, each at an address of the map in use', () => {
	const day = (seed: number): (PlannedCall | null)[] =>
		Array.from({ length: 40 }, (_, n) => planCall(seed, n, 22, places))
	expect(day(7)).toEqual(day(7))
	expect(day(7)).not.toEqual(day(8))
	const known = new Set(places.map((place) => place.id))
	expect(day(7).every((planned) => planned !== null && known.has(planned.place.id))).toBe(true)
})

test('D36 half an hour of replay: calls ring, units go along the roads, arrive and clear, and nothing is refused', async () => {
	await world.store.transact('seawall_app', (tx) => loadPositions(tx))
	await sql`update dispatch.replay set speed = 1`.execute(world.store.db)
	const spine = { ...world.spine, clock }
	const replay = clockOf(spine)
	const arrived = await count('dispatch.assignment', 'on_scene_at is not null')
	const before = new Map((await units()).map((id) => [id, positionOf(id)?.point]))
	const rang = await count('dispatch.call', 'true')
	for (let n = 0; n < 360; n += 1) {
		now += 5_000
		await replay.step(5)
	}
	expect(faults).toEqual([])
	expect(await count('dispatch.call', 'true')).toBeGreaterThan(rang + 5)
	expect(await count('dispatch.assignment', 'on_scene_at is not null')).toBeGreaterThan(arrived + 3)
	expect((await units()).filter((id) => positionOf(id)?.point !== before.get(id)).length).toBeGreaterThan(8)
	expect(await count('dispatch.incident', 'not closed')).toBeLessThanOrEqual(24)
	expect(await count('ledger.pending', 'true')).toBeGreaterThan(400)
}, 180_000)

test('D37 a unit whose status a person sets is left to that person until it clears', async () => {
	const spine = { ...world.spine, clock }
	const replay = clockOf(spine)
	const { rows } = await sql<{ id: string; version: number }>`
		select id, version from dispatch.unit
		where status = 'on_scene' order by status_at desc limit 1`.execute(world.store.db)
	const unit = rows[0]
	if (unit === undefined) throw new Error('no unit on scene')
	const shiftLeader = world.people.find((who) => who.postKind === 'shift_leader')
	if (shiftLeader === undefined) throw new Error('no shift leader')
	now += 1_000
	const input = { unit: unit.id, version: unit.version, to: 'transporting' }
	await perform(spine, { name: 'dispatch.unit.set-status', input, key: 'by-hand-1', who: shiftLeader })
	for (let n = 0; n < 40; n += 1) {
		now += 60_000
		await replay.step(60)
	}
	const after = await sql<{ status: string }>`select status from dispatch.unit where id = ${unit.id}`.execute(
		world.store.db,
	)
	expect(after.rows[0]?.status).toBe('transporting')
	expect(faults).toEqual([])
}, 180_000)

test('D35 once a real organisation is set up the clock writes nothing, and nothing generated can be written', async () => {
	const spine = { ...world.spine, clock }
	await world.store.transact('owner', (tx) => sql`update identity.organisation set mode = 'real'`.execute(tx))
	const before = await count('ledger.pending', 'true')
	const replay = clockOf(spine)
	for (let n = 0; n < 20; n += 1) {
		now += 60_000
		await replay.step(60)
	}
	expect(await count('ledger.pending', 'true')).toBe(before)
	const planned = planCall(1, 0, 12, places)
	if (planned === null) throw new Error('no call planned')
	await expect(new Hands(spine).ring(desk, planned, 'too-late-1')).rejects.toMatchObject({ rule: 'D35' })
	await expect(
		sql`insert into dispatch.call (id, number, agency_id, generated, line, rang_at)
			select gen_random_uuid(), 'C0000-0001', ${desk}, true, 'demo', now()`.execute(world.store.db),
	).rejects.toThrow('generated rows end')
}, 120_000)

function clockOf(spine: World['spine']): ReplayClock {
	return new ReplayClock({
		hands: new Hands(spine),
		graph: world.graph,
		places,
		generates: true,
		onFault: (error) => faults.push(error),
	})
}

async function units(): Promise<readonly string[]> {
	const { rows } = await sql<{ id: string }>`select id from dispatch.unit order by id`.execute(world.store.db)
	return rows.map((row) => row.id)
}
