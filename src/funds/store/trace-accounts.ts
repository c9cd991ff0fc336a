import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { uuidArray } from '#kernel/powers/filter.ts'
import type { z } from 'zod'
import { holderKind, payeeKind } from '../contract.ts'
import { frontierMeasure } from '../contract/trace-shapes.ts'

/** What is known of the accounts of a trace: the bank, statements, measures and requests. */

export type MoneyAccount = {
	readonly id: string
	readonly node: number
	readonly kind: z.output<typeof payeeKind>
	readonly bank: { readonly code: string; readonly en: string; readonly zh: string }
	readonly number: string
	readonly holder: string | null
	readonly holderKind: z.output<typeof holderKind>
	/** Until when statements tell of it. */
	readonly knownUntil: Date | null
	/** The earliest balance a statement opens with. */
	readonly opening: { readonly minor: number; readonly at: Date } | null
}

const nodesSql = (nodes: readonly number[]) => sql`string_to_array(${nodes.join(',')}, ',')::int[]`

/** Days of a statement are days of China. */
const zone = 'Asia/Shanghai'

/** Accounts by node; statements only of matters that may be walked. */
export async function moneyAccounts(
	tx: Tx,
	nodes: readonly number[],
	matters: readonly string[],
	currency: string,
): Promise<MoneyAccount[]> {
	if (nodes.length === 0) return []
	const { rows } = await sql<{
		id: string
		node: number
		kind: string
		bank: string
		en: string | null
		zh: string | null
		number: string
		holder: string | null
		holder_kind: string
		until_at: Date | null
		opening_minor: number | null
		opened_at: Date | null
	}>`select a.id, a.node, a.kind, a.bank, b.name_en as en, b.name_zh as zh, a.number, a.holder, a.holder_kind, u.until_at,
			o.opening_minor, o.opened_at
		from funds.account a left join funds.bank b on b.code = a.bank
		left join lateral (select max(least((s.closed_on + 1)::timestamp at time zone ${zone}, f.read_at)) as until_at
			from funds.statement_account s join funds.statement f on f.id = s.statement_id and f.state = 'kept'
			where s.account_id = a.id and f.report_id = any(${uuidArray(matters)})) u on true
		left join lateral (select s.opening_minor, s.opened_on::timestamp at time zone ${zone} as opened_at
			from funds.statement_account s join funds.statement f on f.id = s.statement_id and f.state = 'kept'
			where s.account_id = a.id and f.report_id = any(${uuidArray(matters)}) and s.opening_minor is not null
				and s.opened_on is not null and s.currency = ${currency}
			order by s.opened_on, s.statement_id, s.n limit 1) o on true
		where a.node = any(${nodesSql(nodes)}) order by a.node`.execute(tx)
	return rows.map((row) => ({
		id: row.id,
		node: row.node,
		kind: payeeKind.parse(row.kind),
		bank: { code: row.bank, en: row.en ?? row.bank, zh: row.zh ?? row.bank },
		number: row.number,
		holder: row.holder,
		holderKind: holderKind.parse(row.holder_kind),
		knownUntil: row.until_at,
		opening:
			row.opening_minor === null || row.opened_at === null ? null : { minor: row.opening_minor, at: row.opened_at },
	}))
}

export type MoneyMove = {
	readonly id: number
	readonly from: number
	readonly to: number
	readonly minor: number
	readonly at: Date
	readonly cited: boolean
	/** The number of the report whose payment it is. */
	readonly seed: string | null
}

/** Every transfer that touches one of the accounts, oldest first: what shares and balances are worked out from. */
export async function moneyMoves(
	tx: Tx,
	nodes: readonly number[],
	about: {
		readonly report: string
		readonly matters: readonly string[]
		readonly currency: string
		readonly most: number
	},
): Promise<MoneyMove[]> {
	if (nodes.length === 0) return []
	const { rows } = await sql<MoneyMove>`
		select t.id, t.from_node as "from", t.to_node as "to", t.amount_minor as minor, t.at,
			exists (select from funds.cited c where c.report_id = ${about.report} and c.transfer_id = t.id) as cited,
			(select r.number from funds.payment p join funds.report r on r.id = p.report_id
				where p.transfer_id = t.id and p.report_id = any(${uuidArray(about.matters)})) as seed
		from funds.transfer t where t.id in (
			select id from funds.transfer where from_node = any(${nodesSql(nodes)}) union
			select id from funds.transfer where to_node = any(${nodesSql(nodes)}))
			and t.currency = ${about.currency} and t.matter_id = any(${uuidArray(about.matters)})
		order by t.at, t.id limit ${about.most}`.execute(tx)
	return rows
}

export type MoneyMeasure = z.output<typeof frontierMeasure> & {
	readonly endReason: string | null
	readonly ended: boolean
}
export type MoneyRequest = { readonly id: string; readonly number: string; readonly state: string }

/** The last measure on each account in the matter, and how many stops there were. */
export async function moneyMeasures(tx: Tx, report: string): Promise<Map<string, MoneyMeasure>> {
	const { rows } = await sql<{
		id: string
		account: string
		kind: string
		state: string
		asked: number | null
		held: number | null
		sent_at: Date | null
		until_at: Date | null
		ended_at: Date | null
		end_reason: string | null
		stops: number
	}>`select distinct on (m.account_id) m.id, m.account_id as account, m.kind, m.state, m.asked_minor as asked, m.held_minor as held,
			m.sent_at, m.until_at, m.ended_at, m.end_reason,
			(select count(*)::int from funds.measure s where s.account_id = m.account_id and s.kind = 'stop' and s.sent_at is not null) as stops
		from funds.measure m where m.report_id = ${report} and m.account_id is not null
		order by m.account_id, (m.ended_at is null) desc, m.id desc`.execute(tx)
	return new Map(
		rows.map((row) => [
			row.account,
			{
				...frontierMeasure.parse({
					id: row.id,
					kind: row.kind,
					state: row.state,
					askedMinor: row.asked,
					heldMinor: row.held,
					sentAt: row.sent_at?.toISOString() ?? null,
					untilAt: row.until_at?.toISOString() ?? null,
					stops: row.stops,
				}),
				endReason: row.end_reason,
				ended: row.ended_at !== null,
			},
		]),
	)
}

/** The last request for a statement of each account in the matter. */
export async function moneyRequests(tx: Tx, report: string): Promise<Map<string, MoneyRequest>> {
	const { rows } = await sql<MoneyRequest & { account: string }>`
		select distinct on (q.account_id) q.account_id as account, q.id, q.number, q.state from funds.request q
		where q.report_id = ${report} and q.kind = 'statement' and q.state <> 'withdrawn' and q.account_id is not null
		order by q.account_id, q.drafted_at desc, q.id desc`.execute(tx)
	return new Map(rows.map(({ account, ...request }) => [account, request]))
}
