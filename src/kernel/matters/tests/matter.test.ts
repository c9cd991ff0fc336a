import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import { inTx } from '#tests/database.ts'
import { drawnNext, openMatter, stateOf, stepMatter } from '../api.ts'
import { type Drawing, readDrawing } from '../drawing.ts'
import { publishDrawing } from '../matter.ts'
import { keepCurrent } from '../processes.ts'
import { meetTimer, setTimer } from '../timer.ts'
import { drawingText } from './drawing-text.ts'

const flows = ['start>ringing', 'ringing>gate1', 'gate1>taken', 'gate1>end_lost', 'taken>gate2', 'gate2>taken_again']
const more = ['taken_again>gate3', 'gate3>taken', 'gate3>end_done', 'gate2>end_short']
const agency = '019aa000-0000-7000-8000-0000000000a1'
const now = new Date('2026-11-24T08:00:00.000Z')
const later = new Date('2026-11-24T08:01:30.000Z')

let drawing: Drawing

beforeAll(async () => {
	drawing = await readDrawing('test.trial', drawingText([...flows, ...more]))
	keepCurrent(drawing)
})

const open = (tx: Tx) => openMatter(tx, { kind: 'trial', process: 'test.trial', agency, now })
const steps = (tx: Tx, matter: string) =>
	tx.selectFrom('matters.step').selectAll().where('matter_id', '=', matter).orderBy('n').execute()

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
	const answer = await work.then(
		() => null,
		(error: unknown) => error,
	)
	if (answer instanceof Refusal) return answer
	throw new Error(`no refusal but ${String(answer)}`)
}

