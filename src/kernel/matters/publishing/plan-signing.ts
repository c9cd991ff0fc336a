import type { z } from 'zod'
import type { Tx } from '#kernel/db/schema.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import type { Who } from '#kernel/who.ts'
import type { showPlan } from '../contract/plans.ts'
import { isOtherChain } from './chain.ts'
import { couldOf, holdersAt } from './holders.ts'
import { type PlanRow, planSubject } from './plan-store.ts'

type Signatures = z.output<typeof showPlan.output>['signatures']

/** M93, M94. Who may sign or refuse a plan, or run a signed one: the one who looks, and whoever else could. Empty once it is over. */
export async function planSignatures(tx: Tx, plan: PlanRow, who: Who, now: Date): Promise<Signatures> {
	const acts = asked[plan.state]
	if (acts.length === 0) return []
	const hand = { person: plan.proposed_by, agency: plan.proposed_agency }
	const others = await holdersAt(tx, plan.scope_id, now)
	const decide = async (one: Who, act: Signatures[number]['act']) => {
		const at = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const context = {
			...at,
			...(act === 'matters.plan.sign' ? { otherChain: await isOtherChain(tx, [hand], one.person, now) } : {}),
			...(act === 'matters.plan.run' ? { signed: true } : {}),
		}
		return powersInUse().decide(one, act, planSubject(plan), context)
	}
	const found: Signatures = []
	for (const act of acts) {
		const { allowed, rules } = await decide(who, act)
		const could = await couldOf(others, async (one) => (await decide(one, act)).allowed)
		found.push({ act, allowed, rules: [...rules], could })
	}
	return found
}

const asked: Readonly<Record<PlanRow['state'], readonly Signatures[number]['act'][]>> = {
	proposed: ['matters.plan.sign', 'matters.plan.refuse'],
	signed: ['matters.plan.run'],
	running: ['matters.plan.run'],
	done: [],
	refused: [],
}
