import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { searchPlace } from '#kernel/geo/contract.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { nobody, system, type Who } from '#kernel/who.ts'
import {
	clearUnit,
	closeIncident,
	disposeIncident,
	answerCall,
	listIncidents,
	openIncident,
	pauseReplay,
	ringCall,
	ringReplay,
	saveDetail,
	showCall,
	speedReplay,
	showCounts,
	showDesk,
	showIncident,
	startReplay,
} from '../contract.ts'
import { acts } from '../acts.ts'
import { callSubject, deskSubject, needCall } from '../store/call.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { callsFor, incidentsFor, unitsFor } from '../store/seen.ts'
import { needUnit, unitSubject } from '../store/unit.ts'
import { city, county, openStage, refusalOf, type Stage, unitId } from './stage.ts'

let stage: Stage
let theft: string
let ended: string
let call: string
beforeAll(async () => {
	stage = await openStage()
	theft = (await stage.sent('theft', stage.address('xigang-quayside'))).incident
	const out = await stage.onScene('noise', stage.address('xigang-northgate'))
	ended = out.incident
	for (const one of out.units) await stage.act(clearUnit, stage.desk, { unit: one.unit, version: one.version })
	const shown = await stage.look(showIncident, stage.desk, { incident: ended })
	const told = await stage.act(disposeIncident, stage.desk, {
		incident: ended,
		version: shown.version,
		disposition: 'mediated',
	})
	await stage.act(closeIncident, stage.desk, { incident: ended, version: told.version })
	await stage.incident('domestic')
	await stage.sent('collision_damage')
	call = (await stage.call()).call
}, 180_000)
afterAll(() => stage?.close())

const context = { now: 1_800_000_000, purpose: false, generated: false, minutesClosed: 5, to: 'en_route' }
const incidentOf = (id: string) => stage.store.transact('seawall_app', (tx) => needIncident(tx, id, 'read'))

/** Which posts may do what to an incident of the county in progress. Written by hand from RULES.md, not from the rules. */
const mayOnIncident: Readonly<Record<string, readonly string[]>> = {
	'dispatch.incident.note': ['call_taker', 'dispatcher', 'shift_leader', 'commander'],
	'dispatch.incident.classify': ['call_taker', 'dispatcher', 'shift_leader', 'commander'],
	'dispatch.incident.place': ['call_taker', 'dispatcher', 'shift_leader', 'commander'],
	'dispatch.incident.raise-level': ['call_taker', 'dispatcher', 'shift_leader', 'commander'],
	'dispatch.unit.assign': ['dispatcher', 'shift_leader'],
	'dispatch.incident.dispose': ['dispatcher', 'shift_leader'],
	'dispatch.incident.close': ['dispatcher', 'shift_leader'],
	'dispatch.incident.reopen': ['dispatcher', 'shift_leader', 'commander'],
	'dispatch.incident.hand-up': ['shift_leader', 'commander'],
}

test('D60 to D69, D100 to D103 every post against every act on an incident of the county', async () => {
	const subject = incidentSubject(await incidentOf(theft))
	const crews = new Set(subject.attributes['units'] as readonly string[])
	for (const who of stage.people) {
		const countyDesk = who.tier === 'county'
		const crew = who.unit !== null && crews.has(who.unit)
		const chief = who.postKind === 'station_chief' && who.agency === subject.attributes['agency']
		for (const [act, posts] of Object.entries(mayOnIncident)) {
			const officerMay =
				crew &&
				(['dispatch.incident.note', 'dispatch.incident.place'].includes(act) ||
					(act === 'dispatch.incident.raise-level' && who.sworn) ||
					(['dispatch.incident.dispose', 'dispatch.incident.close'].includes(act) &&
						['officer', 'traffic_officer', 'investigator'].includes(who.postKind)))
			const expected = (countyDesk && posts.includes(who.postKind)) || chief || officerMay
			const allowed = stage.spine.powers.decide(who, act, subject, context).allowed
			expect(allowed, `${who.postKind} at ${who.tier} ${who.branch ?? ''} ${act}`).toBe(expected)
		}
	}
})

