import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { setDeadline } from '#kernel/deadlines/api.ts'
import { system, type Who } from '#kernel/who.ts'
import { demoId } from '../../../demo/ids.ts'
import {
	acceptHandOver,
	decideHandOver,
	lapseHandOver,
	listHandOvers,
	offerHandOver,
	refuseHandOver,
	showHandOver,
	showOwner,
	withdrawHandOver,
} from '../contract.ts'
import { ownerAt } from '../store/owner.ts'
import {
	bureau,
	cityBureau,
	northgate,
	oldTown,
	openStage,
	quayside,
	refusalOf,
	type Stage,
} from './hand-over-stage.ts'

let stage: Stage
let chief: Who
let quay: Who
let commander: Who

beforeAll(async () => {
	stage = await openStage()
	chief = await stage.as('zhou-anjie')
	quay = await stage.as('hou-bohai')
	commander = await stage.as('jiang-wanqing')
}, 240_000)
afterAll(() => stage?.close())

const reason = 'It lies beyond the bridge.'
const offer = (matter: string, to = quayside, who = chief) => stage.act(offerHandOver, who, { matter, to, reason })
const owner = (matter: string, at = new Date()) => stage.store.transact('seawall_app', (tx) => ownerAt(tx, matter, at))

test('K44, D41 an accepted incident is seen and worked by the new agency and no longer by the old; both owners stand', async () => {
	const { incident } = await stage.incident()
	const before = new Date()
	expect((await refusalOf(stage.shown(quay, incident))).code).toBe('not_found')
	const offered = await offer(incident)
	expect(offered.superior).toBe(bureau)
	expect(await owner(incident)).toBe(oldTown)
	const [row] = (await stage.look(listHandOvers, quay, {})).rows
	expect(row).toMatchObject({ id: offered.handOver, mine: 'answers', matter: { kind: 'incident' } })
	expect(row?.matter.number).toMatch(/^X\d{4}-\d+$/)

	const done = await stage.act(acceptHandOver, quay, { handOver: offered.handOver, version: 1 })
	expect(await owner(incident)).toBe(quayside)
	expect(await owner(incident, before)).toBe(oldTown)
	expect(await owner(incident, new Date(Date.parse(done.ownedFrom) - 1))).toBe(oldTown)
	expect(await owner(incident, new Date(done.ownedFrom))).toBe(quayside)
	expect(await owner(incident, new Date('2020-01-01T00:00:00Z'))).toBe(null)

	expect((await stage.shown(quay, incident)).agency.id).toBe(quayside)
	expect(JSON.stringify(await stage.see('dispatch.incident.list', quay, {}))).toContain(incident)
	expect((await refusalOf(stage.shown(chief, incident))).code).toBe('not_found')
	// Nor is a way to it offered: the old owner knows the hand-over, the new one the matter.
	for (const [who, opens] of [
		[chief, false],
		[quay, true],
	] as const)
		expect((await stage.look(showHandOver, who, { handOver: offered.handOver })).opens).toBe(opens)
	expect((await refusalOf(stage.ask('dispatch.incident.note', chief, { incident, text: 'Mine still.' }))).code).toBe(
		'not_found',
	)
	await stage.ask('dispatch.incident.note', quay, { incident, text: 'Ours now.' })
	// The desk of the bureau sees both stations: for it nothing changed but who answers.
	expect((await stage.shown(stage.desk, incident)).agency.id).toBe(quayside)
	const shown = await stage.look(showOwner, quay, { matter: incident })
	expect(shown.owners.map((one) => [one.agency.id, one.why])).toEqual([
		[oldTown, 'opened'],
		[quayside, 'handed'],
	])
	const ended = await stage.look(listHandOvers, chief, { section: 'ended' })
	expect(ended.rows[0]).toMatchObject({ id: offered.handOver, state: 'accepted' })
})

