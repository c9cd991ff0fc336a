import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { enterObjection } from '../contract.ts'
import { termsOf } from '../rules/measure.ts'
import { loadMeasure, moveMeasure, mustBe } from '../store/measure.ts'
import { startObjection } from '../store/measure-clocks.ts'
import { findOpenObjection } from '../store/objection.ts'
import { packInForce } from '../store/pack.ts'

/** F85. */
export const performEnterObjection = performs(enterObjection, {
	load: async (tx, input) => ({ ...(await loadMeasure(tx, input.measure)), version: null }),
	run: async (context, row, { said }) => {
		const { tx, now, who } = context
		mustBe(row, 'sent', 'mismatch', 'held')
		if ((await findOpenObjection(tx, row.id)) !== null)
			throw new Refusal(
				'already',
				{ en: 'An objection waits for its answer already.', zh: '已有异议待答复。' },
				{ rule: 'F85' },
			)
		const { pack } = await packInForce(tx, row.agency)
		const due = await startObjection({ tx, measure: row.id, now }, termsOf(pack, row.kind))
		const objection = newId<'objection'>(now.getTime())
		await sql`insert into funds.objection (id, measure_id, said, entered_by, entered_at, due_at)
			values (${objection}, ${row.id}, ${said}, ${who.person}, ${now}, ${due})`.execute(tx)
		const done = await moveMeasure(context, row, { to: row.state, fact: { objection } })
		return { ...done, output: { objection, measure: row.id, dueAt: due.toISOString() } }
	},
})
