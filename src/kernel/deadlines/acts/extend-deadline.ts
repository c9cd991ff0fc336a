import { performs } from '../../act.ts'
import { extend } from '../change.ts'
import { deadlineTopics, extendDeadline } from '../contract.ts'
import { deadlineMessage, deadlineSubject, needDeadline } from '../row.ts'

/** C24, C25. */
export const extendDeadlineAct = performs(extendDeadline, {
	async load(tx, input) {
		const row = await needDeadline(tx, input.deadline)
		return { subject: deadlineSubject(row), row, version: row.version }
	},
	async run(context, row, { ground, amount, reason }) {
		const { dueAt, version } = await extend(context, row, { ground, amount, reason })
		const due = dueAt.toISOString()
		// C36. What stopped or lengthened a protected clock can tell what the matter is about.
		const personal: Record<string, string> = row.protected ? { reason, ground } : { reason }
		return {
			output: { deadline: row.id, version, dueAt: due },
			fact: {
				deadline: row.id,
				ground: row.protected ? null : ground,
				amount,
				dueBefore: row.due_at.toISOString(),
				dueAt: due,
			},
			personal,
			matter: row.matter_id,
			messages: [deadlineMessage(deadlineTopics.changed, row, { dueAt })],
		}
	},
})
