import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Who } from '#kernel/who.ts'
import type { TraceAsked } from '../contract/trace.ts'
import type { Told } from '../rules/money.ts'
import { moneyAccounts, moneyMeasures, moneyMoves, moneyRequests } from './trace-accounts.ts'
import type { MoneyAccount, MoneyMeasure, MoneyMove, MoneyRequest } from './trace-accounts.ts'
import { mattersFor, needTracedReport, type TracedReport } from './trace-report.ts'
import { follow } from './follow.ts'
import type { TraceCut, TraceRow, TraceStart } from './trace-sql.ts'

/** Everything a trace is drawn and worked out from, read once, within what the person may see. */
export type Money = {
	readonly report: TracedReport
	/** Payments that stand where money is followed. */
	readonly told: readonly Told[]
	/** Payments whose account or amount is not known. */
	readonly unplacedMinor: number
	/** Accounts the payments came from. */
	readonly victims: ReadonlySet<number>
	readonly walked: readonly TraceRow[]
	readonly cuts: readonly TraceCut[]
	/** Accounts of the way that was asked for; null: all. What stands where is worked out over all. */
	readonly shown: ReadonlySet<number> | null
	readonly direction: 'forward' | 'backward'
	readonly accounts: ReadonlyMap<number, MoneyAccount>
	/** Accounts reached, of which `accounts` holds the first. */
	readonly reached: number
	/** Every transfer that touches them; `whole` is false when there were too many to read. */
	readonly moves: readonly MoneyMove[]
	readonly whole: boolean
	readonly measures: ReadonlyMap<string, MoneyMeasure>
	readonly requests: ReadonlyMap<string, MoneyRequest>
}

/** F242. The link chart's cap, and with it that of every answer. */
const mostAccounts = 1_500
const mostMoves = 60_000

export async function readMoney(tx: Tx, who: Who, now: Date, asked: TraceAsked): Promise<Money> {
	if (asked.direction === 'backward' && asked.account === undefined) throw noStart()
	const report = await needTracedReport(tx, asked.report)
	const seen = await mattersFor(tx, who, now)
	const matters = seen.includes(report.id) ? seen : [...seen, report.id]
	const { told, unplacedMinor, victims } = await paymentsOf(tx, report)
	const bounds = { told, matters, currency: report.currency }
	const way = await walk(tx, { ...asked, account: undefined, direction: 'forward' }, bounds)
	const own = asked.account === undefined ? null : await walk(tx, asked, bounds)
	const nodes = nodesOf(told, [...way.rows, ...(own?.rows ?? [])], victims)
	const some = nodes.slice(0, mostAccounts)
	const accounts = await moneyAccounts(tx, some, matters, report.currency)
	const about = { report: report.id, matters, currency: report.currency, most: mostMoves + 1 }
	const moves = await moneyMoves(tx, some, about)
	return {
		report,
		told,
		unplacedMinor,
		victims,
		walked: (own ?? way).rows,
		cuts: (own ?? way).cuts,
		shown: own === null ? null : new Set(nodesOf([], own.rows, victims)),
		direction: own === null ? 'forward' : asked.direction,
		accounts: new Map(accounts.map((account) => [account.node, account])),
		reached: nodes.length,
		moves: moves.slice(0, mostMoves),
		whole: moves.length <= mostMoves,
		measures: await moneyMeasures(tx, report.id),
		requests: await moneyRequests(tx, report.id),
	}
}

const noStart = () =>
	new Refusal(
		'invalid',
		{ en: 'Say from which account the money is followed back.', zh: '请选择从哪个账户向前追溯。' },
		{ rule: 'F241', field: 'account' },
	)

type Placed = { readonly told: Told[]; readonly unplacedMinor: number; readonly victims: Set<number> }

async function paymentsOf(tx: Tx, report: TracedReport): Promise<Placed> {
	const { rows } = await sql<{
		n: number
		transfer: number | null
		from: number | null
		to: number | null
		minor: number | null
		at: Date | null
	}>`select p.n, p.transfer_id as transfer, coalesce(t.from_node, f.node) as "from", coalesce(t.to_node, a.node) as "to",
			coalesce(t.amount_minor, p.amount_minor) as minor, coalesce(t.at, p.paid_at) as at
		from funds.payment p left join funds.transfer t on t.id = p.transfer_id
			left join funds.account f on f.id = p.from_account_id left join funds.account a on a.id = p.to_account_id
		where p.report_id = ${report.id} and p.currency = ${report.currency} order by p.n`.execute(tx)
	const placed: Placed = { told: [], unplacedMinor: 0, victims: new Set() }
	let unplaced = 0
	for (const { n, transfer, from, to, minor, at } of rows) {
		if (from !== null) placed.victims.add(from)
		if (minor === null) continue
		if (to === null) unplaced += minor
		else placed.told.push({ n, transfer, to, minor, at: at ?? report.reportedAt, timed: at !== null })
	}
	return { ...placed, unplacedMinor: unplaced }
}

type Bounds = { readonly told: readonly Told[]; readonly matters: readonly string[]; readonly currency: string }

/** F241. With the payments, whose own transfers are the first hop; or from, or back from, one account. */
async function walk(tx: Tx, asked: TraceAsked, { told, matters, currency }: Bounds) {
	const base = {
		after: asked.after === undefined ? null : new Date(asked.after),
		before: asked.before === undefined ? null : new Date(asked.before),
		leastMinor: asked.leastMinor,
		perHop: asked.perHop,
		first: asked.first,
		direction: asked.direction,
		matters,
		currency,
	}
	const starts = asked.account === undefined ? startsOf(told) : [await startAt(tx, asked.account, asked)]
	const hops = asked.account === undefined ? asked.hops - 1 : asked.hops
	const way = hops === 0 ? { rows: [], cuts: [] } : await follow(tx, { ...base, starts, hops })
	if (asked.account !== undefined && way.rows.length === 0) throw notFound(`no transfer of ${asked.account} is seen`)
	return { ...way, rows: way.rows.map((row) => ({ ...row, hop: row.hop + 1 })) }
}

const startsOf = (told: readonly Told[]): TraceStart[] =>
	told.filter(({ timed }) => timed).map(({ to, at }) => ({ node: to, at }))

/** From before all transfers, or back from after all. @throws Refusal `not_found` */
async function startAt(tx: Tx, account: string, { direction }: TraceAsked): Promise<TraceStart> {
	const { rows } = await sql<{ node: number }>`select node from funds.account where id = ${account}`.execute(tx)
	const node = rows[0]?.node
	if (node === undefined) throw notFound(`account ${account}`)
	return { node, at: new Date(direction === 'forward' ? 0 : 8_000_000_000_000) }
}

/** The payees first, then by hop and in the order the money came. */
function nodesOf(told: readonly Told[], rows: readonly TraceRow[], victims: ReadonlySet<number>): number[] {
	const nodes = new Set(told.map(({ to }) => to))
	for (const { from, to } of rows) nodes.add(from).add(to)
	return [...nodes].filter((node) => !victims.has(node))
}
