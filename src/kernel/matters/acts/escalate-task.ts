import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { escalateTask } from '../contract/tasks.ts'
import { loadTask } from '../task/hand.ts'
import { tierAbove } from '../task/place.ts'
import { addEvent, taskMessage } from '../task/row.ts'

/** M67. The duty goes up; who has the task keeps it. */
export const escalateTaskAct = performs(escalateTask, {
	load: (tx, input, _who, now) => loadTask(tx, input, now),
	async run({ tx, now, who }, row, { reason }) {
		const duty = await tierAbove(tx, row.duty_id)
		if (duty === null) {
			const words = { en: 'There is no tier above that has not got it.', zh: '已无更上一级可上报。' }
			throw new Refusal('wrong_state', words, { rule: 'M67' })
		}
		await tx
			.updateTable('matters.task')
			.set({ duty_id: duty, escalated_at: now, version: row.version + 1 })
			.where('id', '=', row.id)
			.execute()
		await addEvent(tx, row.id, { what: 'escalated', by: who, at: now, reason })
		return {
			output: { task: row.id, version: row.version + 1, duty },
			fact: { task: row.id, what: 'escalated', element: row.element, dutyBefore: row.duty_id, duty },
			personal: { reason },
			matter: row.matter_id,
			messages: [taskMessage(row.id, row.matter_id, 'open')],
		}
	},
})
