import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { setTimer } from '#kernel/matters/api.ts'
import { takeAid } from '../contract/aid.ts'
import { loadAid, moveAid, mustLieAhead, passLoan } from '../store/aid.ts'

/** K51, K52. On loan from now until the moment offered, which the clock watches. */
export const performTakeAid = performs(takeAid, {
	load: (tx, input) => loadAid(tx, input.aid),
	run: async (context, row) => {
		const { tx, now } = context
		mustLieAhead(row.until, now)
		const passed = await passLoan(tx, row.id, row.agency)
		const done = await moveAid(context, row, 'on_loan', sql`loaned_at = ${now}`, passed)
		const targetSeconds = Math.max(1, Math.ceil((row.until.getTime() - now.getTime()) / 1000))
		await setTimer(tx, { matter: row.id, kind: 'aid_loan', targetSeconds, rule: 'command K52', now })
		return { ...done, output: { ...done.output, until: row.until.toISOString() } }
	},
})
