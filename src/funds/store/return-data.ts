import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { AttributionInput, FrozenMoney, Movement } from '../contract.ts'
import { attribute } from '../rules/attribution/attribute.ts'

/** More transfers than this are not shared out in one round. */
const mostTransfers = 20_000

export type LeadReport = {
	readonly id: string
	readonly number: string
	readonly agency: string
	readonly currency: string
}

export type ReportInRound = {
	readonly id: string
	readonly number: string
	readonly verifiedMinor: number | null
	readonly beforeMinor: number
}

export type AccountInRound = {
	readonly id: string
	readonly node: number
	readonly bank: string
	readonly tail: string
}

/** What a round begins from: frozen money, the transfers that lead to it, and the victims whose money can be there. */
export type RoundInput = {
	readonly input: AttributionInput
	readonly frozen: readonly FrozenMoney[]
	readonly reports: readonly ReportInRound[]
	readonly accounts: ReadonlyMap<number, AccountInRound>
	readonly withoutStatement: number
	readonly notFollowed: number
}

/**
 * F288. From the record of the report's own agency: its freezes, and back from them every transfer in one currency. An
 * account counts when it is frozen for this report or its money can have come there.
 * @throws Refusal `invalid` for more transfers than a round shares out
 */
export async function roundInput(tx: Tx, lead: LeadReport): Promise<RoundInput> {
	const all = await frozenOf(tx, lead)
	const wide = await traceTo(
		tx,
		lead,
		all.map((one) => one.account),
	)
	const claims = attribute(wide, 'poison')
	const frozen = all.filter(
		(one) => one.reports.includes(lead.id) || claims.accounts.get(one.account)?.byVictim[lead.number] !== undefined,
	)
	const input =
		frozen.length === all.length
			? wide
			: await traceTo(
					tx,
					lead,
					frozen.map((one) => one.account),
				)
	const reached = attribute(input, 'poison')
	const numbers = new Set([lead.number])
	for (const { account } of frozen)
		for (const number of Object.keys(reached.accounts.get(account)?.byVictim ?? {})) numbers.add(number)
	const reports = await reportsOf(tx, lead, [...numbers])
	const nodes = [...new Set(input.transfers.flatMap((one) => [one.from, one.to]))]
	return {
		input,
		frozen: frozen.map(({ account, heldMinor }) => ({ account, heldMinor })),
		reports,
		accounts: await accountsOf(
			tx,
			frozen.map((one) => one.account),
		),
		withoutStatement: await withoutStatement(tx, input, nodes),
		notFollowed: await notFollowed(
			tx,
			reports.map((one) => one.id),
		),
	}
}

type Frozen = FrozenMoney & { readonly reports: readonly string[] }

/** F289. What a bank holds for two freezes of one account is counted once: the larger. Less what rounds already give. */
async function frozenOf(tx: Tx, { agency, currency }: LeadReport): Promise<Frozen[]> {
	const { rows } = await sql<{ account: number; held: number; given: number; reports: readonly string[] }>`
		select a.node as account, max(m.held_minor) as held, array_agg(m.report_id::text) as reports,
			coalesce((select sum(w.amount_minor) from funds.return_row w join funds.return_round b on b.id = w.round_id
				where w.account_id = a.id and b.state in ('notice', 'paying', 'paid')), 0)::bigint as given
		from funds.measure m join funds.account a on a.id = m.account_id
		where m.kind = 'freeze' and m.ended_at is null and m.held_minor > 0 and m.agency_id = ${agency} and m.currency = ${currency}
		group by a.id, a.node order by a.node`.execute(tx)
	return rows
		.map(({ account, held, given, reports }) => ({ account, heldMinor: Number(held) - Number(given), reports }))
		.filter((one) => one.heldMinor > 0)
}

/** Backward from the accounts, every account from which money can have come, with all that came and went there. */
async function traceTo(tx: Tx, { agency, currency }: LeadReport, nodes: readonly number[]): Promise<AttributionInput> {
	if (nodes.length === 0) return { openings: [], transfers: [], seeds: [] }
	const { rows } = await sql<{ id: number; from: number; to: number; minor: number; at: Date; victim: string | null }>`
		with recursive moves as (
			select t.id, t.from_node, t.to_node, t.amount_minor, t.at from funds.transfer t
			join funds.report r on r.id = t.matter_id and r.agency_id = ${agency} where t.currency = ${currency}
		), up (node) as (
			select unnest(${sql.val(`{${nodes.join(',')}}`)}::int[])
			union
			select m.from_node from up join moves m on m.to_node = up.node
		)
		select m.id, m.from_node as "from", m.to_node as "to", m.amount_minor as minor, m.at,
			(select r.number from funds.payment p join funds.report r on r.id = p.report_id
				where p.transfer_id = m.id and r.agency_id = ${agency} and r.state not in ('refused', 'withdrawn')) as victim
		from moves m where m.from_node in (select node from up) or m.to_node in (select node from up)
		order by m.at, m.id limit ${mostTransfers + 1}`.execute(tx)
	if (rows.length > mostTransfers) throw tooMany()
	const transfers = rows.map(({ victim: _victim, minor, at, ...row }) => ({
		id: Number(row.id),
		from: row.from,
		to: row.to,
		amountMinor: Number(minor),
		at: at.getTime(),
	}))
	const seeds = rows.flatMap((row) => (row.victim === null ? [] : [{ transfer: Number(row.id), victim: row.victim }]))
	return { openings: await openingsOf(tx, currency, transfers), transfers, seeds }
}

