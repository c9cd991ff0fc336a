import { createHash } from 'node:crypto'
import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import type { ResourceDeclaration } from '../contract/declare.ts'
import { notFound } from '../refusal.ts'
import type { Slice } from '../slice.ts'
import type { Who } from '../who.ts'
import { usePowers } from './current.ts'
import { checkPolicies } from './check.ts'
import { aboveOf, belowOf, entitiesOf, entitiesWith, exact, principalOf } from './entities.ts'
import { type Explanation, explainWith } from './explain.ts'
import type { Arm, Filter } from './filter.ts'
import { conditionOf, type Policy, speaksOf } from './policy.ts'
import { type Needs, needsOf } from './needs.ts'
import { admitted, bound, type PublishedRule } from './published.ts'
import { translate, valueOf } from './residual.ts'
import { shippedPolicies } from './shipped.ts'
import { type Vocabulary, vocabularyOf } from './schema.ts'
import type { Subject } from './subject.ts'

/** `allowed` with the permits that allowed, or refused with the forbids that refused; no rule at all is default deny. */
export type Decision = { readonly allowed: boolean; readonly rules: readonly string[] }

/** Cedar's context: `now` in seconds since 1970, `purpose` whether one was given, and what the act's `load` adds. */
export type PowersContext = Readonly<Record<string, string | number | boolean>>

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

/** Rules in force between two moments at which a published rule begins or ends. */
type Season = {
	readonly from: number
	readonly until: number
	readonly policies: readonly Policy[]
	readonly version: string
}

/** The rules in force for an action on a type, and what they speak about. */
type Relevant = { readonly policies: readonly Policy[]; readonly needs: Needs; readonly grants: boolean }

const refused: Decision = { allowed: false, rules: [] }
const largestCache = 5_000
let instances = 0

/**
 * Reads every `<slice>/powers/*.cedar`, makes them the powers of this process, generates the Cedar schema from the slices' contracts, and checks all of it.
 * @throws PolicyFault with every fault found: a wrong rule stops the start, never a person
 */
