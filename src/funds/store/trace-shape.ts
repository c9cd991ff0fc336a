import type { Trace } from '../contract/trace.ts'
import type { FrontierRow, FrontierStatus, ShownAccount, StopChance, TraceEnd } from '../contract/trace-shapes.ts'
import type { AttributionRule } from '../contract/attribution.ts'
import { chanceOf, type Measured, minutesBetween, recoverable } from '../rules/chance.ts'
import { endOf, isOutOfReach } from '../rules/end.ts'
import { linesOf, pointsOf } from '../rules/flow.ts'
import { factsOf, returned, type ShareFacts } from '../rules/shares.ts'
import { type Shares, shareOut } from '../rules/share-out.ts'
import type { MoneyAccount, MoneyMeasure } from './trace-accounts.ts'
import type { Money } from './trace-money.ts'

/** What the views of a trace show, put together from what was read and the rules. */

export type Worked = {
	readonly money: Money
	readonly facts: ShareFacts
	readonly shares: Shares
	readonly came: ReadonlyMap<number, Came>
}
/** The victim's money on an account: when it first and last came, and all that moved since. */
export type Came = { readonly first: Date; readonly last: Date; readonly inMinor: number; readonly outMinor: number }

export function workOut(money: Money, rule: AttributionRule): Worked {
	const victim = money.report.number
	const facts = factsOf({ ...money, victim, accounts: [...money.accounts.values()] })
	const shares = shareOut(rule, facts, victim)
	return { money, facts, shares, came: cameTo(facts, shares) }
}

function cameTo({ moves }: ShareFacts, { carried }: Shares): Map<number, Came> {
	const came = new Map<number, { first: Date; last: Date; inMinor: number; outMinor: number }>()
	for (const { id, from, to, minor, at } of moves) {
		const left = came.get(from)
		if (left !== undefined && from !== to) left.outMinor += minor
		const mine = (carried.get(id) ?? 0) > 0
		const there = came.get(to)
		if (there === undefined) {
			if (mine) came.set(to, { first: new Date(at), last: new Date(at), inMinor: minor, outMinor: 0 })
			continue
		}
		if (from !== to) there.inMinor += minor
		if (mine) there.last = new Date(at)
	}
	return came
}

/** F241. Transfers away from the victim: the fewest on the way that was walked. */
function hopsOf({ told, walked, shown, direction }: Money): Map<number, number> {
	const hops = new Map<number, number>()
	const reach = (node: number, hop: number): void => void hops.set(node, Math.min(hops.get(node) ?? 9, hop))
	if (shown === null) for (const { to } of told) reach(to, 1)
	for (const { from, to, hop } of walked) {
		reach(to, direction === 'forward' ? hop : hop - 1)
		reach(from, direction === 'forward' ? Math.max(1, hop - 1) : hop)
	}
	return hops
}

const drawnLines = 40
const drawnPoints = 60

export function shownAccounts(worked: Worked): ShownAccount[] {
	const { money, facts, shares, came } = worked
	const hops = hopsOf(money)
	const seen = [...money.accounts.values()].filter(({ node }) => money.shown?.has(node) !== false)
	const accounts = seen.sort(
		(a, b) =>
			(hops.get(a.node) ?? 9) - (hops.get(b.node) ?? 9) ||
			(came.get(a.node)?.first.getTime() ?? 0) - (came.get(b.node)?.first.getTime() ?? 0) ||
			a.node - b.node,
	)
	return accounts.map((account, n) => {
		const own = came.get(account.node)
		const lines = n < drawnLines ? linesOf(account.node, facts, shares, account.opening?.at ?? null) : []
		return {
			id: account.id,
			kind: account.kind,
			bank: account.bank,
			tail: account.number.slice(-4),
			holderKind: account.holderKind,
			hop: hops.get(account.node) ?? 9,
			firstAt: own?.first.toISOString() ?? null,
			lastAt: own?.last.toISOString() ?? null,
			inMinor: own?.inMinor ?? 0,
			outMinor: own?.outMinor ?? 0,
			balanceMinor: account.opening === null ? null : (shares.balance.get(account.node) ?? 0),
			estimateMinor: shares.held.get(account.node) ?? 0,
			end: endIn(worked, account),
			knownUntil: account.knownUntil?.toISOString() ?? null,
			line: pointsOf(lines, drawnPoints),
		}
	})
}

export function endIn({ shares, came }: Worked, account: MoneyAccount): TraceEnd {
	return endOf({
		kind: account.kind,
		bank: account.bank.code,
		lastIn: came.get(account.node)?.last ?? null,
		knownUntil: account.knownUntil,
		estimateMinor: shares.held.get(account.node) ?? 0,
	})
}

