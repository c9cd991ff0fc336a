import { performs } from '../../act.ts'
import { resume } from '../change.ts'
import { deadlineTopics, resumeDeadline } from '../contract.ts'
import { deadlineMessage, deadlineSubject, needDeadline } from '../row.ts'

/** C21. */
export const resumeDeadlineAct = performs(resumeDeadline, {
	async load(tx, input) {
		const row = await needDeadline(tx, input.deadline)
		return { subject: deadlineSubject(row), row, version: row.version }
	},
	async run(context, row) {
		const { dueAt, version } = await resume(context, row)
		const due = dueAt.toISOString()
		return {
			output: { deadline: row.id, version, dueAt: due },
			fact: { deadline: row.id, dueBefore: row.due_at.toISOString(), dueAt: due },
			matter: row.matter_id,
			messages: [deadlineMessage(deadlineTopics.changed, row, { dueAt })],
		}
	},
})
