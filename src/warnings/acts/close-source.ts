import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { closeSource } from '../contract.ts'
import { loadSource } from '../store/source.ts'

/** V33. What it gave stays. */
export const performCloseSource = performs(closeSource, {
	load: (tx, input) => loadSource(tx, input.source),
	run: async ({ tx, now }, row, { reason }) => {
		if (row.closed) throw new Refusal('already', { en: 'It is closed.', zh: '该来源已停用。' }, { rule: 'V33' })
		await sql`update warnings.source set closed_at = ${now}, closed_why = ${reason}, version = version + 1
			where id = ${row.id}`.execute(tx)
		return { output: { source: row.id, version: row.version + 1 }, fact: { source: row.id, closed: true } }
	},
})
