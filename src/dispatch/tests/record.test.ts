import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sequence } from '#kernel/ledger/sequencer.ts'
import type { Who } from '#kernel/who.ts'
import { checkSample } from '../check-sample.ts'
import {
	classifyIncident,
	closeIncident,
	decideDowngrade,
	disposeIncident,
	drawSample,
	enterSample,
	listDowngrades,
	showCaller,
	showCounts,
	showIncident,
	showSample,
	showSampleCounts,
} from '../contract.ts'
import { isLesser } from '../rules/lesser.ts'
import { drawn } from '../rules/sample.ts'
import { spanOf, weekOf, weeksBefore } from '../rules/weeks.ts'
import { county, openStage, refusalOf, type Stage } from './stage.ts'

let stage: Stage
let integrity: Who
let legal: Who
beforeAll(async () => {
	stage = await openStage()
	integrity = await stage.as('qiu-zhengming')
	legal = await stage.as('lu-heping')
}, 180_000)
afterAll(() => stage?.close())

const measured = async (incident: string) => {
	const { rows } = await sql<{ type: string; priority: number; now: number }>`
		select e.type, e.priority, c.priority as now from dispatch.incident i
		join dispatch.classification e on e.id = coalesce(i.measured_id, i.classification_id)
		join dispatch.classification c on c.id = i.classification_id where i.id = ${incident}`.execute(stage.store.db)
	return rows[0]
}
const target = async (incident: string) =>
	(await stage.look(showIncident, stage.desk, { incident })).timer?.targetSeconds
const counted = async (type: string) => {
	const { weeks: _weeks, ...shown } = await stage.look(showCounts, stage.desk, {})
	return JSON.stringify(shown).split(`"${type}"`).length
}
const byHand = (value: number) => ({ priority: { value, reason: 'as the caller now says' } })
const lower = async (value = 4) => {
	const opened = await stage.incident('assault_weapon')
	const changed = await stage.act(classifyIncident, stage.desk, {
		incident: opened.incident,
		version: opened.version,
		...byHand(value),
	})
	const waiting = (await stage.look(listDowngrades, integrity, {})).rows.find((row) => row.incident === opened.incident)
	if (waiting === undefined) throw new Error('not in the queue')
	return { ...opened, version: changed.version, waiting }
}

test('D226 what is lesser: a later priority, a crime made none, a type that ordinarily comes later', () => {
	const of = (type: 'robbery' | 'noise' | 'theft' | 'person_in_water', priority: number) => ({ type, priority })
	expect(isLesser(of('robbery', 2), of('robbery', 3))).toBe(true)
	expect(isLesser(of('robbery', 2), of('robbery', 1))).toBe(false)
	expect(isLesser(of('theft', 3), of('noise', 3))).toBe(true)
	expect(isLesser(of('person_in_water', 2), of('noise', 2))).toBe(true)
	expect(isLesser(of('noise', 4), of('person_in_water', 1))).toBe(false)
})

test('D226, D229 a lesser one is worked by at once and measured by not yet; the queue names nobody and no place', async () => {
	const opened = await stage.incident('assault_weapon')
	const before = await target(opened.incident)
	await stage.act(classifyIncident, stage.desk, { incident: opened.incident, version: 1, ...byHand(5) })
	expect(await measured(opened.incident)).toMatchObject({ type: 'assault_weapon', priority: opened.priority, now: 5 })
	expect(await target(opened.incident)).toBe(before)
	const { rows } = await stage.look(listDowngrades, integrity, {})
	const row = rows.find((one) => one.incident === opened.incident)
	expect(row).toMatchObject({ before: { priority: opened.priority }, after: { priority: 5 } })
	expect(Object.keys(row ?? {}).sort()).toEqual(
		['after', 'at', 'before', 'id', 'incident', 'number', 'station', 'version'].sort(),
	)
	// A greater one waits for nobody and takes the wait away.
	await stage.act(classifyIncident, stage.desk, { incident: opened.incident, version: 2, ...byHand(1) })
	expect(await measured(opened.incident)).toMatchObject({ priority: 1, now: 1 })
	expect((await stage.look(listDowngrades, integrity, {})).rows.map((one) => one.incident)).not.toContain(
		opened.incident,
	)
})

test('D226 a second lesser one is compared with what is measured, not with the one that waits', async () => {
	const { incident, version, waiting, priority } = await lower(3)
	await stage.act(classifyIncident, stage.desk, { incident, version, ...byHand(2) })
	const rows = (await stage.look(listDowngrades, integrity, {})).rows.filter((one) => one.incident === incident)
	expect(rows).toHaveLength(priority < 2 ? 1 : 0)
	expect(rows[0]?.id).not.toBe(waiting.id)
	expect(
		await refusalOf(
			stage.act(decideDowngrade, integrity, { downgrade: waiting.id, version: 2, decision: 'confirmed' }),
		),
	).toMatchObject({ code: 'already', rule: 'D226' })
})

