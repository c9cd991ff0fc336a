import { performs } from '../../act.ts'
import { giveBackTask } from '../contract/tasks.ts'
import { handTask, loadTask } from '../task/hand.ts'

/** M64, M66. To who delegated it, while they hold the post; else to the post. */
export const giveBackTaskAct = performs(giveBackTask, {
	load: (tx, input, _who, now) => loadTask(tx, input, now),
	run: (context, row) =>
		handTask(context, row, {
			what: 'given_back',
			...(row.delegator_post === null ? {} : { holder: row.delegator_post }),
		}),
})
