import { performs } from '../../act.ts'
import { takeTask } from '../contract/tasks.ts'
import { handTask, loadTask } from '../task/hand.ts'

/** M64. */
export const takeTaskAct = performs(takeTask, {
	load: (tx, input, _who, now) => loadTask(tx, input, now),
	run: (context, row) =>
		handTask(context, row, { what: 'taken', holder: context.who.post, person: context.who.person }),
})