test('D227 confirmed outside, it is measured by; the target is set anew from receipt', async () => {
	const { incident, waiting } = await lower(5)
	const late = await target(incident)
	await stage.act(decideDowngrade, integrity, { downgrade: waiting.id, version: 1, decision: 'confirmed' })
	expect(await measured(incident)).toMatchObject({ priority: 5, now: 5 })
	expect(await target(incident)).toBeGreaterThan(late ?? 0)
	const shown = await stage.look(showIncident, stage.desk, { incident })
	expect(Date.parse(shown.timer?.startedAt ?? '')).toBe(Date.parse(shown.receivedAt))
})

test('D228 refused, the one before stands again as a new row, of a closed incident too', async () => {
	const { incident, version, waiting, priority } = await lower(4)
	const disposed = await stage.act(disposeIncident, stage.desk, { incident, version, disposition: 'duplicate' })
	await stage.act(closeIncident, stage.desk, { incident, version: disposed.version })
	await stage.act(decideDowngrade, legal, { downgrade: waiting.id, version: 1, decision: 'refused' })
	expect(await measured(incident)).toMatchObject({ priority, now: priority })
	const shown = await stage.look(showIncident, stage.desk, { incident })
	expect(shown.classifications.map((one) => one.priority)).toEqual([priority, 4, priority])
})

test('D231 nobody of the desk, of the station or who asked decides; they do not even see the queue', async () => {
	const { waiting } = await lower()
	const decide = { downgrade: waiting.id, version: 1, decision: 'confirmed' as const }
	for (const who of [
		stage.desk,
		await stage.as('zhou-anjie'),
		await stage.as('jiang-wanqing'),
		await stage.as('mei-chuanxin'),
	]) {
		expect((await refusalOf(stage.act(decideDowngrade, who, decide))).code).toMatch(/not_found|not_permitted/)
		expect((await refusalOf(stage.look(listDowngrades, who, {}))).code).toBe('not_permitted')
	}
	await sql`update dispatch.downgrade set asked_by = ${integrity.person} where id = ${waiting.id}`.execute(
		stage.store.db,
	)
	expect(await refusalOf(stage.act(decideDowngrade, integrity, decide))).toMatchObject({
		code: 'not_permitted',
		rule: 'D231',
	})
})

test('D226, D31 counts keep the type until it is confirmed', async () => {
	const n = async (type: string) => {
		const { rows } = await sql<{
			n: number
		}>`select coalesce(sum(n), 0)::int as n from dispatch.week_count where type = ${type}`.execute(stage.store.db)
		return rows[0]?.n ?? 0
	}
	const opened = await stage.incident('robbery')
	const [robbery, noise] = [await n('robbery'), await n('noise')]
	await stage.act(classifyIncident, stage.desk, { incident: opened.incident, version: 1, type: 'noise' })
	expect([await n('robbery'), await n('noise')]).toEqual([robbery, noise])
	const waiting = (await stage.look(listDowngrades, integrity, {})).rows.find((row) => row.incident === opened.incident)
	await stage.act(decideDowngrade, integrity, { downgrade: waiting?.id ?? '', version: 1, decision: 'confirmed' })
	expect([await n('robbery'), await n('noise')]).toEqual([robbery - 1, noise + 1])
	expect(await counted('noise')).toBeGreaterThan(1)
})

/** Incidents that were closed in the week before this one, and a ledger that has gone on since. */
async function lastWeek(count: number) {
	const made: string[] = []
	for (let n = 0; n < count; n += 1) {
		const { incident, version } = await stage.incident()
		const disposed = await stage.act(disposeIncident, stage.desk, { incident, version, disposition: 'advised' })
		await stage.act(closeIncident, stage.desk, { incident, version: disposed.version })
		made.push(incident)
	}
	await stage.store.transact('owner', async (tx) => {
		await sql`update dispatch.incident_time set at = at - interval '7 days' where incident_id = any(${made}::uuid[])`.execute(
			tx,
		)
		await sql`update dispatch.incident set received_at = received_at - interval '7 days' where id = any(${made}::uuid[])`.execute(
			tx,
		)
	})
	await sequence(stage.store, stage.signer)
	return made
}

