import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawing, end, ways } from './drawn.ts'
import { openTasksWorld, type TasksWorld } from './tasks-world.ts'

let w: TasksWorld
beforeAll(async () => {
	w = await openTasksWorld()
}, 300_000)
afterAll(() => w?.close())

const officer = (code: string) => w.who(code, 'officer')
const chief = () => w.who('zhou-anjie', 'station_chief')

const one = (marks = '', inside = '') =>
	drawing({ officer: [{ id: 'check', marks, inside }] }, end + ways('start>check>end'))
const two = (marks: string, order = 'start>check>again>end') =>
	drawing({ officer: [{ id: 'check' }, { id: 'again', marks }] }, end + ways(order))
const beside = (marks: string) =>
	drawing(
		{ officer: [{ id: 'check' }, { id: 'again', marks }] },
		`${end}<parallelGateway id="fork"/><parallelGateway id="join"/>${ways('start>fork>check>join>end', 'fork>again>join')}`,
	)

async function done(matter: string, element: string, who: Awaited<ReturnType<typeof officer>>, more: object = {}) {
	await w.act(who, 'take', await w.on(matter, element))
	return w.act(who, 'complete', { ...(await w.on(matter, element)), ...more })
}

describe('a task is offered and in one hand', () => {
	it('M60 a wait becomes a task, offered to the post of its lane; done, it is over and the process goes on', async () => {
		const matter = await w.begin(two(''))
		const he = await officer('he-pingan')
		expect(await w.row(matter, 'check')).toMatchObject({ state: 'open', holder_post: null })
		await done(matter, 'check', he)
		expect(await w.row(matter, 'check')).toMatchObject({ state: 'done' })
		expect(await w.row(matter, 'again')).toMatchObject({ state: 'open' })
		expect(await w.view(he, 'task.list', { matter })).toMatchObject({
			rows: [{ state: 'open' }, { state: 'done', stands: 'over' }],
		})
	})

	it('M60 what the engine no longer waits for is dropped; a task answered by the slice’s act is done', async () => {
		const timer =
			'<boundaryEvent id="late" attachedToRef="check"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>'
		const matter = await w.begin(
			drawing({ officer: [{ id: 'check' }, { id: 'again' }] }, end + timer + ways('start>check>end', 'late>again>end')),
		)
		const [wait] = await w.sql(
			sql<{ n: number }>`select n from matters.process_wait where instance_id = ${matter} and kind = 'timer'`,
		)
		w.pass(61)
		await w.drive(matter, { is: 'timer', wait: wait?.n ?? 0 })
		expect(await w.row(matter, 'check')).toMatchObject({ state: 'dropped' })
		const [task] = await w.sql(
			sql<{ n: number }>`select n from matters.process_wait where instance_id = ${matter} and kind = 'task'`,
		)
		await w.drive(matter, { is: 'complete', wait: task?.n ?? 0 }, await officer('he-pingan'))
		const [row] = await w.sql(
			sql<{ ended_by: string }>`select ended_by from matters.task where matter_id = ${matter} and element = 'again'`,
		)
		expect(row?.ended_by).toBe(w.person('he-pingan'))
	})

	it('M60 in a drawing without lanes nobody is offered anything', async () => {
		const matter = await w.begin(drawing({ '': [{ id: 'check' }] }, end + ways('start>check>end')))
		expect(await w.sql(sql`select 1 from matters.task where matter_id = ${matter}`)).toEqual([])
	})

	it('M64 taken by one, not by another, given back to all; a stale version is overtaken', async () => {
		const matter = await w.begin(one())
		const [he, chen] = [await officer('he-pingan'), await officer('chen-wanghai')]
		const before = await w.on(matter, 'check')
		await w.act(he, 'take', before)
		expect(await w.refused(chen, 'take', await w.on(matter, 'check'))).toMatchObject({
			code: 'not_permitted',
			rule: 'M136',
		})
		expect(await w.refused(he, 'give-back', before)).toMatchObject({ code: 'overtaken' })
		expect(await w.refused(chen, 'complete', await w.on(matter, 'check'))).toMatchObject({
			code: 'not_permitted',
			rule: 'S1',
		})
		await w.act(he, 'give-back', await w.on(matter, 'check'))
		await w.act(chen, 'take', await w.on(matter, 'check'))
		expect(await w.row(matter, 'check')).toMatchObject({ holder_post: await w.holding('chen-wanghai', 'officer') })
	})

	it('M64 the post of another station is not offered it, and it is not there for them', async () => {
		const matter = await w.begin(one())
		const far = await officer('long-tiemao')
		expect(await w.refused(far, 'take', await w.on(matter, 'check'))).toMatchObject({ code: 'not_found', rule: null })
	})

	it('M65 the chief allocates to one of the post, and to nobody else', async () => {
		const matter = await w.begin(one())
		const he = await w.holding('he-pingan', 'officer')
		expect(
			await w.refused(await officer('chen-wanghai'), 'allocate', { ...(await w.on(matter, 'check')), to: he }),
		).toMatchObject({ rule: 'S1' })
		const other = await w.holding('long-tiemao', 'officer')
		expect(await w.refused(await chief(), 'allocate', { ...(await w.on(matter, 'check')), to: other })).toMatchObject({
			rule: 'M65',
			field: 'to',
		})
		const self = await w.holding('zhou-anjie', 'station_chief')
		expect(await w.refused(await chief(), 'allocate', { ...(await w.on(matter, 'check')), to: self })).toMatchObject({
			rule: 'M65',
		})
		await w.act(await chief(), 'allocate', { ...(await w.on(matter, 'check')), to: he })
		await w.act(await officer('he-pingan'), 'complete', await w.on(matter, 'check'))
		expect(await w.row(matter, 'check')).toMatchObject({ state: 'done' })
	})

	it('M66 delegated to a colleague and taken back; given back it comes to who delegated', async () => {
		const matter = await w.begin(one())
		const [he, chen] = [await officer('he-pingan'), await officer('chen-wanghai')]
		await w.act(he, 'take', await w.on(matter, 'check'))
		await w.act(he, 'delegate', { ...(await w.on(matter, 'check')), to: chen.post })
		expect(await w.refused(he, 'complete', await w.on(matter, 'check'))).toMatchObject({ rule: 'S1' })
		expect(await w.refused(await officer('xu-anlan'), 'take-back', await w.on(matter, 'check'))).toMatchObject({
			rule: 'S1',
		})
		await w.act(he, 'take-back', await w.on(matter, 'check'))
		await w.act(he, 'delegate', { ...(await w.on(matter, 'check')), to: chen.post })
		await w.act(chen, 'give-back', await w.on(matter, 'check'))
		expect(await w.row(matter, 'check')).toMatchObject({ holder_post: he.post })
		expect(await w.refused(he, 'delegate', { ...(await w.on(matter, 'check')), to: he.post })).toMatchObject({
			rule: 'M66',
		})
	})
})

