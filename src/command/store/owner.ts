import { sql } from 'kysely'
import type { ActContext } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { passDeadlines } from '#kernel/deadlines/api.ts'
import { passTasks } from '#kernel/matters/api.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'

/** Why a matter has another owner. */
export type WhyMoved = 'handed' | 'ordered' | 'placed'

export type OwnerMoved = {
	readonly from: string
	readonly to: string
	/** From when the new owner owns it. */
	readonly at: Date
}

/**
 * K42, K44. Gives a matter to another agency inside an act: the owner before ends in the moment the new one begins, and open
 * deadlines pass as they stand. The slice's own record is the slice's to move.
 * @throws Refusal `not_found`, `wrong_state` when the matter is closed
 */
export async function moveOwner(
	{ tx, now }: Pick<ActContext, 'tx' | 'now'>,
	move: { readonly matter: string; readonly to: string; readonly why: WhyMoved; readonly handOver?: string },
): Promise<OwnerMoved> {
	const { matter, to, why } = move
	const { rows } = await sql<{ agency_id: string; closed_at: Date | null }>`
		select agency_id, closed_at from matters.matter where id = ${matter} for update`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`matter ${matter}`)
	if (row.closed_at !== null) {
		const words = { en: 'The matter is closed; it passes to nobody.', zh: '该事项已办结，不再移交。' }
		throw new Refusal('wrong_state', words, { rule: 'K41' })
	}
	await sql`insert into command.ownership (matter_id, n, agency_id, from_at, why)
		select id, 1, agency_id, opened_at, 'opened' from matters.matter m
		where id = ${matter} and not exists (select from command.ownership o where o.matter_id = m.id)`.execute(tx)
	// Never before the owner before it: the act's clock was read before the row was locked.
	const ended = await sql<{ n: number; until_at: Date }>`update command.ownership
		set until_at = greatest(${now}::timestamptz, from_at + interval '1 millisecond')
		where matter_id = ${matter} and until_at is null returning n, until_at`.execute(tx)
	const last = ended.rows[0]
	if (last === undefined) throw new Error(`matter ${matter} has no owner`)
	await sql`insert into command.ownership (matter_id, n, agency_id, from_at, follows, why, hand_over_id)
		select matter_id, n + 1, ${to}::uuid, until_at, until_at, ${why}, ${move.handOver ?? null}::uuid
		from command.ownership where matter_id = ${matter} and n = ${last.n}`.execute(tx)
	await sql`update matters.matter set agency_id = ${to} where id = ${matter}`.execute(tx)
	await passDeadlines(tx, { matter, from: row.agency_id, to })
	await passTasks(tx, { matter, to, now })
	return { from: row.agency_id, to, at: last.until_at }
}

/** K42. Which agency owned a matter at a moment; null before it was opened, or without such a matter. */
export async function ownerAt(tx: Tx, matter: string, at: Date): Promise<string | null> {
	const { rows } = await sql<{ owner: string | null }>`select command.owner_at(${matter}, ${at}) as owner`.execute(tx)
	return rows[0]?.owner ?? null
}

/** Whether a matter was ever handed over: then where it lies decides no more who owns it. */
export async function hasPassed(tx: Tx, matter: string): Promise<boolean> {
	const { rows } = await sql`select from command.ownership
		where matter_id = ${matter} and hand_over_id is not null limit 1`.execute(tx)
	return rows.length > 0
}