/** F254. What was done about an account, from its last measure. */
export function statusOf(measure: MoneyMeasure | null): FrontierStatus {
	if (measure === null) return 'none'
	switch (measure.state) {
		case 'draft':
		case 'signing':
			return 'drafted'
		case 'sent':
		case 'mismatch':
		case 'refused':
		case 'released':
			return measure.state
		case 'held':
			return measure.kind === 'freeze' ? 'frozen' : 'held'
		case 'frozen':
			return 'frozen'
		default:
			return 'none'
	}
}

/** Ends of a measure after which nobody should try again. */
const decided = new Set(['not_a_case', 'decision', 'objection_upheld', 'objection_silence'])

export function chanceAt(worked: Worked, account: MoneyAccount, measured: Measured, now: Date): StopChance {
	return chanceOf(account.kind, minutesBetween(worked.came.get(account.node)?.last ?? now, now), measured)
}

/** F254 to F256. Where the victim's money stands last: every account where some of it is, or where a measure is. */
export function frontierOf(worked: Worked, measured: Measured, now: Date): FrontierRow[] {
	const rows = [...worked.money.accounts.values()].flatMap((account) => {
		const measure = worked.money.measures.get(account.id) ?? null
		const estimateMinor = worked.shares.held.get(account.node) ?? 0
		if (estimateMinor === 0 && (measure === null || measure.ended)) return []
		return [frontierRow(worked, account, { measured, now, measure, estimateMinor })]
	})
	return rows.sort(bySaved)
}

const sections = ['act', 'stopped', 'gone'] as const

/** F255. What the next stop saves, most first; then what runs out first. */
export const bySaved = (a: FrontierRow, b: FrontierRow): number =>
	sections.indexOf(a.section) - sections.indexOf(b.section) ||
	b.recoverableMinor - a.recoverableMinor ||
	until(a) - until(b) ||
	b.estimateMinor - a.estimateMinor ||
	(a.account < b.account ? -1 : 1)

const until = (row: FrontierRow): number =>
	row.measure?.untilAt == null ? Number.MAX_SAFE_INTEGER : Date.parse(row.measure.untilAt)

type Found = {
	readonly measured: Measured
	readonly now: Date
	readonly measure: MoneyMeasure | null
	readonly estimateMinor: number
}

function frontierRow(
	worked: Worked,
	account: MoneyAccount,
	{ measured, now, measure, estimateMinor }: Found,
): FrontierRow {
	const status = statusOf(measure)
	const stopped = status === 'held' || status === 'frozen'
	const gone = !stopped && isOutOfReach({ kind: account.kind, bank: account.bank.code })
	const open = !stopped && !gone && !(measure?.ended === true && decided.has(measure.endReason ?? ''))
	const chance = open ? chanceAt(worked, account, measured, now) : null
	const { ended: _ended, endReason: _reason, ...shown } = measure ?? { ended: false, endReason: null }
	return {
		account: account.id,
		section: stopped ? 'stopped' : gone ? 'gone' : 'act',
		status: gone ? 'gone' : status,
		estimateMinor,
		measure: 'id' in shown ? shown : null,
		chance,
		recoverableMinor: chance === null ? 0 : recoverable(estimateMinor, chance),
		end: endIn(worked, account),
		request: worked.money.requests.get(account.id) ?? null,
	}
}

/** F256. Every cent of the loss once: on an account, held, gone, beyond, come back, or nowhere yet. */
export function totalsOf({ money, shares }: Worked, frontier: readonly FrontierRow[]): Trace['totals'] {
	const sum = (rows: readonly FrontierRow[], of: (row: FrontierRow) => number) =>
		rows.reduce((total, row) => total + of(row), 0)
	let beyondMinor = 0
	for (const [node, minor] of shares.held) if (node !== returned && !money.accounts.has(node)) beyondMinor += minor
	const returnedMinor = shares.held.get(returned) ?? 0
	const stopped = frontier.filter(({ section }) => section === 'stopped')
	return {
		unplacedMinor: money.unplacedMinor,
		beyondMinor,
		returnedMinor,
		heldMinor: sum(stopped, (row) => Math.min(row.estimateMinor, row.measure?.heldMinor ?? 0)),
		recoverableMinor: sum(frontier, (row) => row.recoverableMinor),
		goneMinor: sum(
			frontier.filter(({ section }) => section === 'gone'),
			(row) => row.estimateMinor,
		),
		sumMinor: money.unplacedMinor + beyondMinor + returnedMinor + sum(frontier, (row) => row.estimateMinor),
	}
}
