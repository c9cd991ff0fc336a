import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { withdrawAid } from '../contract/aid.ts'
import { loadAid, moveAid } from '../store/aid.ts'

export const performWithdrawAid = performs(withdrawAid, {
	load: (tx, input) => loadAid(tx, input.aid),
	run: (context, row) => moveAid(context, row, 'withdrawn', sql`ended_at = ${context.now}`),
})
