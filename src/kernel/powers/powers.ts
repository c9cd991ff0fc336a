import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import type { ResourceDeclaration } from '../contract/declare.ts'
import { notFound } from '../refusal.ts'
import type { Slice } from '../slice.ts'
import type { Who } from '../who.ts'
import { usePowers } from './current.ts'
import { checkPolicies } from './check.ts'
import { cedarContext, type PowersContext } from './cedar-context.ts'
import { entitiesWith, principalOf } from './entities.ts'
import { type Explanation, explainWith } from './explain.ts'
import type { Filter } from './filter.ts'
import { InForce, type Relevant } from './in-force.ts'
import { makeFilter } from './make-filter.ts'
import type { Policy } from './policy.ts'
import type { PublishedRule } from './published.ts'
import { shippedPolicies } from './shipped.ts'
import { type Vocabulary, vocabularyOf } from './schema.ts'
import { standingKey } from './standing-key.ts'
import type { Subject } from './subject.ts'

export type { PowersContext }

/** `allowed` with the permits that allowed, or refused with the forbids that refused; no rule at all is default deny. */
export type Decision = { readonly allowed: boolean; readonly rules: readonly string[] }

export type Powers = {
	/** P3. One decision, default deny, forbid wins. */
	decide(who: Who, action: string, subject: Subject, context: PowersContext): Decision
	/** P4. The same truth for every row of the resource. */
	filter(who: Who, action: string, resource: ResourceDeclaration, context: PowersContext): Filter
	/** P8. Which rules, with their texts, and who could. */
	explain(who: Who, action: string, subject: Subject, context: PowersContext): Explanation
	/** Changes whenever a rule does; part of every key under which something decided is kept. */
	readonly version: string
	/** Takes the bureau's published rules as they now stand. @throws PolicyFault and keeps the rules it had */
	reload(published: readonly PublishedRule[]): void
	/** The rules in force that speak about an action on a type of resource. */
	rulesFor(action: string, type: string, now: number): readonly Policy[]
	/** The shipped rules, which hold always. */
	readonly shipped: readonly Policy[]
	readonly words: Vocabulary
	/** A second set of powers with other published rules, to compare with; the first stays as it is. */
	with(published: readonly PublishedRule[]): Powers
	readonly published: readonly PublishedRule[]
}

const refused: Decision = { allowed: false, rules: [] }
const largestCache = 5_000
let instances = 0

/**
 * Reads every `<slice>/powers/*.cedar`, makes them the powers of this process, generates the Cedar schema from the slices' contracts, and checks all of it.
 * @throws PolicyFault with every fault found: a wrong rule stops the start, never a person
 */
export function loadPowers(slices: readonly Slice[]): Powers {
	return inUse(buildPowers(vocabularyOf(slices), shippedOf(slices)))
}

/** The same without the check, for who waits for `checkShipped` of another thread before anything runs (P2). */
export function loadPowersChecked(slices: readonly Slice[]): Powers {
	return inUse(new CedarPowers(vocabularyOf(slices), shippedOf(slices), []))
}

/** P1, P2, P5. The check of `loadPowers` alone. @throws PolicyFault with every fault found */
export function checkShipped(slices: readonly Slice[]): void {
	checkPolicies(shippedOf(slices), vocabularyOf(slices))
}

function shippedOf(slices: readonly Slice[]): readonly Policy[] {
	return shippedPolicies(slices.map((slice) => slice.folder))
}

function inUse(powers: Powers): Powers {
	usePowers(powers)
	return powers
}

/** Powers from policies already read. */
export function buildPowers(
	words: Vocabulary,
	shipped: readonly Policy[],
	published: readonly PublishedRule[] = [],
): Powers {
	checkPolicies(shipped, words)
	return new CedarPowers(words, shipped, published)
}

class CedarPowers implements Powers {
	readonly words: Vocabulary
	readonly shipped: readonly Policy[]
	readonly #instance: number
	readonly #inForce: InForce
	#sets = new Set<string>()
	#filters = new Map<string, Filter>()
	#decisions = new Map<string, Decision>()

	constructor(words: Vocabulary, shipped: readonly Policy[], published: readonly PublishedRule[]) {
		this.words = words
		this.shipped = shipped
		instances += 1
		this.#instance = instances
		this.#inForce = new InForce(words, shipped, () => this.#forget())
		this.reload(published)
	}

	get version(): string {
		return this.#inForce.version
	}

	get published(): readonly PublishedRule[] {
		return this.#inForce.published
	}

	reload(published: readonly PublishedRule[]): void {
		this.#inForce.publish(published)
	}

