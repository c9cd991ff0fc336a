import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tx } from '#kernel/db/schema.ts'
import { placeUnit } from '../contract.ts'
import { forgetPositions, positionOf } from '../positions.ts'
import { openStage, refusalOf, type Stage, unitId } from './stage.ts'

let stage: Stage
const unit = unitId('old-12')
beforeAll(async () => {
	stage = await openStage()
}, 240_000)
afterAll(async () => {
	forgetPositions()
	await stage?.close()
})
const now = () => stage.spine.clock().getTime()

async function kept(tx: Tx): Promise<[number, number]> {
	const { rows } = await sql<{ lon: number; lat: number }>`
		select lon, lat from dispatch.last_position where unit_id = ${unit}`.execute(tx)
	return [rows[0]?.lon ?? 0, rows[0]?.lat ?? 0]
}

test('D295, D297 a place told by radio is keyed by the desk without a feed, the newest wins, and no entry holds it', async () => {
	const place = positionOf(unit)?.point ?? (await stage.store.transact('seawall_app', kept))
	const [lon, lat] = place
	const there: [number, number] = [lon + 0.002, lat]
	await stage.act(placeUnit, stage.desk, { unit, point: there })
	expect(positionOf(unit)?.point).toEqual(there)
	// What was said earlier changes nothing; what lies ahead or off the map is refused.
	const before = new Date(now() - 60_000).toISOString()
	await stage.act(placeUnit, stage.desk, { unit, point: place, at: before })
	expect(positionOf(unit)?.point).toEqual(there)
	const ahead = new Date(now() + 3_600_000).toISOString()
	expect(await refusalOf(stage.act(placeUnit, stage.desk, { unit, point: place, at: ahead }))).toMatchObject({
		rule: 'D25',
	})
	expect((await refusalOf(stage.act(placeUnit, stage.desk, { unit, point: [0, 0] }))).code).toBe('outside_map')
	expect((await refusalOf(stage.act(placeUnit, stage.taker, { unit, point: place }))).code).toBe('not_permitted')
	const { rows } = await sql<{ said: string }>`select string_agg(o.value, ' ') as said from ledger.opening o
		where o.leaf_hash in (select leaf_hash from ledger.opening where value::text like '%dispatch.unit.place%')`.execute(
		stage.store.db,
	)
	expect(rows[0]?.said ?? '').not.toContain(String(there[0]).slice(0, 8))
})
