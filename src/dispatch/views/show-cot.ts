import { sql } from 'kysely'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { showCot, type UnitKind } from '../contract.ts'
import { positionOf, staleAfterMs } from '../positions.ts'
import { deskSubject } from '../store/call.ts'
import { unitsFor } from '../store/seen.ts'
import { cotOf } from '../trackers/cot-out.ts'

/** D115. What a map of another make may know: call sign, kind, place and until when it holds. */
export const showCotView = shows(showCot, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now }) => {
		const { rows } = await sql<{ id: string; kind: UnitKind; call: string }>`
			select u.id, u.kind, case when ${who.locale}::text = 'zh' then u.call_zh else u.call_en end as call
			from ${filteredRows(unitsFor(who, now), 'u')}
			where u.on_shift and not exists (select from dispatch.assignment a join dispatch.incident i on i.id = a.incident_id
				where a.id = u.assignment_id and i.protected)`.execute(tx)
		const units = rows.flatMap(({ id, kind, call }) => {
			const fix = positionOf(id)
			return fix === null || now.getTime() - fix.at > staleAfterMs ? [] : [{ id, kind, callSign: call, fix }]
		})
		return { output: { events: [...(await cotOf(units))] } }
	},
})
