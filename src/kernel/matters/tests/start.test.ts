import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { perform } from '#kernel/spine/perform.ts'
import { system, type Who } from '#kernel/who.ts'
import { checkText, openOwnMatter } from '../contract.ts'
import { dueStarts } from '../api.ts'
import { file, flows, known, message, node, nodes, signal, timer } from '../process/tests/drawn.ts'
import { deliverWorker } from '../runner/thrown.ts'
import { county, openPublishing, type PublishingStage } from './publishing-stage.ts'

let stage: PublishingStage
let analyst: Who
let officer: Who
let signers: { readonly draws: Who; readonly reviews: Who; readonly publishes: Who }
beforeAll(async () => {
	stage = await openPublishing()
	analyst = await stage.as('dai-guanlan')
	officer = await stage.as('song-yuchen', 'officer').catch(() => analyst)
	signers = {
		draws: analyst,
		reviews: await stage.as('yin-fakuan'),
		publishes: await stage.as('jiang-wanqing', 'commander'),
	}
	const lanes = '<laneSet id="lanes"><lane id="lane" name="officer"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
	const begun = (definition: string) =>
		file(lanes + node('begun', 'startEvent', '', definition) + nodes('manualTask', 'a') + flows('begun>a'), known)
	const throws = (definition: string) =>
		file(
			lanes +
				node('start', 'startEvent') +
				node('c', 'intermediateThrowEvent', '', definition) +
				nodes('manualTask', 'a') +
				flows('start>c>a'),
			known,
		)
	const waits = file(
		lanes +
			node('start', 'startEvent') +
			node('c', 'intermediateCatchEvent', '', message('m')) +
			nodes('manualTask', 'a') +
			flows('start>c>a'),
		known,
	)
	await stage.publish('drawing', 'own.calls', throws(message('m')), signers)
	await stage.publish('drawing', 'own.warns', throws(signal('sig')), signers)
	await stage.publish('drawing', 'own.waits', waits, signers)
	await stage.publish('drawing', 'own.b-called', begun(message('m')), signers)
	await stage.publish('drawing', 'own.c-called', begun(message('m')), signers)
	await stage.publish('drawing', 'own.d-warned', begun(signal('sig')), signers)
	await stage.publish('drawing', 'own.e-warned', begun(signal('sig')), signers)
	await stage.publish('drawing', 'own.hourly', begun(timer('R/PT1H', 'Cycle')), signers)
}, 240_000)
afterAll(() => stage.close())

/** Matters on a process, oldest first. */
async function on(process: string) {
	const { rows } = await sql<{ id: string; agency: string; data: unknown }>`
		select m.id, m.agency_id as agency, i.rest->'scopes'->0->'data' as data from matters.matter m
			join matters.instance i on i.id = m.id join matters.drawing d on d.id = m.drawing_id
		where d.process = ${process} order by m.id`.execute(stage.store.db)
	return rows
}

const asSystem = (name: string, input: Readonly<Record<string, unknown>>, key: string) =>
	perform(stage.spine, { name, input, key, who: system }).then(({ output }) => output)

/** Delivers everything thrown so far, as the job does. */
async function deliver(mark: string): Promise<void> {
	const { rows } = await sql<{ id: string }>`select id from matters.process_thrown order by id`.execute(stage.store.db)
	for (const { id } of rows)
		await deliverWorker.run(
			{ n: 0, k: 0, topic: 'matters.process.thrown', resource: null, body: { thrown: id } },
			{
				key: `deliver-${id}`,
				once: () => Promise.reject(new Error('writes nothing')),
				read: (work) => stage.store.transact('seawall_app', work),
				perform: (name, input, part) => asSystem(name, input, `${mark}${id.slice(-12)}-${part?.slice(-20)}`),
			},
		)
}

/** Begins what is due, as the clock does; gives how many rows were due. */
async function tick(): Promise<number> {
	const now = stage.spine.clock()
	const due = await stage.store.transact('seawall_app', (tx) => dueStarts(tx, now, 10))
	for (const { start, element, due: at } of due)
		await asSystem('matters.process.begin', { start, element }, `${start.slice(-12)}-${at}`)
	return due.length
}

