import type { Tx } from '#kernel/db/schema.ts'
import './tables.ts'

/** M75. Ids and versions of open tasks whose holder's post is over at `now`, for the clock; held rows are left out. */
export async function lapsedTasks(
	tx: Tx,
	now: Date,
	limit: number,
): Promise<readonly { readonly id: string; readonly version: number }[]> {
	return tx
		.selectFrom('matters.task as t')
		.innerJoin('identity.post as h', 'h.id', 't.holder_post')
		.select(['t.id', 't.version'])
		.where('t.state', '=', 'open')
		.where('h.until_at', '<=', now)
		.limit(limit)
		.forUpdate('t')
		.skipLocked()
		.execute()
}