test('K45, K46 refused with a reason it stays with the offerer and goes to the lowest agency above both, who decides', async () => {
	const { incident } = await stage.incident()
	const { handOver } = await offer(incident)
	// Until it comes up, the agency above knows of it as the bureau it happens in, and decides nothing.
	expect((await refusalOf(decide(handOver, 1, 'hand_over'))).code).toBe('not_permitted')
	const refused = await stage.act(refuseHandOver, quay, { handOver, version: 1, reason: 'The bridge is yours.' })
	expect(refused).toMatchObject({ state: 'raised', superior: bureau })
	expect(await owner(incident)).toBe(oldTown)
	expect((await stage.look(listHandOvers, commander, {})).rows[0]).toMatchObject({ id: handOver, mine: 'decides' })
	expect((await refusalOf(stage.act(acceptHandOver, quay, { handOver, version: 2 }))).code).toBe('not_permitted')
	const decided = await decide(handOver, 2, 'hand_over')
	expect(decided).toMatchObject({ state: 'ordered', owner: quayside })
	expect(await owner(incident)).toBe(quayside)
	const shown = await stage.look(showHandOver, quay, { handOver })
	expect(shown).toMatchObject({ answer: 'The bridge is yours.', decision: 'Here.', decidedBy: 'commander', may: [] })

	const other = await stage.incident()
	const second = await offer(other.incident)
	await stage.act(refuseHandOver, quay, { handOver: second.handOver, version: 1, reason: 'No.' })
	expect(await decide(second.handOver, 2, 'keep')).toMatchObject({ state: 'kept', owner: oldTown })
	expect(await owner(other.incident)).toBe(oldTown)
	// Nothing of it stands open: the matter can be offered again.
	await offer(other.incident, northgate)
})

function decide(handOver: string, version: number, decision: 'hand_over' | 'keep') {
	return stage.act(decideHandOver, commander, { handOver, version, decision, reason: 'Here.' })
}

test('K45 unanswered by its clock it stays and goes up: an answer that comes later is none', async () => {
	const { incident } = await stage.incident()
	const offered = await offer(incident)
	expect(Date.parse(offered.dueAt) - Date.now()).toBeLessThanOrEqual(15 * 60_000)
	const { handOver } = offered
	expect((await refusalOf(stage.act(lapseHandOver, system, { handOver }))).code).toBe('not_now')
	expect((await refusalOf(stage.act(lapseHandOver, commander, { handOver }))).code).toBe('not_permitted')
	const late = await refusalOf(stage.act(acceptHandOver, quay, { handOver, version: 1 }, stage.later(16)))
	expect([late.code, late.rule]).toEqual(['wrong_state', 'K45'])
	const { rows } = await sql<{ kind: string; seconds: number }>`
		select kind, target_seconds as seconds from matters.timer where matter_id = ${handOver}`.execute(stage.store.db)
	expect(rows).toEqual([{ kind: 'hand_over_answer', seconds: 900 }])
	await stage.act(lapseHandOver, system, { handOver }, stage.later(16))
	expect(await owner(incident)).toBe(oldTown)
	expect((await stage.look(listHandOvers, commander, {})).rows.find((one) => one.id === handOver)).toMatchObject({
		raised: 'unanswered',
		mine: 'decides',
	})
	expect(await waitsAt(handOver)).toEqual(['decide'])
	await stage.act(
		decideHandOver,
		commander,
		{ handOver, version: 2, decision: 'keep', reason: 'Keep.' },
		stage.later(20),
	)
	expect(await waitsAt(handOver)).toEqual([])
})

async function waitsAt(matter: string): Promise<string[]> {
	const { rows } = await sql<{ element: string }>`select w.element from matters.process_wait w
		join matters.instance i on i.id = w.instance_id where i.matter_id = ${matter} and w.kind = 'task'`.execute(
		stage.store.db,
	)
	return rows.map((row) => row.element)
}

test('K48 the offerer takes it back, and nothing has passed', async () => {
	const { incident } = await stage.incident()
	const { handOver } = await offer(incident)
	expect((await refusalOf(stage.act(withdrawHandOver, quay, { handOver, version: 1 }))).code).toBe('not_permitted')
	await stage.act(withdrawHandOver, chief, { handOver, version: 1 })
	expect((await refusalOf(stage.act(acceptHandOver, quay, { handOver, version: 2 }))).code).toBe('not_permitted')
	expect(await owner(incident)).toBe(oldTown)
	expect(await waitsAt(handOver)).toEqual([])
})

