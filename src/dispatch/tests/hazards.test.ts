import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { standingOf } from '#kernel/identity/api.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import type { Who } from '#kernel/who.ts'
import {
	approveHazard,
	type HazardKind,
	hazardKind,
	hazardsAtAddress,
	hazardsOfIncident,
	hazardState,
	listHazards,
	mineUnit,
	openIncident,
	proposeHazard,
	refuseHazard,
	withdrawHazard,
} from '../contract.ts'
import { forbiddenIn, monthsLater } from '../rules/hazard.ts'
import { county, openStage, refusalOf, type Stage } from './stage.ts'

let stage: Stage
let leader: Who
beforeAll(async () => {
	stage = await openStage()
	leader = await stage.as('shen-jinghai')
}, 240_000)
afterAll(() => stage?.close())

async function found(kind: HazardKind = 'dangerous_dog', type: 'noise' | 'domestic' = 'noise', who = stage.desk) {
	const at = stage.address()
	const { incident } = await stage.incident(type, at)
	const proposed = await stage.act(proposeHazard, who, { incident, kind, months: 6, note: 'In the yard.' })
	return { at, incident, ...proposed }
}
const atAddress = async (address: string, who = stage.taker) =>
	(await stage.look(hazardsAtAddress, who, { address })).rows
const later = (days: number) => ({
	...stage.spine,
	clock: () => new Date(Date.now() + days * 86_400_000),
})

test('D170 the kinds are a closed list of what may hurt a crew; none is about belief, petitions or complaints', () => {
	expect(hazardKind.options).toEqual([
		'dangerous_dog',
		'weapon_found',
		'crew_attacked',
		'chemical_store',
		'gas_store',
		'unsafe_structure',
		'live_wires',
		'infection_precaution',
		'hard_access',
	])
	for (const kind of hazardKind.options) expect(forbiddenIn(kind.replaceAll('_', ' '))).toBe(null)
})

test('D171, D173, D187 proposed by one, approved by another; then shown with the address and with the incident', async () => {
	const { at, incident, hazard } = await found()
	expect(await atAddress(at.id)).toEqual([])
	expect((await stage.look(hazardsOfIncident, stage.desk, { incident })).rows).toMatchObject([{ state: 'proposed' }])
	expect((await refusalOf(stage.act(approveHazard, stage.desk, { hazard, version: 1 }))).code).toBe('not_found')
	const own = await found('weapon_found', 'noise', leader)
	expect(await refusalOf(stage.act(approveHazard, leader, { hazard: own.hazard, version: 1 }))).toMatchObject({
		code: 'not_permitted',
		rule: 'D187',
	})
	const chief = await stage.as('zhou-anjie')
	expect((await stage.look(listHazards, chief, {})).rows.find((row) => row.id === hazard)?.may).toEqual([
		approveHazard.name,
		refuseHazard.name,
	])
	const done = await stage.act(approveHazard, chief, { hazard, version: 1 })
	expect(done.state).toBe('in_force')
	expect(await atAddress(at.id)).toMatchObject([
		{ kind: 'dangerous_dog', note: 'In the yard.', until: done.until, incident: { id: incident } },
	])
	// Chosen for a call and saved with it, too.
	const told = await stage.call('noise', at)
	expect((await stage.look(hazardsAtAddress, stage.taker, { call: told.call })).rows).toMatchObject([{ id: hazard }])
	expect((await stage.look(hazardsAtAddress, chief, { call: told.call })).rows).toEqual([])
	// Another incident at the same house, and the crew that is sent there.
	const next = await stage.sent('noise', at)
	expect((await stage.look(hazardsOfIncident, stage.desk, { incident: next.incident })).rows).toMatchObject([
		{ id: hazard },
	])
	const { rows } = await sql<{ person_id: string }>`select c.person_id from identity.crew c
		join dispatch.assignment a on a.unit_id = c.unit_id where a.incident_id = ${next.incident} and c.until_at is null limit 1`.execute(
		stage.store.db,
	)
	const post = await sql<{ id: string }>`select id from identity.post where person_id = ${rows[0]?.person_id ?? null}
		order by from_at desc limit 1`.execute(stage.store.db)
	const crew = await standingOf(stage.store.db, post.rows[0]?.id ?? '', stage.spine.clock())
	if (crew === null) throw new Error('the unit has no crew')
	expect((await stage.look(mineUnit, { ...crew, session: 'session-crew' }, {})).facts.map((one) => one.en)).toContain(
		'Dangerous dog at this address',
	)
	const nobodyElse = await stage.as('du-chengbei')
	expect((await refusalOf(stage.look(hazardsOfIncident, nobodyElse, { incident }))).code).toBe('not_found')
})

test('D171 refused or withdrawn with a reason; the database holds that two people decide', async () => {
	const one = await found()
	await stage.act(refuseHazard, leader, { hazard: one.hazard, version: 1, reason: 'The dog is gone.' })
	expect((await refusalOf(stage.act(approveHazard, leader, { hazard: one.hazard, version: 2 }))).rule).toBe('D171')
	const two = await found()
	await stage.act(approveHazard, leader, { hazard: two.hazard, version: 1 })
	await stage.act(withdrawHazard, leader, { hazard: two.hazard, version: 2, reason: 'It moved away.' })
	expect(await atAddress(two.at.id)).toEqual([])
	const three = await found()
	await expect(
		stage.store.transact('seawall_app', (tx) =>
			sql`update dispatch.hazard set state = 'in_force', decided_at = now(), decided_by = proposed_by,
				until_at = now() where id = ${three.hazard}`.execute(tx),
		),
	).rejects.toThrow(/check/)
})

