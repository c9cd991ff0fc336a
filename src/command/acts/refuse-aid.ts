import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { refuseAid } from '../contract/aid.ts'
import { loadAid, moveAid } from '../store/aid.ts'

export const performRefuseAid = performs(refuseAid, {
	load: (tx, input) => loadAid(tx, input.aid),
	run: (context, row, input) =>
		moveAid(context, row, 'refused', sql`answer = ${input.answer}, ended_at = ${context.now}`),
})
