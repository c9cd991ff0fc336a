import { describe, expect, it } from 'vitest'
import type { Tx } from '#kernel/db/schema.ts'
import { inTx } from '#tests/database.ts'
import {
	advance,
	lossesOf,
	migrateInstance,
	type Model,
	moveProcess,
	openProcess,
	openTasks,
	type Plan,
	publishProcess,
	readProcesses,
	type State,
} from '../api.ts'
import { migrate } from '../migrate.ts'
import { findInstance } from '../store.ts'
import { eventSub, file, flows, known, message, node, nodes, onEdge, timer, undoneBy } from './drawn.ts'

const now = Date.UTC(2026, 0, 1)
const hour = 3_600_000
const start = node('start', 'startEvent')

async function modelOf(bpmn: string): Promise<Model> {
	const [process] = (await readProcesses(bpmn)).processes
	if (process === undefined || process.faults.length > 0) throw new Error(JSON.stringify(process?.faults))
	return process.model
}

/** The state after the start and after the tasks named are done. */
function stand(model: Model, ...done: readonly string[]): State {
	let { state } = advance(model, null, { is: 'start' }, now)
	for (const element of done) {
		const wait = state.waits.find((one) => one.element === element)?.id ?? 0
		state = advance(model, state, { is: 'complete', wait }, now).state
	}
	return state
}

async function tried(from: string, to: string, done: readonly string[], plan: Plan = {}) {
	const [old, renewed] = [await modelOf(from), await modelOf(to)]
	return { renewed, ...migrate(old, renewed, stand(old, ...done), plan, now + hour) }
}

const losses = (migrated: { lost: readonly { element: string }[] }) => migrated.lost.map((one) => one.element)

