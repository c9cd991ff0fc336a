import { sql } from 'kysely'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { listUnits } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { unitRows } from '../store/rows.ts'
import { unitsFor } from '../store/seen.ts'

export const showUnitList = shows(listUnits, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now }, input) => {
		const where = sql`(${input.station ?? null}::uuid is null or u.agency_id = ${input.station ?? null}::uuid)
			and (${input.status ?? null}::text is null or u.status = ${input.status ?? null}::text)
			and (${input.shift ?? null}::text is null or u.on_shift = (${input.shift ?? null}::text = 'on'))`
		return { output: { rows: await unitRows(tx, filteredRows(unitsFor(who, now), 'u'), where, now, who.unit) } }
	},
})
