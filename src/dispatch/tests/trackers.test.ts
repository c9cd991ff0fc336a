import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import type { Who } from '#kernel/who.ts'
import { dispatchFeed } from '../feeds.ts'
import {
	assignUnit,
	clearUnit,
	closeFeedUnit,
	listUnits,
	openFeedUnit,
	ownTracksMessage,
	setStatus,
	showCot,
	showRecommendation,
	showTrack,
} from '../contract.ts'
import { fixOfCot } from '../trackers/cot.ts'
import { fixOfOsmAnd, fixOfOwnTracks } from '../trackers/read.ts'
import { osmAndQuery } from '../contract/trackers.ts'
import { forgetPositions, openFeed, positionOf, savePositions, takeFixes } from '../positions.ts'
import { deleteTracks, saveTracks } from '../tracks.ts'
import { openStage, refusalOf, type Stage, unitId } from './stage.ts'

let stage: Stage
const unit = unitId('old-12')
let key: string
let crew: Who
let place: [number, number]

beforeAll(async () => {
	stage = await openStage()
	const { rows } = await sql<{
		lon: number
		lat: number
	}>`select lon, lat from dispatch.last_position where unit_id = ${unit}`.execute(stage.store.db)
	place = [rows[0]?.lon ?? 0, rows[0]?.lat ?? 0]
	crew = { ...(await stage.as('tao-xingzhou')), unit }
}, 120_000)
afterAll(async () => {
	forgetPositions()
	await stage.close()
})
beforeEach(async () => {
	forgetPositions()
	;({ key } = await stage.act(openFeedUnit, crew, { unit }))
})

const feed = (name: string, body: unknown, by: string | null = key) =>
	dispatchFeed(stage.spine, { name, source: '10.0.0.9', key: by, body })
const now = () => stage.spine.clock().getTime()
const seconds = (at = now()) => Math.floor(at / 1000)
const location = (more: Record<string, unknown> = {}) => ({
	_type: 'location',
	lat: place[1],
	lon: place[0],
	tst: seconds(),
	acc: 8,
	tid: '12',
	...more,
})
const event = (
	more: { readonly at?: number; readonly type?: string; readonly lat?: number; readonly detail?: string } = {},
) => {
	const at = more.at ?? now()
	const time = new Date(at).toISOString()
	return `<event version="2.0" uid="ANDROID-1" type="${more.type ?? 'a-f-G-U-C'}" how="m-g" time="${time}" start="${time}" stale="${new Date(at + 60_000).toISOString()}"><point lat="${more.lat ?? place[1]}" lon="${place[0]}" hae="4" ce="9" le="12"/><detail>${more.detail ?? '<contact callsign="X"/><track course="90" speed="3"/>'}</detail></event>`
}

describe('OwnTracks', () => {
	const oracle = join(process.env['SEAWALL_ORACLES'] ?? '', 'positions', 'owntracks-http.json')
	test.skipIf(process.env['SEAWALL_ORACLES'] === undefined)(
		'D110 the bodies of another tracker server are read as they mean',
		() => {
			const { http_post_bodies: bodies } = JSON.parse(readFileSync(oracle, 'utf8')) as {
				http_post_bodies: Record<string, number>[]
			}
			expect(bodies).toHaveLength(6)
			for (const body of bodies)
				expect(fixOfOwnTracks(ownTracksMessage.parse(body))).toEqual({
					point: [body['lon'], body['lat']],
					at: (body['tst'] ?? 0) * 1000,
					heading: body['cog'] ?? null,
					accuracyMetres: body['acc'] ?? null,
					datum: 'wgs84',
				})
		},
	)
	it('D110 answers an empty list, and the unit of the key stands there', async () => {
		expect(await feed('owntracks', location())).toEqual([])
		expect(positionOf(unit)).toMatchObject({ point: place, at: seconds() * 1000, accuracyMetres: 8 })
	})
	it('D110 what tells no place is taken and ignored; encrypted and placeless are refused with the field', async () => {
		for (const _type of ['transition', 'waypoint', 'lwt', 'status', 'card'])
			expect(await feed('owntracks', { _type })).toEqual([])
		expect(positionOf(unit)).toBeNull()
		expect(await refusalOf(feed('owntracks', { _type: 'encrypted', data: 'AAAA' }))).toMatchObject({
			code: 'invalid',
			field: '_type',
			rule: 'D110',
		})
		for (const field of ['lat', 'lon', 'tst'])
			expect(await refusalOf(feed('owntracks', location({ [field]: undefined })))).toMatchObject({
				field,
				rule: 'D110',
			})
		expect((await refusalOf(feed('owntracks', location({ acc: 80_000 })))).field).toBe('accuracyMetres')
	})
})