test('D70 to D78 calls are taken at their own desk only', async () => {
	const row = await stage.store.transact('seawall_app', (tx) => needCall(tx, call, 'read'))
	for (const who of stage.people) {
		const expected = ['call_taker', 'dispatcher', 'shift_leader'].includes(who.postKind) && who.bureau === county
		for (const act of ['answer', 'save-detail', 'attach', 'call-back', 'close', 'transfer', 'hang-up'])
			expect(
				stage.spine.powers.decide(who, `dispatch.call.${act}`, callSubject(row), context).allowed,
				who.postKind,
			).toBe(expected)
	}
	expect(stage.spine.powers.decide(system, 'dispatch.call.save-detail', callSubject(row), context).allowed).toBe(false)
})

test('D80 to D86 units are moved by their crew, their desk and their chief', async () => {
	const unit = await stage.store.transact('seawall_app', (tx) => needUnit(tx, unitId('old-12'), 'read'))
	for (const who of stage.people) {
		const desk = ['dispatcher', 'shift_leader'].includes(who.postKind) && who.bureau === county
		const expected = desk || who.unit === unit.id || (who.postKind === 'station_chief' && who.agency === unit.agency)
		expect(
			stage.spine.powers.decide(who, 'dispatch.unit.set-status', unitSubject(unit), context).allowed,
			who.postKind,
		).toBe(expected)
	}
})

test('D34 no post but those named does anything, and nobody signed out does more than follow and write', () => {
	for (const { declaration } of acts) {
		if (declaration.resource.type !== 'Desk') continue
		const allowed = stage.spine.powers.decide(nobody, declaration.name, deskSubject(county), context).allowed
		expect(allowed, declaration.name).toBe(
			/^dispatch\.(follow\.(add|cancel|reopen)|text\.(begin|write))$/.test(declaration.name),
		)
	}
})

test('D30 what a list shows is exactly what each single decision allows, for every post', async () => {
	const all = await sql<{ id: string }>`select id from dispatch.incident`.execute(stage.store.db)
	const incidents = await Promise.all(all.rows.map((row) => incidentOf(row.id)))
	const calls = await sql<{ id: string }>`select id from dispatch.call`.execute(stage.store.db)
	const callRows = await Promise.all(
		calls.rows.map((row) => stage.store.transact('seawall_app', (tx) => needCall(tx, row.id, 'read'))),
	)
	const units = await sql<{ id: string }>`select id from dispatch.unit`.execute(stage.store.db)
	const unitRows = await Promise.all(
		units.rows.map((row) => stage.store.transact('seawall_app', (tx) => needUnit(tx, row.id, 'read'))),
	)
	const now = stage.spine.clock()
	for (const who of [...stage.people, system]) {
		for (const purpose of [false, true]) {
			const seconds = { now: Math.floor(now.getTime() / 1000), purpose }
			const listed = await idsOf(who, purpose, now)
			const decided = {
				incidents: incidents
					.filter(
						(one) => stage.spine.powers.decide(who, 'dispatch.incident.see', incidentSubject(one), seconds).allowed,
					)
					.map((one) => one.id),
				calls: callRows
					.filter((one) => stage.spine.powers.decide(who, 'dispatch.call.see', callSubject(one), seconds).allowed)
					.map((one) => one.id),
				units: unitRows
					.filter((one) => stage.spine.powers.decide(who, 'dispatch.unit.see', unitSubject(one), seconds).allowed)
					.map((one) => one.id),
			}
			expect(listed, `${who.postKind} ${who.tier}`).toEqual({
				incidents: decided.incidents.toSorted(),
				calls: decided.calls.toSorted(),
				units: decided.units.toSorted(),
			})
		}
	}
})

async function idsOf(who: Who, purpose: boolean, now: Date) {
	return stage.store.transact('seawall_app', async (tx) => {
		const ids = async (source: ReturnType<typeof filteredRows>) =>
			(await sql<{ id: string }>`select r.id::text as id from ${source}`.execute(tx)).rows
				.map((row) => row.id)
				.toSorted()
		return {
			incidents: await ids(filteredRows(incidentsFor(who, now, purpose), 'r')),
			calls: await ids(filteredRows(callsFor(who, now, purpose), 'r')),
			units: await ids(filteredRows(unitsFor(who, now), 'r')),
		}
	})
}

