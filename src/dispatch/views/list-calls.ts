import { sql } from 'kysely'
import { pageOf } from '#kernel/powers/page.ts'
import { shows } from '#kernel/view.ts'
import { listCalls } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { callRows } from '../store/rows.ts'
import { callsFor } from '../store/seen.ts'

export const showCallList = shows(listCalls, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now, purpose }, input) => {
		const page = await pageOf<{ id: string }>(tx, callsFor(who, now, purpose !== null), {
			orderBy: 'rang_at',
			limit: input.limit,
			after: input.after ?? null,
			where: (c) => {
				const open = input.open === undefined ? sql`true` : sql`${sql.ref(`${c}.settled`)} = ${input.open === 'no'}`
				const state =
					input.state === undefined
						? sql`true`
						: sql`exists (select from matters.token k where k.matter_id = ${sql.ref(`${c}.id`)} and k.element = ${input.state})`
				return sql<boolean>`${open} and ${state}`
			},
			columns: ['id'],
		})
		const rows = await callRows(
			tx,
			page.rows.map((row) => row.id),
		)
		return { output: { rows, next: page.next }, records: rows.map((row) => ({ type: 'Call', id: row.id })) }
	},
})
