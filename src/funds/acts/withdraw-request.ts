import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { withdrawRequest } from '../contract.ts'
import { loadRequest, mustStand, requestDone } from '../store/request.ts'

/** F194. Before the bank answered; one that is out is taken back with the bank by hand. */
export const performWithdrawRequest = performs(withdrawRequest, {
	load: async (tx, input) => loadRequest(tx, input.request),
	run: async (context, row, input) => {
		mustStand(row, 'drafted', 'sent')
		await sql`update funds.request set state = 'withdrawn', ended_why = ${input.reason}, version = version + 1
			where id = ${row.id}`.execute(context.tx)
		return requestDone(context, row, 'withdrawn', {
			request: row.id,
			state: 'withdrawn' as const,
			version: row.version + 1,
		})
	},
})