export function loadPowers(slices: readonly Slice[], published: readonly PublishedRule[] = []): Powers {
	const shipped = shippedPolicies(slices.map((slice) => slice.folder))
	const powers = buildPowers(vocabularyOf(slices), shipped, published)
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
	#published: readonly PublishedRule[] = []
	#season: Season = { from: 0, until: 0, policies: [], version: '' }
	#sets = new Set<string>()
	#relevant = new Map<string, Relevant>()
	#filters = new Map<string, Filter>()
	#decisions = new Map<string, Decision>()

	constructor(words: Vocabulary, shipped: readonly Policy[], published: readonly PublishedRule[]) {
		this.words = words
		this.shipped = shipped
		instances += 1
		this.#instance = instances
		this.reload(published)
	}

	get version(): string {
		return this.#season.version
	}

	get published(): readonly PublishedRule[] {
		return this.#published
	}

	reload(published: readonly PublishedRule[]): void {
		const rules = published.map((rule) => admitted(rule, this.words))
		// The shipped rules were checked when they were read, and no published id can be one of theirs.
		if (rules.length > 0) checkPolicies(rules, this.words)
		this.#published = [...published]
		this.#enter(Math.floor(Date.now() / 1000))
	}

	with(published: readonly PublishedRule[]): Powers {
		return new CedarPowers(this.words, this.shipped, published)
	}

	decide(who: Who, action: string, subject: Subject, context: PowersContext): Decision {
		const now = this.#clock(context)
		if (lapsed(who, now)) return refused
		const rules = this.#rules(action, subject.resource.type)
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
			context: this.#context(action, context),
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
		const now = this.#clock(context)
		if (lapsed(who, now)) return { resource, allows: 'nothing', arms: [], forbids: [], until: who.until }
		const { policies, needs } = this.#rules(action, resource.type)
		const key = `${standingKey(who)}${JSON.stringify([
			[action, resource.type, resource.table],
			[...needs.context].map((name) => [name, context[name]]),
		])}`
		const known = this.#filters.get(key)
		if (known !== undefined) return known
		const made = this.#makeFilter(who, action, resource, context, policies)
		if (this.#filters.size >= largestCache) this.#filters.clear()
		this.#filters.set(key, made)
		return made
	}

	explain(who: Who, action: string, subject: Subject, context: PowersContext): Explanation {
		return explainWith(this, who, action, subject, context)
	}

	rulesFor(action: string, type: string, now: number): readonly Policy[] {
		this.#clock({ now })
		return this.#rules(action, type).policies
	}

	#makeFilter(
		who: Who,
		action: string,
		resource: ResourceDeclaration,
		context: PowersContext,
		policies: readonly Policy[],
	): Filter {
		const until = who.until
		if (!policies.some((policy) => policy.effect === 'permit'))
			return { resource, allows: 'nothing', arms: [], forbids: [], until }
		const answer = cedar.isAuthorizedPartial({
			principal: principalOf(who).uid,
			action: { type: 'Action', id: action },
			resource: null,
			context: this.#context(action, context),
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

	/** Rules in force now, for an action on a type. */
	#rules(action: string, type: string): Relevant {
		const key = `${action}|${type}`
		const known = this.#relevant.get(key)
		if (known !== undefined) return known
		const types = this.words.actions.get(action)
		if (types === undefined) throw new Error(`No act, view or see action is called ${action}`)
		if (!types.includes(type)) throw new Error(`${action} is not done to a ${type}`)
		const policies = this.#season.policies.filter((policy) => speaksOf(policy, action, type))
		const made = { policies, needs: needsOf(policies), grants: policies.some((policy) => policy.effect === 'permit') }
		this.#relevant.set(key, made)
		return made
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

	#context(action: string, context: PowersContext): Record<string, string | number | boolean> {
		const declared = this.words.contexts.get(action) ?? {}
		const given: Record<string, string | number | boolean> = {
			now: context.now ?? 0,
			purpose: context.purpose === true,
		}
		for (const [name, is] of Object.entries(declared)) {
			const value = context[name]
			const type = is === 'Bool' ? 'boolean' : is === 'Long' ? 'number' : 'string'
			if (typeof value !== type || value === undefined)
				throw new TypeError(`${action} needs ${name} (${is}) in its context`)
			given[name] = typeof value === 'number' ? exact(name, value) : value
		}
		return given
	}

	/** Reads the clock and lets published rules begin and end by it. */
	#clock(context: PowersContext): number {
		const { now } = context
		if (typeof now !== 'number') throw new TypeError('The context needs now, in seconds since 1970')
		exact('now', now)
		if (now < this.#season.from || now >= this.#season.until) this.#enter(now)
		return now
	}

	#enter(now: number): void {
		const edges = this.#published.flatMap((rule) => [rule.from, ...(rule.until === null ? [] : [rule.until])])
		const live = this.#published.filter((rule) => rule.from <= now && (rule.until === null || now < rule.until))
		const policies = [...this.shipped, ...live.map((rule) => bound(admitted(rule, this.words)))]
		const hash = createHash('sha256')
		for (const policy of policies) hash.update(JSON.stringify(policy.json))
		this.#season = {
			from: Math.max(0, ...edges.filter((edge) => edge <= now)),
			until: Math.min(Number.MAX_SAFE_INTEGER, ...edges.filter((edge) => edge > now)),
			policies,
			version: hash.digest('hex').slice(0, 16),
		}
		this.#sets = new Set()
		this.#relevant = new Map()
		this.#filters = new Map()
		this.#decisions = new Map()
	}
}

const standingKeys = new WeakMap<Who, string>()

/** All of a Who that rules may speak of, as one text; worked out once for each Who. */
function standingKey(who: Who): string {
	let key = standingKeys.get(who)
	if (key === undefined) {
		key = JSON.stringify([
			[who.standing, who.person, who.post, who.postKind, who.agency, who.bureau, who.branch, who.unit, who.sworn],
			[who.tier, who.above, who.below, who.credentials, who.until],
		])
		standingKeys.set(who, key)
	}
	return key
}

/** P7. Nothing is decided for a standing past its end. */
function lapsed(who: Who, now: number): boolean {
	return who.until !== null && now * 1000 >= who.until
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

/** P9. A thing hidden from a person does not exist for that person. @throws Refusal `not_found` */
export function mustSee(powers: Powers, who: Who, subject: Subject, context: PowersContext): void {
	const decision = powers.decide(who, subject.resource.see, subject, context)
	if (!decision.allowed) throw notFound(`hidden by ${decision.rules.join(', ') || 'default deny'}`)
}
