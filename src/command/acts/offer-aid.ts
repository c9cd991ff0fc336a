import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { meetTimer } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { offerAid } from '../contract/aid.ts'
import { lendable, lentNow } from '../handing.ts'
import { loadAid, moveAid, mustLieAhead } from '../store/aid.ts'

/** K51. Units are the lender's own, and none that is on loan already. */
export const performOfferAid = performs(offerAid, {
	load: (tx, input) => loadAid(tx, input.aid),
	run: async (context, row, input) => {
		const { tx, now } = context
		const until = new Date(input.until)
		mustLieAhead(until, now)
		const own = new Map((await lendable(tx, row.to)).map((unit) => [unit.id, unit]))
		const lent = new Set(await lentNow(tx, [...own.keys()]))
		for (const id of new Set(input.units)) {
			const unit = own.get(id)
			if (unit === undefined || lent.has(id))
				throw new Refusal(
					'wrong_state',
					{ en: 'A unit is not yours to lend, or on loan already.', zh: '有单元不属于本单位，或已借出。' },
					{ rule: 'K51', field: 'units', extra: { unit: id } },
				)
			await sql`insert into command.aid_unit (aid_id, unit_id, call_en, call_zh)
				values (${row.id}, ${id}, ${unit.en}, ${unit.zh})`.execute(tx)
		}
		await meetTimer(tx, { matter: row.id, kind: 'aid_answer', now })
		return moveAid(context, row, 'offered', sql`answer = ${input.answer}, until_at = ${until}`)
	},
})
