import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { drillChanged, proposeDrill } from '../contract.ts'
import { deskSubject } from '../store/call.ts'

const longestMs = 72 * 3_600_000

/** D250. */
export const performProposeDrill = performs(proposeDrill, {
	load: async (_tx, input) => ({ subject: deskSubject(input.agency), row: null, version: null }),
	run: async ({ tx, now, who }, _row, { agency, why, endsAt, crews }) => {
		const ends = new Date(endsAt)
		if (ends <= now || ends.getTime() > now.getTime() + longestMs)
			throw new Refusal(
				'invalid',
				{ en: 'A drill ends within 72 hours from now.', zh: '演练须在此刻起 72 小时内结束。' },
				{ rule: 'D250', field: 'endsAt' },
			)
		const drill = newId<'drill'>(now.getTime())
		await sql`insert into dispatch.drill (id, agency_id, purpose, crews, ends_at, proposed_by, proposed_at)
			values (${drill}, ${agency}, ${why}, ${crews}, ${ends}, ${who.person}, ${now})`.execute(tx)
		return {
			output: { drill, state: 'proposed' as const, version: 1 },
			fact: { drill, agency, crews, endsAt: ends.toISOString() },
			personal: { why },
			messages: [{ topic: drillChanged, resource: { type: 'Drill', id: drill }, body: { state: 'proposed' } }],
		}
	},
})