describe('OsmAnd', () => {
	it.each([
		['seconds', '1795488272', 1_795_488_272_000],
		['milliseconds', '1795488272123', 1_795_488_272_123],
		['ISO', '2026-11-24T02:44:32Z', 1_795_488_272_000],
		['ISO with a zone', '2026-11-24T10:44:32+08:00', 1_795_488_272_000],
		['a date and a time without a zone', '2026-11-24 02:44:32', 1_795_488_272_000],
	])('D110 a timestamp in %s', (_name, timestamp, at) => {
		expect(
			fixOfOsmAnd(
				osmAndQuery.parse({ lat: '29.1', lon: '121.9', timestamp, bearing: '90', accuracy: '5.5', batt: '77' }),
				5,
			),
		).toEqual({
			point: [121.9, 29.1],
			at,
			heading: 90,
			accuracyMetres: 5.5,
			datum: 'wgs84',
		})
	})
	it('D110 without a time it is now, `location` stands for both, an invalid fix is ignored', async () => {
		expect(fixOfOsmAnd(osmAndQuery.parse({ location: '29.1,121.9' }), 77)).toMatchObject({
			point: [121.9, 29.1],
			at: 77,
		})
		expect(await feed('osmand', { lat: String(place[1]), lon: String(place[0]), valid: 'false' })).toEqual({ taken: 0 })
		expect(await feed('osmand', { id: key, lat: String(place[1]), lon: String(place[0]) })).toEqual({ taken: 1 })
	})
	it.each([
		['timestamp', { timestamp: 'yesterday' }],
		['lat', { lat: '91' }],
		['lat', { lat: undefined }],
		['lon', { lon: '1e9' }],
		['bearing', { bearing: '400' }],
	])('D110 a wrong %s is refused and named', async (field, more) => {
		const refusal = await refusalOf(feed('osmand', { lat: String(place[1]), lon: String(place[0]), ...more }))
		expect([refusal.code, refusal.field]).toEqual(['invalid', field])
		expect(positionOf(unit)).toBeNull()
	})
})

describe('Cursor on Target', () => {
	it('D110 an event moves the unit of the key, whatever uid it names; a chat or a stale one moves nothing', async () => {
		expect(await feed('cot', event())).toEqual({ taken: 1 })
		expect(positionOf(unit)).toMatchObject({ point: place, heading: 90, accuracyMetres: 9 })
		const before = positionOf(unit)
		expect(await feed('cot', event({ type: 'b-t-f' }))).toEqual({ taken: 0 })
		expect(await feed('cot', event({ at: now() - 120_000, lat: place[1] + 0.001 }))).toEqual({ taken: 0 })
		expect(positionOf(unit)).toEqual(before)
	})
	const bomb = `<!DOCTYPE e [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`
	it.each([
		['a document type with entities', () => bomb + event({ detail: '<x>&c;</x>' }), 'body'],
		[
			'a file named by an entity',
			() => `<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/passwd">]>${event({ detail: '<x>&x;</x>' })}`,
			'body',
		],
		['an entity nobody declared', () => event({ detail: '<x>&x;</x>' }), 'body'],
		['too many elements', () => event({ detail: '<x/>'.repeat(300) }), 'body'],
		['too deep', () => event({ detail: '<x>'.repeat(20) + '</x>'.repeat(20) }), 'body'],
		[
			'two points',
			() => event().replace('<detail>', '<point lat="1" lon="1" hae="0" ce="0" le="0"/><detail>'),
			'point',
		],
		['no point', () => event().replace(/<point[^>]*>/, ''), 'point'],
		['a point without height', () => event().replace('hae="4"', ''), 'hae'],
		['no longitude', () => event().replace(/ lon="[^"]*"/, ' lon=""'), 'lon'],
		['a latitude beyond the pole', () => event({ lat: 95 }), 'lat'],
		['a time without zone', () => event().replace(/time="[^"]*"/, 'time="2026-11-24T02:44:32"'), 'time'],
		['another root', () => '<events/>', 'body'],
		['no XML', () => 'lat=1', 'body'],
	])('D114 %s is refused before anything is expanded', async (_name, text, field) => {
		const refusal = await refusalOf(feed('cot', text()))
		expect([refusal.code, refusal.rule, refusal.field]).toEqual(['invalid', 'D114', field])
		expect(positionOf(unit)).toBeNull()
	})
	it('D114 a large event is refused by its size', async () => {
		expect(await refusalOf(fixOfCot(event({ detail: `<x>${'你'.repeat(6_000)}</x>` }), now()))).toMatchObject({
			code: 'too_large',
		})
	})
	it('D110 D114 anything at all sent to a tracker feed is a refusal or is ignored, never a fault', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom('owntracks', 'osmand', 'cot'),
				fc.oneof(
					fc.jsonValue(),
					fc.string(),
					fc.record({ _type: fc.constant('location'), lat: fc.jsonValue(), lon: fc.jsonValue(), tst: fc.jsonValue() }),
				),
				async (name, body) => {
					const answer = await feed(name, body).catch((error: unknown) => error)
					if (answer instanceof Error) expect(answer).toMatchObject({ name: 'Refusal' })
					else expect([[], { taken: 0 }]).toContainEqual(answer)
				},
			),
			{ numRuns: 120 },
		)
		expect(positionOf(unit)).toBeNull()
	})
	it('D115 what goes out is read back by the same library: call sign, place, stale after a minute', async () => {
		await feed('owntracks', location({ cog: 45 }))
		const { events } = await stage.look(showCot, stage.desk, {})
		const own = events.find((one) => one.unit === unit)
		expect(own?.staleAt).toBe(new Date(seconds() * 1000 + 60_000).toISOString())
		expect(await fixOfCot(own?.xml ?? '', now())).toMatchObject({
			point: place,
			heading: 45,
			at: seconds() * 1000,
			accuracyMetres: 8,
		})
		expect(own?.xml).toContain('<contact callsign="')
		expect((await refusalOf(stage.look(showCot, await stage.as('fang-zhixin'), {}))).code).toMatch(
			/not_permitted|not_found/,
		)
	})
})

