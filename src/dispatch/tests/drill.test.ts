import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { standingOf } from '#kernel/identity/api.ts'
import type { Who } from '#kernel/who.ts'
import { demoId } from '../../../demo/ids.ts'
import {
	agreeDrill,
	answerCall,
	assignUnit,
	beginText,
	type DrillPost,
	drillCandidates,
	drillRecord,
	endDrill,
	eraseDrill,
	inviteDrill,
	listDrills,
	openIncident,
	proposeDrill,
	raiseEmergency,
	realEmergency,
	refuseDrill,
	ringCall,
	saveDetail,
	showDesk,
	showFollow,
	showIncident,
	showRecommendation,
	startReplay,
} from '../contract.ts'
import { drillsDue } from '../drills-due.ts'
import { county, openStage, refusalOf, type Stage } from './stage.ts'

let stage: Stage
let trainer: Who
let commander: Who
beforeAll(async () => {
	stage = await openStage()
	const held = (kind: string) => stage.people.find((who) => who.postKind === kind && who.bureau === county)
	trainer = held('trainer') ?? stage.desk
	commander = held('commander') ?? stage.desk
}, 240_000)
afterAll(() => stage?.close())

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const later = (days: number) => ({ ...stage.spine, clock: () => new Date(Date.now() + days * 86_400_000) })

async function opened(hours = 8) {
	const proposed = await stage.act(proposeDrill, trainer, {
		agency: county,
		why: 'Winter shift.',
		endsAt: inHours(hours),
		crews: 2,
	})
	const agreed = await stage.act(agreeDrill, commander, { drill: proposed.drill, version: 1 })
	const { rows } = await sql<{
		root: string
	}>`select root_id as root from dispatch.drill where id = ${proposed.drill}`.execute(stage.store.db)
	return { ...agreed, root: rows[0]?.root ?? '' }
}

async function playing(drill: string, person: string, as: DrillPost): Promise<Who> {
	const invited = await stage.act(inviteDrill, trainer, { drill, person: demoId('person', person), as })
	const who = await standingOf(stage.store.db, invited.post, new Date(Date.now() + 1_000))
	if (who === null) throw new Error(`${person} does not play`)
	return who
}

/** A call rung, told, opened and sent to, all in the drill. */
async function incidentIn(root: string, taker: Who, desk: Who) {
	const at = stage.address()
	const rang = await stage.act(ringCall, taker, { agency: root, number: '13800009999', line: '110-9' })
	const live = await stage.act(answerCall, taker, { call: rang.call, version: rang.version })
	const told = await stage.act(saveDetail, taker, {
		call: rang.call,
		version: live.version,
		said: 'Smoke at the quay.',
		type: 'fire_help',
		place: { words: 'as said', address: at.id },
	})
	const born = await stage.act(openIncident, taker, { agency: root, call: { id: rang.call, version: told.version } })
	const card = await stage.look(showRecommendation, desk, { incident: born.incident })
	const units = card.ranked.filter((one) => one.chosen).map((one) => one.unit)
	expect(units.length).toBeGreaterThan(0)
	const sent = await stage.act(assignUnit, desk, {
		incident: born.incident,
		version: born.version,
		units,
		card: card.card,
	})
	return { ...born, call: rang.call, units, sent }
}

test('D250, D259 proposed by one, agreed to by another, within 72 hours; a trainer of the bureau proposes', async () => {
	const input = { agency: county, why: 'x', endsAt: inHours(4), crews: 1 }
	expect((await refusalOf(stage.act(proposeDrill, stage.desk, input))).code).toBe('not_permitted')
	expect(await refusalOf(stage.act(proposeDrill, trainer, { ...input, endsAt: inHours(73) }))).toMatchObject({
		rule: 'D250',
	})
	const { drill } = await stage.act(proposeDrill, trainer, input)
	expect(await refusalOf(stage.act(agreeDrill, trainer, { drill, version: 1 }))).toMatchObject({ rule: 'D259' })
	expect((await stage.act(refuseDrill, commander, { drill, version: 1, reason: 'No.' })).state).toBe('refused')
	expect(await refusalOf(stage.act(agreeDrill, commander, { drill, version: 2 }))).toMatchObject({ rule: 'D250' })
})

