import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import type { ReturnData } from '../certificate/data.ts'
import { type ReturnResult, resultOf } from '../certificate/result.ts'
import { returnReading, type ShownPlan, type TraceLimits } from '../contract.ts'
import type { AttributionInput, AttributionRule, ReturnReading } from '../contract.ts'
import { attribute } from '../rules/attribution/attribute.ts'
import { followsWithinMs } from '../rules/attribution/stamped.ts'
import { type AccountInRound, type LeadReport, type RoundInput, roundInput } from './return-data.ts'

/** F287. How a bureau reads the rule, as last confirmed there or above; null when nobody did. */
export type ReadingInForce = {
	readonly id: string
	readonly reading: ReturnReading
	readonly person: string
	readonly at: Date
	readonly reason: string
}

export async function findReading(tx: Tx, agency: string): Promise<ReadingInForce | null> {
	const { rows } = await sql<{ id: string; reading: string; person: string; at: Date; reason: string }>`
		select g.id, g.reading, g.confirmed_by as person, g.confirmed_at as at, g.reason
		from identity.agency_closure c join funds.reading g on g.agency_id = c.ancestor
		where c.descendant = ${agency} order by c.depth, g.confirmed_at desc, g.id desc limit 1`.execute(tx)
	const row = rows[0]
	return row === undefined ? null : { ...row, reading: returnReading.parse(row.reading) }
}

/** @throws Refusal `not_found` */
export async function needLead(tx: Tx, report: string): Promise<LeadReport> {
	const { rows } = await sql<LeadReport>`
		select id, number, agency_id as agency, currency from funds.report where id = ${report}`.execute(tx)
	if (rows[0] === undefined) throw notFound(`report ${report}`)
	return rows[0]
}

export type Planned = {
	readonly from: RoundInput
	readonly data: ReturnData
	readonly result: ReturnResult
	readonly limits: TraceLimits
}

/** F288, F289. The plan as the record is now. */
export async function planNow(tx: Tx, lead: LeadReport, round: string, reading: ReturnReading): Promise<Planned> {
	const from = await roundInput(tx, lead)
	const losses = from.reports.flatMap(({ number, verifiedMinor, beforeMinor }) =>
		verifiedMinor === null ? [] : [{ victim: number, lossMinor: Math.max(0, verifiedMinor - beforeMinor) }],
	)
	const data = { round, currency: lead.currency, reading, input: from.input, frozen: from.frozen, losses }
	const limits = {
		withoutStatement: from.withoutStatement,
		notFollowed: from.notFollowed,
		unknownMinor: attribute(from.input, 'pro_rata').unknownMinor,
		unverified: from.reports.filter((one) => one.verifiedMinor === null).map((one) => one.number),
		windowHours: followsWithinMs / 3_600_000,
	}
	return { from, data, result: resultOf(data), limits }
}

/** As the contract shows it. */
export function shownPlanOf({ from, result, limits }: Planned): ShownPlan {
	const { plan, beside } = result
	const gives = (account: number, victim?: string) =>
		plan.rows.filter((row) => row.account === account && (victim === undefined || row.victim === victim))
	const frozenMinor = plan.accounts.reduce((sum, one) => sum + one.heldMinor, 0)
	const givenMinor = plan.rows.reduce((sum, row) => sum + row.amountMinor, 0)
	return {
		accounts: plan.accounts.map((one, index) => ({
			account: shownAccountOf(from.accounts, one.account),
			heldMinor: one.heldMinor,
			balanceMinor: beside[index]?.balanceMinor ?? 0,
			byRule: {
				lifo: { ...beside[index]?.byRule['lifo'] },
				pro_rata: { ...beside[index]?.byRule['pro_rata'] },
				fifo: { ...beside[index]?.byRule['fifo'] },
				lowest: { ...beside[index]?.byRule['lowest'] },
				poison: { ...beside[index]?.byRule['poison'] },
			},
			way: one.way,
			traced: { ...one.traced },
			gives: Object.fromEntries(gives(one.account).map((row) => [row.victim, row.amountMinor])),
			staysMinor: one.staysMinor,
		})),
		victims: from.reports.map(({ id, number, verifiedMinor, beforeMinor }) => ({
			report: id,
			number,
			verifiedMinor,
			beforeMinor,
			getsMinor: plan.rows.reduce((sum, row) => (row.victim === number ? sum + row.amountMinor : sum), 0),
		})),
		pool: { ...plan.pool, shares: [...plan.pool.shares] },
		frozenMinor,
		givenMinor,
		staysMinor: frozenMinor - givenMinor,
		limits: { ...limits, unverified: [...limits.unverified] },
	}
}

export function shownAccountOf(accounts: ReadonlyMap<number, AccountInRound>, node: number): AccountInRound {
	const found = accounts.get(node)
	if (found === undefined) throw new Error(`account ${node} is in the plan and not in the record`)
	return found
}

const mostSteps = 500

/** F276. The last lines of an account's arithmetic, and how many there are. */
export function stepsOf(input: AttributionInput, rule: AttributionRule, node: number) {
	const steps = attribute(input, rule, new Set([node])).steps.get(node) ?? []
	return {
		steps: steps.slice(-mostSteps).map((step) => ({
			...step,
			at: step.at === null ? null : new Date(step.at).toISOString(),
			parts: { ...step.parts },
			after: { ...step.after },
		})),
		total: steps.length,
	}
}
