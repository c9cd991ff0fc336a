import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import type { Who } from '../who.ts'
import type { SignatureShape } from './contract.ts'
import { type Change, changeBy, concerns, type Post, postsOf } from './effects.ts'
import type { Powers, PowersContext } from './powers.ts'
import { publishedOf, type RuleOf, ruleSubject } from './store.ts'
import { secondsOf } from './published.ts'

/** Who may decide on a proposed version: the one who looks, and whoever else could. */

/** P11. What the acts that decide on a version hand to powers. */
export function decisionContext(rule: RuleOf, gains: boolean) {
	const reviewer = rule.steps.reviewed?.by_person ?? ''
	return { gains, reviewed: rule.steps.reviewed !== undefined, reviewer }
}

const acts = ['powers.rule.review', 'powers.rule.approve', 'powers.rule.refuse'] as const

/** P19. None once it is decided on. */
export async function signaturesOf(
	tx: Tx,
	powers: Powers,
	rule: RuleOf,
	who: Who,
	now: Date,
): Promise<SignatureShape[]> {
	if (rule.steps.approved !== undefined || rule.steps.refused !== undefined) return []
	const change = changeBy(powers, publishedOf(rule), now)
	const posts = await postsOf(tx, rule.bureau_id, now)
	const mine = decisionContext(rule, concerns(change, who, posts))
	const at = { now: secondsOf(now), purpose: false }
	const signatures: SignatureShape[] = []
	for (const act of acts) {
		if (act === 'powers.rule.review' && rule.steps.reviewed !== undefined) continue
		const context: PowersContext = act === 'powers.rule.refuse' ? at : { ...at, ...mine }
		const { allowed, rules, grants } = powers.explain(who, act, ruleSubject(rule), context)
		const could = await couldSign(tx, powers, { rule, change, posts, act }, now)
		signatures.push({ act, allowed, rules: [...rules], grants: [...grants], could })
	}
	return signatures
}

type Asked = {
	readonly rule: RuleOf
	readonly change: Change
	readonly posts: readonly Post[]
	readonly act: (typeof acts)[number]
}

/** Posts held now by somebody else than proposer and reviewer, to whom the rule gives nothing. An approval is looked at as if the review were done. */
async function couldSign(tx: Tx, powers: Powers, asked: Asked, now: Date): Promise<SignatureShape['could']> {
	const { rule, change, posts, act } = asked
	const subject = ruleSubject(rule)
	const at = { now: secondsOf(now), purpose: false }
	const found: SignatureShape['could'] = []
	for (const post of posts) {
		const someone = { ...post.who, person: 'someone', until: null }
		const open = { ...at, gains: false, reviewed: true, reviewer: '' }
		if (!powers.decide(someone, act, subject, act === 'powers.rule.refuse' ? at : open).allowed) continue
		if (act !== 'powers.rule.refuse' && concerns(change, post.who, posts)) continue
		const holders = await othersHolding(tx, post, rule, now)
		const { kind, agency, agencyEn, agencyZh } = post
		if (holders > 0) found.push({ post: kind, agency, agencyEn, agencyZh, holders })
	}
	return found
}

async function othersHolding(tx: Tx, post: Post, rule: RuleOf, now: Date): Promise<number> {
	const parties = [rule.proposed_by, ...(rule.steps.reviewed === undefined ? [] : [rule.steps.reviewed.by_person])]
	const { rows } = await sql<{ n: number }>`select count(distinct h.person_id)::int as n
		from identity.post h join identity.person p on p.id = h.person_id
		where h.kind = ${post.kind} and h.agency_id = ${post.agency} and p.sworn = ${post.sworn}
			and h.from_at <= ${now} and (h.until_at is null or h.until_at > ${now})
			and h.person_id not in (${sql.join(parties)})`.execute(tx)
	return rows[0]?.n ?? 0
}
