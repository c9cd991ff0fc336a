import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { passTasks } from '../api.ts'
import { drawing, end, ways } from './drawn.ts'
import { openTasksWorld, type TasksWorld } from './tasks-world.ts'

let w: TasksWorld
beforeAll(async () => {
	w = await openTasksWorld()
}, 300_000)
afterAll(() => w?.close())

const he = () => w.who('he-pingan', 'officer')
const label = { en: 'Found', zh: '情况' }
const form = {
	fields: [
		{ key: 'found', is: 'text', label, required: true },
		{ key: 'loss', is: 'money', label, max: 100_000 },
		{ key: 'safe', is: 'yes_no', label },
	],
}

const agencyOf = async (matter: string, element: string) => {
	const [row] = await w.sql(
		sql<{ code: string; duty: string }>`select a.code, u.code as duty from matters.task t
			join identity.agency a on a.id = t.agency_id join identity.agency u on u.id = t.duty_id
			where t.matter_id = ${matter} and t.element = ${element}`,
	)
	return row
}

describe('where a task is offered', () => {
	it.each([
		['officer', 'xigang-old-town', 'xigang-old-town'],
		['legal_reviewer@bureau', 'xigang-old-town', 'xigang'],
		['legal_reviewer@legal', 'xigang-old-town', 'xigang-legal'],
		['investigator@criminal', 'xigang-criminal', 'xigang-criminal'],
		['commander@county', 'xigang-old-town', 'xigang'],
		['commander@city', 'xigang-old-town', 'lanjiang'],
		['commander@province', 'xigang-criminal', 'donglan'],
		['commander@county', 'lanjiang', 'lanjiang'],
		['investigator@cyber', 'lanjiang', 'lanjiang'],
	])('M62 %s of a matter at %s is offered at %s', async (lane, at, place) => {
		const bpmn = drawing({ [lane]: [{ id: 'check' }] }, end + ways('start>check>end'))
		const matter = await w.begin(bpmn, { at })
		expect(await agencyOf(matter, 'check')).toMatchObject({ code: place, duty: place })
	})

	it('M61 a drawing whose lane names no post is not published', async () => {
		const odd = drawing({ sheriff: [{ id: 'check' }] }, end + ways('start>check>end'))
		await expect(w.publish(odd)).rejects.toMatchObject({
			code: 'invalid',
			rule: 'M61',
			extra: { faults: [{ element: 'check', rule: 'M61' }] },
		})
	})

	it('M62 handed over, a matter takes its open tasks along: to the same post there, out of the hands of who had them', async () => {
		const bpmn = drawing(
			{ officer: [{ id: 'check' }], 'commander@city': [{ id: 'again' }] },
			`${end}<parallelGateway id="f"/><parallelGateway id="j"/>${ways('start>f>check>j>end', 'f>again>j')}`,
		)
		const matter = await w.begin(bpmn)
		await w.act(await he(), 'take', await w.on(matter, 'check'))
		await w.act(await w.who('bai-haosheng', 'commander'), 'take', await w.on(matter, 'again'))
		await w.world.store.transact('seawall_app', (tx) =>
			passTasks(tx, { matter, to: w.agency('xigang-quayside'), now: w.now() }),
		)
		expect(await agencyOf(matter, 'check')).toMatchObject({ code: 'xigang-quayside', duty: 'xigang-quayside' })
		expect(await w.row(matter, 'check')).toMatchObject({ holder_post: null })
		expect((await w.row(matter, 'again')).holder_post).not.toBe(null)
		expect(await w.refused(await he(), 'take', await w.on(matter, 'check'))).toMatchObject({ code: 'not_found' })
		await w.act(await w.who('long-tiemao', 'officer'), 'take', await w.on(matter, 'check'))
	})
})

describe('an answer', () => {
	const branching = drawing(
		{ officer: [{ id: 'check', form }, { id: 'mend' }, { id: 'again', form }] },
		`${end}<exclusiveGateway id="how"/>${ways('start>check>how', 'how>mend>again>end', 'how>end')}`,
	)

	it('M71 M74 goes to the process by name; what does not fit, and a way not drawn, change nothing', async () => {
		const matter = await w.begin(branching)
		const who = await he()
		await w.act(who, 'take', await w.on(matter, 'check'))
		const on = await w.on(matter, 'check')
		const data = { found: 'Blocked.', loss: 48_600, safe: false }
		expect(await w.refused(who, 'complete', { ...on, data: { loss: 1 }, choose: ['how_mend'] })).toEqual({
			code: 'invalid',
			rule: 'M74',
			field: 'data/found',
		})
		expect(await w.refused(who, 'complete', { ...on, data: { ...data, odd: 1 }, choose: ['how_mend'] })).toMatchObject({
			rule: 'M74',
			field: 'data/odd',
		})
		expect(await w.refused(who, 'complete', { ...on, data })).toMatchObject({ rule: 'M71', field: 'choose' })
		for (const choose of [['start_check'], ['how_mend', 'how_end'], ['mend']])
			expect(await w.refused(who, 'complete', { ...on, data, choose })).toMatchObject({ rule: 'M71' })
		expect(await w.row(matter, 'check')).toMatchObject({ state: 'open', version: on.version })
		await w.act(who, 'complete', { ...on, data, choose: ['how_mend'] })
		await w.act(who, 'take', await w.on(matter, 'mend'))
		await w.act(who, 'complete', await w.on(matter, 'mend'))
		const { id } = await w.row(matter, 'again')
		expect(await w.view(who, 'values.show', { id })).toMatchObject({ values: data })
	})

	it('M71 the entry in the ledger holds no value of the form', async () => {
		const matter = await w.begin(branching)
		const who = await he()
		await w.act(who, 'take', await w.on(matter, 'check'))
		const data = { found: 'Nets before the exit of pier nine.' }
		await w.act(who, 'complete', { ...(await w.on(matter, 'check')), data, choose: ['how_end'] })
		const clear = await w.sql(sql`select 1 from ledger.pending where convert_from(leaf, 'UTF8') like '%pier nine%'`)
		const sealed = await w.sql(sql<{ name: string }>`select name from ledger.opening where value like '%pier nine%'`)
		expect({ clear, sealed }).toEqual({ clear: [], sealed: [{ name: 'data' }] })
	})
})

