import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { readText } from '../contract.ts'
import { callSubject, needCall } from '../store/call.ts'
import { mustGoOn, needText } from '../store/text.ts'

/** D286. The caller reads that it was seen. It answers nothing, so no clock ends. */
export const performReadText = performs(readText, {
	load: async (tx, input) => {
		const row = await needText(tx, input, 'lock')
		return { subject: callSubject(await needCall(tx, row.id, 'read')), row, version: null }
	},
	run: async ({ tx, now }, call) => {
		mustGoOn(call)
		await sql`update dispatch.call set text_seen_at = ${now} where id = ${call.id}`.execute(tx)
		return { output: { call: call.id, seenAt: now.toISOString() }, fact: { call: call.id }, matter: call.id }
	},
})
