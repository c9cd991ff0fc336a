import { performs } from '../../act.ts'
import { pause } from '../change.ts'
import { deadlineTopics, pauseDeadline } from '../contract.ts'
import { deadlineMessage, deadlineSubject, needDeadline } from '../row.ts'

/** C20 to C22. */
export const pauseDeadlineAct = performs(pauseDeadline, {
	async load(tx, input) {
		const row = await needDeadline(tx, input.deadline)
		return { subject: deadlineSubject(row), row, version: row.version }
	},
	async run(context, row, { ground, minutes, reason }) {
		const { dueAt, until, version } = await pause(context, row, {
			ground,
			reason,
			...(minutes === undefined ? {} : { minutes }),
		})
		const [due, ends] = [dueAt.toISOString(), until.toISOString()]
		// C36. What stopped or lengthened a protected clock can tell what the matter is about.
		const personal: Record<string, string> = row.protected ? { reason, ground } : { reason }
		return {
			output: { deadline: row.id, version, dueAt: due, until: ends },
			fact: {
				deadline: row.id,
				ground: row.protected ? null : ground,
				until: ends,
				dueBefore: row.due_at.toISOString(),
				dueAt: due,
			},
			personal,
			matter: row.matter_id,
			messages: [deadlineMessage(deadlineTopics.changed, row, { dueAt })],
		}
	},
})
