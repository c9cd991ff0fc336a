import { createHash } from 'node:crypto'
import { canonical } from '#kernel/ledger/canonical.ts'
import { attributionRule, type ReturnPlan } from '../contract/attribution.ts'
import { attribute } from '../rules/attribution/attribute.ts'
import { returnRule } from '../rules/attribution/return-rule.ts'
import type { ReturnData } from './data.ts'

export type ReturnResult = {
	readonly plan: ReturnPlan
	/** Of each frozen account: what is on it, and by each of the five rules whose. */
	readonly beside: readonly {
		readonly account: number
		readonly balanceMinor: number
		readonly byRule: Readonly<Record<string, Readonly<Record<string, number>>>>
	}[]
}

/** F297. All that follows from the data; nothing else goes in. */
export function resultOf(data: ReturnData): ReturnResult {
	const five = attributionRule.options.map((rule) => attribute(data.input, rule))
	const beside = data.frozen.map(({ account }) => ({
		account,
		balanceMinor: five[0]?.accounts.get(account)?.balanceMinor ?? 0,
		byRule: Object.fromEntries(five.map((one) => [one.rule, one.accounts.get(account)?.byVictim ?? {}])),
	}))
	return { plan: returnRule(data.frozen, data.losses, data.input), beside }
}

/** The result in its one form, which is hashed. */
export function writeResult({ plan, beside }: ReturnResult): string {
	return canonical({
		beside,
		rows: plan.rows,
		accounts: plan.accounts,
		pool: { ...plan.pool, shares: plan.pool.shares.map((share) => ({ ...share })) },
	})
}

/** Lower-case hex. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')
