import { performs } from '../../act.ts'
import { allocateTask } from '../contract/tasks.ts'
import { handTask, loadTask, needColleague } from '../task/hand.ts'

/** M65. */
export const allocateTaskAct = performs(allocateTask, {
	load: (tx, input, _who, now) => loadTask(tx, input, now),
	async run(context, row, { to }) {
		const { post, person } = await needColleague(context.tx, row, to, context.now)
		return handTask(context, row, { what: 'allocated', holder: post, person })
	},
})