const own = (process: string) => stage.act(openOwnMatter, officer, { process, why: 'A test.' })

describe('what begins a matter by itself', () => {
	it('M96 a message that a matter waits for goes there; one that none waits for begins one matter, at the thrower’s agency, once', async () => {
		await own('own.waits')
		await own('own.calls')
		await deliver('a')
		expect(await on('own.b-called')).toEqual([])
		await own('own.calls')
		await deliver('b')
		await deliver('c')
		expect(await on('own.b-called')).toMatchObject([{ agency: officer.agency }])
		expect(await on('own.c-called')).toEqual([])
	}, 60_000)

	it('M96 a signal begins one by each drawing that starts on it', async () => {
		await own('own.warns')
		await deliver('d')
		await deliver('e')
		expect((await on('own.d-warned')).length).toBe(1)
		expect((await on('own.e-warned')).length).toBe(1)
	}, 60_000)

	it('M96 a timer begins one at the scope’s agency when it comes due, and one for all that a stand-still missed', async () => {
		expect(await tick()).toBe(0)
		stage.away.ms += 61 * 60_000
		expect(await tick()).toBe(1)
		expect(await on('own.hourly')).toMatchObject([{ agency: county }])
		expect(await tick()).toBe(0)
		stage.away.ms += 5 * 3_600_000
		expect(await tick()).toBe(1)
		expect(await tick()).toBe(0)
		expect((await on('own.hourly')).length).toBe(2)
	}, 60_000)

	it('M96 while an exception stands in its place, and once another is in force, the old one begins nothing', async () => {
		const other = file(node('start', 'startEvent') + node('end', 'endEvent') + flows('start>end'))
		const until = new Date(stage.spine.clock().getTime() + 90 * 60_000).toISOString()
		await stage.publish('drawing', 'own.hourly', other, { ...signers, until })
		stage.away.ms += 61 * 60_000
		expect(await tick()).toBe(1)
		expect((await on('own.hourly')).length).toBe(2)
		stage.away.ms += 60 * 60_000
		expect(await tick()).toBe(1)
		expect((await on('own.hourly')).length).toBe(3)
		await stage.publish('drawing', 'own.b-called', other, signers)
		await own('own.calls')
		await deliver('f')
		expect((await on('own.b-called')).length).toBe(1)
		expect((await on('own.c-called')).length).toBe(1)
	}, 60_000)

	it('M96 nobody begins one by hand, and nothing but what was thrown or is due does', async () => {
		const { rows } = await sql<{ start: string; element: string; kind: string }>`
			select publication_id as start, element, kind from matters.process_start`.execute(stage.store.db)
		for (const { start, element } of rows) {
			const byHand = perform(stage.spine, {
				name: 'matters.process.begin',
				input: { start, element },
				key: `by-hand-${start.slice(-12)}`,
				who: signers.publishes,
			})
			expect(['not_permitted', 'not_found']).toContain((await stage.refusal(byHand)).code)
			const early = asSystem('matters.process.begin', { start, element }, `early-${start.slice(-12)}`)
			expect(['not_now', 'wrong_state']).toContain((await stage.refusal(early)).code)
		}
	}, 60_000)

	it('M97 a timer in data or shorter than a minute is a fault, and so is any such start in a process of the program', async () => {
		const faults = async (name: string, text: string) =>
			(await stage.look(checkText, analyst, { what: 'drawing', name, text })).faults.map(({ rule, element }) => [
				rule,
				element,
			])
		const drawn = (definition: string) =>
			file(node('begun', 'startEvent', '', definition) + node('end', 'endEvent') + flows('begun>end'), known)
		expect(await faults('own.x', drawn(timer('R/PT30S', 'Cycle')))).toEqual([['M97', 'begun']])
		expect(await faults('own.x', drawn(timer('${when}', 'Date')))).toEqual([['M97', 'begun']])
		expect(await faults('own.x', drawn(timer('R/P1D', 'Cycle')))).toEqual([])
		expect(await faults('own.x', drawn(message('m')))).toEqual([])
		expect(await faults('command.order', drawn(message('m')))).toContainEqual(['M97', 'begun'])
	}, 60_000)
})
