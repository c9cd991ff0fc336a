import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Who } from '#kernel/who.ts'
import {
	assignUnit,
	clearUnit,
	closeFeedUnit,
	listUnits,
	mineUnit,
	moveUp,
	noteIncident,
	openFeedUnit,
	rerunCard,
	setStatus,
	showAddress,
	showIncident,
	showOverlay,
	showRecommendation,
	signOffUnit,
	signOnUnit,
} from '../contract.ts'
import { dispatchFeed } from '../feeds.ts'
import { dispatchFrame } from '../frame.ts'
import { positionOf } from '../positions.ts'
import { demoId } from '../../../demo/ids.ts'
import { city, openStage, refusalOf, type Stage, unitId } from './stage.ts'

let stage: Stage
let leader: Who
let officer: Who
beforeAll(async () => {
	stage = await openStage()
	leader = await stage.as('shen-jinghai', 'shift_leader')
	officer = await stage.as('he-pingan')
}, 180_000)
afterAll(() => stage?.close())
/** Every test begins with all units free. */
afterEach(() => stage.freeUnits())

const unitOf = async (id: string) => {
	const found = (await stage.look(listUnits, stage.desk, {})).rows.find((row) => row.id === id)
	if (found === undefined) throw new Error(`no unit ${id}`)
	return found
}

test('D12 to D16 what is recommended is sent; the card gives the same answer again', async () => {
	const out = await stage.sent('assault_weapon')
	expect(out.assignments).toHaveLength(2)
	const again = await stage.look(rerunCard, stage.desk, { incident: out.incident, card: out.card ?? '' })
	expect(again.same).toBe(true)
	expect(again.sent.map((one) => one.id).toSorted()).toEqual(out.assignments.map((one) => one.unit).toSorted())
	const { rows } = await sql<{
		text: string
	}>`select facts::text || answer::text as text from dispatch.card where id = ${out.card}`.execute(stage.store.db)
	expect(rows[0]?.text).not.toMatch(/"(lon|lat|point|position)"/)
	expect(again.mapVersion).toMatch(/^[0-9a-f]{64}-\d+$/)
})

test('D16 a card that was changed no longer gives the same answer', async () => {
	const out = await stage.sent('theft')
	await stage.store.transact('owner', (tx) =>
		sql`update dispatch.card set answer = jsonb_set(answer, '{ranked,0,arrivesSeconds}', '1') where id = ${out.card}`.execute(
			tx,
		),
	)
	expect((await stage.look(rerunCard, stage.desk, { incident: out.incident, card: out.card ?? '' })).same).toBe(false)
})

test('D26, D15 others need a reason; nobody sworn needs the shift leader and a reason', async () => {
	const opened = await stage.incident('theft')
	const card = await stage.look(showRecommendation, stage.desk, { incident: opened.incident })
	const other = card.ranked.find((one) => !one.chosen && one.alone)
	const aux = card.ranked.find((one) => !one.alone)
	if (other === undefined || aux === undefined) throw new Error('the demo has both')
	const base = { incident: opened.incident, version: opened.version, card: card.card }
	expect(await refusalOf(stage.act(assignUnit, stage.desk, { ...base, units: [other.unit] }))).toMatchObject({
		code: 'not_now',
		rule: 'D26',
		field: 'override',
	})
	expect(
		await refusalOf(stage.act(assignUnit, stage.desk, { ...base, units: [aux.unit], override: 'nearest' })),
	).toMatchObject({ code: 'not_permitted', rule: 'D15' })
	expect(await refusalOf(stage.act(assignUnit, leader, { ...base, units: [aux.unit] }))).toMatchObject({ rule: 'D15' })
	const sent = await stage.act(assignUnit, leader, { ...base, units: [aux.unit], override: 'sworn unit follows' })
	expect(sent.state).toBe('in_progress')
	const shown = await stage.look(showIncident, stage.desk, { incident: opened.incident })
	expect(shown.assignments[0]).toMatchObject({ override: 'sworn unit follows', by: { post: 'shift_leader' } })
})

test('D15 a unit without a sworn officer is never recommended alone where a power is needed', async () => {
	for (const type of ['theft', 'fight', 'silent_call', 'domestic'] as const) {
		const opened = await stage.incident(type)
		const card = await stage.look(showRecommendation, stage.desk, { incident: opened.incident })
		expect(card.plan.power).toBe(true)
		expect(card.ranked.filter((one) => one.chosen).some((one) => one.alone)).toBe(true)
	}
})