describe('a deadline of a task', () => {
	const timed = drawing(
		{ officer: [{ id: 'Check_1', marks: 'seawall:regime="house.rectify"' }, { id: 'again' }] },
		`${end}<boundaryEvent id="off" attachedToRef="Check_1"><messageEventDefinition messageRef="m"/></boundaryEvent>${ways('start>Check_1>end', 'off>again>end')}`,
		{ roots: '<message id="m" name="off"/>' },
	)
	const deadlineOf = async (matter: string) => {
		const [row] = await w.sql(
			sql<{ kind: string; met: boolean; dropped: boolean; hands: number }>`select d.kind, d.met_at is not null as met,
				d.dropped_at is not null as dropped, (select count(*) from deadlines.hand h where h.deadline_id = d.id)::int as hands
				from deadlines.deadline d where d.matter_id = ${matter}`,
		)
		return row
	}

	it('M76 is set when it is offered, and who takes it works on it; completed, it is met', async () => {
		const matter = await w.begin(timed)
		const who = await he()
		expect(await deadlineOf(matter)).toEqual({ kind: 'task_check_1', met: false, dropped: false, hands: 0 })
		await w.act(who, 'take', await w.on(matter, 'Check_1'))
		expect(await deadlineOf(matter)).toMatchObject({ hands: 1 })
		const { id } = await w.row(matter, 'Check_1')
		expect(await w.view(who, 'task.show', { id })).toMatchObject({
			row: { due: { stage: 'running', ladder: [{ tier: 'county' }, { tier: 'city' }, { tier: 'province' }] } },
		})
		await w.act(who, 'complete', await w.on(matter, 'Check_1'))
		expect(await deadlineOf(matter)).toMatchObject({ met: true })
	})

	it('M76 when it climbs the ladder the duty goes up with it, and no higher than the clock', async () => {
		const matter = await w.begin(timed)
		const { id: task } = await w.row(matter, 'Check_1')
		await expect(w.system('raise', { task })).rejects.toMatchObject({ code: 'not_found' })
		await w.world.store.transact('owner', async (tx) => {
			await sql`update deadlines.deadline set duty_id = ${w.agency('lanjiang')} where matter_id = ${matter}`.execute(tx)
		})
		await w.system('raise', { task })
		expect(await agencyOf(matter, 'Check_1')).toMatchObject({ code: 'xigang-old-town', duty: 'lanjiang' })
		const city = await w.who('bai-haosheng', 'commander')
		await w.act(city, 'allocate', { ...(await w.on(matter, 'Check_1')), to: (await he()).post })
		await expect(w.view(city, 'values.show', { id: task })).rejects.toMatchObject({ code: 'not_permitted' })
		await expect(w.system('raise', { task })).rejects.toMatchObject({ code: 'not_found' })
	})

	it('M76 and dropped when the task is', async () => {
		const matter = await w.begin(timed)
		await w.drive(matter, { is: 'message', name: 'off' })
		expect(await w.row(matter, 'Check_1')).toMatchObject({ state: 'dropped' })
		expect(await deadlineOf(matter)).toMatchObject({ met: false, dropped: true })
	})

	it('M76 side by side each round has its own', async () => {
		const many =
			'<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>'
		const bpmn = drawing(
			{ officer: [{ id: 'check', marks: 'seawall:regime="house.rectify"', inside: many }] },
			end + ways('start>check>end'),
		)
		const matter = await w.begin(bpmn)
		const kinds = await w.sql(
			sql<{ n: number }>`select count(distinct kind)::int as n from deadlines.deadline where matter_id = ${matter}`,
		)
		expect(kinds).toEqual([{ n: 3 }])
	})

	it('M77 what is due first comes first, what has no deadline last', async () => {
		const plain = await w.begin(drawing({ officer: [{ id: 'check' }] }, end + ways('start>check>end')))
		const due = await w.begin(timed)
		const { rows } = await w.view(await he(), 'task.mine', {})
		const order = Array.isArray(rows) ? rows.map((row: { matter: string }) => row.matter) : []
		expect(order.indexOf(due)).toBeLessThan(order.indexOf(plain))
	})
})

it('M79 nobody opens a matter on what is not published as their bureau’s own', async () => {
	await expect(w.own(await he(), { process: 'own.nothing', why: 'A test.' })).rejects.toMatchObject({
		code: 'not_found',
	})
	await expect(w.own(await he(), { process: 'command.order', why: 'A test.' })).rejects.toMatchObject({
		code: 'invalid',
	})
	const admin = await w.who('tang-jiansheng', 'administrator')
	await expect(w.own(admin, { process: 'own.nothing', why: 'A test.' })).rejects.toMatchObject({
		code: 'not_permitted',
	})
})