describe('what may be sent', () => {
	it('D111 without the key, with another, after the feed closed: refused, and nothing is known of the unit', async () => {
		for (const [name, body] of [
			['owntracks', location()],
			['osmand', { lat: '1', lon: '1' }],
			['cot', event()],
		] as const) {
			expect((await refusalOf(feed(name, body, null))).code).toBe('not_signed_in')
			expect((await refusalOf(feed(name, body, 'pos_of-nobody-at-all'))).code).toBe('not_signed_in')
		}
		await stage.act(closeFeedUnit, crew, { unit })
		expect((await refusalOf(feed('owntracks', location()))).code).toBe('not_signed_in')
		expect(positionOf(unit)).toBeNull()
	})
	it('D111 future and day-old positions are refused, out-of-order and repeated ones change nothing', async () => {
		await feed('owntracks', location())
		const stands = positionOf(unit)
		expect(await refusalOf(feed('owntracks', location({ tst: seconds() + 600 })))).toMatchObject({
			code: 'invalid',
			field: 'at',
		})
		expect(await refusalOf(feed('owntracks', location({ tst: seconds() - 86_400 })))).toMatchObject({
			code: 'invalid',
			rule: 'D111',
			field: 'at',
		})
		await feed('owntracks', location({ tst: seconds() - 30, lat: place[1] + 0.001 }))
		await feed('owntracks', location({ lat: place[1] + 0.001 }))
		expect(positionOf(unit)).toEqual(stands)
	})
	it('D111 10,000 positions in one burst: 600 are taken, the rest refused with the reason, and the desk works on', async () => {
		const fixes = Array.from({ length: 100 }, (_, n) => ({
			point: place,
			datum: 'wgs84',
			at: new Date(now() - n).toISOString(),
		}))
		const answers = await Promise.all(
			Array.from({ length: 100 }, () => feed('positions', { fixes }).catch((error: unknown) => error)),
		)
		const taken = answers.filter((one) => !(one instanceof Error))
		// The burst may lie on both sides of a minute.
		expect([6, 12]).toContain(taken.length)
		expect(answers.find((one) => one instanceof Error)).toMatchObject({ code: 'too_many', rule: 'D111' })
		const { rows } = await stage.look(listUnits, stage.desk, { shift: 'on' })
		expect(rows.find((one) => one.id === unit)?.position?.point).toEqual(place)
		expect(await stage.store.transact('seawall_app', (tx) => savePositions(tx))).toBe(1)
	})
})

