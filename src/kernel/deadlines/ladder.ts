import type { Tier } from '../contract/scalars.ts'
import type { RegimeBody } from './contract/bodies.ts'

/** What a deadline's clock does next, and when. */

const tiers: readonly Tier[] = ['station', 'county', 'city', 'province']

type Standing = {
	readonly stage: 'running' | 'warned' | 'breached'
	readonly from_at: Date
	readonly due_at: Date
	readonly tier: Tier
	readonly reached: Tier | null
	/** Whole bureaus above the owner, by tier. */
	readonly above: Readonly<Partial<Record<Tier, string>>>
	readonly regime: Pick<RegimeBody, 'warnMinutes' | 'ladder'>
}

export type Next = { readonly at: Date } & (
	| { readonly does: 'warned' | 'breached' }
	| { readonly does: 'escalated'; readonly tier: Tier; readonly agency: string }
)

/** C32, C34. The next moment of a deadline that is open; null when the ladder has ended. */
export function nextOf(row: Standing): Next | null {
	const { regime, stage, due_at } = row
	if (stage === 'breached') return nextRung(row)
	if (stage === 'running' && regime.warnMinutes > 0) {
		const warn = due_at.getTime() - regime.warnMinutes * 60_000
		return { does: 'warned', at: new Date(Math.max(warn, row.from_at.getTime())) }
	}
	return { does: 'breached', at: due_at }
}

/** A clock that was not looked at in time breaches without a warning that would come too late. */
export function dueNow(row: Standing, now: Date): Next | null {
	const next = nextOf(row)
	if (next?.does === 'warned' && row.due_at <= now) return { does: 'breached', at: row.due_at }
	return next !== null && next.at <= now ? next : null
}

function nextRung({ regime, due_at, tier, reached, above }: Standing): Next | null {
	const height = tiers.indexOf(reached ?? tier)
	for (const rung of regime.ladder) {
		const agency = above[rung.tier]
		if (agency === undefined || tiers.indexOf(rung.tier) <= height) continue
		const at = new Date(due_at.getTime() + rung.afterMinutes * 60_000)
		return { does: 'escalated', at, tier: rung.tier, agency }
	}
	return null
}
