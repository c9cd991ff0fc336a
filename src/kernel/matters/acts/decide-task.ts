import { performs } from '../../act.ts'
import { decideTask } from '../contract/tasks.ts'
import { answerTask } from '../task/answer.ts'
import { loadTask } from '../task/hand.ts'
import { addEvent } from '../task/row.ts'

/** M67. The tier that has the duty answers in the post's place; four eyes and no self-approval hold for it too. */
export const decideTaskAct = performs(decideTask, {
	load: (tx, input, _who, now) => loadTask(tx, input, now),
	async run(context, row, { data, choose, reason }) {
		await addEvent(context.tx, row.id, { what: 'decided', by: context.who, at: context.now, reason })
		const done = await answerTask(context, row, { data, choose })
		return {
			...done,
			fact: { ...done.fact, what: 'decided', duty: row.duty_id },
			personal: { data: JSON.stringify(data), reason },
		}
	},
})
