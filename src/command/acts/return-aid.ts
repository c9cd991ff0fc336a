import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { meetTimer } from '#kernel/matters/api.ts'
import { returnAid } from '../contract/aid.ts'
import { loadAid, moveAid, passLoan } from '../store/aid.ts'

/** K54. Whichever side enters it, both see it. */
export const performReturnAid = performs(returnAid, {
	load: (tx, input) => loadAid(tx, input.aid),
	run: async (context, row) => {
		const { tx, now } = context
		await meetTimer(tx, { matter: row.id, kind: 'aid_loan', now })
		const back = await passLoan(tx, row.id, null)
		return moveAid(context, row, 'returned', sql`returned_at = ${now}, ended_at = ${now}`, back)
	},
})
