import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { withdrawHandOver } from '../contract/hand-over.ts'
import { cancelDrawn } from '../store/drawn.ts'
import { changedMessage, changeHandOver, loadHandOver } from '../store/hand-over.ts'

/** K48. Until it has ended the offerer takes it back; the matter was the offerer's all the time. */
export const performWithdrawHandOver = performs(withdrawHandOver, {
	load: (tx, input) => loadHandOver(tx, input.handOver),
	run: async (context, row) => {
		const { tx, now } = context
		const version = await changeHandOver(tx, row, sql`state = 'withdrawn', ended_at = ${now}`)
		const drawn = await cancelDrawn(context, row.id)
		return {
			output: { handOver: row.id, state: 'withdrawn' as const, version },
			fact: { handOver: row.id, from: row.agency, to: row.to, owner: row.agency },
			messages: [changedMessage(row, 'withdrawn'), ...drawn],
			matter: row.matter,
		}
	},
})
