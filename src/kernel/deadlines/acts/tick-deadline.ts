import { performs } from '../../act.ts'
import type { Tx } from '../../db/schema.ts'
import { Refusal } from '../../refusal.ts'
import { deadlineTopics, tickDeadline } from '../contract.ts'
import { dueNow, type Next, nextOf } from '../ladder.ts'
import { type DeadlineOf, deadlineMessage, deadlineSubject, isOpen, needDeadline } from '../row.ts'
import { addRung } from '../rung.ts'

/** C32 to C35. One step of the clock; a row another runner holds is left alone. */
export const tickDeadlineAct = performs(tickDeadline, {
	async load(tx, input) {
		const row = await needDeadline(tx, input.deadline, { skipHeld: true })
		return { subject: deadlineSubject(row), row, version: null }
	},
	async run({ tx, now }, row) {
		if (!isOpen(row)) throw nothing('already')
		const next = dueNow(row, now)
		if (next === null) throw nothing('not_now')
		const did = row.matter_closed && !row.liberty ? ('dropped' as const) : next.does
		const duty = next.does === 'escalated' && did === 'escalated' ? next.agency : row.duty_id
		if (did === 'dropped') await write(tx, row, { dropped_at: now, next_at: null })
		else await step(tx, row, next, now)
		return {
			output: { deadline: row.id, did, duty },
			fact: { deadline: row.id, did, kind: row.kind, dueAt: row.due_at.toISOString(), dutyBefore: row.duty_id, duty },
			matter: row.matter_id,
			messages: [deadlineMessage(deadlineTopics[did], row, { duty })],
		}
	},
})

async function step(tx: Tx, row: DeadlineOf, next: Next, now: Date): Promise<void> {
	if (next.does === 'escalated') {
		await addRung(tx, row, { why: 'escalated', tier: next.tier, agency: next.agency, now })
		const after = nextOf({ ...row, reached: next.tier })
		await write(tx, row, { duty_id: next.agency, reached: next.tier, next_at: after?.at ?? null })
		return
	}
	const after = nextOf({ ...row, stage: next.does })
	const breach = next.does === 'breached' ? { breached_at: row.breached_at ?? now } : {}
	await write(tx, row, { stage: next.does, next_at: after?.at ?? null, ...breach })
}

async function write(
	tx: Tx,
	row: DeadlineOf,
	change: Partial<Pick<DeadlineOf, 'dropped_at' | 'next_at' | 'duty_id' | 'reached' | 'stage' | 'breached_at'>>,
): Promise<void> {
	await tx
		.updateTable('deadlines.deadline')
		.set({ ...change, version: row.version + 1 })
		.where('id', '=', row.id)
		.execute()
}

function nothing(code: 'already' | 'not_now'): Refusal {
	const words =
		code === 'already'
			? { en: 'The deadline has ended.', zh: '该时限已结束。' }
			: { en: 'The clock has nothing to do yet.', zh: '时限尚未到达下一节点。' }
	return new Refusal(code, words, { rule: 'C32' })
}