describe('moving to another drawing', () => {
	const old = file(
		start +
			nodes('userTask', 'a b') +
			onEdge('t', 'b', timer('P1D')) +
			nodes('userTask', 'late') +
			flows('start>a>b', 't>late'),
	)

	it('M41 a token and its running timer go on where the plan says, the due time kept', async () => {
		const to = file(
			start +
				nodes('userTask', 'a check c') +
				onEdge('timeout', 'check', timer('P1D')) +
				nodes('userTask', 'late') +
				flows('start>a>check>c', 'timeout>late'),
		)
		const moved = await tried(old, to, ['a'], { b: 'check', t: 'timeout' })
		if (!('state' in moved)) throw new Error(JSON.stringify(moved.lost))
		const waits = moved.state.waits.map(({ element, due }) => [element, due])
		expect(waits).toEqual([
			['timeout', now + 24 * hour],
			['check', undefined],
		])
		const wait = moved.state.waits.find((one) => one.element === 'check')?.id ?? 0
		const next = advance(moved.renewed, moved.state, { is: 'complete', wait }, now + hour)
		expect(next.state.waits.map((one) => one.element)).toEqual(['c'])
	})

	it('M41 what would be lost is named, all of it: a token, a timer, another kind, another place', async () => {
		const bare = file(start + nodes('userTask', 'a b') + flows('start>a>b'))
		expect(losses(await tried(old, bare, ['a']))).toEqual(['t'])
		expect(losses(await tried(old, file(start + nodes('userTask', 'a') + flows('start>a')), ['a']))).toEqual(['b', 't'])
		const service = file(
			start + nodes('userTask', 'a') + nodes('serviceTask', 'b') + onEdge('t', 'b', timer('P1D')) + flows('start>a>b'),
		)
		expect(losses(await tried(old, service, ['a']))).toEqual(['b'])
		const inside = node('sub', 'subProcess', '', nodes('userTask', 'b') + onEdge('t', 'b', timer('P1D')))
		expect(
			losses(await tried(old, file(start + nodes('userTask', 'a') + inside + flows('start>a>sub')), ['a'])),
		).toEqual(['b'])
	})

	it('M41 what stands on a flow into a join, and what could be undone, must find its place', async () => {
		const drawn = (flow: string, undo: string) =>
			file(
				start +
					nodes('parallelGateway', 'f j') +
					nodes('userTask', 'a b c') +
					undo +
					flows('start>f', 'f>a', 'f>b>j', 'j>c') +
					flow,
			)
		const from = drawn(flows('a>j'), undoneBy('a', 'x'))
		const renamed = flows('a>j').replace('id="a_j"', 'id="new"')
		expect(losses(await tried(from, drawn(renamed, undoneBy('a', 'x')), ['a']))).toEqual(['j'])
		expect(losses(await tried(from, drawn(renamed, undoneBy('a', 'x')), ['a'], { a_j: 'new' }))).toEqual([])
		expect(losses(await tried(from, drawn(flows('a>j'), ''), ['a']))).toEqual(['a'])
	})

	it('M41 events newly drawn where it stands begin to wait, those that had their turn do not', async () => {
		const more = file(
			start +
				nodes('userTask', 'a b') +
				onEdge('t', 'b', timer('P1D')) +
				nodes('userTask', 'late d') +
				onEdge('m1', 'b', message('m'), false) +
				eventSub('es', timer('P2D'), node('h', 'userTask') + flows('es_start>h'), false) +
				flows('start>a>b', 't>late', 'm1>d'),
			known,
		)
		const moved = await tried(old, more, ['a'])
		if (!('state' in moved)) throw new Error(JSON.stringify(moved.lost))
		expect(moved.effects.map((one) => (one.is === 'asked' ? [one.wait.element, one.wait.due] : one.is))).toEqual([
			['m1', undefined],
			['es_start', now + 49 * hour],
		])
	})

	it('M41 an event newly drawn that cannot begin to wait, its time not to be reckoned, is named and nothing moved', async () => {
		const to = file(
			start +
				nodes('userTask', 'a b') +
				onEdge('t', 'b', timer('P1D')) +
				onEdge('remind', 'b', timer('=how_long')) +
				nodes('userTask', 'late') +
				flows('start>a>b', 't>late', 'remind>late'),
		)
		expect(losses(await tried(old, to, ['a']))).toEqual(['remind'])
		expect(losses(await tried(old, to, []))).toEqual([])
	})

	it('M41 over the database: tried on all that live, moved one by one, refused whole', async () => {
		await inTx(async (tx: Tx) => {
			const at = new Date(now)
			const publish = (bpmn: string) => publishProcess(tx, { process: 'test.move', bpmn, now: at })
			const open = () =>
				openProcess(tx, {
					kind: 'trial',
					process: 'test.move',
					agency: '019aa000-0000-7000-8000-0000000000a1',
					now: at,
				})
			const complete = async (matter: string, element: string) => {
				const task = (await openTasks(tx, matter)).find((one) => one.element === element)
				await moveProcess(tx, matter, { is: 'complete', wait: task?.wait ?? 0 }, at)
			}
			const { drawing: from } = await publish(old)
			const [one, two] = [(await open()).matter, (await open()).matter]
			await complete(two, 'a')
			const { drawing: to } = await publish(file(start + nodes('userTask', 'a b c') + flows('start>a>b>c')))
			const plan = { to, elements: {}, now: at }
			const trial = await lossesOf(tx, [one, two], plan)
			expect([one, two].map((id) => losses({ lost: trial.get(id) ?? [] }))).toEqual([[], ['t']])
			await migrateInstance(tx, one, plan)
			await expect(migrateInstance(tx, two, plan)).rejects.toMatchObject({ code: 'wrong_state', rule: 'M41' })
			await complete(one, 'a')
			await complete(one, 'b')
			expect((await openTasks(tx, one)).map((task) => task.element)).toEqual(['c'])
			expect((await findInstance(tx, two))?.published.drawing).toBe(from)
			const matter = await tx
				.selectFrom('matters.matter')
				.select('drawing_id')
				.where('id', '=', one)
				.executeTakeFirstOrThrow()
			expect(matter.drawing_id).toBe(to)
		})
	})
})
