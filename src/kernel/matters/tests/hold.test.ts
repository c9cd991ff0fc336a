import { beforeAll, describe, expect, it } from 'vitest'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { nobody, type Who } from '#kernel/who.ts'
import { inTx } from '#tests/database.ts'
import { openMatter, stateOf, stepMatter } from '../api.ts'
import { type Drawing, readDrawing } from '../drawing.ts'
import { betweenNext, holdMatter, returnMatter } from '../hold/hold.ts'
import { drawnBetween, redrawFaults } from '../hold/redraw.ts'
import { keepCurrent, loadProcesses } from '../processes.ts'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawingText } from './drawing-text.ts'

const agency = '019aa000-0000-7000-8000-0000000000a1'
const now = new Date('2026-11-24T08:00:00.000Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

const shippedFlows = [
	'start>open',
	'open>gate1',
	'gate1>working',
	'gate1>done',
	'working>gate2',
	'gate2>done',
	'gate2>open',
	'done>end',
]
const redrawn = (flows: readonly string[], lanes: Readonly<Record<string, string>> = {}) =>
	readDrawing('hold.trial', drawingText(flows, laneSet(lanes)))
const laneSet = (lanes: Readonly<Record<string, string>>) =>
	`<bpmn:laneSet id="set">${Object.entries(lanes)
		.map(
			([id, name]) =>
				`<bpmn:lane id="lane_${id}" name="${name}"><bpmn:flowNodeRef>${id}</bpmn:flowNodeRef></bpmn:lane>`,
		)
		.join('')}</bpmn:laneSet>`
const withApproval = [
	'start>open',
	'open>gate1',
	'gate1>working',
	'gate1>approve',
	'working>gate2',
	'gate2>approve',
	'gate2>open',
	'approve>done',
	'done>end',
]

let shipped: Drawing
let approved: Drawing

beforeAll(async () => {
	const folder = await mkdtemp(join(tmpdir(), 'seawall-hold-'))
	await mkdir(join(folder, 'process'))
	await writeFile(join(folder, 'process', 'trial.bpmn'), drawingText(shippedFlows))
	await loadProcesses([{ name: 'hold', folder, mayHold: { 'hold.trial': ['done'] } }])
	await rm(folder, { recursive: true })
	shipped = await redrawn(shippedFlows)
	approved = await redrawn(withApproval, { approve: 'station_chief' })
})

const person = (postKind: string): Who => ({
	...nobody,
	person: newId(),
	postKind,
	agency,
	bureau: agency,
	below: [agency],
})
const officer = person('officer')
const chief = person('station_chief')

async function opened(tx: Tx): Promise<string> {
	keepCurrent(approved)
	const { matter } = await openMatter(tx, { kind: 'trial', process: 'hold.trial', agency, now })
	return matter
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
	const answer = await work.catch((error: unknown) => error)
	if (answer instanceof Refusal) return answer
	throw new Error(`no refusal but ${String(answer)}`)
}

describe('what a bureau may draw in between', () => {
	const faultsOf = (drawn: Drawing, mayHold = ['done']) =>
		redrawFaults(shipped, drawn, mayHold).map(({ rule, element }) => `${rule} ${element}`)

	it('M101 the shipped drawing and one with an approval before a named element stand', () => {
		expect(faultsOf(shipped)).toEqual([])
		expect(faultsOf(approved)).toEqual([])
		expect([...drawnBetween(shipped, approved)]).toEqual(['approve'])
	})

	it('M101 the same approval is refused where the slice cannot wait', () => {
		expect(faultsOf(approved, [])).toEqual(['M101 done', 'M101 done', 'M101 approve'])
	})

	it('M101 an element taken away, of another kind, or a way cut is named', async () => {
		const without = await redrawn(['start>open', 'open>gate1', 'gate1>done', 'gate1>also', 'also>done', 'done>end'])
		expect(faultsOf(without)).toEqual(['M101 working', 'M102 also'])
		const cut = await redrawn([
			'start>open',
			'open>gate1',
			'gate1>working',
			'working>gate2',
			'gate2>done',
			'gate2>open',
			'done>end',
		])
		expect(faultsOf(cut)).toEqual(['M101 done'])
	})

	it('M101 M102 an end, a stray way and a task without a lane are named', async () => {
		const ends = await redrawn(
			[...withApproval.filter((flow) => flow !== 'approve>done'), 'approve>gate9', 'gate9>done', 'gate9>end2'],
			{
				approve: 'station_chief',
			},
		)
		expect(faultsOf(ends)).toEqual(['M101 end2'])
		const back = await redrawn(
			[...withApproval.filter((flow) => flow !== 'approve>done'), 'approve>gate9', 'gate9>done', 'gate9>open'],
			{
				approve: 'station_chief',
			},
		)
		expect(faultsOf(back)).toEqual([])
		expect(faultsOf(await redrawn(withApproval))).toEqual(['M102 approve'])
	})
})

describe('an approval in between', () => {
	it('M8 M103 the step waits for it: asked by one, made by another of the lane', async () => {
		await inTx(async (tx) => {
			const matter = await opened(tx)
			await stepMatter(tx, matter, 'working', { now, who: officer })
			const early = await refusalOf(stepMatter(tx, matter, 'done', { now, who: chief }))
			expect([early.code, early.rule, early.extra['next']]).toEqual(['wrong_state', 'M8', ['approve', 'open']])
			expect(betweenNext(approved, (await stateOf(tx, matter)).next)).toEqual([
				{ element: 'approve', name: { en: 'approve', zh: 'approve' }, lane: 'station_chief' },
			])
			await holdMatter(tx, matter, 'approve', { who: officer, now: later(1) })
			const held = await stateOf(tx, matter)
			expect([held.state, held.held, held.version]).toEqual([
				'working',
				{ element: 'approve', since: later(1), by: officer.person },
				3,
			])
			expect((await refusalOf(stepMatter(tx, matter, 'done', { now, who: officer }))).rule).toBe('M102')
			expect((await refusalOf(stepMatter(tx, matter, 'done', { now }))).rule).toBe('M102')
			const done = await stepMatter(tx, matter, 'done', { now: later(2), who: chief })
			expect(done).toEqual({ from: 'approve', to: 'done', version: 4, closed: false })
			expect((await stateOf(tx, matter)).held).toBeNull()
			const steps = await tx
				.selectFrom('matters.step')
				.select(['source', 'target'])
				.where('matter_id', '=', matter)
				.orderBy('n')
				.execute()
			expect(steps.map(({ source, target }) => `${source}>${target}`)).toEqual([
				'null>open',
				'open>working',
				'working>approve',
				'approve>done',
			])
		})
	})

	it('M103 who asked does not decide, also with the post of the lane', async () => {
		await inTx(async (tx) => {
			const matter = await opened(tx)
			await holdMatter(tx, matter, 'approve', { who: chief, now })
			expect((await refusalOf(stepMatter(tx, matter, 'done', { now, who: chief }))).rule).toBe('M103')
			expect((await stepMatter(tx, matter, 'done', { now, who: person('station_chief') })).to).toBe('done')
		})
	})

	it('M104 it is taken back or sent back, and what is drawn from the state goes on meanwhile', async () => {
		await inTx(async (tx) => {
			const matter = await opened(tx)
			await holdMatter(tx, matter, 'approve', { who: officer, now })
			expect((await refusalOf(returnMatter(tx, matter, { who: person('officer'), now }))).rule).toBe('M104')
			expect((await returnMatter(tx, matter, { who: officer, now })).withdrawn).toBe(true)
			expect((await refusalOf(returnMatter(tx, matter, { who: officer, now }))).code).toBe('wrong_state')
			await holdMatter(tx, matter, 'approve', { who: officer, now })
			expect((await returnMatter(tx, matter, { who: chief, now })).withdrawn).toBe(false)
			await holdMatter(tx, matter, 'approve', { who: officer, now })
			expect((await stateOf(tx, matter)).next.toSorted()).toEqual(['done', 'working'])
			await stepMatter(tx, matter, 'working', { now, who: officer })
			expect(await stateOf(tx, matter)).toMatchObject({ state: 'working', held: null })
		})
	})

	it('M11 M103 a matter of the former drawing knows no approval', async () => {
		await inTx(async (tx) => {
			keepCurrent(shipped)
			const { matter } = await openMatter(tx, { kind: 'trial', process: 'hold.trial', agency, now })
			keepCurrent(approved)
			expect((await refusalOf(holdMatter(tx, matter, 'approve', { who: officer, now }))).rule).toBe('M103')
			expect((await stepMatter(tx, matter, 'done', { now, who: officer })).to).toBe('done')
		})
	})
})
