import { beforeAll, describe, expect, it } from 'vitest'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import { system } from '#kernel/who.ts'
import { inTx } from '#tests/database.ts'
import { breachTimerAct } from '../acts/breach-timer.ts'
import { dueTimers, meetTimer, openMatter, setTimer } from '../api.ts'
import { readDrawing } from '../drawing.ts'
import { keepCurrent } from '../processes.ts'
import { drawingText } from './drawing-text.ts'

const agency = '019aa000-0000-7000-8000-0000000000a1'
const now = new Date('2026-11-24T08:00:00.000Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)

beforeAll(async () => {
	keepCurrent(await readDrawing('test.timed', drawingText(['start>ringing', 'ringing>end'])))
})

async function matterWith(tx: Tx, ...targets: number[]) {
	const { matter } = await openMatter(tx, { kind: 'trial', process: 'test.timed', agency, now })
	const timers: string[] = []
	for (const [n, targetSeconds] of targets.entries()) {
		timers.push((await setTimer(tx, { matter, kind: `wait_${n}`, targetSeconds, rule: 'test r1', now })).timer)
	}
	return { matter, timers }
}

async function breach(tx: Tx, timer: string, at: Date) {
	const { row } = await breachTimerAct.load(tx, { timer }, system, at)
	return breachTimerAct.run({ tx, who: system, now: at, key: 'k'.repeat(8), purpose: null, rules: [] }, row, { timer })
}

describe('timer', () => {
	it('M13 setting a kind again drops the earlier one', async () => {
		await inTx(async (tx) => {
			const { matter } = await matterWith(tx, 15)
			const again = await setTimer(tx, { matter, kind: 'wait_0', targetSeconds: 60, rule: 'test r2', now: after(5) })
			expect(again.dueAt).toEqual(after(65))
			const rows = await tx.selectFrom('matters.timer').select(['due_at', 'dropped_at']).orderBy('due_at').execute()
			expect(rows).toEqual([
				{ due_at: after(15), dropped_at: after(5) },
				{ due_at: after(65), dropped_at: null },
			])
		})
	})

	it('M14 meeting says by how much; nothing open is null', async () => {
		await inTx(async (tx) => {
			const { matter } = await matterWith(tx, 15)
			expect((await meetTimer(tx, { matter, kind: 'wait_0', now: after(12.5) }))?.lateSeconds).toBe(-2.5)
			expect(await meetTimer(tx, { matter, kind: 'wait_0', now: after(13) })).toBeNull()
			expect(await meetTimer(tx, { matter, kind: 'other', now: after(13) })).toBeNull()
		})
	})

	it('M14 a target counts from when its clock began', async () => {
		await inTx(async (tx) => {
			const { matter } = await matterWith(tx)
			const set = await setTimer(tx, { matter, kind: 'send', targetSeconds: 60, rule: 'r', from: after(-20), now })
			expect(set.dueAt).toEqual(after(40))
		})
	})

	it('M15 due ones come oldest first, and a breach happens once with one message', async () => {
		await inTx(async (tx) => {
			const { matter, timers } = await matterWith(tx, 30, 10, 20, 90)
			expect(await dueTimers(tx, after(30), 10)).toEqual([timers[1], timers[2], timers[0]])
			expect(await dueTimers(tx, after(30), 1)).toEqual([timers[1]])
			const first = timers[1] ?? ''
			const done = await breach(tx, first, after(30))
			expect(done.messages).toEqual([
				{
					topic: 'matters.timer.breached',
					resource: { type: 'Matter', id: matter },
					body: { matter, timer: first, kind: 'wait_1', rule: 'test r1', dueAt: after(10).toISOString() },
				},
			])
			await expect(breach(tx, first, after(31))).rejects.toMatchObject({ code: 'already' })
			expect(await dueTimers(tx, after(30), 10)).toEqual([timers[2], timers[0]])
			expect((await meetTimer(tx, { matter, kind: 'wait_1', now: after(40) }))?.lateSeconds).toBe(30)
			const row = await tx.selectFrom('matters.timer').selectAll().where('id', '=', first).executeTakeFirstOrThrow()
			expect([row.breached_at, row.met_at]).toEqual([after(30), after(40)])
		})
	})

	it('M15 what is not due, met, or absent is no breach', async () => {
		await inTx(async (tx) => {
			const { matter, timers } = await matterWith(tx, 30)
			const timer = timers[0] ?? ''
			await expect(breach(tx, timer, after(29))).rejects.toMatchObject({ code: 'not_now' })
			await meetTimer(tx, { matter, kind: 'wait_0', now: after(29) })
			await expect(breach(tx, timer, after(31))).rejects.toBeInstanceOf(Refusal)
			await expect(breach(tx, agency, after(31))).rejects.toMatchObject({ code: 'not_found' })
		})
	})
})