describe('who may not', () => {
	it('M68 four eyes: who did the one may neither take nor be given the other', async () => {
		const matter = await w.begin(two('seawall:eyes="check"'))
		const he = await officer('he-pingan')
		await done(matter, 'check', he)
		expect(await w.refused(he, 'take', await w.on(matter, 'again'))).toMatchObject({
			code: 'not_permitted',
			rule: 'M144',
		})
		expect(await w.refused(await chief(), 'allocate', { ...(await w.on(matter, 'again')), to: he.post })).toMatchObject(
			{ code: 'invalid', rule: 'M68' },
		)
		const chen = await officer('chen-wanghai')
		await w.act(chen, 'take', await w.on(matter, 'again'))
		expect(await w.refused(chen, 'delegate', { ...(await w.on(matter, 'again')), to: he.post })).toMatchObject({
			rule: 'M68',
		})
		await w.act(chen, 'complete', await w.on(matter, 'again'))
		expect(await w.row(matter, 'again')).toMatchObject({ state: 'done' })
	})

	it.each(['seawall:eyes="check"', 'seawall:eyes="previous"'])('M68 %s holds through a delegation', async (marks) => {
		const matter = await w.begin(two(marks))
		const [he, chen] = [await officer('he-pingan'), await officer('chen-wanghai')]
		await w.act(he, 'take', await w.on(matter, 'check'))
		await w.act(he, 'delegate', { ...(await w.on(matter, 'check')), to: chen.post })
		await w.act(chen, 'complete', await w.on(matter, 'check'))
		expect(await w.refused(chen, 'take', await w.on(matter, 'again'))).toMatchObject({ rule: 'M144' })
		await w.act(he, 'take', await w.on(matter, 'again'))
	})

	it('M68 side by side: whichever is done first bars from the other, also one held already', async () => {
		const matter = await w.begin(beside('seawall:eyes="check"'))
		const he = await officer('he-pingan')
		await w.act(he, 'take', await w.on(matter, 'check'))
		await done(matter, 'again', he)
		expect(await w.row(matter, 'check')).toMatchObject({ state: 'open', holder_post: null })
		expect(await w.refused(he, 'take', await w.on(matter, 'check'))).toMatchObject({ rule: 'M144' })
		expect(await w.refused(he, 'complete', await w.on(matter, 'check'))).toMatchObject({ rule: 'M144' })
	})

	it('M68 another post of the same person is the same two eyes', async () => {
		const pair = drawing(
			{
				'dispatcher@command': [{ id: 'check' }],
				'call_taker@command': [{ id: 'again', marks: 'seawall:eyes="check"' }],
			},
			end + ways('start>check>again>end'),
		)
		const matter = await w.begin(pair)
		await done(matter, 'check', await w.who('lin-tingchao', 'dispatcher'))
		const same = await w.who('lin-tingchao', 'call_taker')
		expect(await w.refused(same, 'take', await w.on(matter, 'again'))).toMatchObject({ rule: 'M144' })
		await w.act(await w.who('su-mingdi', 'call_taker'), 'take', await w.on(matter, 'again'))
	})

	it('M69 the familiar hand first: nobody else takes it until it is left or allocated', async () => {
		const matter = await w.begin(two('seawall:familiar="check"'))
		const [he, chen] = [await officer('he-pingan'), await officer('chen-wanghai')]
		await done(matter, 'check', he)
		expect(await w.refused(chen, 'take', await w.on(matter, 'again'))).toMatchObject({ rule: 'M137' })
		expect(await w.refused(chen, 'give-back', await w.on(matter, 'again'))).toMatchObject({ rule: 'S1' })
		expect(await w.view(he, 'task.mine', {})).toMatchObject({
			rows: expect.arrayContaining([expect.objectContaining({ matter, stands: 'first_mine' })]),
		})
		await w.act(he, 'give-back', await w.on(matter, 'again'))
		await w.act(chen, 'take', await w.on(matter, 'again'))
	})

	it('M70 who opened the matter does not approve it', async () => {
		const [he, chen] = [await officer('he-pingan'), await officer('chen-wanghai')]
		const matter = await w.begin(one('seawall:apart="opener"'), { by: he })
		expect(await w.refused(he, 'take', await w.on(matter, 'check'))).toMatchObject({ rule: 'M145' })
		expect(await w.refused(await chief(), 'allocate', { ...(await w.on(matter, 'check')), to: he.post })).toMatchObject(
			{ rule: 'M70' },
		)
		await done(matter, 'check', chen)
		expect(await w.row(matter, 'check')).toMatchObject({ state: 'done' })
	})

	it('M78 what an act of a slice does is done by that act alone', async () => {
		const matter = await w.begin(one('seawall:act="command.order.accept"'))
		const he = await officer('he-pingan')
		await w.act(he, 'take', await w.on(matter, 'check'))
		expect(await w.refused(he, 'complete', await w.on(matter, 'check'))).toMatchObject({ rule: 'M147' })
	})

	it('M146 what is over stays over', async () => {
		const matter = await w.begin(one())
		const he = await officer('he-pingan')
		await done(matter, 'check', he)
		for (const act of ['take', 'give-back', 'take-back', 'complete'])
			expect(await w.refused(he, act, await w.on(matter, 'check'))).toMatchObject({ rule: 'M146' })
	})
})

