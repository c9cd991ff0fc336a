import { performs } from '../../act.ts'
import { openOwnMatter } from '../contract/tasks.ts'
import { beginProcess } from '../process/drive.ts'
import { taskBookSubject } from '../task/seen.ts'

/** M79. At the agency of who opens it; its tasks are offered as drawn. */
export const openOwnMatterAct = performs(openOwnMatter, {
	load: async (_tx, _input, who) => ({ subject: taskBookSubject(who), row: null, version: null }),
	async run(context, _row, { process, why }) {
		const { matter, messages } = await beginProcess(context, {
			kind: 'own',
			process,
			agency: context.who.agency,
			purpose: why,
		})
		return { output: { matter }, fact: { matter, process }, matter, messages }
	},
})