test('D19, D14 a busy or absent unit is not sent, and nothing is written', async () => {
	const out = await stage.sent('noise')
	const [busy] = out.assignments
	const opened = await stage.incident('noise')
	const base = { incident: opened.incident, version: 1, override: 'test' }
	expect(await refusalOf(stage.act(assignUnit, stage.desk, { ...base, units: [busy?.unit ?? ''] }))).toMatchObject({
		rule: 'D19',
	})
	const free = await unitOf(unitId('north-11'))
	await stage.act(setStatus, stage.desk, { unit: free.id, version: free.version, to: 'out_of_service', reason: 'meal' })
	expect(await refusalOf(stage.act(assignUnit, stage.desk, { ...base, units: [free.id] }))).toMatchObject({
		rule: 'D14',
	})
	expect((await refusalOf(stage.act(assignUnit, stage.desk, { ...base, units: [free.id, free.id] }))).field).toBe(
		'units',
	)
	expect((await stage.look(showIncident, stage.desk, { incident: opened.incident })).assignments).toEqual([])
	await stage.act(setStatus, stage.desk, { unit: free.id, version: free.version + 1, to: 'available' })
})

test('D9, D17, D18 sent, on the way, there, clear: times meet their targets and the last clears the incident', async () => {
	const out = await stage.sent('assault_weapon')
	for (const [n, one] of out.assignments.entries()) {
		const route = await stage.act(setStatus, stage.desk, { unit: one.unit, version: one.unitVersion, to: 'en_route' })
		const there = await stage.act(setStatus, stage.desk, { unit: one.unit, version: route.version, to: 'on_scene' })
		const done = await stage.act(clearUnit, stage.desk, { unit: one.unit, version: there.version })
		expect(done.incidentState).toBe(n === out.assignments.length - 1 ? 'cleared' : 'in_progress')
	}
	const shown = await stage.look(showIncident, stage.desk, { incident: out.incident })
	for (const kind of ['dispatched', 'en_route', 'on_scene', 'cleared'] as const) {
		const time = shown.times.find((one) => one.kind === kind)
		expect(time?.at, kind).not.toBeNull()
		expect(time?.timer?.metAt, kind).not.toBeNull()
	}
	expect(shown.timer).toMatchObject({ kind: 'close' })
})

test('D18 when nobody arrived, the incident waits again with its target anew', async () => {
	const out = await stage.sent('noise')
	const [one] = out.assignments
	const done = await stage.act(clearUnit, stage.desk, { unit: one?.unit ?? '', version: one?.unitVersion ?? 1 })
	expect(done.incidentState).toBe('waiting')
	const shown = await stage.look(showIncident, stage.desk, { incident: out.incident })
	expect(shown).toMatchObject({ section: 'to_dispatch', timer: { kind: 'dispatch', metAt: null } })
})

test('D17, D34 the crew moves its own unit from the phone, no other; an auxiliary transports nobody', async () => {
	const mine = await stage.look(mineUnit, officer, {})
	expect(mine.unit?.id).toBe(unitId('old-12'))
	const at = stage.address()
	const opened = await stage.incident('noise', at)
	const unit = await unitOf(unitId('old-12'))
	const sent = await stage.act(assignUnit, stage.desk, {
		incident: opened.incident,
		version: 1,
		units: [unit.id],
		override: 'test of the phone',
	})
	const phone = await stage.look(mineUnit, officer, {})
	expect(phone).toMatchObject({ incident: { id: opened.incident }, next: { to: 'en_route' } })
	const route = await stage.act(setStatus, officer, {
		unit: unit.id,
		version: sent.assignments[0]?.unitVersion ?? 0,
		to: 'en_route',
	})
	const stranger = await stage.as('chen-wanghai')
	expect(
		(await refusalOf(stage.act(setStatus, stranger, { unit: unit.id, version: route.version, to: 'on_scene' }))).code,
	).toBe('not_permitted')
	const there = await stage.act(setStatus, officer, { unit: unit.id, version: route.version, to: 'on_scene' })
	const aux = await stage.as('kong-wanjia')
	expect(
		await refusalOf(stage.act(setStatus, aux, { unit: unit.id, version: there.version, to: 'transporting' })),
	).toMatchObject({
		code: 'not_permitted',
		rule: 'D104',
	})
	expect((await stage.look(mineUnit, officer, {})).next).toEqual({ act: 'dispatch.unit.clear', to: null })
})

