import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Both } from '../contract.ts'

type Row = {
	readonly question: string
	readonly answer: string
	readonly words: { readonly ask: Both; readonly said: Both; readonly tell: Both | null }
	readonly urgent: boolean
	readonly rule: string
	readonly at: Date
}

/** F25. The newest answer to each question of a report, in the order they were first asked. */
export async function fraudAnswersOf(tx: Tx, report: string) {
	const { rows } = await sql<Row>`
		select distinct on (s.began, s.question) s.question, s.answer, s.words, s.urgent, s.rule, s.at from (
			select a.*, min(a.at) over (partition by a.question) as began from funds.script_answer a where a.report_id = ${report}
		) s order by s.began, s.question, s.at desc, s.id desc`.execute(tx)
	return rows.map(({ words, at, ...row }) => ({ ...row, ...words, at: at.toISOString() }))
}

/** How many payments a report has: who told of one has paid. */
export async function countPayments(tx: Tx, report: string): Promise<number> {
	const { rows } = await sql<{
		n: number
	}>`select count(*)::int as n from funds.payment where report_id = ${report}`.execute(tx)
	return rows[0]?.n ?? 0
}
