import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { file, flows, node, nodes } from '../../process/tests/drawn.ts'
import { openRunnerWorld, type RunnerWorld } from './runner-world.ts'

let w: RunnerWorld
/** Stands still unless `amount` is over 5 or `way` is said. */
const drawn = file(
	node('start', 'startEvent') +
		node('g', 'exclusiveGateway') +
		nodes('manualTask', 'a b') +
		flows('start>g', 'g>a if amount > 5', 'g>b if way = "b"'),
)
beforeAll(async () => {
	w = await openRunnerWorld()
	await w.publish('test.stands', drawn)
}, 240_000)
afterAll(() => w.close())

const refused = (code: string, rule?: string) => expect.objectContaining(rule === undefined ? { code } : { code, rule })
const faultOf = async (matter: string) =>
	String((await w.rows`select id from matters.process_fault where matter_id = ${matter}`)[0]?.['id'])
const commander = () => w.person('commander', 'xigang')
const chief = () => w.person('station_chief', 'xigang-old-town')
const listed = async (kind: string, agency: string, section = 'open') =>
	JSON.stringify(await w.view(w.person(kind, agency), 'matters.fault.list', { section }))

describe('faults', () => {
	it('M54 a fault stands in the list of those who lead the work there and above, and of nobody else', async () => {
		const matter = await w.begin('test.stands', { amount: 1 })
		const fault = await faultOf(matter)
		for (const [kind, agency] of [
			['station_chief', 'xigang-old-town'],
			['commander', 'xigang'],
			['commander', 'lanjiang'],
		] as const)
			expect(await listed(kind, agency)).toContain(fault)
		for (const [kind, agency] of [
			['station_chief', 'xigang-quayside'],
			['officer', 'xigang-old-town'],
		] as const)
			expect(await listed(kind, agency)).not.toContain(fault)
		const shown = await w.view(chief(), 'matters.fault.show', { id: fault })
		expect(shown).toMatchObject({
			fault: { matter, element: 'g', elementName: 'g', rule: 'M23', kind: 'trial', duty: null, closedAt: null },
			data: { amount: 1 },
			flows: [
				{ id: 'g_a', to: 'a' },
				{ id: 'g_b', to: 'b' },
			],
		})
		await expect(w.view(w.person('officer', 'xigang-old-town'), 'matters.fault.show', { id: fault })).rejects.toThrow(
			refused('not_found'),
		)
	}, 60_000)

	it('M56 M57 it is given to a post, which then sees it, resumes it with mended values, and nobody a second time', async () => {
		const matter = await w.begin('test.stands', { amount: 1 })
		const fault = await faultOf(matter)
		const officer = w.person('officer', 'xigang-old-town')
		const to = { fault, version: 1, agency: w.agency('xigang-old-town'), post: 'officer' }
		await expect(w.act(officer, 'matters.fault.assign', to)).rejects.toThrow(refused('not_found'))
		await expect(
			w.act(chief(), 'matters.fault.assign', { ...to, agency: w.agency('xigang-quayside') }),
		).rejects.toThrow(refused('invalid', 'M56'))
		expect(await w.act(chief(), 'matters.fault.assign', to)).toEqual({ fault, version: 2 })
		await expect(w.act(commander(), 'matters.fault.assign', to)).rejects.toThrow(refused('overtaken'))
		expect(await listed('officer', 'xigang-old-town')).toContain(fault)
		// Mended wrongly it stands still again, with the same post.
		const wrong = { fault, version: 2, data: { amount: 2 } }
		expect(await w.act(officer, 'matters.fault.resume', wrong)).toMatchObject({ standsAgain: true })
		await expect(w.act(officer, 'matters.fault.give-up', { fault, version: 2, reason: 'x' })).rejects.toThrow(
			refused('not_permitted'),
		)
		const { fault: row } = await w.view(officer, 'matters.fault.show', { id: fault })
		const { version } = Object(row)
		expect(row).toMatchObject({ duty: { post: 'officer' }, closedAt: null })
		expect(await w.act(officer, 'matters.fault.resume', { fault, version, data: { amount: 9 } })).toEqual({
			matter,
			ended: null,
			standsAgain: false,
		})
		expect(await w.stands(matter)).toEqual(['a'])
		const again = { fault, version: version + 1 }
		await expect(w.act(officer, 'matters.fault.resume', again)).rejects.toThrow(refused('already', 'M57'))
		expect(await listed('commander', 'xigang', 'closed')).toContain(fault)
		const [entry] = (await w.entered('matters.fault.resume')).filter((fact) => fact['standsAgain'] === false)
		expect(JSON.stringify(entry)).not.toContain('amount')
	}, 60_000)

	it('M57 it is resumed with a choice of flows', async () => {
		const matter = await w.begin('test.stands', { amount: 1 })
		await w.act(commander(), 'matters.fault.resume', { fault: await faultOf(matter), version: 1, choose: ['b'] })
		expect(await w.stands(matter)).toEqual(['b'])
	}, 60_000)

	it('M58 given up, the process of the matter ends with all it called, and the matter is closed', async () => {
		await w.publish(
			'test.calls',
			file(node('start', 'startEvent') + node('k', 'callActivity', 'calledElement="test.stands"') + flows('start>k')),
		)
		const matter = await w.begin('test.calls', { amount: 1 })
		const fault = await faultOf(matter)
		await expect(
			w.act(w.person('shift_leader', 'xigang-command'), 'matters.fault.give-up', { fault, version: 1, reason: 'x' }),
		).rejects.toThrow(/No rule|nothing here/)
		const given = { fault, version: 1, reason: 'Opened twice.' }
		expect(await w.act(commander(), 'matters.fault.give-up', given)).toEqual({ matter, ended: 'cancelled' })
		const left = await w.rows`select ended_how from matters.instance where matter_id = ${matter}`
		expect(left).toEqual([{ ended_how: 'cancelled' }, { ended_how: 'cancelled' }])
		const [row] = await w.rows`select closed_how from matters.process_fault where id = ${fault}`
		expect(row).toEqual({ closed_how: 'given_up' })
		expect((await w.rows`select closed_at from matters.matter where id = ${matter}`)[0]?.['closed_at']).not.toBeNull()
		expect(JSON.stringify(await w.entered('matters.fault.give-up'))).not.toContain('Opened twice')
	}, 60_000)

	it('M54 what it stands in goes on without it: the fault is closed as passed', async () => {
		await w.publish(
			'test.passes',
			file(
				node('start', 'startEvent') +
					nodes('parallelGateway', 'f') +
					node('g', 'exclusiveGateway') +
					nodes('manualTask', 'a b') +
					node('x', 'endEvent', '', '<terminateEventDefinition/>') +
					flows('start>f', 'f>g', 'f>b', 'g>a if amount > 5', 'b>x'),
			),
		)
		const matter = await w.begin('test.passes')
		const [wait] = await w.rows`select n from matters.process_wait where instance_id = ${matter} and kind = 'task'`
		const { driveProcess } = await import('../../process/api.ts')
		await w.write((tx) => driveProcess({ tx, now: w.now() }, matter, { is: 'complete', wait: Number(wait?.['n']) }))
		expect(await w.rows`select closed_how from matters.process_fault where matter_id = ${matter}`).toEqual([
			{ closed_how: 'passed' },
		])
	}, 60_000)
})

