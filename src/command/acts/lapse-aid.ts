import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { lapseAid } from '../contract/aid.ts'
import { loadAid, passLoan, writeAid } from '../store/aid.ts'

/** K52. The loan is over by itself; what is not back is overdue, and both sides hear it. */
export const performLapseAid = performs(lapseAid, {
	load: async (tx, input) => ({ ...(await loadAid(tx, input.aid)), version: null }),
	run: async (context, row) => {
		const { now } = context
		if (row.state !== 'on_loan' || row.overdue)
			throw new Refusal('already', { en: 'It is back, or was told of.', zh: '已归还或已提醒。' }, { rule: 'K52' })
		if (now < row.until)
			throw new Refusal('not_now', { en: 'The loan runs still.', zh: '借用期未到。' }, { rule: 'K52' })
		const back = await passLoan(context.tx, row.id, null)
		return writeAid(context, { ...row, overdue: true }, 'on_loan', sql`overdue_at = ${now}`, back)
	},
})
