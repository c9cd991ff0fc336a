import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { answerTaken, dismissAnswer } from '../contract.ts'
import { loadAnswer } from '../store/answer.ts'
import { mustWait } from './match-answer.ts'

/** F144. It stays in the record with who set it aside and why. */
export const performDismissAnswer = performs(dismissAnswer, {
	load: (tx, input) => loadAnswer(tx, input.answer),
	run: async ({ tx, now, who }, row, { reason }) => {
		mustWait(row)
		await sql`update funds.bank_answer set standing = 'dismissed', settled_by = ${who.person}, settled_at = ${now},
			dismissed_reason = ${reason}, version = version + 1 where id = ${row.id}`.execute(tx)
		return {
			output: { answer: row.id, standing: 'dismissed' as const, version: row.version + 1 },
			fact: { answer: row.id, is: row.told.is, standing: 'dismissed' },
			personal: { reason },
			messages: [
				{
					topic: answerTaken,
					resource: { type: 'FundsAnswer', id: row.id },
					body: { is: row.told.is, standing: 'dismissed' },
				},
			],
		}
	},
})
