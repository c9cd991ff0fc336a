import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { drillChanged, refuseDrill } from '../contract.ts'
import { loadDrill, mustBeIn } from '../store/drill.ts'

/** D250. */
export const performRefuseDrill = performs(refuseDrill, {
	load: (tx, input) => loadDrill(tx, input.drill),
	run: async ({ tx, now, who }, drill, { reason }) => {
		mustBeIn(drill, 'proposed')
		await sql`update dispatch.drill set state = 'refused', decided_by = ${who.person}, decided_at = ${now}, reason = ${reason},
			version = version + 1 where id = ${drill.id}`.execute(tx)
		return {
			output: { drill: drill.id, state: 'refused' as const, version: drill.version + 1 },
			fact: { drill: drill.id },
			personal: { reason },
			messages: [{ topic: drillChanged, resource: { type: 'Drill', id: drill.id }, body: { state: 'refused' } }],
		}
	},
})
