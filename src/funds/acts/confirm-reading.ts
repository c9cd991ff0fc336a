import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { confirmReading } from '../contract.ts'
import { deskSubject } from '../store/desk.ts'

/** F287. For the bureau of who confirms and all below it. */
export const performConfirmReading = performs(confirmReading, {
	load: async (_tx, _input, who) => ({ subject: deskSubject(who.bureau), row: null, version: null }),
	run: async ({ tx, now, who }, _row, { reading, reason }) => {
		await sql`insert into funds.reading (id, agency_id, reading, reason, confirmed_by, confirmed_at)
			values (${newId<'reading'>(now.getTime())}, ${who.bureau}, ${reading}, ${reason}, ${who.person}, ${now})`.execute(
			tx,
		)
		return { output: { reading, at: now.toISOString() }, fact: { reading, bureau: who.bureau, reason } }
	},
})
