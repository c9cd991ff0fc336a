import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Who } from '#kernel/who.ts'
import {
	listDrawings,
	listPlans,
	proposePlan,
	refusePlan,
	runPlan,
	showPlan,
	signPlan,
	standOn,
	tryPlan,
} from '../contract.ts'
import { holdMatter } from '../hold/hold.ts'
import { openMatter, stateOf, stepMatter } from '../matter.ts'
import { beginProcess, openTasks } from '../process/api.ts'
import { county, openPublishing, type PublishingStage, withApproval } from './publishing-stage.ts'

let stage: PublishingStage
let analyst: Who
let legal: Who
let commander: Who
beforeAll(async () => {
	stage = await openPublishing()
	analyst = await stage.as('dai-guanlan')
	legal = await stage.as('lu-heping')
	commander = await stage.as('jiang-wanqing', 'commander')
}, 180_000)
afterAll(() => stage.close())

/** An errand: told on one of two ways, with a timer on the first. Elements are called as asked. */
function errand(first: string, second: string | null, more = ''): string {
	const other =
		second === null
			? ''
			: `<bpmn:userTask id="${second}" name="Other"/><bpmn:sequenceFlow id="f3" sourceRef="which" targetRef="${second}"><bpmn:conditionExpression>way = "other"</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:sequenceFlow id="f5" sourceRef="${second}" targetRef="end"/>`
	const lanes = [first, ...(second === null ? [] : [second])].map((id) => `<bpmn:flowNodeRef>${id}</bpmn:flowNodeRef>`)
	return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x"><bpmn:process id="errand" name="Errand / 差事" isExecutable="true">
	<bpmn:laneSet id="lanes"><bpmn:lane id="lane" name="officer">${lanes.join('')}</bpmn:lane></bpmn:laneSet>
	<bpmn:startEvent id="start"/><bpmn:exclusiveGateway id="which" default="f2"/><bpmn:userTask id="${first}" name="First"/><bpmn:endEvent id="end"/>
	<bpmn:boundaryEvent id="late" attachedToRef="${first}" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration>PT8H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
	<bpmn:endEvent id="told"/><bpmn:sequenceFlow id="f6" sourceRef="late" targetRef="told"/>
	<bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="which"/><bpmn:sequenceFlow id="f2" sourceRef="which" targetRef="${first}"/><bpmn:sequenceFlow id="f4" sourceRef="${first}" targetRef="end"/>${other}${more}</bpmn:process></bpmn:definitions>`
}

const begin = (way: string, name = 'own.errand') =>
	stage.store.transact('seawall_app', async (tx) => {
		const now = stage.spine.clock()
		const { matter } = await beginProcess({ tx, now }, { kind: 'errand', process: name, agency: county, data: { way } })
		return matter
	})
const tasksOf = (matter: string) => stage.store.transact('seawall_app', (tx) => openTasks(tx, matter))
const timersOf = async (matter: string) =>
	(
		await sql<{
			due: Date
		}>`select w.due_at as due from matters.process_wait w join matters.instance i on i.id = w.instance_id
			where i.matter_id = ${matter}::uuid and w.kind = 'timer'`.execute(stage.store.db)
	).rows.map((row) => row.due.getTime())

async function publish(name: string, text: string): Promise<string> {
	const by = { draws: analyst, reviews: legal, publishes: commander }
	return (await stage.publish('drawing', name, text, by)).version
}

describe('a plan for what the engine runs', () => {
	it('M92 M93 M94 M95 is tried, signed by another chain, run in portions, and leaves whole what would lose', {
		timeout: 60_000,
	}, async () => {
		const from = await publish('own.errand', errand('ask', 'other'))
		const matters: string[] = []
		for (let n = 0; n < 5; n += 1) matters.push(await begin('first'))
		const loser = await begin('other')
		const due = await Promise.all(matters.map(timersOf))
		expect(due.every((one) => one.length === 1)).toBe(true)
		const to = await publish('own.errand', errand('ask_again', null))
		const asked = { name: 'own.errand', from, to, elements: { ask: 'ask_again' } }
		const bare = await stage.look(tryPlan, analyst, { name: 'own.errand', from, to })
		expect(bare).toMatchObject({ of: 6, moves: 0 })
		const tried = await stage.look(tryPlan, analyst, asked)
		expect(tried).toMatchObject({ of: 6, moves: 5 })
		expect(tried.stays).toEqual([
			{
				matter: loser,
				kind: 'errand',
				losses: [{ element: 'other', en: expect.any(String), zh: expect.stringMatching(/\p{Script=Han}/u) }],
			},
		])
		expect((await tasksOf(matters[0] ?? ''))[0]?.element).toBe('ask')

		const { id } = await stage.act(proposePlan, analyst, { ...asked, reason: 'The question has a new name.' })
		const early = await stage.refusal(stage.act(runPlan, commander, { id }))
		expect(early).toMatchObject({ code: 'not_permitted', rule: 'M170' })
		const { signatures } = await stage.look(showPlan, analyst, { id })
		expect(signatures.find((one) => one.act === 'matters.plan.sign')?.could.length).toBeGreaterThan(0)
		const unsigned = await stage.look(showPlan, legal, { id })
		expect(unsigned.stays).toMatchObject([{ losses: [{ element: 'other' }] }])
		await stage.act(signPlan, legal, { id, ground: 'Tried; one stays.' })
		const signed = await stage.look(showPlan, analyst, { id })
		expect(signed).toMatchObject({ mayRun: false, signatures: [{ act: 'matters.plan.run', allowed: false }] })
		expect(signed.signatures[0]?.could.map(({ post }) => post)).toContain('commander')
		const first = await stage.act(runPlan, commander, { id, most: 2 })
		expect(first).toEqual({ id, moved: 2, stayed: 0, left: 4 })
		expect((await stage.look(showPlan, analyst, { id })).plan).toMatchObject({ state: 'running', moved: 2, left: 4 })
		const second = await stage.act(runPlan, commander, { id })
		expect(second).toEqual({ id, moved: 3, stayed: 1, left: 0 })
		const shown = await stage.look(showPlan, analyst, { id })
		expect(shown.plan).toMatchObject({ state: 'done', moved: 5, stayed: 1, left: 0 })
		expect(shown.signatures).toEqual([])
		expect(shown.stays.map((one) => one.matter)).toEqual([loser])
		const admin = await stage.look(showPlan, await stage.as('tang-jiansheng'), { id })
		expect(admin.stays.map((one) => one.matter)).toEqual([null])

		for (const [n, matter] of matters.entries()) {
			expect((await tasksOf(matter)).map((one) => one.element)).toEqual(['ask_again'])
			expect(await timersOf(matter)).toEqual(due[n])
		}
		expect((await tasksOf(loser)).map((one) => one.element)).toEqual(['other'])
		const stands = await stage.look(standOn, commander, { name: 'own.errand' })
		expect(stands.elements.map((one) => [one.element, one.count])).toContainEqual(['ask_again', 5])
		const { rows } = await sql<{ fact: string }>`select o.value as fact from ledger.opening o
			where o.name = 'what' and o.value like '%matters.plan.run%'`.execute(stage.store.db)
		const all = rows.map((row) => row.fact).join('')
		for (const matter of [...matters, loser]) expect(all).toContain(matter)
		expect(all).toContain('ask_again')
	})

	it('M93 is signed by nobody of the proposer’s line, and taken back until it runs', async () => {
		const versions = (await stage.look(listDrawings, analyst, { what: 'drawing' })).rows.find(
			(row) => row.name === 'own.errand',
		)?.versions
		const [to, from] = versions?.map((one) => one.version) ?? []
		if (from === undefined || to === undefined) throw new Error('two versions stand')
		const plan = { name: 'own.errand', from, to, elements: {}, reason: 'x' }
		const { id } = await stage.act(proposePlan, commander, plan)
		const line = await stage.refusal(stage.act(signPlan, legal, { id, ground: 'x' }))
		expect(line).toMatchObject({ code: 'not_permitted', rule: 'M168' })
		await stage.act(refusePlan, commander, { id, ground: 'Not now.' })
		const late = await stage.refusal(stage.act(signPlan, await stage.as('yin-fakuan'), { id, ground: 'x' }))
		expect(late.code).toBe('wrong_state')
		const same = stage.act(proposePlan, analyst, { ...plan, to: from })
		expect(await stage.refusal(same)).toMatchObject({ code: 'invalid', rule: 'M92' })
		const { rows } = await stage.look(listPlans, legal, { name: 'own.errand' })
		expect(rows.find((one) => one.id === id)?.state).toBe('refused')
	})
})

/** As many more matters that stand exactly where one stands, with all its rows; `salt` tells their ids from earlier ones. */
async function copies(matter: string, count: number, salt = ''): Promise<void> {
	const copy = (table: string, owner: string, columns: string, more = '') =>
		sql.raw(`insert into ${table} (${owner}, ${columns}${more === '' ? '' : `, ${more}`})
			select made.id, ${columns}${more === '' ? '' : ', made.id'} from ${table} t cross join made where t.${owner} = '${matter}'`)
	const wait = 'n, kind, element, token, scope, name, key, due_at, cycle, lane, asked_at, asks'
	await stage.store.transact('owner', async (tx) => {
		await sql`create temporary table made on commit drop as
			select ('019ac000-0000-7000-8000-' || substr(md5(${matter + salt} || n), 1, 12))::uuid as id
			from generate_series(1, ${count}::int) n`.execute(tx)
		await copy('matters.matter', 'id', 'kind, agency_id, drawing_id, purpose, opened_at').execute(tx)
		await copy('matters.instance', 'id', 'drawing_id, process, rest, opened_at', 'matter_id').execute(tx)
		await copy('matters.process_token', 'instance_id', 'n, element, scope, state, rest, arrived_at').execute(tx)
		await copy('matters.process_wait', 'instance_id', wait).execute(tx)
	})
}

describe('a dry run over more than one portion', () => {
	it('M92 M93 every live matter is tried, however many, and those begun since the proposal as it is signed', {
		timeout: 60_000,
	}, async () => {
		const from = await publish('own.many', errand('ask', 'other'))
		const [stays, moves] = [await begin('other', 'own.many'), await begin('first', 'own.many')]
		const many = 22_000
		await copies(moves, many)
		await copies(stays, 250)
		const to = await publish('own.many', errand('ask', null))
		const asked = { name: 'own.many', from, to }
		const tried = await stage.look(tryPlan, analyst, asked)
		expect(tried).toMatchObject({ of: many + 252, moves: many + 1 })
		expect(tried.stays).toHaveLength(200)
		expect(new Set(tried.stays.flatMap((one) => one.losses.map(({ element }) => element)))).toEqual(new Set(['other']))
		const reason = 'The second way is closed.'
		const { id, ...found } = await stage.act(proposePlan, analyst, { ...asked, elements: {}, reason })
		expect(found).toEqual({ of: many + 252, moves: many + 1 })
		await copies(moves, 1, 'since')
		await stage.act(signPlan, legal, { id, ground: 'Tried; the second way stays.' })
		const { plan } = await stage.look(showPlan, analyst, { id })
		expect(plan).toMatchObject({ tried: found, triedAgain: { of: many + 253, moves: many + 2 } })
	})
})

describe('a plan for what acts move', () => {
	it('M92 M94 moves incidents to the redrawn version, and back but for one that waits in between', {
		timeout: 60_000,
	}, async () => {
		const rowsOf = async () =>
			(await stage.look(listDrawings, analyst, { what: 'drawing' })).rows.find(
				(row) => row.name === 'dispatch.incident',
			)
		const from = (await rowsOf())?.current.version ?? ''
		const now = stage.spine.clock()
		const matter = await stage.store.transact('seawall_app', async (tx) => {
			const opened = await openMatter(tx, { kind: 'incident', process: 'dispatch.incident', agency: county, now })
			await stepMatter(tx, opened.matter, 'cleared', { now })
			return opened.matter
		})
		const to = await publish('dispatch.incident', withApproval())
		const { of, moves } = await stage.look(tryPlan, analyst, { name: 'dispatch.incident', from, to })
		expect(of).toBeGreaterThan(1)
		expect(moves).toBe(of)
		const { id } = await stage.act(proposePlan, analyst, {
			name: 'dispatch.incident',
			from,
			to,
			elements: {},
			reason: 'Order',
		})
		await stage.act(signPlan, legal, { id, ground: 'Tried.' })
		for (let left = 1; left > 0; ) ({ left } = await stage.act(runPlan, commander, { id, most: 20 }))
		const state = await stage.store.transact('seawall_app', (tx) => stateOf(tx, matter))
		expect(state.state).toBe('cleared')
		expect(state.next).toContain('approval')
		await stage.store.transact('seawall_app', (tx) =>
			holdMatter(tx, matter, 'approval', { who: { ...analyst, postKind: 'dispatcher' }, now }),
		)
		const back = await stage.look(tryPlan, analyst, { name: 'dispatch.incident', from: to, to: from })
		expect(back).toMatchObject({ of, moves: of - 1 })
		expect(back.stays[0]?.losses[0]?.element).toBe('approval')
	})
})
