import { sql } from 'kysely'
import { shows } from '../../view.ts'
import { listOwnProcesses } from '../contract/tasks.ts'
import { wordsOf } from '#kernel/contract/drawn-name.ts'
import { findPublished } from '../process/published.ts'
import { taskBookSubject } from '../task/seen.ts'

/** M79. By name, each as its newest version in force calls itself. */
export const listOwnProcessesView = shows(listOwnProcesses, {
	subject: async (_tx, _input, who) => taskBookSubject(who),
	async show({ tx, who, now }) {
		const { rows } = await sql<{ name: string }>`select distinct p.name from matters.publication p
			join identity.agency_closure c on c.ancestor = p.scope_id and c.descendant = ${who.agency}
			where p.what = 'drawing' and p.name like 'own.%' and (p.until_at is null or p.until_at > ${now})
			order by p.name limit 200`.execute(tx)
		const processes = []
		for (const { name: process } of rows) {
			const published = await findPublished(tx, process, { agency: who.agency, now })
			const model = published?.models.get(published.main)
			if (model !== undefined) processes.push({ process, name: wordsOf(model.name) })
		}
		return { output: { processes } }
	},
})
