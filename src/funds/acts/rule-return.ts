import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { ruleReturn } from '../contract.ts'
import { dropReturnClocks, setObjectionClock } from '../store/return-clock.ts'
import { loadRound, moveRound, mustStandAt } from '../store/return-round.ts'

/** F293. By somebody else than who entered it; upheld, the round stops and the money stays frozen for another. */
export const performRuleReturn = performs(ruleReturn, {
	load: (tx, input) => loadRound(tx, input.round),
	run: async (context, row, { objection, ruling, reason }) => {
		const { tx, now, who } = context
		mustStandAt(row, 'notice')
		const { rows } = await sql<{ entered: string; ruled: boolean }>`
			select entered_by as entered, ruling is not null as ruled from funds.return_objection
			where id = ${objection} and round_id = ${row.id} for update`.execute(tx)
		const found = rows[0]
		if (found === undefined) throw notFound(`objection ${objection}`)
		if (found.ruled)
			throw new Refusal('already', { en: 'This objection was answered.', zh: '该异议已答复。' }, { rule: 'F293' })
		if (found.entered === who.person)
			throw new Refusal(
				'not_permitted',
				{ en: 'Somebody else than who entered an objection answers it.', zh: '登记人不得答复本人登记的异议。' },
				{ rule: 'F293' },
			)
		await sql`update funds.return_objection set ruling = ${ruling}, ruled_by = ${who.person}, ruled_at = ${now}, reason = ${reason}
			where id = ${objection}`.execute(tx)
		const upheld = ruling === 'upheld'
		await (upheld ? dropReturnClocks : setObjectionClock)(tx, row.id, now)
		const done = await moveRound(
			context,
			row,
			upheld ? 'stopped' : 'notice',
			upheld ? sql`ended_at = ${now}` : sql`ended_at = null`,
		)
		return {
			...done,
			output: { ...done.output, ruling },
			fact: { ...done.fact, objection, ruling },
			personal: { reason },
		}
	},
})
