import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { endStatement, statementChanged } from '../contract.ts'
import { forget } from '../store/forget.ts'
import { loadStatement } from '../store/statement.ts'
import { setStatementClock } from '../store/statement-clock.ts'

/** F181. By the clock at its end; by a person before it, with a reason. */
export const performEndStatement = performs(endStatement, {
	load: async (tx, input) => loadStatement(tx, input.statement),
	run: async (context, row, input) => {
		const { tx, now, who } = context
		if (row.state === 'ended')
			throw new Refusal('already', { en: 'It was deleted before.', zh: '该流水此前已删除。' }, { rule: 'F181' })
		const byClock = now >= row.untilAt
		if (!byClock && who.post === 'system')
			throw new Refusal('not_now', { en: 'It is not at its end yet.', zh: '该流水尚未到期。' }, { rule: 'F181' })
		if (!byClock && input.reason === undefined)
			throw new Refusal(
				'invalid',
				{ en: 'Say why it is deleted before its end.', zh: '请说明提前删除的原因。' },
				{ rule: 'F181', field: 'reason' },
			)
		const gone = await forget(tx, row)
		await sql`update funds.statement set state = 'ended', ended_at = ${now}, version = version + 1,
			told = told || '{"faults": [], "gaps": [], "sums": []}'::jsonb where id = ${row.id}`.execute(tx)
		await setStatementClock(tx, row.report, now)
		const messages = [
			{ topic: statementChanged, resource: { type: 'BankStatement', id: row.id }, body: { state: 'ended' } },
		]
		return {
			output: { statement: row.id, state: 'ended' as const, ...gone },
			fact: { statement: row.id, sha256: row.sha256, byClock, ...gone },
			messages,
			matter: row.report,
		}
	},
})