test('D32 a protected address is an area in every list, its crew is not drawn, and those who go know it', async () => {
	const out = await stage.sent('domestic')
	const crewed = out.assignments.map((one) => one.unit)
	const overlay = await stage.look(showOverlay, stage.desk, {})
	const row = overlay.incidents.find((one) => one.id === out.incident)
	expect(row?.place).toMatchObject({ words: null, point: null, detail: null, protected: true })
	expect((row?.place.area?.radiusMetres ?? 0) * 2).toBeGreaterThanOrEqual(300)
	for (const unit of overlay.units.filter((one) => crewed.includes(one.id))) expect(unit.position).toBeNull()
	const address = await stage.look(showAddress, stage.desk, { incident: out.incident })
	expect(address.place.point).not.toBeNull()
	const chief = await stage.as('hou-bohai')
	expect((await refusalOf(stage.look(showAddress, chief, { incident: out.incident }))).code).toBe('not_found')
})

test('D27 a feed opens by power, takes fixes with its key, and ends with the shift', async () => {
	const unit = await unitOf(unitId('old-12'))
	const stranger = await stage.as('long-tiemao')
	expect((await refusalOf(stage.act(openFeedUnit, stranger, { unit: unit.id }))).code).toBe('not_found')
	const feed = await stage.act(openFeedUnit, officer, { unit: unit.id })
	const now = stage.spine.clock().toISOString()
	const { point } = stage.address()
	const send = (body: unknown, key: string | null = feed.key) =>
		dispatchFeed(stage.spine, { name: 'positions', source: 'test', key, body })
	expect(await send({ fixes: [{ point, at: now, datum: 'wgs84', heading: 90 }] })).toEqual({ taken: 1 })
	expect(positionOf(unit.id)?.point).toEqual(point)
	expect(await refusalOf(send({ fixes: [{ point, at: now }] }, 'wrong'))).toMatchObject({ code: 'not_signed_in' })
	expect(await refusalOf(send({ fixes: [{ point, at: '2099-01-01T00:00:00Z' }] }))).toMatchObject({
		code: 'invalid',
		field: 'at',
	})
	expect(await refusalOf(send({ fixes: [{ point: [1, 1], at: now, datum: 'wgs84' }] }))).toMatchObject({
		code: 'outside_map',
	})
	// A batch with one bad fix is refused whole, the good one before it too.
	const kept = positionOf(unit.id)
	const later = new Date(Date.parse(now) + 2_000).toISOString()
	const good = { point: stage.address().point, at: later, datum: 'wgs84' }
	for (const bad of [
		{ point, at: '2099-01-01T00:00:00Z' },
		{ point: [1, 1], at: later, datum: 'wgs84' },
	])
		expect(await refusalOf(send({ fixes: [good, bad] }))).toMatchObject({
			code: expect.stringMatching(/invalid|outside_map/),
		})
	expect(positionOf(unit.id)).toEqual(kept)
	const frame = await dispatchFrame(stage.spine, stage.desk, 0)
	expect(JSON.stringify(frame?.body)).toContain(unit.id)
	const city = await stage.as('bai-haosheng')
	expect(await dispatchFrame(stage.spine, city, 0)).toBeNull()
	await stage.act(closeFeedUnit, officer, { unit: unit.id })
	expect(await refusalOf(send({ fixes: [{ point, at: now }] }))).toMatchObject({ code: 'not_signed_in' })
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from ledger.pending`.execute(stage.store.db)
	expect(rows[0]?.n).toBeGreaterThan(0)
})

test('D17, D27 a shift begins with a crew and ends with nothing kept of where it was', async () => {
	const chief = await stage.as('zhou-anjie')
	const unit = await unitOf(unitId('old-13'))
	const off = await stage.act(signOffUnit, chief, { unit: unit.id, version: unit.version })
	expect(off.status).toBe('out_of_service')
	expect(positionOf(unit.id)).toBeNull()
	const { rows } = await sql<{
		n: number
	}>`select count(*)::int as n from dispatch.last_position where unit_id = ${unit.id}`.execute(stage.store.db)
	expect(rows).toEqual([{ n: 0 }])
	const lost = await refusalOf(
		stage.act(setStatus, stage.desk, { unit: unit.id, version: off.version, to: 'available' }),
	)
	expect(lost).toMatchObject({ code: 'wrong_state', rule: 'D17' })
	const own = await stage.as('xu-anlan')
	const wrong = await refusalOf(
		stage.act(signOnUnit, own, { unit: unit.id, version: off.version, crew: [stage.desk.post] }),
	)
	expect(wrong).toMatchObject({ code: 'invalid', field: 'crew' })
	const on = await stage.act(signOnUnit, own, { unit: unit.id, version: off.version })
	expect(on.status).toBe('available')
	expect((await stage.as('xu-anlan')).unit).toBe(unit.id)
})

test('D13 sending and noting wait on the database five times at most', async () => {
	const opened = await stage.incident('noise')
	const card = await stage.look(showRecommendation, stage.desk, { incident: opened.incident })
	const units = card.ranked.filter((one) => one.chosen).map((one) => one.unit)
	const waits = await stage.waitsOf((spine) =>
		stage.actOn(spine, assignUnit, stage.desk, { incident: opened.incident, version: 1, units, card: card.card }),
	)
	expect(waits).toBeLessThanOrEqual(5)
	const noted = await stage.waitsOf((spine) =>
		stage.actOn(spine, noteIncident, stage.desk, { incident: opened.incident, text: 'Second floor.' }),
	)
	expect(noted).toBeLessThanOrEqual(4)
})

test('I6 the desk that sent units to a priority 1 is held until the last has cleared', async () => {
	const { openSession } = await import('#kernel/identity/sessions.ts')
	const wanted = { person: stage.desk.person, post: stage.desk.post, method: 'demo', locale: 'en' } as const
	const session = await stage.store.transact('owner', (tx) => openSession(tx, wanted, stage.spine.clock()))
	const held = async () =>
		(
			await sql<{ reason: string }>`select reason from identity.session_hold where session_id = ${session.id}`.execute(
				stage.store.db,
			)
		).rows
	const desk = { ...stage.desk, session: session.id }
	const opened = await stage.incident('assault_weapon')
	const card = await stage.look(showRecommendation, desk, { incident: opened.incident })
	const units = card.ranked.filter((one) => one.chosen).map((one) => one.unit)
	const sent = await stage.act(assignUnit, desk, { incident: opened.incident, version: 1, units, card: card.card })
	expect(await held()).toEqual([{ reason: 'open_emergency' }])
	for (const one of sent.assignments) {
		expect(await held()).toHaveLength(1)
		await stage.act(clearUnit, stage.desk, { unit: one.unit, version: one.unitVersion })
	}
	expect(await held()).toEqual([])
})

test('D9 a target that passed is one line in the story, however often it is heard', async () => {
	const { dispatchWorkers } = await import('../workers.ts')
	const opened = await stage.incident('noise')
	const body = {
		matter: opened.incident,
		kind: 'dispatch',
		rule: 'dispatch.targets r5',
		dueAt: stage.spine.clock().toISOString(),
	}
	const event = { n: 1, k: 0, topic: 'matters.timer.breached', resource: { type: 'Matter', id: opened.incident }, body }
	let done = false
	const tools = {
		key: 'job-test',
		once: async (work: Parameters<Stage['store']['transact']>[1]) => {
			if (done) return false
			await stage.store.transact('seawall_app', work)
			done = true
			return true
		},
		read: () => Promise.reject(new Error('reads nothing')),
		perform: () => Promise.reject(new Error('performs nothing')),
	}
	for (let n = 0; n < 2; n++) for (const worker of dispatchWorkers) await worker.run(event, tools)
	const shown = await stage.look(showIncident, stage.desk, { incident: opened.incident })
	const lines = shown.story.filter((line) => line.act === 'matters.timer.breach')
	expect(lines).toMatchObject([{ by: { post: 'system' }, fact: { timer: 'dispatch' } }])
})

test('D293 a free unit stands in for another area until its status changes; its board and its phone say so', async () => {
	const of = unitId('old-12')
	const quayside = demoId('agency', 'xigang-quayside')
	const tell = (area: string | null, who = stage.desk) => stage.act(moveUp, who, { unit: of, area })
	const own = (await unitOf(of)).agency.id
	expect(await refusalOf(tell(own))).toMatchObject({ rule: 'D293', field: 'area' })
	expect(await refusalOf(tell(city))).toMatchObject({ rule: 'D293', field: 'area' })
	expect(await refusalOf(tell(null))).toMatchObject({ code: 'already' })
	expect(await refusalOf(tell(quayside, stage.taker))).toMatchObject({ code: 'not_permitted' })
	await tell(quayside)
	expect(await unitOf(of)).toMatchObject({ status: 'available', standsIn: { id: quayside } })
	expect(await refusalOf(tell(quayside))).toMatchObject({ code: 'already', rule: 'D293' })
	await tell(null)
	expect((await unitOf(of)).standsIn).toBeNull()
	const { version } = await tell(quayside)
	const crew = stage.people.find((one) => one.unit === of)
	if (crew !== undefined)
		expect((await stage.look(mineUnit, crew, {})).unit).toMatchObject({ standsIn: { id: quayside } })
	await stage.act(setStatus, stage.desk, { unit: of, version, to: 'out_of_service', reason: 'meal' })
	expect((await unitOf(of)).standsIn).toBeNull()
	expect(await refusalOf(tell(quayside))).toMatchObject({ code: 'wrong_state', rule: 'D293' })
})