describe('matter', () => {
	it('M7 opens on the element after the start, publishing the drawing once', async () => {
		await inTx(async (tx) => {
			const first = await open(tx)
			const second = await open(tx)
			expect(first.state).toBe('ringing')
			expect(second.drawing).toBe(first.drawing)
			const rows = await tx
				.selectFrom('matters.drawing')
				.select('version')
				.where('process', '=', 'test.trial')
				.execute()
			expect(rows).toEqual([{ version: 1 }])
			expect(await stateOf(tx, first.matter)).toEqual({
				matter: first.matter,
				kind: 'trial',
				agency,
				drawing: drawing.id,
				state: 'ringing',
				version: 1,
				since: now,
				closedAt: null,
				next: ['taken', 'end_lost'],
				held: null,
			})
		})
	})

	it('M7 several openings ask for one by name', async () => {
		keepCurrent(await readDrawing('test.two', drawingText(['start1>rung', 'start2>keyed', 'rung>end1', 'keyed>end2'])))
		await inTx(async (tx) => {
			const two = { kind: 'trial', process: 'test.two', agency, now }
			expect((await refusalOf(openMatter(tx, two))).extra).toEqual({ next: ['rung', 'keyed'] })
			expect((await openMatter(tx, { ...two, at: 'keyed' })).state).toBe('keyed')
			expect((await refusalOf(openMatter(tx, { ...two, at: 'end1' }))).code).toBe('wrong_state')
		})
	})

	it('M8 M9 M12 a step goes through gateways and is kept with the flows it took', async () => {
		await inTx(async (tx) => {
			const { matter } = await open(tx)
			expect(await stepMatter(tx, matter, 'taken', { now: later })).toEqual({
				from: 'ringing',
				to: 'taken',
				version: 2,
				closed: false,
			})
			expect((await stateOf(tx, matter)).state).toBe('taken')
			const kept = await steps(tx, matter)
			expect(kept.map((s) => [s.n, s.source, s.target, s.flows, s.at])).toEqual([
				[1, null, 'ringing', ['flow_1'], now],
				[2, 'ringing', 'taken', ['flow_2', 'flow_3'], later],
			])
		})
	})

	it('M8 what is not drawn is refused, names what is, and leaves everything as it was', async () => {
		await inTx(async (tx) => {
			const { matter } = await open(tx)
			for (const target of ['taken_again', 'end_done', 'ringing', 'gate1', 'start', 'nowhere', "'; drop"]) {
				const refusal = await refusalOf(stepMatter(tx, matter, target, { now: later }))
				expect([refusal.code, refusal.rule, refusal.extra]).toEqual([
					'wrong_state',
					'M8',
					{ state: 'ringing', next: ['taken', 'end_lost'] },
				])
			}
			expect((await stateOf(tx, matter)).version).toBe(1)
			expect(await steps(tx, matter)).toHaveLength(1)
			expect((await refusalOf(stepMatter(tx, agency, 'taken', { now }))).code).toBe('not_found')
		})
	})

	it('M10 an end closes the matter, drops its open timers, and no step follows', async () => {
		await inTx(async (tx) => {
			const { matter } = await open(tx)
			await setTimer(tx, { matter, kind: 'answer', targetSeconds: 15, rule: 'r1', now })
			await setTimer(tx, { matter, kind: 'send', targetSeconds: 60, rule: 'r2', now })
			await meetTimer(tx, { matter, kind: 'answer', now })
			expect((await stepMatter(tx, matter, 'end_lost', { now: later })).closed).toBe(true)
			const timers = await tx.selectFrom('matters.timer').select(['kind', 'dropped_at']).orderBy('kind').execute()
			expect(timers).toEqual([
				{ kind: 'answer', dropped_at: null },
				{ kind: 'send', dropped_at: later },
			])
			expect(await stateOf(tx, matter)).toMatchObject({ state: 'end_lost', closedAt: later, next: [] })
			expect((await refusalOf(stepMatter(tx, matter, 'taken', { now: later }))).code).toBe('wrong_state')
		})
	})

	it('M11 a running matter keeps its drawing, also when only the database knows it', async () => {
		await inTx(async (tx) => {
			const { matter } = await open(tx)
			const changed = await readDrawing('test.trial', drawingText(['start>ringing', 'ringing>stopped', 'stopped>end']))
			keepCurrent(changed)
			await publishDrawing(tx, changed, now)
			const young = await open(tx)
			expect((await stepMatter(tx, young.matter, 'stopped', { now })).to).toBe('stopped')
			expect((await refusalOf(stepMatter(tx, matter, 'stopped', { now }))).code).toBe('wrong_state')
			expect((await stepMatter(tx, matter, 'taken', { now })).to).toBe('taken')
			keepCurrent(drawing)

			const foreign = drawingText(['start>ringing', 'ringing>only_here', 'only_here>end'])
			const unknown = await readDrawing('test.trial', foreign)
			await publishDrawing(tx, unknown, now)
			await tx.updateTable('matters.matter').set({ drawing_id: unknown.id }).where('id', '=', matter).execute()
			await tx.updateTable('matters.token').set({ element: 'ringing' }).where('matter_id', '=', matter).execute()
			expect((await stepMatter(tx, matter, 'only_here', { now })).to).toBe('only_here')
			const versions = await tx.selectFrom('matters.drawing').select('version').orderBy('version').execute()
			expect(versions.map((v) => v.version)).toEqual([1, 2, 3])
		})
	})

	it('M12 a clock that runs back does not turn the history round', async () => {
		await inTx(async (tx) => {
			const { matter } = await open(tx)
			await stepMatter(tx, matter, 'taken', { now: new Date(now.getTime() - 60_000) })
			expect((await stateOf(tx, matter)).since).toEqual(now)
		})
	})

	it('M8 any run of asked steps does exactly what the drawing says', async () => {
		const all = [...drawing.elements.keys()]
		await fc.assert(
			fc.asyncProperty(fc.array(fc.constantFrom(...all), { maxLength: 12 }), async (asked) => {
				await inTx(async (tx) => {
					const { matter, state } = await open(tx)
					let at = state
					for (const target of asked) {
						const drawn = drawnNext({ drawing: drawing.id, state: at }).includes(target)
						const moved = await stepMatter(tx, matter, target, { now }).then(
							() => true,
							() => false,
						)
						expect(moved).toBe(drawn)
						if (drawn) at = target
					}
					expect((await stateOf(tx, matter)).state).toBe(at)
				})
			}),
			{ numRuns: 25 },
		)
	})
})
