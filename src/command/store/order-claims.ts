import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { OrderClaim, OrderState } from '../contract.ts'
import { areInConflict, type Claimed } from '../rules/order-conflict.ts'

type Row = {
	readonly id: string
	readonly state: OrderState
	readonly version: number
	readonly to: string
	readonly post: string
	readonly claim: OrderClaim
	readonly place: string | null
	readonly from: Date
	readonly until: Date
}

const columns = sql`o.id, o.state, o.version, o.to_id as "to", o.to_post as post, o.claim,
	o.claim_place as place, o.claim_from as "from", o.claim_until as until`

const claimedOf = (row: Row): Claimed => ({ ...row, from: row.from.getTime(), until: row.until.getTime() })

/** K29. Live orders that claim what this one claims. */
export async function findConflicts(tx: Tx, order: string): Promise<readonly Row[]> {
	const own =
		await sql<Row>`select ${columns} from command.issued_order o where o.id = ${order} and o.claim is not null`.execute(
			tx,
		)
	const mine = own.rows[0]
	if (mine === undefined) return []
	const { rows } = await sql<Row>`select ${columns} from command.issued_order o
		where o.to_id = ${mine.to} and o.claim = ${mine.claim} and not o.ended and o.id <> ${order}
			and o.state not in ('closed', 'recheck') and o.claim_from < ${mine.until} and o.claim_until > ${mine.from}
		order by o.id`.execute(tx)
	return rows.filter((row) => areInConflict(claimedOf(mine), claimedOf(row)))
}

export async function keepConflicts(
	tx: Tx,
	order: string,
	others: readonly Pick<Row, 'id'>[],
	now: Date,
): Promise<void> {
	if (others.length === 0) return
	await sql`insert into command.order_conflict (order_id, other_id, found_at)
		select ${order}::uuid, t.id::uuid, ${now}::timestamptz
		from jsonb_array_elements_text(${JSON.stringify(others.map((each) => each.id))}::text::jsonb) as t (id)`.execute(tx)
}
