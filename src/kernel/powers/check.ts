import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import type { CedarValueJson, Expr } from '@cedar-policy/cedar-wasm/nodejs'
import { accessOf, conditionOf, guarded, type Policy, PolicyFault, speaksOf, walk, withinOf } from './policy.ts'
import { translate, Untranslatable } from './residual.ts'
import { schemaOf, type Vocabulary } from './schema.ts'

/**
 * P1, P2, P5. Checks written rules before anything runs: ids are unique, Cedar's strict validator says nothing at all (a
 * warning is an error), every rule can become SQL, numbers are exact, `in` speaks only of the person's agency or bureau.
 * @throws PolicyFault with every fault found
 */
export function checkPolicies(policies: readonly Policy[], words: Vocabulary): void {
	const faults = [...duplicates(policies), ...validated(policies, words)]
	for (const policy of policies) faults.push(...houseFaults(policy, words))
	if (faults.length > 0) throw new PolicyFault(faults)
}

/** What Cedar would take and Seawall does not (P5). */
export function houseFaults(policy: Policy, words: Vocabulary): string[] {
	const faults = walked(policy)
	const known = [...words.actions].filter(([action, types]) => types.some((type) => speaksOf(policy, action, type)))
	if (known.length === 0) faults.push(`${policy.source}: ${policy.id} speaks of no known action on its resource`)
	for (const type of new Set(known.flatMap(([, types]) => types))) {
		if (policy.type === null || policy.type === type) faults.push(...translatable(policy, type, words))
	}
	return faults
}

function duplicates(policies: readonly Policy[]): string[] {
	const seen = new Map<string, Policy>()
	return policies.flatMap((policy) => {
		const before = seen.get(policy.id)
		seen.set(policy.id, policy)
		return before === undefined ? [] : [`${policy.source}: ${policy.id} is already used in ${before.source}`]
	})
}

function validated(policies: readonly Policy[], words: Vocabulary): string[] {
	const sources = new Map(policies.map((policy) => [policy.id, policy.source]))
	const staticPolicies = Object.fromEntries(policies.map((policy) => [policy.id, policy.json]))
	const answer = guarded(
		() =>
			cedar.validate({
				schema: schemaOf(words),
				policies: { staticPolicies },
				validationSettings: { mode: 'strict' },
			}),
		'the written powers',
	)
	if (answer.type === 'failure') return answer.errors.map((error) => `Cedar: ${error.message}`)
	const named = [...answer.validationErrors, ...answer.validationWarnings].map(({ policyId, error }) => ({
		policyId,
		message: error.message,
	}))
	// Of a rule on an unknown action the validator says twice more that it cannot apply: once is enough.
	const unknown = new Set(
		named.filter(({ message }) => message.includes('unrecognized action')).map((one) => one.policyId),
	)
	const kept = named.filter(
		({ policyId, message }) => !unknown.has(policyId) || message.includes('unrecognized action'),
	)
	return [
		...kept.map(({ policyId, message }) => `${sources.get(policyId)}: ${policyId}: ${message}`),
		...answer.otherWarnings.map((warning) => `Cedar: ${warning.message}`),
	]
}

const own = new Set(['agency', 'bureau'])

function walked(policy: Policy): string[] {
	const faults = new Set<string>()
	walk(conditionOf(policy.json), (node) => {
		if ('Value' in node && typeof node.Value === 'number' && !Number.isSafeInteger(node.Value))
			faults.add('a number of 2^53 or more')
		if ('Value' in node && typeof node.Value === 'object' && node.Value !== null)
			faults.add('an entity written out by id')
		const access = accessOf(node)
		if (access !== null && '.' in access.left) faults.add('an attribute of an attribute')
		const within = withinOf(node)
		if (within !== null) {
			const { left, right } = within
			const sides = [left, ...('Set' in right && Array.isArray(right.Set) ? right.Set : [right])]
			if (!sides.some(isOwnAgency)) faults.add('in without principal.agency or principal.bureau')
		}
		if ('like' in node && starsOf(node) > 4) faults.add('a like of more than four stars')
		for (const operator of ['+', '-', '*', 'neg']) if (operator in node) faults.add('arithmetic')
		for (const operator of ['hasTag', 'getTag', 'Record']) if (operator in node) faults.add(operator)
	})
	return [...faults].map((fault) => `${policy.source}: ${policy.id} has ${fault}`)
}

function starsOf(node: Expr): number {
	// Spine: Cedar's types give a loose record for what each operator holds.
	const { pattern } = ('like' in node ? node.like : { pattern: [] }) as { pattern: readonly unknown[] }
	return pattern.filter((part) => part === 'Wildcard').length
}

function isOwnAgency(expr: Expr): boolean {
	const access = '.' in expr ? accessOf(expr) : null
	return access !== null && 'Var' in access.left && access.left.Var === 'principal' && own.has(access.name)
}

/** A stand-in for what the person's attributes will be: only its kind matters at build. */
const placeholder: CedarValueJson = { __entity: { type: 'Agency', id: 'someone' } }

function translatable(policy: Policy, type: string, words: Vocabulary): string[] {
	const resource = words.resources.get(type)
	if (resource === undefined) return []
	try {
		const same = (agency: string) => [agency]
		const value = (expr: Expr): CedarValueJson => ('Value' in expr ? expr.Value : placeholder)
		translate(conditionOf(policy.json), { resource, value, below: same, above: same })
		return []
	} catch (error) {
		if (!(error instanceof Untranslatable)) throw error
		return [`${policy.source}: ${policy.id}: ${error.message}`]
	}
}
