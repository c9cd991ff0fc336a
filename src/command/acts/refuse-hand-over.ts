import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { meetTimer } from '#kernel/matters/api.ts'
import { refuseHandOver } from '../contract/hand-over.ts'
import { completeDrawn } from '../store/drawn.ts'
import { changedMessage, changeHandOver, loadHandOver, mustBeInTime } from '../store/hand-over.ts'
import { entryOf } from '../store/hand-over-entries.ts'

/** K45. The matter stays where it is; the lowest agency above both decides. */
export const performRefuseHandOver = performs(refuseHandOver, {
	load: (tx, input) => loadHandOver(tx, input.handOver),
	run: async (context, row, input) => {
		const { tx, now, who } = context
		mustBeInTime(row, now)
		const offer = await entryOf(tx, { handOver: row.id, matter: row.matter, state: 'offered' })
		await meetTimer(tx, { matter: row.id, kind: 'hand_over_answer', now })
		const version = await changeHandOver(
			tx,
			row,
			sql`state = 'raised', raised = 'refused', raised_at = ${now}, answer = ${input.reason}, answered_at = ${now},
				answered_by = ${who.postKind}, answerer = ${who.person}`,
		)
		const drawn = await completeDrawn(context, row.id, { task: 'answer', flow: 'refused' })
		return {
			output: { handOver: row.id, state: 'raised' as const, version, superior: row.superior },
			fact: {
				handOver: row.id,
				from: row.agency,
				to: row.to,
				owner: row.agency,
				superior: row.superior,
				offer: offer?.hash ?? null,
			},
			personal: { reason: input.reason },
			messages: [changedMessage(row, 'raised'), ...drawn],
			matter: row.matter,
		}
	},
})
