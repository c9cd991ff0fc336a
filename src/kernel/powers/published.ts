import type { Expr } from '@cedar-policy/cedar-wasm/nodejs'
import { type Policy, PolicyFault, readPolicies } from './policy.ts'
import type { Vocabulary } from './schema.ts'

/** A bureau's own rule, as approved. */
export type PublishedRule = {
	/** One Cedar policy with its `@id` (beginning `B-`), `@basis_en` and `@basis_zh`. */
	readonly text: string
	/** The bureau that published it: it binds and empowers the people of that bureau and below it, nobody else. */
	readonly bureau: string
	/** Seconds since 1970 from which it holds. */
	readonly from: number
	/** Seconds since 1970 from which it no longer holds; null without end. */
	readonly until: number | null
}

/** Seconds since 1970, as rules begin and end. */
export function secondsOf(moment: Date): number {
	return Math.floor(moment.getTime() / 1000)
}

/**
 * P10. What no bureau's rule may speak about, to grant or to narrow: the ledger, erasure, the publishing of powers,
 * identity. Matched by the beginning of the action's name.
 */
export const floor: readonly string[] = ['ledger.', 'powers.', 'identity.', 'kernel.', 'system.']

/** Is the action one that only shipped rules speak about? Anything called an erasure is, wherever it stands. */
export function onFloor(action: string): boolean {
	return floor.some((start) => action.startsWith(start)) || /(^|\.)(erase|erasure|unseal)/.test(action)
}

/** How much of each a published rule may hold, counted in its text whole: strings and comments too, so that none can hide. */
const most: readonly { readonly what: string; readonly sign: RegExp; readonly at: number }[] = [
	{ what: 'brackets', sign: /[([{]/g, at: 50 },
	{ what: 'conditions', sign: /&&|\|\||!|\bif\b/g, at: 30 },
	{ what: 'dots', sign: /\./g, at: 120 },
	{ what: 'when and unless', sign: /\b(?:when|unless)\b/g, at: 6 },
	{ what: 'minus signs', sign: /-/g, at: 60 },
]

/**
 * P17. Cedar's parser recurses, and inside WebAssembly a text nested 120 deep overruns its stack and leaves it broken for
 * every later decision of the process. So what people write is measured before Cedar reads it. Null: it may be read.
 */
export function tooDeep(text: string): string | null {
	if (text.length > 8_000) return 'a rule has at most 8,000 characters'
	const over = most.find(({ sign, at }) => (text.match(sign)?.length ?? 0) > at)
	return over === undefined ? null : `a rule has at most ${over.at} ${over.what}: write two rules`
}

/**
 * The published rule as a policy.
 * @throws PolicyFault when it reaches the floor or is not written as a published rule must be
 */
export function admitted(rule: PublishedRule, words: Vocabulary): Policy {
	const deep = tooDeep(rule.text)
	if (deep !== null) throw new PolicyFault([`published: ${deep}`])
	const [policy, ...more] = readPolicies(rule.text, 'published')
	if (policy === undefined || more.length > 0) throw new PolicyFault(['published: a rule is one policy'])
	const faults: string[] = []
	if (!policy.id.startsWith('B-')) faults.push(`published: ${policy.id} must begin with B-`)
	if (policy.actions === null) faults.push(`published: ${policy.id} must name its actions`)
	if (policy.type === null) faults.push(`published: ${policy.id} must name its resource type`)
	for (const action of policy.actions ?? []) {
		if (!words.actions.has(action)) faults.push(`published: ${policy.id}: there is no action ${action}`)
		if (onFloor(action)) faults.push(`published: ${policy.id}: ${action} belongs to the floor`)
	}
	if (faults.length > 0) throw new PolicyFault(faults)
	return { ...policy, bureau: rule.bureau }
}

/** The policy as Cedar is given it: a bureau's own rule speaks of the people of that bureau and below it, whatever its text says. */
export function bound(policy: Policy): Policy {
	if (policy.bureau === null) return policy
	const conditions = [...policy.json.conditions, { kind: 'when' as const, body: ofBureau(policy.bureau) }]
	return { ...policy, json: { ...policy.json, conditions } }
}

/** `principal.agency in` the bureau: its branches and stations with it. */
function ofBureau(bureau: string): Expr {
	return {
		in: {
			left: { '.': { left: { Var: 'principal' }, attr: 'agency' } },
			right: { Value: { __entity: { type: 'Agency', id: bureau } } },
		},
	}
}
