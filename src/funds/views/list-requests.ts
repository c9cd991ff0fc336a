import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { listRequests, requestResource } from '../contract.ts'
import { readRow, rowJson } from '../store/request-sheet.ts'
import { deskSubject } from '../store/desk.ts'

const most = 200

/** F190. The newest first, those that may be seen. */
export const showRequestList = shows(listRequests, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }, { report, state }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = powersInUse().filter(who, requestResource.see, requestResource, context)
		const { rows } = await sql<{ said: unknown }>`select ${rowJson(now)} as said
			from ${filteredRows(seen, 'r')} join funds.report f on f.id = r.report_id
			where (${report ?? null}::uuid is null or r.report_id = ${report ?? null}::uuid)
				and (${state ?? null}::text is null or r.state = ${state ?? null}::text)
			order by r.drafted_at desc, r.id desc limit ${most + 1}`.execute(tx)
		return { output: { rows: rows.slice(0, most).map((row) => readRow(row.said)), more: rows.length > most } }
	},
})
