import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { lapseObjection } from '../contract.ts'
import { loadMeasure, moveMeasure } from '../store/measure.ts'
import { findOpenObjection } from '../store/objection.ts'

/** F87. Silence releases. */
export const performLapseObjection = performs(lapseObjection, {
	load: async (tx, input) => ({ ...(await loadMeasure(tx, input.measure)), version: null }),
	run: async (context, row) => {
		const { tx, now } = context
		const open = await findOpenObjection(tx, row.id)
		if (open === null || now < open.dueAt)
			throw new Refusal(
				'not_now',
				{ en: 'No objection waits past its day.', zh: '没有逾期未答复的异议。' },
				{ rule: 'F87' },
			)
		await sql`update funds.objection set answer = 'silence', answered_at = ${now} where id = ${open.id}`.execute(tx)
		return moveMeasure(context, row, { to: 'released', end: 'objection_silence', fact: { objection: open.id } })
	},
})
