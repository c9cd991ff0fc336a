import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { sendRequest } from '../contract.ts'
import { sheetLines } from '../rules/request-sheet.ts'
import { loadRequest, mustStand, requestDone } from '../store/request.ts'
import { needSheet } from '../store/request-sheet.ts'

/** F191. How long a bank has: a field is waited for by a stop, a statement is a file. */
const answerHours = { field: 2, statement: 72 } as const

/** F191. By somebody who did not draft it; what its sheet said then is kept by its hash. */
export const performSendRequest = performs(sendRequest, {
	load: async (tx, input) => loadRequest(tx, input.request),
	run: async (context, row) => {
		const { tx, now, who } = context
		mustStand(row, 'drafted')
		const sheet = await needSheet(tx, row.id, now)
		const said = JSON.stringify([sheetLines(sheet, 'zh'), sheetLines(sheet, 'en')])
		const sha256 = createHash('sha256').update(said).digest('hex')
		const due = new Date(now.getTime() + answerHours[row.kind] * 3_600_000)
		await sql`update funds.request set state = 'sent', sent_by = ${who.person}, sent_at = ${now}, due_at = ${due},
			sheet_sha256 = ${sha256}, version = version + 1 where id = ${row.id}`.execute(tx)
		const output = {
			request: row.id,
			state: 'sent' as const,
			dueAt: due.toISOString(),
			sheet: sha256,
			version: row.version + 1,
		}
		return requestDone(context, row, 'sent', output)
	},
})