test('D251 to D257 a drill from its opening to the end of its record', { timeout: 120_000 }, async () => {
	const { drill, root, agencies, units } = await opened()
	expect(agencies).toBeGreaterThan(5)
	expect(units).toBeGreaterThan(5)
	expect((await stage.look(drillCandidates, trainer, { drill })).rows.length).toBeGreaterThan(10)
	expect(
		await refusalOf(stage.act(inviteDrill, trainer, { drill, person: trainer.person, as: 'dispatcher' })),
	).toMatchObject({ rule: 'I18' })
	const taker = await playing(drill, 'fang-zhixin', 'call_taker')
	const desk = await playing(drill, 'tao-xingzhou', 'dispatcher')
	const officer = await playing(drill, 'he-pingan', 'officer')
	expect(desk.drill).toBe(drill)
	expect(officer.unit).not.toBe(null)

	const incident = await incidentIn(root, taker, desk)
	expect(incident.number).toMatch(/^DR-X\d{4}-0001$/)
	// D252. Nobody of the one sees the other.
	const real = await stage.incident('theft')
	expect((await refusalOf(stage.look(showIncident, desk, { incident: real.incident }))).code).toBe('not_found')
	expect((await refusalOf(stage.look(showIncident, stage.desk, { incident: incident.incident }))).code).toBe(
		'not_found',
	)
	const drilled = JSON.stringify(await stage.look(showDesk, desk, {}))
	expect(drilled).not.toContain(real.incident)
	expect(drilled).toContain(incident.incident)
	// D253. By its code nobody finds it; the exchange has no line into it.
	expect((await refusalOf(stage.look(showFollow, stage.system, { code: incident.followCode }))).code).toBe('not_found')
	expect(
		(await refusalOf(stage.act(ringCall, stage.system, { agency: root, line: '110-1', reference: 'r-1' }))).code,
	).toBe('not_found')
	const written = await stage.act(beginText, stage.system, {
		language: 'en',
		phrases: [],
		text: 'Help.',
		safeToCall: false,
	})
	const { rows: desks } = await sql<{ agency: string }>`select agency_id as agency from dispatch.call
		where text_code = ${written.code.replaceAll('-', '')}`.execute(stage.store.db)
	expect(desks).toEqual([{ agency: county }])
	// D254. The press in a drill stays there; in one more press it is real.
	const unit = officer.unit ?? ''
	const press = await stage.act(raiseEmergency, officer, { unit })
	expect(press.number).toMatch(/^DR-/)
	expect((await refusalOf(stage.look(showIncident, stage.desk, { incident: press.incident }))).code).toBe('not_found')
	const noDuff = await stage.act(realEmergency, officer, { unit })
	expect(noDuff.number).toMatch(/^X/)
	expect((await stage.look(showIncident, stage.desk, { incident: noDuff.incident })).number).toBe(noDuff.number)
	expect((await refusalOf(stage.act(realEmergency, stage.desk, { unit }))).code).toBe('not_found')

	const done = await stage.act(endDrill, trainer, { drill })
	expect(done).toMatchObject({ state: 'ended', incidents: 2, posts: 3 })
	expect(await standingOf(stage.store.db, desk.post, new Date(Date.now() + 5_000))).toBe(null)
	const record = await stage.look(drillRecord, commander, { drill })
	expect(record.incidents.map((one) => one.closed)).toEqual([true, true])
	expect((await stage.look(drillRecord, await realPost('fang-zhixin'), { drill })).incidents).toHaveLength(2)
	expect((await refusalOf(stage.look(drillRecord, await stage.as('zhou-anjie'), { drill }))).code).toBe('not_found')
	expect(await refusalOf(stage.act(eraseDrill, stage.system, { drill }))).toMatchObject({ rule: 'D257' })
	await stage.actOn(later(91), eraseDrill, stage.system, { drill })
	const listed = (await stage.look(listDrills, commander, {})).rows.find((row) => row.id === drill)
	expect(listed).toMatchObject({ state: 'erased', why: null, people: [] })
	const { rows } = await sql`select from dispatch.story s join dispatch.incident i on i.id = s.incident_id
		where i.number like 'DR-%' and s.text is not null`.execute(stage.store.db)
	expect(rows).toEqual([])
})

async function realPost(person: string): Promise<Who> {
	const { rows } = await sql<{
		id: string
	}>`select h.id from identity.post h join identity.agency a on a.id = h.agency_id
		where h.person_id = ${demoId('person', person)} and a.drill_id is null limit 1`.execute(stage.store.db)
	const who = await standingOf(stage.store.db, rows[0]?.id ?? '', new Date())
	if (who === null) throw new Error(person)
	return who
}

test('D35, D251 the replay clock is steered at the desk of a drill by who plays there', async () => {
	const { drill, root } = await opened()
	const desk = await playing(drill, 'tao-xingzhou', 'dispatcher')
	expect(await stage.act(startReplay, desk, { agency: root })).toMatchObject({ allowed: true, running: true })
	expect((await refusalOf(stage.act(startReplay, stage.desk, { agency: root }))).code).not.toBe('done')
	await stage.act(endDrill, commander, { drill })
})

test('D256, D257 the clock ends a drill when its time has come, once, and deletes what was kept long enough', async () => {
	const { drill, root } = await opened(1)
	const desk = await playing(drill, 'tao-xingzhou', 'dispatcher')
	const taker = await playing(drill, 'fang-zhixin', 'call_taker')
	const { incident } = await incidentIn(root, taker, desk)
	const state = async () =>
		(await stage.look(listDrills, commander, {})).rows.find((row) => row.id === drill)?.state ?? null
	await drillsDue(stage.spine)
	expect(await state()).toBe('running')
	await drillsDue(later(0.05))
	await drillsDue(later(0.05))
	expect(await state()).toBe('ended')
	const { rows } = await sql<{ closed: boolean }>`select closed from dispatch.incident where id = ${incident}`.execute(
		stage.store.db,
	)
	expect(rows).toEqual([{ closed: true }])
	expect(await standingOf(stage.store.db, desk.post, new Date(Date.now() + 86_400_000))).toBe(null)
	await drillsDue(later(400))
	expect(await state()).toBe('erased')
})
