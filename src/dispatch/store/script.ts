import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { AgencyRef } from '../contract.ts'
import type { ScriptFill } from '../rules/script.ts'
import { byJson, iso } from './shown.ts'

type Both = { readonly en: string; readonly zh: string }

type Row = {
	question: string
	answer: string
	words: { readonly ask: Both; readonly said: Both; readonly tell: Both | null }
	send_first: boolean
	filled: ScriptFill
	rule: string
	at: Date
	by: { post: string; agency: AgencyRef | null }
}

/** D203. The newest answer to each question of a call, in the order they were first asked. */
export async function scriptAnswersOf(tx: Tx, call: string) {
	const { rows } = await sql<Row>`
		select distinct on (s.began, s.question) s.* from (
			select a.question, a.answer, a.words, a.send_first, a.filled, a.rule, a.at, a.id, ${byJson('a')} as by,
				min(a.at) over (partition by a.question) as began
			from dispatch.script_answer a where a.call_id = ${call}
		) s order by s.began, s.question, s.at desc, s.id desc`.execute(tx)
	return rows.map(({ send_first: first, words, at, ...row }) => ({ ...row, ...words, first, at: iso(at) }))
}

/** Whether the caller said that it is safe to be called back. */
export async function safeToCall(tx: Tx, call: string): Promise<boolean | null> {
	const { rows } = await sql<{ safe: boolean | null }>`
		select c.safe_to_call as safe from dispatch.call c where c.id = ${call}`.execute(tx)
	return rows[0]?.safe ?? null
}