describe('what is kept', () => {
	const save = () => stage.store.transact('seawall_app', (tx) => saveTracks(tx))
	const kept = async () =>
		(
			await sql<{
				incident_id: string
				unit_id: string
				at: Date
				delete_at: Date
			}>`select * from dispatch.track order by at`.execute(stage.store.db)
		).rows
	/** A unit driving north, a step of about 22 m each ten seconds, its newest place now. */
	const drive = (of: string, steps: number) => {
		openFeed(of, `hash-${of}`)
		for (let n = steps - 1; n >= 0; n -= 1)
			takeFixes(
				of,
				[{ point: [place[0], place[1] + (steps - n) * 0.0002], at: now() - n * 10_000, datum: 'wgs84' }],
				now(),
			)
	}

	it('D112 D113 only while on an incident, under it; shown with a purpose alone; deleted after its days', async () => {
		drive(unit, 3)
		await save()
		expect(await kept()).toEqual([])
		const opened = await stage.incident('noise')
		const out = await stage.act(assignUnit, stage.desk, {
			incident: opened.incident,
			version: opened.version,
			units: [unit],
			override: 'nearest',
		})
		forgetPositions()
		drive(unit, 4)
		// Standing still says nothing more.
		takeFixes(unit, [{ point: [place[0], place[1] + 0.0008], at: now() + 1, datum: 'wgs84' }], now())
		await save()
		const rows = await kept()
		// The first three lie before it was sent.
		expect(rows.map((row) => [row.incident_id, row.unit_id])).toEqual([[opened.incident, unit]])
		expect((rows[0]?.delete_at.getTime() ?? 0) - (rows[0]?.at.getTime() ?? 0)).toBe(30 * 86_400_000)

		const leader = stage.people.find((one) => one.postKind === 'shift_leader' && one.bureau === stage.desk.bureau)
		if (leader === undefined) throw new Error('no shift leader')
		expect((await refusalOf(stage.look(showTrack, leader, { incident: opened.incident }))).code).toBe('purpose_needed')
		const shown = await stage.look(showTrack, leader, { incident: opened.incident }, 'complaint about the way taken')
		expect(shown.fixes.map((fix) => fix.unit)).toEqual([unit])
		const { rows: looks } = await sql<{
			leaf: Uint8Array
		}>`select leaf from ledger.pending order by id desc limit 20`.execute(stage.store.db)
		const entered = looks.map(({ leaf }) => Buffer.from(leaf).toString()).filter((leaf) => leaf.includes('"look"'))
		expect(entered.some((leaf) => leaf.includes(opened.incident))).toBe(true)
		for (const one of stage.people.filter((who) =>
			['administrator', 'analyst', 'trainer', 'officer', 'dispatcher', 'call_taker'].includes(who.postKind),
		))
			expect((await refusalOf(stage.look(showTrack, one, { incident: opened.incident }, 'curious'))).code).toMatch(
				/not_permitted|not_found/,
			)

		await stage.act(clearUnit, stage.desk, { unit, version: out.assignments[0]?.unitVersion ?? 0 })
		await stage.store.transact('seawall_app', (tx) => deleteTracks(tx, new Date(now() + 29 * 86_400_000)))
		expect(await kept()).toHaveLength(1)
		await stage.store.transact('seawall_app', (tx) => deleteTracks(tx, new Date(now() + 31 * 86_400_000)))
		expect(await kept()).toEqual([])
	})

	it('D112 nothing of a protected incident, and the database itself refuses a fix outside its incident', async () => {
		const opened = await stage.incident('domestic')
		const out = await stage.act(assignUnit, stage.desk, {
			incident: opened.incident,
			version: opened.version,
			units: [unit],
			override: 'nearest',
		})
		forgetPositions()
		drive(unit, 2)
		await save()
		expect(await kept()).toEqual([])
		const forced = stage.store.transact('seawall_app', (tx) =>
			sql`insert into dispatch.track (incident_id, unit_id, slot, lon, lat, at, delete_at)
				values (${opened.incident}, ${unit}, 1, 1, 1, ${new Date(now())}, ${new Date(now() + 1000)})`.execute(tx),
		)
		await expect(forced).rejects.toThrow(/only while its unit is on the incident/)
		await stage.act(clearUnit, stage.desk, { unit, version: out.assignments[0]?.unitVersion ?? 0 })
	})
})

describe('silent positions', () => {
	it('D116 with no position at all units are ranked from their stations, the card says so, and one can be sent', async () => {
		await sql`delete from dispatch.last_position`.execute(stage.store.db)
		forgetPositions()
		const opened = await stage.incident('noise')
		const card = await stage.look(showRecommendation, stage.desk, { incident: opened.incident })
		const chosen = card.ranked.filter((one) => one.chosen)
		expect(chosen.length).toBeGreaterThan(0)
		for (const one of chosen) {
			expect(one.travelSeconds).toBeGreaterThan(0)
			expect(one.why).toContainEqual({ code: 'from_station', value: 'D116' })
		}
		const sent = await stage.act(assignUnit, stage.desk, {
			incident: opened.incident,
			version: opened.version,
			units: chosen.map((one) => one.unit),
			card: card.card,
		})
		expect(sent.state).toBe('in_progress')
		for (const one of sent.assignments)
			await stage.act(setStatus, stage.desk, { unit: one.unit, version: one.unitVersion, to: 'on_scene' })
	})
})
