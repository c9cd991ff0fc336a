import { performs } from '../../act.ts'
import { takeBackTask } from '../contract/tasks.ts'
import { handTask, loadTask } from '../task/hand.ts'

/** M66. */
export const takeBackTaskAct = performs(takeBackTask, {
	load: (tx, input, _who, now) => loadTask(tx, input, now),
	run: (context, row) =>
		handTask(context, row, { what: 'taken_back', holder: context.who.post, person: context.who.person }),
})
