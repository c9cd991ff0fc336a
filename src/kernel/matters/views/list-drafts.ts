import { type RawBuilder, sql } from 'kysely'
import { filteredRows } from '#kernel/powers/api.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { shows } from '../../view.ts'
import { draftResource, listDrafts } from '../contract/drawings.ts'
import { draftShapes } from '../publishing/shape.ts'
import { drawingBookSubject } from '../publishing/store.ts'

const pageSize = 50

/** Newest first, those the viewer may see. */
export const listDraftsView = shows(listDrafts, {
	subject: async (_tx, _input, who) => drawingBookSubject(who.bureau),
	async show({ tx, who, now }, { what, name, open, after }) {
		const seconds = Math.floor(now.getTime() / 1000)
		const seen = powersInUse().filter(who, draftResource.see, draftResource, { now: seconds, purpose: false })
		const wanted: RawBuilder<unknown>[] = [sql`true`]
		if (what !== undefined) wanted.push(sql`f.what = ${what}`)
		if (name !== undefined) wanted.push(sql`f.name = ${name}`)
		if (open !== undefined) wanted.push(sql`f.decided = ${open === 'no'}`)
		if (after !== undefined) wanted.push(sql`f.id < ${after}::uuid`)
		const from = sql`(select f.* from ${filteredRows(seen, 'f')} where ${sql.join(wanted, sql` and `)}
			order by f.id desc limit ${pageSize + 1}) t`
		const rows = await draftShapes(tx, from, sql`order by t.id desc`)
		const page = rows.slice(0, pageSize)
		return { output: { rows: page, next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null } }
	},
})
