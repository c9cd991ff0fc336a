import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { openWorld, type World } from '#tests/world.ts'
import { openIncident, saveDetail } from '../contract.ts'
import { county, disagreeing, openStage, type Stage } from './stage.ts'

let world: World
let stage: Stage
beforeAll(async () => {
	world = await openWorld({ past: true })
	stage = await openStage()
}, 240_000)
afterAll(async () => {
	await world?.close()
	await stage?.close()
})

test('M9 closed and settled agree with the token over the whole past of the demo', async () => {
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from dispatch.incident`.execute(world.store.db)
	expect(rows[0]?.n).toBeGreaterThan(40)
	expect(await disagreeing(world.store)).toEqual([])
})

test('D20 what a call said before stays readable: type, facts and place before and after, in story and ledger', async () => {
	const told = await stage.call('noise')
	const second = await stage.act(saveDetail, stage.taker, {
		call: told.call,
		version: told.version,
		type: 'fight',
		facts: { weapon: 'blade' },
		place: { words: 'as said', address: stage.address().id },
	})
	await stage.act(openIncident, stage.taker, {
		agency: county,
		call: { id: told.call, version: second.version },
		type: 'assault_weapon',
	})
	const story = await sql<{ changed: unknown }>`select fact->'changed' as changed from dispatch.story
		where call_id = ${told.call} and fact ? 'changed' order by id`.execute(stage.store.db)
	const changed = story.rows.map((row) => row.changed)
	expect(changed).toHaveLength(3)
	expect(changed).toContainEqual(expect.objectContaining({ type: { before: 'noise', after: 'fight' } }))
	expect(changed).toContainEqual({ type: { before: 'fight', after: 'assault_weapon' } })
	expect(changed).toContainEqual(
		expect.objectContaining({
			place: { before: expect.any(String), after: expect.any(String) },
			facts: { before: expect.anything(), after: expect.objectContaining({ weapon: 'blade' }) },
		}),
	)
	const { rows } = await sql<{
		n: number
	}>`select count(*)::int as n from ledger.opening o join ledger.pending p on p.leaf_hash = o.leaf_hash
		where o.name = 'what' and o.value like '%"after":"fight","before":"noise"%'`.execute(stage.store.db)
	expect(rows).toEqual([{ n: 1 }])
})
