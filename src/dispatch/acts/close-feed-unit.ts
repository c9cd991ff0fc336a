import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { closeFeedUnit } from '../contract.ts'
import { closeFeed } from '../positions.ts'
import { loadUnit } from '../store/unit.ts'

/** D27. */
export const performCloseFeedUnit = performs(closeFeedUnit, {
	load: async (tx, input) => ({ ...(await loadUnit(tx, input.unit)), version: null }),
	run: async ({ tx, now }, unit, input) => {
		await sql`update dispatch.feed set closed_at = ${now} where unit_id = ${unit.id} and closed_at is null`.execute(tx)
		closeFeed(unit.id)
		return { output: { unit: input.unit }, fact: { unit: unit.id, is: 'closed' } }
	},
})
