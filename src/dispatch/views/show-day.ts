import { sql } from 'kysely'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { showDay } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { areasNow, overdueNow, timesTaken } from '../store/day.ts'
import { coverLimit } from '../store/holes.ts'
import { agencyRef, unitRows } from '../store/rows.ts'
import { unitsFor } from '../store/seen.ts'

const dayMs = 86_400_000

/** D273 to D275. */
export const showDayView = shows(showDay, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now }, { days, measure }) => {
		const units = await unitRows(tx, filteredRows(unitsFor(who, now), 'u'), sql`true`, now)
		const overdue = await overdueNow(tx, who, now)
		const from = new Date(now.getTime() - days * dayMs)
		return {
			output: {
				at: now.toISOString(),
				agency: await agencyRef(tx, who.bureau),
				overdue,
				areas: await areasNow(tx, who.bureau, units),
				coverSeconds: coverLimit(),
				from: from.toISOString(),
				measure,
				rows: await timesTaken(tx, who.bureau, { from, measure }),
			},
			records: overdue.rows.map(({ incident }) => ({ type: 'Incident', id: incident })),
		}
	},
})
