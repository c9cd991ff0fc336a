import { createHash } from 'node:crypto'
import { checkPolicies } from './check.ts'
import { exact } from './entities.ts'
import { type Needs, needsOf } from './needs.ts'
import { type Policy, speaksOf } from './policy.ts'
import { admitted, bound, type PublishedRule } from './published.ts'
import type { Vocabulary } from './schema.ts'

/** Rules in force between two moments at which a published rule begins or ends. */
type Season = {
	readonly from: number
	readonly until: number
	readonly policies: readonly Policy[]
	readonly version: string
}

/** The rules in force for an action on a type, and what they speak about. */
export type Relevant = { readonly policies: readonly Policy[]; readonly needs: Needs; readonly grants: boolean }

/** The shipped rules and the published ones that hold now. They change by publishing and by the clock. */
export class InForce {
	readonly #words: Vocabulary
	readonly #shipped: readonly Policy[]
	/** Told when other rules hold than before: all that was worked out from them is void. */
	readonly #onChange: () => void
	#published: readonly PublishedRule[] = []
	#season: Season = { from: 0, until: 0, policies: [], version: '' }
	#relevant = new Map<string, Relevant>()

	constructor(words: Vocabulary, shipped: readonly Policy[], onChange: () => void) {
		this.#words = words
		this.#shipped = shipped
		this.#onChange = onChange
	}

	get version(): string {
		return this.#season.version
	}

	get published(): readonly PublishedRule[] {
		return this.#published
	}

	/** @throws PolicyFault and keeps the rules it had */
	publish(published: readonly PublishedRule[]): void {
		const rules = published.map((rule) => admitted(rule, this.#words))
		// The shipped rules were checked when they were read, and no published id can be one of theirs.
		if (rules.length > 0) checkPolicies(rules, this.#words)
		this.#published = [...published]
		this.#enter(Math.floor(Date.now() / 1000))
	}

	/** Lets published rules begin and end by the clock (seconds since 1970). Gives it back. @throws TypeError when it is none */
	clock(now: string | number | boolean | undefined): number {
		if (typeof now !== 'number') throw new TypeError('The context needs now, in seconds since 1970')
		exact('now', now)
		if (now < this.#season.from || now >= this.#season.until) this.#enter(now)
		return now
	}

	/** Rules in force now, for an action on a type. */
	rules(action: string, type: string): Relevant {
		const key = `${action}|${type}`
		const known = this.#relevant.get(key)
		if (known !== undefined) return known
		const types = this.#words.actions.get(action)
		if (types === undefined) throw new Error(`No act, view or see action is called ${action}`)
		if (!types.includes(type)) throw new Error(`${action} is not done to a ${type}`)
		const policies = this.#season.policies.filter((policy) => speaksOf(policy, action, type))
		const made = { policies, needs: needsOf(policies), grants: policies.some((policy) => policy.effect === 'permit') }
		this.#relevant.set(key, made)
		return made
	}

	#enter(now: number): void {
		const edges = this.#published.flatMap((rule) => [rule.from, ...(rule.until === null ? [] : [rule.until])])
		const live = this.#published.filter((rule) => rule.from <= now && (rule.until === null || now < rule.until))
		const policies = [...this.#shipped, ...live.map((rule) => bound(admitted(rule, this.#words)))]
		const hash = createHash('sha256')
		for (const policy of policies) hash.update(JSON.stringify(policy.json))
		this.#season = {
			from: Math.max(0, ...edges.filter((edge) => edge <= now)),
			until: Math.min(Number.MAX_SAFE_INTEGER, ...edges.filter((edge) => edge > now)),
			policies,
			version: hash.digest('hex').slice(0, 16),
		}
		this.#relevant = new Map()
		this.#onChange()
	}
}