	with(published: readonly PublishedRule[]): Powers {
		return new CedarPowers(this.words, this.shipped, published)
	}

	decide(who: Who, action: string, subject: Subject, context: PowersContext): Decision {
		const now = this.#inForce.clock(context.now)
		if (lapsed(who, now)) return refused
		const rules = this.#inForce.rules(action, subject.resource.type)
		if (!rules.grants) return refused
		// The same person asks about the same thing again and again (a desk, a crew on scene): all that Cedar may look at is the key.
		const key = `${standingKey(who)}${JSON.stringify([
			[action, subject.resource.type, subject.id, subject.attributes],
			[...rules.needs.context].map((name) => [name, context[name]]),
		])}`
		const known = this.#decisions.get(key)
		if (known !== undefined) return known
		const made = this.#ask(who, action, subject, context, rules)
		if (this.#decisions.size >= largestCache) this.#decisions.clear()
		this.#decisions.set(key, made)
		return made
	}

	#ask(who: Who, action: string, subject: Subject, context: PowersContext, { policies, needs }: Relevant): Decision {
		const answer = cedar.statefulIsAuthorized({
			principal: principalOf(who).uid,
			action: { type: 'Action', id: action },
			resource: { type: subject.resource.type, id: subject.id },
			context: cedarContext(this.words, action, context),
			preparsedPolicySetId: this.#preparsed(action, subject.resource.type, policies),
			entities: entitiesWith(who, subject, needs),
		})
		if (answer.type === 'failure') throw new Error(`Cedar: ${answer.errors.map((error) => error.message).join('; ')}`)
		const { decision, diagnostics } = answer.response
		const broken = diagnostics.errors.map((error) => error.policyId)
		// A forbid that cannot be worked out forbids; a permit that cannot permits nothing.
		const forbids = policies.filter((policy) => policy.effect === 'forbid' && broken.includes(policy.id))
		if (forbids.length > 0) return { allowed: false, rules: forbids.map((policy) => policy.id) }
		return { allowed: decision === 'allow', rules: [...diagnostics.reason].sort() }
	}

	filter(who: Who, action: string, resource: ResourceDeclaration, context: PowersContext): Filter {
		const now = this.#inForce.clock(context.now)
		if (lapsed(who, now)) return { resource, allows: 'nothing', arms: [], forbids: [], until: who.until }
		const { policies, needs, grants } = this.#inForce.rules(action, resource.type)
		if (!grants) return { resource, allows: 'nothing', arms: [], forbids: [], until: who.until }
		const key = `${standingKey(who)}${JSON.stringify([
			[action, resource.type, resource.table],
			[...needs.context].map((name) => [name, context[name]]),
		])}`
		const known = this.#filters.get(key)
		if (known !== undefined) return known
		const made = makeFilter(who, action, resource, cedarContext(this.words, action, context), policies)
		if (this.#filters.size >= largestCache) this.#filters.clear()
		this.#filters.set(key, made)
		return made
	}

	explain(who: Who, action: string, subject: Subject, context: PowersContext): Explanation {
		return explainWith(this, who, action, subject, context)
	}

	rulesFor(action: string, type: string, now: number): readonly Policy[] {
		this.#inForce.clock(now)
		return this.#inForce.rules(action, type).policies
	}

	#preparsed(action: string, type: string, policies: readonly Policy[]): string {
		const id = `${this.#instance}|${action}|${type}`
		if (this.#sets.has(id)) return id
		const staticPolicies = Object.fromEntries(policies.map((policy) => [policy.id, policy.json]))
		const answer = cedar.preparsePolicySet(id, { staticPolicies })
		if (answer.type === 'failure') throw new Error(`Cedar: ${answer.errors.map((error) => error.message).join('; ')}`)
		this.#sets.add(id)
		return id
	}

	/** Other rules hold: what was worked out from those before is void. */
	#forget(): void {
		this.#sets = new Set()
		this.#filters = new Map()
		this.#decisions = new Map()
	}
}

/** P7. Nothing is decided for a standing past its end. */
function lapsed(who: Who, now: number): boolean {
	return who.until !== null && now * 1000 >= who.until
}

/** P9. A thing hidden from a person does not exist for that person. @throws Refusal `not_found` */
export function mustSee(powers: Powers, who: Who, subject: Subject, context: PowersContext): void {
	const decision = powers.decide(who, subject.resource.see, subject, context)
	if (!decision.allowed) throw notFound(`hidden by ${decision.rules.join(', ') || 'default deny'}`)
}
