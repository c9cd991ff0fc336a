import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import type { ResourceDeclaration } from '../contract/declare.ts'
import type { Who } from '../who.ts'
import { aboveOf, belowOf, entitiesOf, principalOf } from './entities.ts'
import type { Arm, Filter } from './filter.ts'
import { conditionOf, type Policy } from './policy.ts'
import { translate, valueOf } from './residual.ts'

/**
 * P4. Which rows of a resource a person may act on: what Cedar leaves of each policy when the row is unknown, as one arm a permit.
 * @param context what Cedar is given (`cedarContext`)
 */
export function makeFilter(
	who: Who,
	action: string,
	resource: ResourceDeclaration,
	context: Record<string, string | number | boolean>,
	policies: readonly Policy[],
): Filter {
	const until = who.until
	const answer = cedar.isAuthorizedPartial({
		principal: principalOf(who).uid,
		action: { type: 'Action', id: action },
		resource: null,
		context,
		policies: { staticPolicies: Object.fromEntries(policies.map((policy) => [policy.id, policy.json])) },
		entities: entitiesOf(who),
	})
	if (answer.type === 'failure') throw new Error(`Cedar: ${answer.errors.map((error) => error.message).join('; ')}`)
	const { residuals, errored } = answer.response
	const arms: Arm[] = []
	const forbids: Arm[] = []
	for (const policy of policies) {
		if (errored.includes(policy.id)) {
			if (policy.effect === 'forbid') return { resource, allows: 'nothing', arms: [], forbids: [], until }
			continue
		}
		const left = residuals[policy.id]
		if (left === undefined) continue
		const when = translate(conditionOf(left), {
			resource,
			value: valueOf,
			below: (agency) => belowOf(who, agency),
			above: (agency) => aboveOf(who, agency),
		})
		if (when.is !== 'never') (policy.effect === 'permit' ? arms : forbids).push({ rule: policy.id, when })
	}
	return settle(resource, arms, forbids, until)
}

function settle(
	resource: ResourceDeclaration,
	arms: readonly Arm[],
	forbids: readonly Arm[],
	until: number | null,
): Filter {
	const nothing = arms.length === 0 || forbids.some((arm) => arm.when.is === 'always')
	if (nothing) return { resource, allows: 'nothing', arms: [], forbids: [], until }
	const open = arms.find((arm) => arm.when.is === 'always')
	const kept = open === undefined ? arms : [open]
	const allows = open !== undefined && forbids.length === 0 ? 'everything' : 'some'
	return { resource, allows, arms: kept, forbids, until }
}
