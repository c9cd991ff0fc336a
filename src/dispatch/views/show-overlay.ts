import { sql } from 'kysely'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { showOverlay } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { openIncidents } from '../store/open.ts'
import { incidentRows, unitRows } from '../store/rows.ts'
import { unitsFor } from '../store/seen.ts'

/** D32. */
export const showOverlayView = shows(showOverlay, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now }) => {
		const open = await openIncidents(tx, who, now)
		const rows = await incidentRows(
			tx,
			open.slice(0, 500).map((one) => one.id),
		)
		const units = await unitRows(tx, filteredRows(unitsFor(who, now), 'u'), sql`u.on_shift`, now, who.unit)
		return {
			output: {
				at: now.toISOString(),
				incidents: rows.map(({ id, number, type, priority, state, place }) => ({
					id,
					number,
					type,
					priority,
					state,
					place,
				})),
				units: units.map(({ id, callSign, status, kind, position }) => ({ id, callSign, status, kind, position })),
			},
			records: rows.map((row) => ({ type: 'Incident', id: row.id })),
		}
	},
})