test('K41 one hand-over of a matter is open; none to its owner, of a closed matter, of a hand-over or of a call', async () => {
	const { incident } = await stage.incident()
	const { handOver } = await offer(incident)
	expect(await refusalOf(offer(incident, northgate))).toMatchObject({ code: 'already', rule: 'K41' })
	expect(await refusalOf(offer(incident, oldTown))).toMatchObject({ code: 'invalid', field: 'to' })
	expect(await refusalOf(offer(handOver, quayside))).toMatchObject({ code: 'wrong_state', rule: 'K41' })
	const call = z
		.object({ call: z.string() })
		.parse(await stage.ask('dispatch.call.ring', stage.desk, { agency: bureau, line: '110-1', number: '13800002207' }))
	expect(await refusalOf(offer(call.call, quayside, commander))).toMatchObject({ code: 'wrong_state', rule: 'K41' })
	expect((await refusalOf(offer(demoId('agency', 'nothing')))).code).toBe('not_found')
	expect(await refusalOf(offer(incident, demoId('agency', 'nowhere')))).toMatchObject({ code: 'invalid', rule: 'K45' })
})

test('C40, K44 open deadlines pass with the duty and their clock as it stands; one the ladder took higher stays there', async () => {
	const { incident } = await stage.incident()
	const now = new Date()
	const set = (kind: string) =>
		stage.store.transact('seawall_app', (tx) =>
			setDeadline(tx, { matter: incident, regime: 'cn.detention.interrogate', kind, from: now, now }),
		)
	const own = await set('first')
	const high = await set('second')
	await stage.store.transact('seawall_app', (tx) =>
		sql`update deadlines.deadline set duty_id = ${bureau}, reached = 'county', stage = 'breached' where id = ${high.deadline}`.execute(
			tx,
		),
	)
	const read = async () =>
		(
			await sql<{ kind: string; agency_id: string; duty_id: string; due_at: Date; from_at: Date; sums: number }>`
				select kind, agency_id, duty_id, due_at, from_at,
					(select count(*)::int from deadlines.reckoning r where r.deadline_id = d.id) as sums
				from deadlines.deadline d where matter_id = ${incident} order by kind`.execute(stage.store.db)
		).rows
	const before = await read()
	const { handOver } = await offer(incident)
	expect((await stage.look(showHandOver, quay, { handOver })).clocks).toHaveLength(2)
	await stage.act(acceptHandOver, quay, { handOver, version: 1 })
	expect(await read()).toEqual([
		{ ...before[0], agency_id: quayside, duty_id: quayside },
		{ ...before[1], agency_id: quayside },
	])
	expect(own.dueAt).toEqual(before[0]?.due_at)
})

test('K46 nobody decides what they offered or refused themselves', async () => {
	const { incident } = await stage.incident()
	const { handOver } = await offer(incident, quayside, commander)
	await stage.act(refuseHandOver, quay, { handOver, version: 1, reason: 'No.' })
	expect(await refusalOf(decide(handOver, 2, 'hand_over'))).toMatchObject({ code: 'not_permitted', rule: 'K163' })
})

test('K45, D98, D99 to the city: refused or not, it is decided above both; owned by the city, the city sees and works it', async () => {
	const { incident } = await stage.incident()
	const city = await stage.as('bai-haosheng')
	expect((await refusalOf(stage.shown(city, incident))).code).toBe('not_found')
	const offered = await offer(incident, cityBureau, commander)
	expect(offered.superior).toBe(demoId('agency', 'donglan'))
	await stage.act(acceptHandOver, city, { handOver: offered.handOver, version: 1 })
	expect((await stage.shown(city, incident)).agency.id).toBe(cityBureau)
	await stage.ask('dispatch.incident.note', city, { incident, text: 'Taken by the city.' })
	expect((await refusalOf(stage.shown(chief, incident))).code).toBe('not_found')
	// The desk that opened it goes on seeing it (D51), as it always has.
	expect((await stage.shown(stage.desk, incident)).agency.id).toBe(cityBureau)
})
