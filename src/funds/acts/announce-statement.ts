import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { announceFile, missingParts } from '#kernel/files/api.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { announceStatement, type BankSetting, bankSetting, statementChanged } from '../contract.ts'
import { loadReportOf } from '../store/report-of.ts'
import { setStatementClock } from '../store/statement-clock.ts'

const dayMs = 86_400_000
/** F170. Longest a statement is kept, in days. */
const mostDays = 180

/** F170, F175, F176. With its purpose and its end; the bytes follow. */
export const performAnnounceStatement = performs(announceStatement, {
	load: async (tx, input) => loadReportOf(tx, input.report),
	run: async (context, report, input) => {
		const { tx, now, who } = context
		if (report.closed)
			throw no('wrong_state', 'F170', undefined, {
				en: 'This report is closed; no statement is taken in for it.',
				zh: '该报案已终结，不再导入流水。',
			})
		const until = mustEnd(new Date(input.untilAt), now)
		await mustBeNew(tx, report.id, input.sha256)
		if (input.request !== undefined) await mustAnswer(tx, report.id, input.request)
		const setting = input.setting ?? (await remembered(tx, who.bureau, input.bank)) ?? bankSetting.parse({})
		if (input.remember === true) await remember(tx, who.bureau, input.bank, setting, who.person, now)
		const statement = newId<'statement'>(now.getTime())
		await sql`insert into funds.statement (id, report_id, agency_id, request_id, sha256, bytes, bank, says, reason, until_at,
				entered_by, entered_at)
			values (${statement}, ${report.id}, ${report.agency}, ${input.request ?? null}, ${input.sha256}, ${input.bytes},
				${input.bank}, ${JSON.stringify(setting)}::text::jsonb, ${context.purpose?.reason ?? ''}, ${until}, ${who.person},
				${now})`.execute(tx)
		await announceFile(tx, { matter: report.id, sha256: input.sha256, bytes: input.bytes, kind: input.kind })
		await setStatementClock(tx, report.id, now)
		const missing = await missingParts(tx, report.id, input.sha256)
		return {
			output: { statement, missing: [...missing], version: 1 },
			fact: {
				statement,
				sha256: input.sha256,
				bytes: input.bytes,
				until: until.toISOString(),
				request: input.request ?? null,
			},
			messages: [
				{ topic: statementChanged, resource: { type: 'BankStatement', id: statement }, body: { state: 'coming' } },
			],
			matter: report.id,
		}
	},
})

function mustEnd(until: Date, now: Date): Date {
	const left = until.getTime() - now.getTime()
	if (left > 0 && left <= mostDays * dayMs) return until
	throw no('invalid', 'F170', 'untilAt', {
		en: `It must end: within ${mostDays} days, and not in the past.`,
		zh: `须有截止日期：${mostDays} 天以内，且不得早于现在。`,
	})
}

async function mustBeNew(tx: Tx, report: string, sha256: string): Promise<void> {
	const { rows } = await sql<{ state: string }>`select state from funds.statement
		where report_id = ${report} and sha256 = ${sha256} and state in ('coming', 'kept')`.execute(tx)
	if (rows[0] === undefined) return
	throw no('already', 'F175', 'sha256', {
		en: 'This file was taken in for this report before.',
		zh: '该文件已在本案导入。',
	})
}

async function mustAnswer(tx: Tx, report: string, request: string): Promise<void> {
	const { rows } =
		await sql`select 1 from funds.request where id = ${request} and report_id = ${report} and state = 'sent'`.execute(
			tx,
		)
	if (rows.length > 0) return
	throw no('invalid', 'F192', 'request', {
		en: 'No such request of this report waits for an answer.',
		zh: '本案没有等待答复的此项查询请求。',
	})
}

async function remembered(tx: Tx, bureau: string, bank: string): Promise<BankSetting | null> {
	const { rows } = await sql<{
		says: unknown
	}>`select says from funds.mapping where agency_id = ${bureau} and bank = ${bank}`.execute(tx)
	return rows[0] === undefined ? null : bankSetting.parse(rows[0].says)
}

async function remember(tx: Tx, bureau: string, bank: string, setting: BankSetting, person: string, now: Date) {
	await sql`insert into funds.mapping (agency_id, bank, says, kept_by, kept_at)
		values (${bureau}, ${bank}, ${JSON.stringify(setting)}::text::jsonb, ${person}, ${now})
		on conflict (agency_id, bank) do update set says = excluded.says, kept_by = excluded.kept_by, kept_at = excluded.kept_at,
			version = funds.mapping.version + 1`.execute(tx)
}

function no(
	code: 'invalid' | 'already' | 'wrong_state',
	rule: string,
	field: string | undefined,
	words: { en: string; zh: string },
): Refusal {
	return new Refusal(code, words, field === undefined ? { rule } : { rule, field })
}
