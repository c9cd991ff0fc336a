import { performs } from '../../act.ts'
import { notFound } from '../../refusal.ts'
import { releaseTask } from '../contract/tasks.ts'
import { handTask, loadTask } from '../task/hand.ts'

/** M75. Only the clock performs it, and only when the post has lapsed. */
export const releaseTaskAct = performs(releaseTask, {
	async load(tx, input, _who, now) {
		const loaded = await loadTask(tx, input, now)
		if (loaded.row.lapsed_post === null) throw notFound(`task ${input.task} has no lapsed holder`)
		return { ...loaded, version: null }
	},
	run: (context, row) =>
		handTask(context, row, {
			what: 'lapsed',
			...(row.delegator_post === null ? {} : { holder: row.delegator_post }),
		}),
})
