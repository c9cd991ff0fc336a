import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { deadlineTopics, decideDeadline } from '../contract.ts'
import { deadlineMessage, deadlineSubject, mustBeOpen, needDeadline } from '../row.ts'

/** C35, C25. */
export const decideDeadlineAct = performs(decideDeadline, {
	async load(tx, input) {
		const row = await needDeadline(tx, input.deadline)
		return { subject: deadlineSubject(row), row, version: row.version }
	},
	async run({ tx, who, now }, row, { reason }) {
		mustBeOpen(row)
		if (row.stage !== 'breached') {
			const words = { en: 'Only an overdue deadline is decided on.', zh: '仅逾期的时限可作决定了结。' }
			throw new Refusal('not_now', words, { rule: 'C35' })
		}
		await tx
			.updateTable('deadlines.deadline')
			.set({ decided_at: now, next_at: null, version: row.version + 1 })
			.where('id', '=', row.id)
			.execute()
		await tx
			.insertInto('deadlines.decision')
			.values({ deadline_id: row.id, at: now, by_person: who.person, by_post: who.postKind, reason })
			.execute()
		return {
			output: { deadline: row.id, version: row.version + 1 },
			fact: { deadline: row.id, duty: row.duty_id, dueAt: row.due_at.toISOString() },
			personal: { reason },
			matter: row.matter_id,
			messages: [deadlineMessage(deadlineTopics.changed, row)],
		}
	},
})
