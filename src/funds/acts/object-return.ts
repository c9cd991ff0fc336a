import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { objectReturn } from '../contract.ts'
import { endOfDay, objectionDays } from '../rules/notice.ts'
import { setObjectionClock } from '../store/return-clock.ts'
import { changedRound, loadRound, mustStandAt } from '../store/return-round.ts'

/** F293. While the notice runs; what was entered holds the round until it is answered. */
export const performObjectReturn = performs(objectReturn, {
	load: async (tx, input) => ({ ...(await loadRound(tx, input.round)), version: null }),
	run: async ({ tx, now, who }, row, { objector, said }) => {
		mustStandAt(row, 'notice')
		if (row.noticeUntil !== null && now >= row.noticeUntil)
			throw new Refusal(
				'wrong_state',
				{ en: 'The public notice has ended.', zh: '公示期已结束。' },
				{ rule: 'F293', extra: { until: row.noticeUntil.toISOString() } },
			)
		const objection = newId<'objection'>(now.getTime())
		const due = endOfDay(now, objectionDays)
		await sql`insert into funds.return_objection (id, round_id, objector, said, entered_by, entered_at, due_at)
			values (${objection}, ${row.id}, ${objector}, ${said}, ${who.person}, ${now}, ${due})`.execute(tx)
		await setObjectionClock(tx, row.id, now)
		return {
			output: { objection, dueAt: due.toISOString() },
			fact: { round: row.id, objection, dueAt: due.toISOString() },
			personal: { objector, said },
			messages: [changedRound(row.id, row.state)],
			matter: row.id,
		}
	},
})
