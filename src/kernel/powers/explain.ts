import type { Who } from '../who.ts'
import { type PostKind, postKind, type RuleText } from './contract.ts'
import { accessOf, conditionOf, type Policy, walk } from './policy.ts'
import type { Powers, PowersContext } from './powers.ts'
import type { Subject } from './subject.ts'

/** Every kind of post there is. */
export const postKinds = postKind.options
export type { PostKind }

/** P8. Why a decision is as it is, in words a person can act on. */
export type Explanation = {
	readonly allowed: boolean
	/** The rules that allowed or refused; empty: no rule grants it. */
	readonly rules: readonly RuleText[]
	/** Rules that grant the action at all, to somebody, for something. */
	readonly grants: readonly RuleText[]
	/** What of the same person would make it allowed: `purpose`, `sworn`, or `credential:<name>`. */
	readonly change: readonly string[]
	/** Posts that could do it: of the person's own agency, or at the agency the row belongs to. */
	readonly couldGrant: readonly {
		readonly post: PostKind
		readonly at: 'own' | 'row'
		readonly branch: string | null
	}[]
}

export function explainWith(
	powers: Powers,
	who: Who,
	action: string,
	subject: Subject,
	context: PowersContext,
): Explanation {
	const now = typeof context.now === 'number' ? context.now : 0
	const policies = powers.rulesFor(action, subject.resource.type, now)
	const decision = powers.decide(who, action, subject, context)
	const asks = (other: Who, with_: PowersContext = context) => powers.decide(other, action, subject, with_).allowed
	const texts = new Map(policies.map((policy) => [policy.id, textOf(policy)]))
	return {
		allowed: decision.allowed,
		rules: decision.rules.flatMap((id) => texts.get(id) ?? []),
		grants: policies.filter((policy) => policy.effect === 'permit').map(textOf),
		change: decision.allowed ? [] : changes(who, context, policies, asks),
		couldGrant: decision.allowed ? [] : posts(who, subject, policies, asks),
	}
}

export function textOf(policy: Policy): RuleText {
	const { id, effect, text } = policy
	return { id, effect, en: policy.basis.en, zh: policy.basis.zh, text, published: policy.source === 'published' }
}

type Asks = (who: Who, context?: PowersContext) => boolean

function changes(who: Who, context: PowersContext, policies: readonly Policy[], asks: Asks): string[] {
	const found: string[] = []
	if (context.purpose !== true && asks(who, { ...context, purpose: true })) found.push('purpose')
	if (!who.sworn && asks({ ...who, sworn: true })) found.push('sworn')
	for (const name of literalsOf(policies, 'credentials')) {
		if (who.credentials.includes(name)) continue
		if (asks({ ...who, credentials: [...who.credentials, name] })) found.push(`credential:${name}`)
	}
	return found
}

/** Tries every kind of post on the same row, with the credentials the rules ask for. */
function posts(who: Who, subject: Subject, policies: readonly Policy[], asks: Asks): Explanation['couldGrant'] {
	const credentials = literalsOf(policies, 'credentials')
	const branches = [who.branch, ...literalsOf(policies, 'branch')]
	const places: { readonly at: 'own' | 'row'; readonly base: Who }[] = [{ at: 'own', base: who }]
	const agency = rowAgency(subject)
	if (agency !== null && agency !== who.agency)
		places.push({ at: 'row', base: { ...who, agency, bureau: agency, above: [agency], below: [agency], branch: null } })
	return places.flatMap(({ at, base }) =>
		postKinds.flatMap((post) => {
			const branch = branches.find((name) =>
				asks({
					...base,
					person: 'someone',
					post: 'a-post',
					postKind: post,
					sworn: post !== 'auxiliary_officer',
					credentials,
					branch: name,
					unit: null,
					until: null,
				}),
			)
			return branch === undefined ? [] : [{ post, at, branch }]
		}),
	)
}

/** The agency a row belongs to, by its first agency attribute; null when it has none. */
export function rowAgency(subject: Subject): string | null {
	if (subject.resource.type === 'Agency') return subject.id
	const [name] = Object.entries(subject.resource.attributes).find(([, declared]) => declared.is === 'Agency') ?? []
	const value = name === undefined ? null : subject.attributes[name]
	return typeof value === 'string' ? value : null
}

/** Texts the rules compare `principal.<attribute>` with. */
export function literalsOf(policies: readonly Policy[], attribute: string): string[] {
	const found = new Set<string>()
	for (const policy of policies) {
		let near = false
		const texts: string[] = []
		walk(conditionOf(policy.json), (node) => {
			if (accessOf(node)?.name === attribute) near = true
			if ('Value' in node && typeof node.Value === 'string') texts.push(node.Value)
		})
		if (near) for (const text of texts) found.add(text)
	}
	return [...found]
}
