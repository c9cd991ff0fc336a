import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { drillChanged, eraseDrill } from '../contract.ts'
import { loadDrill } from '../store/drill.ts'

/** D257. */
export const performEraseDrill = performs(eraseDrill, {
	load: async (tx, input) => ({ ...(await loadDrill(tx, input.drill)), version: null }),
	run: async ({ tx, now }, drill) => {
		if (drill.state !== 'ended' || drill.keepUntil === null || drill.keepUntil > now)
			throw new Refusal(
				'wrong_state',
				{ en: 'The record of the drill is kept still.', zh: '演练记录尚在留存期内。' },
				{ rule: 'D257' },
			)
		await sql`select dispatch.erase_drill(${drill.id}, ${now})`.execute(tx)
		return {
			output: { drill: drill.id, state: 'erased' as const, version: drill.version + 1 },
			fact: { drill: drill.id },
			messages: [{ topic: drillChanged, resource: { type: 'Drill', id: drill.id }, body: { state: 'erased' } }],
		}
	},
})
