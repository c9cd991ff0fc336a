import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { lapseHandOver } from '../contract/hand-over.ts'
import { fireDrawn } from '../store/drawn.ts'
import { changedMessage, changeHandOver, loadHandOver } from '../store/hand-over.ts'

/** K45. No answer is taken as none: the matter stays, and it goes up. */
export const performLapseHandOver = performs(lapseHandOver, {
	load: async (tx, input) => ({ ...(await loadHandOver(tx, input.handOver)), version: null }),
	run: async (context, row) => {
		const { tx, now } = context
		if (row.state !== 'offered')
			throw new Refusal('already', { en: 'It was answered.', zh: '已有答复。' }, { rule: 'K45' })
		if (now < row.dueAt)
			throw new Refusal('not_now', { en: 'There is time to answer yet.', zh: '答复时限未到。' }, { rule: 'K45' })
		const version = await changeHandOver(tx, row, sql`state = 'raised', raised = 'unanswered', raised_at = ${now}`)
		const drawn = await fireDrawn(context, row.id, 'unanswered')
		return {
			output: { handOver: row.id, state: 'raised' as const, version },
			fact: { handOver: row.id, from: row.agency, to: row.to, owner: row.agency, superior: row.superior },
			messages: [changedMessage(row, 'raised'), ...drawn],
			matter: row.matter,
		}
	},
})