test('D232 the draw is worked out from the ledger and drawn again from what is shown', async () => {
	const week = weeksBefore(stage.world.spine.clock(), 1)[0] ?? ''
	const closed = await lastWeek(25)
	const made = await stage.act(drawSample, integrity, { week })
	expect(made.drawn).toBe(Math.min(20, made.of))
	expect(made.of).toBeGreaterThanOrEqual(25)
	expect(await refusalOf(stage.act(drawSample, legal, { week }))).toMatchObject({ code: 'already', rule: 'D232' })
	const { sample } = await stage.look(showSample, legal, { week })
	if (sample === null) throw new Error('no sample')
	expect(sample.population).toEqual(expect.arrayContaining(closed))
	// By another hand than the program's.
	const ranked = sample.population
		.map(
			(incident) =>
				[
					createHash('sha256').update(`${sample.root}\n${county}\n${week}\n${incident}\n`).digest('hex'),
					incident,
				] as const,
		)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.slice(0, 20)
		.map(([, incident]) => incident)
	expect(sample.drawn.map((one) => one.incident).sort()).toEqual(ranked.sort())
	const { rows } = await sql<{
		root: string
	}>`select encode(root, 'hex') as root from ledger.head where size = ${sample.treeSize}`.execute(stage.store.db)
	expect(rows[0]?.root).toBe(sample.root)
	const told = JSON.stringify({ output: await stage.look(showSample, legal, { week }) })
	expect(checkSample(told)).toMatchObject({ missing: [], added: [] })
	const forged = told.replaceAll(sample.drawn[0]?.incident ?? '', sample.drawn[1]?.incident ?? '')
	expect(checkSample(forged)?.missing.length).toBeGreaterThan(0)
	expect(checkSample('{}')).toBeNull()
	for (const wrong of ['2020-01-06', weekOf(stage.world.spine.clock()), '2026-11-17'])
		expect(await refusalOf(stage.act(drawSample, integrity, { week: wrong }))).toMatchObject({
			rule: 'D232',
			field: 'week',
		})
})

test('D232 the draw is fair to the order it is given in, and another root draws others', () => {
	const population = Array.from({ length: 100 }, (_each, n) => `incident-${n}`)
	const draw = { root: 'a'.repeat(64), agency: 'x', week: '2026-11-16', population }
	expect(drawn(draw)).toEqual(drawn({ ...draw, population: population.toReversed() }))
	expect(drawn(draw)).not.toEqual(drawn({ ...draw, root: 'b'.repeat(64) }))
	expect(new Set(drawn(draw)).size).toBe(20)
	expect(spanOf('2026-11-16')?.from.toISOString()).toBe('2026-11-15T16:00:00.000Z')
	expect(spanOf('2026-11-17')).toBeNull()
})

test('D233, D234, D238 a post outside calls back and enters codes; counts are per station, type and week', async () => {
	const { sample } = await stage.look(showSample, integrity, {})
	const first = sample?.drawn[0]
	const second = sample?.drawn[1]
	if (sample === null || first === undefined || second === undefined) throw new Error('no sample')
	const call = first.calls[0] ?? ''
	const caller = await stage.look(showCaller, integrity, { call }, 'weekly call-back')
	expect(caller.number).toMatch(/^\d+$/)
	const entered = { sample: sample.id, incident: first.incident, reached: true, errors: ['times' as const] }
	expect((await refusalOf(stage.act(enterSample, stage.desk, entered))).code).toMatch(/not_found|not_permitted/)
	await stage.act(enterSample, integrity, entered)
	expect(await refusalOf(stage.act(enterSample, legal, entered))).toMatchObject({ code: 'already', rule: 'D233' })
	expect(
		await refusalOf(stage.act(enterSample, legal, { ...entered, incident: second.incident, reached: false })),
	).toMatchObject({ rule: 'D233', field: 'errors' })
	const other = sample.population.find((id) => !sample.drawn.some((one) => one.incident === id)) ?? ''
	expect(await refusalOf(stage.act(enterSample, legal, { ...entered, incident: other }))).toMatchObject({
		rule: 'D233',
		field: 'incident',
	})
	const counts = await stage.look(showSampleCounts, stage.desk, {})
	expect(counts.rows.reduce((sum, row) => sum + row.drawn, 0)).toBe(sample.drawn.length)
	const row = counts.rows.find((one) => one.station.id === first.station.id && one.type === first.type)
	expect(row).toMatchObject({ reached: 1, wrong: 1, errors: { times: 1, type: 0 } })
	expect(counts.rows.flatMap((one) => Object.keys(one))).not.toContain('by')
	// A call that was not drawn stays closed to them.
	const { rows } = await sql<{
		id: string
	}>`select id from dispatch.call where not sampled and incident_id is not null limit 1`.execute(stage.store.db)
	expect((await refusalOf(stage.look(showCaller, integrity, { call: rows[0]?.id ?? '' }, 'call-back'))).code).toBe(
		'not_found',
	)
})
