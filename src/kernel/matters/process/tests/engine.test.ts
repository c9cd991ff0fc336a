import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { inTx, openFresh } from '#tests/database.ts'
import { advance } from '../advance.ts'
import {
	dueProcessTimers,
	type Happening,
	moveProcess,
	openProcess,
	openTasks,
	publishProcess,
	type State,
	waitingFor,
} from '../api.ts'
import { findInstance } from '../store.ts'
import { error, eventSub, file, flows, known, message, node, nodes, onEdge, signal, timer, undoneBy } from './drawn.ts'

const agency = '019aa000-0000-7000-8000-0000000000a1'
const now = new Date('2026-11-24T08:00:00.000Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const start = node('start', 'startEvent')

const open = (tx: Tx, data = {}) => openProcess(tx, { kind: 'trial', process: 'test.trial', agency, data, now })
const publish = (tx: Tx, bpmn: string, process = 'test.trial') => publishProcess(tx, { process, bpmn, now })

async function taskOf(tx: Tx, matter: string, element: string): Promise<{ instance: string; wait: number }> {
	const task = (await openTasks(tx, matter)).find((one) => one.element === element)
	if (task === undefined) throw new Error(`no task ${element}`)
	return task
}

async function complete(tx: Tx, matter: string, element: string, data = {}) {
	const { instance, wait } = await taskOf(tx, matter, element)
	return moveProcess(tx, instance, { is: 'complete', wait, data }, now)
}

const busy = file(
	start +
		nodes('parallelGateway', 'f') +
		nodes('inclusiveGateway', 'j') +
		nodes('userTask', 'a b c d z') +
		node('s', 'serviceTask') +
		onEdge('late', 's', timer('R3/PT1H', 'Cycle'), false) +
		onEdge('told', 's', message('m')) +
		node(
			'many',
			'userTask',
			'',
			'<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>',
		) +
		undoneBy('a', 'x') +
		eventSub('es', signal('sig'), node('h', 'userTask') + flows('es_start>h'), false) +
		flows('start>a>f', 'f>s>j', 'f>many>j', 'f>b>j', 'late>c', 'told>d', 'j>z'),
	known,
)

describe('the engine over the database', () => {
	it('M38 what is read back is what the pure engine says, after every step', async () => {
		await inTx(async (tx) => {
			const { models } = await publish(tx, busy)
			const model = models.get('p')
			if (model === undefined) throw new Error('no model')
			const { matter } = await open(tx, { n: 1 })
			let state: State = advance(model, null, { is: 'start', data: { n: 1 } }, now.getTime()).state
			const step = async (happening: Happening, at: Date) => {
				state = advance(model, state, happening, at.getTime()).state
				expect((await moveProcess(tx, matter, happening, at)).taken).toBe(true)
				expect((await findInstance(tx, matter))?.state).toEqual(state)
			}
			const wait = (element: string) => state.waits.find((one) => one.element === element)?.id ?? 0
			await step({ is: 'complete', wait: wait('a'), data: { n: 2, who: { id: 7 } } }, now)
			await step({ is: 'timer', wait: wait('late') }, later(60))
			await step({ is: 'signal', name: 'sig', data: { seen: true } }, later(61))
			await step({ is: 'complete', wait: wait('many'), data: {} }, later(62))
			await step({ is: 'timer', wait: wait('late') }, later(120))
			await step({ is: 'failed', wait: wait('s'), sentence: 'no line' }, later(121))
			await step({ is: 'message', name: 'm' }, later(122))
			for (const element of ['many', 'many', 'b', 'd', 'c', 'c', 'h'])
				await step({ is: 'complete', wait: wait(element) }, later(130))
			await step({ is: 'complete', wait: wait('z') }, later(131))
			expect(state.ended).toEqual({ how: 'completed' })
			const rows = await tx.selectFrom('matters.process_token').selectAll().where('instance_id', '=', matter).execute()
			expect(rows).toEqual([])
		})
	})

	it('M35 the rows of a waiting instance take at most 2 KB', async () => {
		await inTx(async (tx) => {
			await publish(tx, busy)
			const { matter } = await open(tx, { incident: '019aa000-0000-7000-8000-000000000001', priority: 2 })
			await complete(tx, matter, 'a')
			const { rows } = await sql<{ bytes: number }>`
				select (select pg_column_size(i.*) from matters.instance i where id = ${matter}::uuid)
					+ (select sum(pg_column_size(t.*)) from matters.process_token t where instance_id = ${matter}::uuid)
					+ (select sum(pg_column_size(w.*)) from matters.process_wait w where instance_id = ${matter}::uuid) as bytes`.execute(
				tx,
			)
			expect(Number(rows[0]?.bytes)).toBeGreaterThan(500)
			expect(Number(rows[0]?.bytes)).toBeLessThanOrEqual(2048)
		})
	})

	it('M39 a matter is opened, moved and closed; it keeps its drawing when a newer one is published', async () => {
		await inTx(async (tx) => {
			await publish(tx, file(start + nodes('userTask', 'a b') + flows('start>a>b')))
			const old = await open(tx)
			await publish(tx, file(start + nodes('userTask', 'a c') + flows('start>a>c')))
			const renewed = await open(tx)
			await complete(tx, old.matter, 'a')
			await complete(tx, renewed.matter, 'a')
			expect((await openTasks(tx, old.matter)).map((one) => one.element)).toEqual(['b'])
			expect((await openTasks(tx, renewed.matter)).map((one) => one.element)).toEqual(['c'])
			const done = await complete(tx, old.matter, 'b')
			expect(done.ended).toEqual({ how: 'completed' })
			const row = await tx
				.selectFrom('matters.matter')
				.select(['version', 'closed_at'])
				.where('id', '=', old.matter)
				.executeTakeFirstOrThrow()
			expect(row).toEqual({ version: 3, closed_at: now })
			const steps = await tx
				.selectFrom('matters.process_step')
				.select(['n', 'happening', 'steps'])
				.where('instance_id', '=', old.matter)
				.orderBy('n')
				.execute()
			expect(steps.map((one) => [one.n, one.happening])).toEqual([
				[1, 'start'],
				[2, 'complete'],
				[3, 'complete'],
			])
			expect(steps[1]?.steps).toEqual([
				['complete', 'a', 2, null],
				['take', 'a', 2, 'a_b'],
			])
		})
	})

	it('M16 a drawing with faults is not published, and all of them are named', async () => {
		await inTx(async (tx) => {
			const refused = await publish(tx, file(nodes('complexGateway', 'k l'))).catch((error_: unknown) => error_)
			if (!(refused instanceof Refusal)) throw new Error(`no refusal but ${String(refused)}`)
			expect([refused.code, refused.rule, refused.extra['faults']]).toMatchObject([
				'invalid',
				'M18',
				[{ element: 'k' }, { element: 'l' }, {}],
			])
			await expect(open(tx)).rejects.toThrow(Refusal)
		})
	})

	it('M40 due timers come oldest first, each once', async () => {
		await inTx(async (tx) => {
			const wait = (minutes: number) => node('t', 'intermediateCatchEvent', '', timer(`PT${minutes}M`))
			const matters: string[] = []
			for (const minutes of [30, 10, 20]) {
				await publish(tx, file(start + wait(minutes) + nodes('userTask', 'a') + flows('start>t>a')))
				matters.push((await open(tx)).matter)
			}
			const mine = async (at: Date) =>
				(await dueProcessTimers(tx, at, 100)).filter(({ instance }) => matters.includes(instance))
			const due = await mine(later(25))
			expect(due.map(({ instance }) => matters.indexOf(instance))).toEqual([1, 2])
			for (const { instance, wait: n } of due) await moveProcess(tx, instance, { is: 'timer', wait: n }, later(25))
			expect(await mine(later(25))).toEqual([])
			for (const { instance, wait: n } of due)
				expect((await moveProcess(tx, instance, { is: 'timer', wait: n }, later(25))).taken).toBe(false)
		})
	})

	it('M33 a called process runs within the matter; its data and its error come back', async () => {
		await inTx(async (tx) => {
			const inner = `<process id="q">${node('qs', 'startEvent')}${nodes('userTask', 'u')}${node('g', 'exclusiveGateway', 'default="g_ok"')}${node('bad', 'endEvent', '', error('err'))}${node('ok', 'endEvent')}${flows('qs>u>g', 'g>bad if wrong', 'g>ok')}</process>`
			const outer =
				start +
				node('c', 'callActivity', 'calledElement="q"') +
				onEdge('e', 'c', error('err')) +
				nodes('userTask', 'a b') +
				flows('start>c>a', 'e>b')
			await publish(tx, file(outer, known + inner))
			const well = await open(tx, { n: 1 })
			await complete(tx, well.matter, 'u', { found: 'x' })
			expect((await openTasks(tx, well.matter)).map((one) => one.element)).toEqual(['a'])
			expect((await findInstance(tx, well.matter))?.state.scopes[0]?.data).toEqual({ n: 1, found: 'x' })
			const bad = await open(tx)
			await complete(tx, bad.matter, 'u', { wrong: true })
			expect((await openTasks(tx, bad.matter)).map((one) => one.element)).toEqual(['b'])
		})
	})

	it('M33 a call leaves alone what changed meanwhile; M26 a called process that cannot begin is a fault of the call', async () => {
		await inTx(async (tx) => {
			const late = eventSub('es', timer('=within'), nodes('task', 'k') + flows('es_start>k'))
			const inner = `<process id="q">${node('qs', 'startEvent')}${nodes('userTask', 'u')}${flows('qs>u')}${late}</process>`
			const outer = nodes('userTask', 'a') + node('c', 'callActivity', 'calledElement="q"')
			await publish(tx, file(start + outer + flows('start>a', 'start>c'), inner))
			const { matter } = await open(tx, { x: 1, within: 'PT1H' })
			await complete(tx, matter, 'a', { x: 2 })
			await complete(tx, matter, 'u', { y: 1 })
			expect((await findInstance(tx, matter))?.state.scopes[0]?.data).toEqual({ x: 2, y: 1, within: 'PT1H' })
			const stuck = await open(tx)
			const token = (await findInstance(tx, stuck.matter))?.state.tokens.find((one) => one.element === 'c')
			expect(token?.fault).toMatchObject({
				rule: 'M26',
				sentence: expect.stringMatching(/^the called process cannot begin: es_start: /),
			})
		})
	})

	it('M33 a call of another published process; ended early it ends what it called; M59 of none it is not published', async () => {
		await inTx(async (tx) => {
			await publish(tx, file(nodes('userTask', 'u')), 'test.other')
			const calling = (process: string) =>
				file(
					start +
						node('c', 'callActivity', `calledElement="${process}"`) +
						onEdge('e', 'c', message('m')) +
						nodes('userTask', 'b') +
						flows('start>c', 'e>b'),
					known,
				)
			await publish(tx, calling('test.other'))
			const { matter } = await open(tx)
			const task = await taskOf(tx, matter, 'u')
			expect(task.instance).not.toBe(matter)
			await moveProcess(tx, matter, { is: 'message', name: 'm' }, now)
			expect((await openTasks(tx, matter)).map((one) => one.element)).toEqual(['b'])
			expect((await findInstance(tx, task.instance))?.state.ended).toEqual({ how: 'cancelled' })
			await expect(publish(tx, calling('test.nowhere'))).rejects.toThrow(
				expect.objectContaining({ code: 'invalid', rule: 'M59' }),
			)
		})
	})

	it('M27 who waits for a message is found by name and key', async () => {
		await inTx(async (tx) => {
			const keyed =
				'<message id="k" name="paid"><extensionElements><z:subscription xmlns:z="urn:z" correlationKey="=number"/></extensionElements></message>'
			await publish(tx, file(start + node('r', 'receiveTask', 'messageRef="k"') + flows('start>r'), keyed))
			const one = await open(tx, { number: 'A-7' })
			const two = await open(tx, { number: 'A-8' })
			const of = (key?: string) =>
				waitingFor(tx, { kind: 'message', name: 'paid', ...(key === undefined ? {} : { key }) })
			expect(await of('A-7')).toEqual([one.matter])
			expect((await of()).toSorted()).toEqual([one.matter, two.matter].toSorted())
			expect(await of('A-9')).toEqual([])
			const moved = await moveProcess(tx, one.matter, { is: 'message', name: 'paid', key: 'A-7' }, now)
			expect(moved.ended).toEqual({ how: 'completed' })
		})
	})

	it('M39 M40 answers and due timers that come at once are all taken, one after the other, none twice', async () => {
		const store = await openFresh()
		try {
			const ids = Array.from({ length: 8 }, (_, n) => `u${n}`)
			const edges = ids.map(
				(id) => onEdge(`t_${id}`, id, timer('PT1H'), false) + node(`l_${id}`, 'userTask') + flows(`t_${id}>l_${id}`),
			)
			const bpmn = file(
				start +
					nodes('parallelGateway', 'f j') +
					nodes('userTask', ids.join(' ')) +
					edges.join('') +
					flows('start>f', ...ids.map((id) => `f>${id}>j`)),
			)
			const act = <T>(work: (tx: Tx) => Promise<T>) => store.transact('seawall_app', work)
			await act((tx) => publish(tx, bpmn))
			const { matter } = await act((tx) => open(tx))
			const ring = () =>
				act(async (tx) => {
					const due = await dueProcessTimers(tx, later(60), 100)
					let fired = 0
					for (const { instance, wait } of due)
						if ((await moveProcess(tx, instance, { is: 'timer', wait }, later(60))).taken) fired += 1
					return fired
				})
			const fired = await Promise.all([ring(), ring(), ring()])
			expect(fired.reduce((a, b) => a + b, 0)).toBe(8)
			const tasks = await act((tx) => openTasks(tx, matter))
			expect(tasks).toHaveLength(16)
			const answers = tasks.map(({ instance, wait }) =>
				act((tx) => moveProcess(tx, instance, { is: 'complete', wait }, later(61))),
			)
			const moved = await Promise.all(answers)
			expect(moved.every((one) => one.taken)).toBe(true)
			expect(moved.filter((one) => one.ended !== null)).toHaveLength(1)
		} finally {
			await store.close()
		}
	}, 60_000)

	it('M39 an instance that is not there is not found', async () => {
		await inTx(async (tx) => {
			const moved = moveProcess(tx, newId(now.getTime()), { is: 'cancel' }, now)
			await expect(moved).rejects.toMatchObject({ code: 'not_found' })
		})
	})
})
