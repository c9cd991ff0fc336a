import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { meetTimer } from '#kernel/matters/api.ts'
import { acceptHandOver } from '../contract/hand-over.ts'
import { completeDrawn } from '../store/drawn.ts'
import { changedMessage, changeHandOver, loadHandOver, mustBeInTime, mustStillOwn } from '../store/hand-over.ts'
import { passMatter } from '../store/pass.ts'

/** K44. In this act and in no other moment the owner changes. */
export const performAcceptHandOver = performs(acceptHandOver, {
	load: (tx, input) => loadHandOver(tx, input.handOver),
	run: async (context, row) => {
		const { tx, now, who } = context
		mustBeInTime(row, now)
		await mustStillOwn(tx, row)
		const passed = await passMatter(context, row, 'handed')
		await meetTimer(tx, { matter: row.id, kind: 'hand_over_answer', now })
		const version = await changeHandOver(
			tx,
			row,
			sql`state = 'accepted', answered_at = ${now}, answered_by = ${who.postKind}, answerer = ${who.person}, ended_at = ${now}`,
		)
		const drawn = await completeDrawn(context, row.id, { task: 'answer', flow: 'accepted' })
		return {
			output: {
				handOver: row.id,
				state: 'accepted' as const,
				version,
				matter: row.matter,
				ownedFrom: passed.at.toISOString(),
			},
			fact: passed.fact,
			messages: [changedMessage(row, 'accepted'), ...passed.messages, ...drawn],
			matter: row.matter,
		}
	},
})
