import { performs } from '../../act.ts'
import { notFound, Refusal } from '../../refusal.ts'
import { breachTimer, matter, timerBreached } from '../contract.ts'
import '../schema.ts'

/** M15. Turns one due timer into a breach. A row another runner holds, or that was met meanwhile, is left alone. */
export const breachTimerAct = performs(breachTimer, {
	async load(tx, input) {
		const row = await tx
			.selectFrom('matters.timer as t')
			.innerJoin('matters.matter as m', 'm.id', 't.matter_id')
			.select(['t.id', 't.matter_id', 't.kind', 't.rule', 't.due_at', 't.met_at', 't.breached_at', 't.dropped_at'])
			.select(['m.agency_id', 'm.kind as matter_kind'])
			.where('t.id', '=', input.timer)
			.forUpdate('t')
			.skipLocked()
			.executeTakeFirst()
		if (row === undefined) throw notFound(`timer ${input.timer} is absent or held`)
		return {
			subject: { resource: matter, id: row.matter_id, attributes: { agency: row.agency_id, kind: row.matter_kind } },
			row,
			version: null,
		}
	},
	async run({ tx, now }, row) {
		if (row.met_at !== null || row.breached_at !== null || row.dropped_at !== null)
			throw new Refusal(
				'already',
				{ en: 'The target is met, breached or dropped already.', zh: '该时限已完成、已逾期或已取消。' },
				{ rule: 'M15' },
			)
		if (row.due_at > now)
			throw new Refusal('not_now', { en: 'The target is not due yet.', zh: '该时限尚未到期。' }, { rule: 'M15' })
		await tx.updateTable('matters.timer').set({ breached_at: now }).where('id', '=', row.id).execute()
		const dueAt = row.due_at.toISOString()
		const fact = { matter: row.matter_id, timer: row.id, kind: row.kind, rule: row.rule, dueAt }
		return {
			output: { matter: row.matter_id, kind: row.kind, dueAt },
			fact,
			matter: row.matter_id,
			messages: [{ topic: timerBreached, resource: { type: 'Matter', id: row.matter_id }, body: fact }],
		}
	},
})
