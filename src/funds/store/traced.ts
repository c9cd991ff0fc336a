import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import { type Move, mostInto, type Seed } from '../rules/reach.ts'

/** F240. Hops beyond this many are not followed. */
export const mostHops = 8

/** What of a loss can have come to an account. */
export type Traced = {
	/** At most this much, in minor units of the report's currency; 0 when nothing reaches it. */
	readonly minor: number
	/** In this many transfers at least, the payment counted: 1 is whom the victim paid. Null: not reached. */
	readonly hops: number | null
}

/**
 * F239, F240. How much of a report's payments can have come to an account, at most, and in how many transfers. What is walked
 * is the same for everybody who asks: transfers that reports of the report's own agency told.
 * @throws Refusal `not_found`
 */
export async function tracedInto(tx: Tx, reportId: string, accountId: string): Promise<Traced> {
	const { rows } = await sql<{ agency: string; currency: string; node: number }>`
		select r.agency_id as agency, r.currency, a.node from funds.report r cross join funds.account a
		where r.id = ${reportId} and a.id = ${accountId}`.execute(tx)
	const about = rows[0]
	if (about === undefined) throw notFound(`report ${reportId} or account ${accountId}`)
	const seeds = await seedsOf(tx, reportId, about.currency)
	const { moves, hops } = await walk(tx, seeds, about)
	return { minor: mostInto(seeds, moves, about.node), hops }
}

/** Payments that went to a known account; one without a time is followed no further. */
async function seedsOf(tx: Tx, report: string, currency: string): Promise<Seed[]> {
	const { rows } = await sql<{ to: number; minor: number; at: Date | null }>`
		select coalesce(t.to_node, a.node) as "to", coalesce(t.amount_minor, p.amount_minor) as minor, coalesce(t.at, p.paid_at) as at
		from funds.payment p left join funds.transfer t on t.id = p.transfer_id
			left join funds.account a on a.id = p.to_account_id
		where p.report_id = ${report} and p.currency = ${currency} and coalesce(t.to_node, a.node) is not null
			and coalesce(t.amount_minor, p.amount_minor) is not null
		order by p.n`.execute(tx)
	return rows.map(({ to, minor, at }) => ({ to, minor, at: at?.getTime() ?? null }))
}

type About = { readonly agency: string; readonly currency: string; readonly node: number }

/** Level by level: an account is left from the earliest moment its money came within so many transfers. */
async function walk(tx: Tx, seeds: readonly Seed[], about: About): Promise<{ moves: Move[]; hops: number | null }> {
	const arrived = new Map<number, number>()
	for (const { to, at } of seeds)
		arrived.set(to, Math.min(arrived.get(to) ?? Number.POSITIVE_INFINITY, at ?? Number.POSITIVE_INFINITY))
	const moves = new Map<number, Move>()
	let fresh = [...arrived.keys()]
	let hops = arrived.has(about.node) ? 1 : null
	for (let hop = 2; hop <= mostHops && fresh.length > 0; hop += 1) {
		const came = fresh.filter((node) => node !== about.node)
		fresh = []
		const found = await movesOf(
			tx,
			came.map((node) => [node, arrived.get(node) ?? Number.POSITIVE_INFINITY]),
			about,
		)
		const before = new Map(arrived)
		for (const { id, ...move } of found) {
			moves.set(id, move)
			if (move.at >= (before.get(move.to) ?? Number.POSITIVE_INFINITY)) continue
			arrived.set(move.to, Math.min(arrived.get(move.to) ?? Number.POSITIVE_INFINITY, move.at))
			fresh.push(move.to)
		}
		fresh = [...new Set(fresh)]
		if (hops === null && arrived.has(about.node)) hops = hop
	}
	return { moves: [...moves.values()], hops }
}

async function movesOf(
	tx: Tx,
	from: readonly (readonly [node: number, after: number])[],
	{ agency, currency }: About,
): Promise<(Move & { readonly id: number })[]> {
	const known = from.filter(([, after]) => Number.isFinite(after))
	if (known.length === 0) return []
	const places = known.map(([node, after]) => sql`(${node}::int, ${new Date(after)}::timestamptz)`)
	const { rows } = await sql<{ id: number; from: number; to: number; minor: number; at: Date }>`
		select t.id, t.from_node as "from", t.to_node as "to", t.amount_minor as minor, t.at
		from (values ${sql.join(places)}) as p (node, after)
		join funds.transfer t on t.from_node = p.node and t.at > p.after and t.currency = ${currency}
		join funds.report r on r.id = t.matter_id and r.agency_id = ${agency}
		order by t.at, t.id`.execute(tx)
	return rows.map(({ at, ...row }) => ({ ...row, at: at.getTime() }))
}
