import { shows } from '../../view.ts'
import { listColleagues } from '../contract/tasks.ts'
import { colleaguesOf } from '../task/hand.ts'
import { readTask } from '../task/row.ts'
import { findTaskSubject } from '../task/subject.ts'

/** M77. By name, as a list to choose from is read; nothing of what anyone has or did stands beside. */
export const listColleaguesView = shows(listColleagues, {
	subject: (tx, { id }) => findTaskSubject(tx, id),
	async show({ tx, now }, { id }) {
		const row = await readTask(tx, id, now)
		const people = (await colleaguesOf(tx, row, now))
			.map(({ post, en, zh, not }) => ({ post, name: { en, zh }, not }))
			.sort((a, b) => a.name.en.localeCompare(b.name.en))
		return { output: { people }, matter: row.matter_id }
	},
})