test('D31 city and province see counts and no names', async () => {
	for (const person of ['bai-haosheng', 'gu-yuanfan']) {
		const who = await stage.as(person)
		const counts = await stage.look(showCounts, who, {})
		expect(counts.rows.reduce((sum, row) => sum + row.count, 0)).toBeGreaterThanOrEqual(4)
		expect(counts.now.some((row) => row.onShift > 0)).toBe(true)
		expect(JSON.stringify(counts)).not.toContain(theft)
		expect((await stage.look(listIncidents, who, {})).rows).toEqual([])
		const desk = await stage.look(showDesk, who, {})
		expect([desk.sections.map((one) => one.total), desk.stations, desk.calls.total]).toEqual([[0, 0, 0], [], 0])
	}
})

test('W13 every post of the desk finds an address in both scripts, with the area it lies in', async () => {
	const { rows } = await sql<{ en: string; zh: string; id: number }>`
		select label_en as en, label_zh as zh, id from geo.address order by id limit 1`.execute(stage.store.db)
	const one = rows[0]
	const desk = ['call_taker', 'dispatcher', 'shift_leader', 'commander', 'station_chief']
	const posts = stage.people.filter((who) => desk.includes(who.postKind))
	expect(posts.length).toBeGreaterThan(5)
	for (const who of posts)
		for (const text of [one?.en ?? '', one?.zh ?? '']) {
			const { places } = await stage.look(searchPlace, who, { text, limit: 3 })
			expect(places.map((place) => place.id)).toContain(`address:${one?.id}`)
			expect(places[0]).toMatchObject({ score: 1, area: 'xigang-old-town', area_zh: expect.stringContaining('老城') })
		}
	expect((await refusalOf(stage.look(searchPlace, nobody, { text: one?.en ?? '' }))).code).toBe('not_signed_in')
})

test('D56 integrity sees ended incidents, with a purpose, and not without', async () => {
	const who = await stage.as('qiu-zhengming')
	expect((await stage.look(listIncidents, who, {})).rows).toEqual([])
	expect((await refusalOf(stage.look(showIncident, who, { incident: ended }))).code).toBe('not_found')
	const list = await stage.look(listIncidents, who, {}, 'complaint of 24 November')
	expect(list.rows.map((row) => row.id)).toContain(ended)
	expect(list.rows.every((row) => row.section === 'done')).toBe(true)
	expect((await refusalOf(stage.look(showIncident, who, { incident: theft }, 'complaint'))).code).toBe('not_found')
})

test('D100, D101 the administrator, the analyst and the trainer see no incident', async () => {
	for (const person of ['tang-jiansheng', 'dai-guanlan', 'mei-chuanxin']) {
		const who = await stage.as(person)
		expect((await refusalOf(stage.look(showIncident, who, { incident: theft }, 'curious'))).code).toBe('not_found')
		expect((await refusalOf(stage.look(showDesk, who, {}))).code).toBe('not_permitted')
	}
})

test('D52 another station does not know of it; the station it lies in and the one that was sent do', async () => {
	const quay = await stage.as('hou-bohai')
	await stage.look(showIncident, quay, { incident: theft })
	const sent = incidentSubject(await incidentOf(theft)).attributes['sent'] as readonly string[]
	// One of the two is always there to ask: a station that neither holds it nor was sent.
	const agencies = [...new Set(stage.people.filter((who) => who.tier === 'station').map((who) => who.agency))]
	const strangers = agencies.filter((agency) => agency !== quay.agency && !sent.includes(agency))
	expect(strangers.length).toBeGreaterThan(0)
	for (const who of stage.people.filter((one) => strangers.includes(one.agency)))
		expect((await refusalOf(stage.look(showIncident, who, { incident: theft }))).code, who.postKind).toBe('not_found')
	for (const who of stage.people.filter((one) => sent.includes(one.agency) && one.postKind === 'station_chief'))
		expect((await stage.look(showIncident, who, { incident: theft })).id).toBe(theft)
})

