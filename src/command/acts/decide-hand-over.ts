import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { decideHandOver } from '../contract/hand-over.ts'
import { completeDrawn } from '../store/drawn.ts'
import { changedMessage, changeHandOver, loadHandOver, mustStillOwn } from '../store/hand-over.ts'
import { passMatter } from '../store/pass.ts'

/** K46. The agency above both says where it belongs, with the reason. */
export const performDecideHandOver = performs(decideHandOver, {
	load: (tx, input) => loadHandOver(tx, input.handOver),
	run: async (context, row, input) => {
		const { tx, now, who } = context
		const passes = input.decision === 'hand_over'
		const state = passes ? ('ordered' as const) : ('kept' as const)
		if (passes) await mustStillOwn(tx, row)
		const passed = passes ? await passMatter(context, row, 'ordered') : null
		const version = await changeHandOver(
			tx,
			row,
			sql`state = ${state}, decision = ${input.reason}, decided_by = ${who.postKind}, ended_at = ${now}`,
		)
		const drawn = await completeDrawn(context, row.id, { task: 'decide', flow: state })
		const owner = passes ? row.to : row.agency
		return {
			output: { handOver: row.id, state, version, matter: row.matter, owner },
			fact: {
				...(passed?.fact ?? { handOver: row.id, from: row.agency, to: row.to }),
				decision: input.decision,
				owner,
			},
			personal: { reason: input.reason },
			messages: [changedMessage(row, state), ...(passed?.messages ?? []), ...drawn],
			matter: row.matter,
		}
	},
})