test('D172 twelve months at most; from its moment nobody is shown it, and the next act deletes it', async () => {
	expect(monthsLater(new Date('2026-01-31T10:00:00Z'), 1).toISOString()).toBe('2026-02-28T10:00:00.000Z')
	expect(monthsLater(new Date('2026-11-24T10:00:00Z'), 12).toISOString()).toBe('2027-11-24T10:00:00.000Z')
	const { incident } = await stage.incident('noise')
	for (const months of [0, 13])
		expect(
			(await refusalOf(stage.act(proposeHazard, stage.desk, { incident, kind: 'hard_access', months }))).code,
		).toBe('invalid')
	const { at, hazard } = await found('gas_store')
	await stage.act(approveHazard, leader, { hazard, version: 1 })
	expect(await atAddress(at.id)).toHaveLength(1)
	const { rows } = await sql<{
		days: number
	}>`select extract(day from until_at - decided_at)::int as days from dispatch.hazard
		where id = ${hazard}`.execute(stage.store.db)
	expect(rows[0]?.days).toBeLessThanOrEqual(366)
	// Its moment passes.
	await sql`update dispatch.hazard set decided_at = now() - interval '2 months', until_at = now() - interval '1 minute'
		where id = ${hazard}`.execute(stage.store.db)
	expect(await atAddress(at.id)).toEqual([])
	expect((await stage.look(listHazards, leader, {})).rows.map((row) => row.id)).not.toContain(hazard)
	expect((await refusalOf(stage.act(withdrawHazard, leader, { hazard, version: 2, reason: 'Late.' }))).code).toBe(
		'not_found',
	)
	await found('live_wires')
	const left = await sql`select from dispatch.hazard where id = ${hazard}`.execute(stage.store.db)
	expect(left.rows).toEqual([])
	// Refused ones go after 30 days.
	const no = await found('unsafe_structure')
	await stage.act(refuseHazard, leader, { hazard: no.hazard, version: 1, reason: 'It stands.' })
	const { incident: other } = await stage.incident('noise')
	await stage.actOn(later(31), proposeHazard, stage.desk, { incident: other, kind: 'hard_access' })
	expect((await sql`select from dispatch.hazard where id = ${no.hazard}`.execute(stage.store.db)).rows).toEqual([])
})

test('D173 found at a protected address, it is shown there without the incident to those who may not see that', async () => {
	const { at, hazard, incident } = await found('weapon_found', 'domestic')
	await stage.act(approveHazard, leader, { hazard, version: 1 })
	expect(await atAddress(at.id)).toMatchObject([{ kind: 'weapon_found', incident: { id: incident } }])
	const quay = await stage.as('hou-bohai')
	expect(await atAddress(at.id, quay)).toMatchObject([{ kind: 'weapon_found', incident: null }])
})

test('D174 a note speaks of the address and not of people; its words enter the ledger sealed', async () => {
	for (const note of [
		'常年信访',
		'He complained twice',
		'信仰宗教',
		'ethnic dispute',
		'电话13800002207',
		'political activist',
	]) {
		const { incident } = await stage.incident('noise')
		expect(
			await refusalOf(stage.act(proposeHazard, stage.desk, { incident, kind: 'hard_access', note })),
			note,
		).toMatchObject({
			rule: 'D174',
			field: 'note',
		})
	}
	for (const note of ['大门右侧有两只狗', 'Ring twice; the stairs are dark, 3rd floor.'])
		expect(forbiddenIn(note)).toBe(null)
	const { incident } = await stage.incident('noise')
	await stage.act(proposeHazard, stage.desk, {
		incident,
		kind: 'hard_access',
		note: 'A word that stands alone: kingfisher.',
	})
	await sequence(stage.store, stage.signer)
	const { rows } = await sql<{ leaf: Uint8Array }>`select leaf from ledger.entry where matter = ${incident}`.execute(
		stage.store.db,
	)
	expect(rows.length).toBeGreaterThan(0)
	for (const { leaf } of rows) expect(Buffer.from(leaf).toString('utf8')).not.toContain('kingfisher')
})

test('D170, D175 only at a verified address, and one of a kind there', async () => {
	const at = stage.address()
	const forced = await stage.act(openIncident, stage.taker, {
		agency: county,
		type: 'noise',
		place: { words: 'Behind the boats', point: at.point, datum: 'wgs84', forced: { reason: 'not on the map' } },
	})
	const propose = (incident: string) => stage.act(proposeHazard, stage.desk, { incident, kind: 'chemical_store' })
	expect((await refusalOf(propose(forced.incident))).rule).toBe('D170')
	const one = await stage.incident('noise', at)
	const two = await stage.incident('noise', at)
	await propose(one.incident)
	expect((await refusalOf(propose(two.incident))).rule).toBe('D175')
})

test('D40 the lists of hazards are CHECK constraints', async () => {
	const { rows } = await sql<{ definition: string }>`select pg_get_constraintdef(oid) as definition from pg_constraint
		where conrelid = 'dispatch.hazard'::regclass and contype = 'c'`.execute(stage.store.db)
	const sets = rows.map(
		({ definition }) => new Set([...definition.matchAll(/'([a-z_]+)'::text/g)].map((match) => match[1])),
	)
	for (const list of [hazardKind, hazardState]) expect(sets).toContainEqual(new Set<string>(list.options))
})