test("D35 generated calls are labelled, are the clock's alone, and end where a real organisation begins", async () => {
	const at = stage.address()
	const input = {
		agency: county,
		type: 'noise' as const,
		address: at.id,
		point: at.point,
		accuracyMetres: 50,
		said: ['Drilling.'],
	}
	expect((await refusalOf(stage.act(ringReplay, stage.desk, input))).code).toBe('not_permitted')
	const rang = await stage.act(ringReplay, system, input)
	const { rows } = await sql<{
		generated: boolean
	}>`select generated from dispatch.call where id = ${rang.call}`.execute(stage.store.db)
	expect(rows).toEqual([{ generated: true }])
	const leader = await stage.as('shen-jinghai', 'shift_leader')
	expect((await stage.act(startReplay, leader, { agency: county })).running).toBe(true)
	const mode = (to: string) =>
		stage.store.transact('owner', (tx) => sql`update identity.organisation set mode = ${to}`.execute(tx))
	await mode('real')
	try {
		expect(await refusalOf(stage.act(ringReplay, system, input))).toMatchObject({ code: 'not_permitted', rule: 'D35' })
		const direct = stage.store.transact('owner', (tx) =>
			sql`update dispatch.call set line = line where false`.execute(tx).then(() =>
				sql`insert into dispatch.call (id, number, agency_id, generated, line, rang_at)
					select id, 'C0000-0001', agency_id, true, 'demo', now() from matters.matter limit 1`.execute(tx),
			),
		)
		await expect(direct).rejects.toThrow(/real organisation/)
	} finally {
		await mode('demo')
	}
	// The clock steers one desk: the city's stands still while the county's runs.
	const { rows: desks } = await sql<{
		agency_id: string
		running: boolean
	}>`select agency_id, running from dispatch.replay
		where agency_id in (${county}, ${city})`.execute(stage.store.db)
	expect(desks.find((one) => one.agency_id === county)?.running).toBe(true)
	expect(desks.find((one) => one.agency_id === city)?.running ?? false).toBe(false)
})

test('D96 who leads a desk or trains pauses the clock and sets its speed; no other post and no other desk does', async () => {
	const may = ['dispatcher', 'shift_leader', 'commander', 'trainer']
	let steered = 0
	for (const who of stage.people.filter((one) => one.bureau === county)) {
		if (may.includes(who.postKind)) {
			expect((await stage.act(startReplay, who, { agency: county })).running).toBe(true)
			expect((await stage.act(pauseReplay, who, { agency: county })).running).toBe(false)
			expect((await stage.act(speedReplay, who, { agency: county, speed: 4 })).speed).toBe(4)
			steered += 1
			continue
		}
		const paused = await refusalOf(stage.act(pauseReplay, who, { agency: county }))
		const sped = await refusalOf(stage.act(speedReplay, who, { agency: county, speed: 8 }))
		for (const one of [paused, sped]) expect(one.code, who.postKind).toMatch(/not_permitted|not_found/)
	}
	expect(steered).toBeGreaterThan(2)
	const leader = await stage.as('shen-jinghai', 'shift_leader')
	expect((await refusalOf(stage.act(speedReplay, leader, { agency: city, speed: 8 }))).code).toMatch(
		/not_permitted|not_found/,
	)
	const { rows } = await sql`select running, speed from dispatch.replay where agency_id = ${county}`.execute(
		stage.store.db,
	)
	expect(rows).toEqual([{ running: false, speed: 4 }])
})

test('D70 D72 a city desk takes the call that rings there, and the county desk does not know of it', async () => {
	// The demo's city has no call-taker: one of its people stands in that post.
	const someone = stage.people.find((who) => who.agency === city)
	if (someone === undefined) throw new Error('nobody serves at the city bureau')
	const taker: Who = { ...someone, postKind: 'call_taker', standing: 'a call-taker of the city' }
	const at = stage.address()
	const rang = await stage.act(ringCall, taker, { agency: city, line: '110-9', number: '13800000077' })
	const live = await stage.act(answerCall, taker, { call: rang.call, version: rang.version })
	const told = await stage.act(saveDetail, taker, {
		call: rang.call,
		version: live.version,
		said: 'Smoke over the quay.',
		type: 'noise',
		place: { words: 'as said', address: at.id },
	})
	expect(told.state).toBe('live')
	expect((await refusalOf(stage.look(showCall, stage.taker, { call: rang.call }))).code).toBe('not_found')
	const opened = await stage.act(openIncident, taker, { agency: city, call: { id: rang.call, version: told.version } })
	expect(opened.state).toBe('waiting')
	expect((await stage.look(showIncident, taker, { incident: opened.incident })).id).toBe(opened.incident)
})
