import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { lapseWarning } from '../contract.ts'
import { loadWarning, moveWarning } from '../store/warning.ts'

/** V3. At its moment it has ended by itself: its last message said so in `expires`, so none goes out. */
export const performLapseWarning = performs(lapseWarning, {
	load: async (tx, input) => ({ ...(await loadWarning(tx, input.warning)), version: null }),
	run: async (context, row) => {
		const { now } = context
		if (row.state !== 'in_force')
			throw new Refusal('already', { en: 'It is not in force.', zh: '该预警未在生效。' }, { rule: 'V3' })
		if (now < new Date(row.until))
			throw new Refusal('not_now', { en: 'It runs still.', zh: '预警尚未到期。' }, { rule: 'V3' })
		return moveWarning(context, row, 'ended', sql`ended_at = ${new Date(row.until)}`)
	},
})