/** The opening of an account's first statement, when nothing known moved there before it. */
async function openingsOf(
	tx: Tx,
	currency: string,
	transfers: readonly Movement[],
): Promise<AttributionInput['openings']> {
	const first = new Map<number, number>()
	for (const { from, to, at } of transfers)
		for (const node of [from, to]) first.set(node, Math.min(first.get(node) ?? Number.POSITIVE_INFINITY, at))
	if (first.size === 0) return []
	const { rows } = await sql<{ node: number; minor: number; opened: Date }>`
		select distinct on (a.node) a.node, s.opening_minor as minor, (s.opened_on::timestamp at time zone 'Asia/Shanghai') as opened
		from funds.statement_account s join funds.account a on a.id = s.account_id
		where a.node = any (${sql.val(`{${[...first.keys()].join(',')}}`)}::int[]) and s.currency = ${currency}
			and s.opening_minor > 0 and s.opened_on is not null
		order by a.node, s.opened_on, s.statement_id`.execute(tx)
	return rows
		.filter(({ node, opened }) => opened.getTime() <= (first.get(node) ?? 0))
		.map(({ node, minor }) => ({ account: node, amountMinor: Number(minor) }))
}

async function reportsOf(
	tx: Tx,
	{ agency, currency }: LeadReport,
	numbers: readonly string[],
): Promise<ReportInRound[]> {
	const { rows } = await sql<{ id: string; number: string; verified: number | null; before: number }>`
		select r.id, r.number, (select l.verified_minor from funds.loss l where l.report_id = r.id and l.currency = ${currency}
				order by l.verified_at desc, l.id desc limit 1) as verified,
			coalesce((select sum(w.amount_minor) from funds.return_row w join funds.return_round b on b.id = w.round_id
				where w.report_id = r.id and b.state in ('notice', 'paying', 'paid')), 0)::bigint as before
		from funds.report r where r.agency_id = ${agency} and r.number in (${sql.join(numbers)}) order by r.number`.execute(
		tx,
	)
	return rows.map(({ id, number, verified, before }) => ({
		id,
		number,
		verifiedMinor: verified === null ? null : Number(verified),
		beforeMinor: Number(before),
	}))
}

/** F323. The victims of a round as they stood when it was proposed: what was verified, and what rounds gave until then. */
export async function reportsAsProposed(tx: Tx, round: string, numbers: readonly string[]): Promise<ReportInRound[]> {
	const { rows } = await sql<{ id: string; number: string; verified: number | null; before: number }>`
		select r.id, r.number, (select l.verified_minor from funds.loss l where l.report_id = r.id and l.currency = b.currency
				and l.verified_at <= b.proposed_at order by l.verified_at desc, l.id desc limit 1) as verified,
			coalesce((select sum(w.amount_minor) from funds.return_row w join funds.return_round e on e.id = w.round_id
				where w.report_id = r.id and e.id <> b.id and e.decided_at <= b.proposed_at and (e.state in ('notice', 'paying', 'paid')
					or (e.state = 'stopped' and e.ended_at > b.proposed_at))), 0)::bigint as before
		from funds.return_round b join funds.report r on r.number in (${sql.join(numbers)})
		where b.id = ${round} order by r.number`.execute(tx)
	return rows.map(({ verified, before, ...row }) => ({
		...row,
		verifiedMinor: verified === null ? null : Number(verified),
		beforeMinor: Number(before),
	}))
}

/** The accounts of nodes, as rounds name them. */
export async function accountsOf(tx: Tx, nodes: readonly number[]): Promise<ReadonlyMap<number, AccountInRound>> {
	if (nodes.length === 0) return new Map()
	const { rows } = await sql<AccountInRound>`
		select id, node, bank, right(number, 4) as tail from funds.account
		where node = any (${sql.val(`{${nodes.join(',')}}`)}::int[])`.execute(tx)
	return new Map(rows.map((row) => [row.node, row]))
}

/** Accounts on the way that are no victim's own, and of which no statement is here. */
async function withoutStatement(
	tx: Tx,
	{ seeds, transfers }: AttributionInput,
	nodes: readonly number[],
): Promise<number> {
	if (nodes.length === 0) return 0
	const seeded = new Set(seeds.map((seed) => seed.transfer))
	const paidIn = new Set(transfers.map((one) => one.to))
	const own = new Set(transfers.filter((one) => seeded.has(one.id) && !paidIn.has(one.from)).map((one) => one.from))
	const asked = nodes.filter((node) => !own.has(node))
	const { rows } = await sql<{ missing: number }>`
		select count(*)::int as missing from funds.account a where a.node = any (${sql.val(`{${asked.join(',')}}`)}::int[])
			and not exists (select 1 from funds.statement_account s where s.account_id = a.id)`.execute(tx)
	return rows[0]?.missing ?? 0
}

async function notFollowed(tx: Tx, reports: readonly string[]): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*)::int as count from funds.payment where transfer_id is null and report_id in (${sql.join(reports)})`.execute(
		tx,
	)
	return rows[0]?.count ?? 0
}

function tooMany(): Refusal {
	return new Refusal(
		'invalid',
		{
			en: `More than ${mostTransfers} transfers lead to this money. Freeze or trace fewer accounts at a time.`,
			zh: `通向这些资金的转账超过 ${mostTransfers} 笔，请分批处理账户。`,
		},
		{ rule: 'F288', field: 'report' },
	)
}
