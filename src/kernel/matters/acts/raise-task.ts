import { performs } from '../../act.ts'
import { notFound } from '../../refusal.ts'
import { raiseTask } from '../contract/tasks.ts'
import { loadTask } from '../task/hand.ts'
import { clockDuty } from '../task/raised.ts'
import { addEvent, taskMessage } from '../task/row.ts'

/** M76. The ladder of its deadline moved the duty: the task's powers go with it. Only the clock performs it. */
export const raiseTaskAct = performs(raiseTask, {
	async load(tx, input, _who, now) {
		const loaded = await loadTask(tx, input, now)
		return { ...loaded, version: null }
	},
	async run({ tx, now, who }, row) {
		const duty = await clockDuty(tx, row)
		if (duty === null) throw notFound(`task ${row.id}: its deadline's duty is not higher than its own`)
		await tx
			.updateTable('matters.task')
			.set({ duty_id: duty, escalated_at: now, version: row.version + 1 })
			.where('id', '=', row.id)
			.execute()
		await addEvent(tx, row.id, { what: 'escalated', by: who, at: now })
		return {
			output: { task: row.id, version: row.version + 1 },
			fact: { task: row.id, what: 'raised', element: row.element, dutyBefore: row.duty_id, duty },
			matter: row.matter_id,
			messages: [taskMessage(row.id, row.matter_id, 'open')],
		}
	},
})
