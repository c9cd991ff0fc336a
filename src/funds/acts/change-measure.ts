import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { changeMeasure } from '../contract.ts'
import { missingOf } from '../rules/measure.ts'
import { loadMeasure, moveMeasure, mustBe } from '../store/measure.ts'
import { accountNamed, momentTold } from '../store/measure-fields.ts'

/** F60, F61. Before it is signed, or after the bank could not match it. */
export const performChangeMeasure = performs(changeMeasure, {
	load: (tx, input) => loadMeasure(tx, input.measure),
	run: async (context, row, input) => {
		mustBe(row, 'draft', 'mismatch')
		const account = (await accountNamed(context.tx, input, row.currency)) ?? row.account
		const fields = {
			holder: input.holder ?? row.holder,
			account,
			amountMinor: input.amountMinor ?? row.amountMinor,
			at: input.at === undefined ? row.at : momentTold(input.at, context.now),
		}
		const missing = missingOf(fields)
		const done = await moveMeasure(context, row, {
			to: row.state,
			changes: sql`holder = ${fields.holder}, account_id = ${account}, matched_minor = ${fields.amountMinor},
				matched_at = ${fields.at}, asked_minor = ${input.askedMinor ?? row.askedMinor}, traced_minor = null`,
			fact: { missing },
		})
		return { ...done, output: { ...done.output, missing } }
	},
})
