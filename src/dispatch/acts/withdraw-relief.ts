import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { withdrawRelief } from '../contract.ts'
import { mustBeOffered } from '../store/successors.ts'
import { loadRelief } from '../store/watch.ts'
import { reliefChanged } from '../store/write.ts'

/** D213. The watch goes on as it was. */
export const performWithdrawRelief = performs(withdrawRelief, {
	load: (tx, input) => loadRelief(tx, input.relief),
	run: async ({ tx, now }, relief) => {
		mustBeOffered(relief)
		await sql`update dispatch.relief set ended = 'withdrawn', ended_at = ${now}, version = version + 1
			where id = ${relief.id}`.execute(tx)
		return {
			output: { relief: relief.id, version: relief.version + 1 },
			fact: { relief: relief.id, watch: relief.watch },
			messages: [reliefChanged(relief.id, 'withdrawn')],
		}
	},
})
