import { sql } from 'kysely'
import { pageOf } from '#kernel/powers/page.ts'
import { shows } from '#kernel/view.ts'
import { listIncidents } from '../contract.ts'
import { numbersMeant } from '../rules/plain.ts'
import { deskSubject } from '../store/call.ts'
import { incidentPage, incidentRowOf, type IncidentSql } from '../store/rows.ts'
import { incidentsFor } from '../store/seen.ts'

const elements = {
	to_dispatch: ['waiting'],
	in_progress: ['in_progress'],
	to_close: ['cleared'],
	done: ['closed', 'accepted_for_decision'],
} as const

export const showIncidentList = shows(listIncidents, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now, purpose }, input) => {
		const where = (i: string) => {
			const parts = [sql<boolean>`true`]
			const ref = (column: string) => sql.ref(`${i}.${column}`)
			if (input.section !== undefined) {
				const closed = input.section === 'done'
				// Written out, not as a parameter: only so do the partial indexes serve.
				parts.push(closed ? sql<boolean>`${ref('closed')}` : sql<boolean>`not ${ref('closed')}`)
				if (!closed)
					parts.push(sql<boolean>`exists (select from matters.token k where k.matter_id = ${ref('id')}
						and k.element in (${sql.join([...elements[input.section]])}))`)
			}
			if (input.station !== undefined) parts.push(sql<boolean>`${ref('agency_id')} = ${input.station}`)
			if (input.number !== undefined)
				parts.push(sql<boolean>`${ref('number')} in (${sql.join(numbersMeant(input.number, now))})`)
			if (input.from !== undefined) parts.push(sql<boolean>`${ref('received_at')} >= ${new Date(input.from)}`)
			if (input.until !== undefined) parts.push(sql<boolean>`${ref('received_at')} < ${new Date(input.until)}`)
			if (input.type !== undefined || input.priority !== undefined)
				parts.push(sql<boolean>`exists (select from dispatch.classification c where c.id = ${ref('classification_id')}
					and (${input.type ?? null}::text is null or c.type = ${input.type ?? null})
					and (${input.priority ?? null}::int is null or c.priority <= ${input.priority ?? null}))`)
			return sql<boolean>`${sql.join(parts, sql` and `)}`
		}
		const page = await pageOf<IncidentSql>(tx, incidentsFor(who, now, purpose !== null), {
			orderBy: 'received_at',
			limit: input.limit,
			after: input.after ?? null,
			where,
			reads: incidentPage,
		})
		const rows = page.rows.map((row) => incidentRowOf(row))
		return {
			output: { rows, next: page.next },
			records: rows.map((row) => ({ type: 'Incident', id: row.id })),
		}
	},
})
