import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { meetTimer } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { orderReturn } from '../contract.ts'
import { loadRound, moveRound, mustStandAt } from '../store/return-round.ts'

/** F294. After the notice, with every objection answered. */
export const performOrderReturn = performs(orderReturn, {
	load: (tx, input) => loadRound(tx, input.round),
	run: async (context, row) => {
		const { tx, now, who } = context
		mustStandAt(row, 'notice')
		if (row.noticeUntil === null || now < row.noticeUntil)
			throw new Refusal(
				'not_now',
				{
					en: 'The public notice still runs; anybody may object until its end.',
					zh: '公示期未满，期满前任何人可提出异议。',
				},
				{ rule: 'F294', extra: { until: row.noticeUntil?.toISOString() ?? null } },
			)
		const { rows } = await sql<{ open: number }>`
			select count(*)::int as open from funds.return_objection where round_id = ${row.id} and ruling is null`.execute(
			tx,
		)
		if ((rows[0]?.open ?? 0) > 0)
			throw new Refusal(
				'wrong_state',
				{ en: 'An objection waits for its answer.', zh: '尚有异议未答复。' },
				{ rule: 'F294', extra: { open: rows[0]?.open ?? 0 } },
			)
		await meetTimer(tx, { matter: row.id, kind: 'return_notice', now })
		return moveRound(context, row, 'paying', sql`ordered_by = ${who.person}, ordered_at = ${now}`)
	},
})