describe('up and away', () => {
	it('M67 escalation moves the duty and the power to give out and decide, never the power to read', async () => {
		const matter = await w.begin(one())
		const [bureau, city, province] = [
			await w.who('jiang-wanqing', 'commander'),
			await w.who('bai-haosheng', 'commander'),
			await w.who('gu-yuanfan', 'commander'),
		]
		const id = (await w.row(matter, 'check')).id
		expect(await w.refused(city, 'decide', { ...(await w.on(matter, 'check')), reason: 'x' })).toMatchObject({
			code: 'not_found',
		})
		const reason = 'Nobody is on duty.'
		await w.act(await officer('he-pingan'), 'escalate', { ...(await w.on(matter, 'check')), reason })
		expect(
			await w.refused(await officer('he-pingan'), 'escalate', { ...(await w.on(matter, 'check')), reason }),
		).toMatchObject({ rule: 'S1' })
		await w.act(bureau, 'escalate', { ...(await w.on(matter, 'check')), reason })
		expect(await w.view(city, 'task.show', { id })).toMatchObject({ readable: false })
		await expect(w.view(city, 'values.show', { id })).rejects.toMatchObject({ code: 'not_permitted' })
		await expect(w.view(bureau, 'values.show', { id })).rejects.toMatchObject({ code: 'not_permitted' })
		expect(await w.view(await chief(), 'values.show', { id })).toMatchObject({ reasons: [{ reason }, { reason }] })
		const he = await w.holding('he-pingan', 'officer')
		await w.act(city, 'allocate', { ...(await w.on(matter, 'check')), to: he })
		await w.act(city, 'escalate', { ...(await w.on(matter, 'check')), reason })
		expect(await w.refused(province, 'escalate', { ...(await w.on(matter, 'check')), reason })).toMatchObject({
			code: 'wrong_state',
			rule: 'M67',
		})
		expect(await w.view(province, 'task.mine', { section: 'escalated' })).toMatchObject({
			rows: expect.arrayContaining([expect.objectContaining({ matter })]),
		})
		await w.act(province, 'decide', { ...(await w.on(matter, 'check')), reason })
		expect(await w.row(matter, 'check')).toMatchObject({ state: 'done' })
	})

	it('M67 M68 who decides from above is held to four eyes too', async () => {
		const matter = await w.begin(
			drawing(
				{ 'commander@city': [{ id: 'check' }], officer: [{ id: 'again', marks: 'seawall:eyes="check"' }] },
				end + ways('start>check>again>end'),
			),
		)
		const city = await w.who('bai-haosheng', 'commander')
		await done(matter, 'check', city)
		const reason = 'Nobody is on duty.'
		await w.act(await chief(), 'escalate', { ...(await w.on(matter, 'again')), reason })
		await w.act(await w.who('jiang-wanqing', 'commander'), 'escalate', { ...(await w.on(matter, 'again')), reason })
		expect(await w.refused(city, 'decide', { ...(await w.on(matter, 'again')), reason })).toMatchObject({
			rule: 'M144',
		})
	})

	it('M72 an error is raised as drawn, and no other', async () => {
		const roots = '<error id="e" name="none" errorCode="not_found"/>'
		const edge = '<boundaryEvent id="none" attachedToRef="check"><errorEventDefinition errorRef="e"/></boundaryEvent>'
		const matter = await w.begin(
			drawing({ officer: [{ id: 'check' }, { id: 'again' }] }, end + edge + ways('start>check>end', 'none>again>end'), {
				roots,
			}),
		)
		const he = await officer('he-pingan')
		await w.act(he, 'take', await w.on(matter, 'check'))
		const reason = 'There is no such address.'
		expect(await w.refused(he, 'fail', { ...(await w.on(matter, 'check')), code: 'other', reason })).toMatchObject({
			rule: 'M72',
			field: 'code',
		})
		await w.act(he, 'fail', { ...(await w.on(matter, 'check')), code: 'not_found', reason })
		expect(await w.row(matter, 'check')).toMatchObject({ state: 'failed' })
		expect(await w.row(matter, 'again')).toMatchObject({ state: 'open' })
	})

	it('M75 when the post of who has it lapses the task is the post’s again, at once and by the clock', async () => {
		const matter = await w.begin(one())
		const [shi, he] = [await officer('shi-xiangyang'), await officer('he-pingan')]
		await w.act(shi, 'take', await w.on(matter, 'check'))
		const { id: task } = await w.row(matter, 'check')
		await expect(w.system('release', { task })).rejects.toMatchObject({ code: 'not_found' })
		const until = new Date(w.now().getTime() + 60_000)
		await w.world.store.transact('owner', async (tx) => {
			await sql`update identity.post set until_at = ${until} where id = ${shi.post}`.execute(tx)
		})
		w.pass(2)
		expect(await w.view(he, 'task.mine', {})).toMatchObject({
			rows: expect.arrayContaining([expect.objectContaining({ matter, stands: 'offered' })]),
		})
		await w.system('release', { task })
		expect(await w.row(matter, 'check')).toMatchObject({ holder_post: null })
		await w.act(he, 'take', await w.on(matter, 'check'))
		await w.act(he, 'complete', await w.on(matter, 'check'))
	})
})
