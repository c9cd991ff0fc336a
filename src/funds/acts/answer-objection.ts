import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { answerObjection } from '../contract.ts'
import { loadMeasure, moveMeasure } from '../store/measure.ts'
import { meetObjection } from '../store/measure-clocks.ts'
import { needOpenObjection } from '../store/objection.ts'

/** F86. Upheld, the measure ends. */
export const performAnswerObjection = performs(answerObjection, {
	load: async (tx, input) => ({ ...(await loadMeasure(tx, input.measure)), version: null }),
	run: async (context, row, { objection, answer, reason }) => {
		const { tx, now, who } = context
		await needOpenObjection(tx, row.id, objection)
		await sql`update funds.objection set answer = ${answer}, answered_by = ${who.person}, answered_at = ${now}, reason = ${reason}
			where id = ${objection}`.execute(tx)
		await meetObjection({ tx, measure: row.id, now })
		const fact = { objection, answer }
		const done =
			answer === 'upheld'
				? await moveMeasure(context, row, { to: 'released', end: 'objection_upheld', fact })
				: await moveMeasure(context, row, { to: row.state, fact })
		return { ...done, output: { ...done.output, answer } }
	},
})
