import { performs } from '../../act.ts'
import { completeTask } from '../contract/tasks.ts'
import { answerTask } from '../task/answer.ts'
import { loadTask } from '../task/hand.ts'

/** M71. */
export const completeTaskAct = performs(completeTask, {
	load: (tx, input, _who, now) => loadTask(tx, input, now),
	async run(context, row, { data, choose }) {
		const done = await answerTask(context, row, { data, choose })
		return { ...done, personal: { data: JSON.stringify(data) } }
	},
})
