import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import { openWorld, type World } from '#tests/world.ts'
import { dispatchFeed } from '../feeds.ts'
import { forgetPositions, positionOf } from '../positions.ts'

let world: World
let desk: string
const exchangeKey = 'an-exchange-key-of-a-test'
const before = process.env['SEAWALL_TELEPHONY_KEY']

beforeAll(async () => {
	forgetPositions()
	world = await openWorld()
	process.env['SEAWALL_TELEPHONY_KEY'] = exchangeKey
	const { rows } = await sql<{ id: string }>`select id from identity.agency where code = 'xigang'`.execute(
		world.store.db,
	)
	desk = rows[0]?.id ?? ''
}, 120_000)
afterAll(async () => {
	if (before === undefined) delete process.env['SEAWALL_TELEPHONY_KEY']
	else process.env['SEAWALL_TELEPHONY_KEY'] = before
	await world.close()
})

const feed = (name: string, body: unknown, key: string | null = exchangeKey) =>
	dispatchFeed(world.spine, { name, source: '10.0.0.9', key, body })
const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
	const error = await work.then(
		() => null,
		(reason: unknown) => reason,
	)
	if (error instanceof Refusal) return error
	throw new Error(`not refused: ${String(error)}`)
}
const calls = async (reference: string) => {
	const { rows } = await sql<{
		answered: boolean
		ended: boolean
		line: string
	}>`select answered_at is not null as answered,
		ended_at is not null as ended, line from dispatch.call where reference = ${reference}`.execute(world.store.db)
	return rows
}
const ring = (reference: string, more: Record<string, unknown> = {}) => ({
	event: 'ring',
	agency: desk,
	reference,
	line: '110-3',
	number: '13800002207',
	...more,
})

test('D1 without its key the exchange is not heard, and nothing is written', async () => {
	expect((await refusal(feed('telephony', ring('x-0'), null))).code).toBe('not_signed_in')
	expect((await refusal(feed('telephony', ring('x-0'), 'another-key-of-some-length'))).code).toBe('not_signed_in')
	expect(await calls('x-0')).toEqual([])
})

test('D1 a call of the exchange rings once however often it is told, then is answered and ends once', async () => {
	const first = await feed('telephony', ring('x-1'))
	expect(await feed('telephony', ring('x-1'))).toEqual(first)
	expect(await calls('x-1')).toEqual([{ answered: false, ended: false, line: '110-3' }])
	for (const event of ['answered', 'answered', 'hung-up', 'hung-up'])
		await feed('telephony', { event, agency: desk, reference: 'x-1' })
	expect(await calls('x-1')).toEqual([{ answered: true, ended: true, line: '110-3' }])
})

test('D6 D25 what cannot be is refused and named: a future time, swapped coordinates, a field nobody knows', async () => {
	const soon = new Date(world.spine.clock().getTime() + 3_600_000).toISOString()
	expect((await refusal(feed('telephony', ring('x-2', { at: soon })))).field).toBe('at')
	const located = { point: [29.1, 121.9], accuracyMetres: 50, datum: 'wgs84' }
	expect((await refusal(feed('telephony', ring('x-2', { located })))).field).toMatch(/^located\/point/)
	expect((await refusal(feed('telephony', ring('x-2', { colour: 'red' })))).code).toBe('invalid')
	expect((await refusal(feed('telephony', { event: 'answered', agency: desk, reference: 'never' }))).code).toBe(
		'not_found',
	)
	expect(await calls('x-2')).toEqual([])
})

test('D1 anything at all sent to a feed is a refusal, never a fault', async () => {
	await fc.assert(
		fc.asyncProperty(fc.constantFrom('telephony', 'positions'), fc.jsonValue(), async (name, body) => {
			expect(['invalid', 'not_signed_in', 'not_found']).toContain((await refusal(feed(name, body))).code)
		}),
		{ numRuns: 60 },
	)
})

test('D27 fixes need the key of an open feed; a late one is dropped, a future or outside one refused and named', async () => {
	const { rows } = await sql<{ id: string; lon: number; lat: number }>`select u.id, l.lon, l.lat from dispatch.unit u
		join dispatch.last_position l on l.unit_id = u.id order by u.call_en limit 1`.execute(world.store.db)
	const unit = rows[0]
	const who = world.people.find((one) => one.postKind === 'shift_leader')
	if (unit === undefined || who === undefined) throw new Error('no unit or no shift leader')
	const begun = await perform(world.spine, {
		name: 'dispatch.unit.open-feed',
		input: { unit: unit.id },
		key: 'open-feed-1',
		who: { ...who, unit: unit.id },
	})
	const { key } = begun.output as { key: string }
	const now = world.spine.clock().getTime()
	const fix = (more: Record<string, unknown> = {}) => ({
		fixes: [{ point: [unit.lon, unit.lat], datum: 'wgs84', at: new Date(now).toISOString(), ...more }],
	})
	expect((await refusal(feed('positions', fix(), null))).code).toBe('not_signed_in')
	expect((await refusal(feed('positions', fix(), exchangeKey))).code).toBe('not_signed_in')
	expect(await feed('positions', fix(), key)).toEqual({ taken: 1 })
	const stands = positionOf(unit.id)
	expect(stands?.at).toBe(now)
	await feed('positions', fix({ point: [unit.lon + 0.001, unit.lat], at: new Date(now - 60_000).toISOString() }), key)
	expect(positionOf(unit.id)).toEqual(stands)
	const future = fix({ at: new Date(now + 600_000).toISOString() })
	expect((await refusal(feed('positions', future, key))).field).toMatch(/at$/)
	const outside = fix({ point: [unit.lon + 5, unit.lat], at: new Date(now + 1).toISOString() })
	expect(await refusal(feed('positions', outside, key))).toMatchObject({ code: 'outside_map' })
	const swapped = fix({ point: [unit.lat, unit.lon], at: new Date(now + 2).toISOString() })
	expect((await refusal(feed('positions', swapped, key))).field).toMatch(/point/)
	expect((await refusal(feed('positions', { fixes: [], unit: unit.id }, key))).code).toBe('invalid')
	expect(positionOf(unit.id)).toEqual(stands)
})