describe('rule tables and names', () => {
	const asks = (table: string) =>
		file(
			node('start', 'startEvent') +
				node(
					'r',
					'businessRuleTask',
					`xmlns:c="http://camunda.org/schema/1.0/bpmn" c:decisionRef="${table}" c:resultVariable="decided"`,
				) +
				node('g', 'exclusiveGateway', 'default="g_b"') +
				nodes('manualTask', 'a b') +
				flows('start>r>g', 'g>a if decided.priority = 1', 'g>b'),
		)

	it('M55 a table is asked in the same transaction, and the act enters the rows', async () => {
		await w.publish('test.ruled', asks('dispatch.priority'))
		const matter = await w.begin('test.ruled', { type: 'fire_help' })
		expect(['a', 'b']).toContain((await w.stands(matter))[0])
		const { beginProcess } = await import('../../process/api.ts')
		const { decided } = await w.write((tx) =>
			beginProcess({ tx, now: w.now() }, { kind: 'trial', process: 'test.ruled', agency: w.agency('xigang') }),
		)
		expect(decided).toEqual([expect.stringMatching(/^dispatch\.priority /)])
	}, 60_000)

	it('M59 a drawing that asks a table or calls a process nobody knows is refused at publish', async () => {
		const extra = { extra: { faults: [expect.objectContaining({ element: 'r', rule: 'M59' })] } }
		await expect(w.publish('test.unknown', asks('no.such'))).rejects.toThrow(expect.objectContaining(extra))
		await expect(w.publish('test.unknown', asks('dispatch.priority#Nothing'))).rejects.toThrow(
			refused('invalid', 'M59'),
		)
		const calls = file(
			node('start', 'startEvent') + node('k', 'callActivity', 'calledElement="no.process"') + flows('start>k'),
		)
		await expect(w.publish('test.unknown', calls)).rejects.toThrow(refused('invalid', 'M59'))
	}, 60_000)

	it('M59 a data object’s name with blanks is read in formulas, any other is refused with a clear sentence', async () => {
		const total = (object: string) =>
			file(
				node('start', 'startEvent') +
					object +
					node('g', 'exclusiveGateway', 'default="g_b"') +
					nodes('manualTask', 'a b') +
					flows('start>g', 'g>a if order total > 5', 'g>b'),
			)
		await w.publish('test.blank', total('<dataObject id="do" name="order total"/>'))
		expect(await w.stands(await w.begin('test.blank', { 'order total': 7 }))).toEqual(['a'])
		expect(await w.stands(await w.begin('test.blank', { 'order total': 3 }))).toEqual(['b'])
		await expect(w.publish('test.blank2', total(''))).rejects.toThrow(/a name with a blank/)
	}, 60_000)
})
