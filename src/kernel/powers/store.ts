import { AsyncLocalStorage } from 'node:async_hooks'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/schema.ts'
import type { Store } from '../db/store.ts'
import { notFound } from '../refusal.ts'
import { ruleResource, type PublishedRuleShape } from './contract.ts'
import type { Powers } from './powers.ts'
import type { PublishedRule } from './published.ts'
import type { Subject } from './subject.ts'
import './tables.ts'
import type { RuleStepTable, RuleTable } from './tables.ts'

type Step = RuleStepTable['step']
export type RuleOf = RuleTable & { readonly steps: Readonly<Partial<Record<Step, RuleStepTable>>> }

/** The row as powers see it. */
export function ruleSubject(rule: Pick<RuleTable, 'id' | 'bureau_id' | 'proposed_by'>): Subject {
	return { resource: ruleResource, id: rule.id, attributes: { agency: rule.bureau_id, proposer: rule.proposed_by } }
}

/** One version with what became of it. @throws Refusal `not_found` */
export async function needRule(tx: Tx, id: string): Promise<RuleOf> {
	const row = await tx.selectFrom('powers.rule').selectAll().where('id', '=', id).executeTakeFirst()
	if (row === undefined) throw notFound('no such rule')
	const [whole] = await withSteps(tx, [row])
	return whole ?? { ...row, steps: {} }
}

/** The rules of a bureau and of those above it, newest first. */
export async function rulesOf(tx: Tx | Db, bureaus: readonly string[]): Promise<RuleOf[]> {
	const rows = await tx
		.selectFrom('powers.rule')
		.selectAll()
		.where('bureau_id', 'in', [...bureaus])
		.orderBy('proposed_at', 'desc')
		.limit(500)
		.execute()
	return withSteps(tx, rows)
}

async function withSteps(tx: Tx | Db, rows: readonly RuleTable[]): Promise<RuleOf[]> {
	if (rows.length === 0) return []
	const ids = rows.map((row) => row.id)
	const steps = await tx.selectFrom('powers.rule_step').selectAll().where('rule_id', 'in', ids).execute()
	return rows.map((row) => ({
		...row,
		steps: Object.fromEntries(steps.filter((step) => step.rule_id === row.id).map((step) => [step.step, step])),
	}))
}

/** The newest approved version of each rule, begun or still to begin. */
export async function publishedRules(tx: Tx | Db): Promise<(PublishedRule & { readonly id: string })[]> {
	const { rows } = await sql<RuleTable>`select distinct on (r.bureau_id, r.rule) r.* from powers.rule r
		join powers.rule_step s on s.rule_id = r.id and s.step = 'approved'
		order by r.bureau_id, r.rule, r.version desc`.execute(tx)
	return rows.map((row) => ({ ...publishedOf(row), id: row.id }))
}

export function publishedOf(row: Pick<RuleTable, 'body' | 'bureau_id' | 'from_at' | 'until_at'>): PublishedRule {
	return {
		text: row.body,
		bureau: row.bureau_id,
		from: Math.floor(row.from_at.getTime() / 1000),
		until: row.until_at === null ? null : Math.floor(row.until_at.getTime() / 1000),
	}
}

/**
 * Takes the published rules now, and again whenever one is decided on, in this or another process. Gives back a stop.
 * A stored rule that no longer fits the contracts (a slice was changed) stops the start, as a shipped one would.
 */
export async function followPublished(store: Store, powers: Powers): Promise<() => Promise<void>> {
	const take = async () => powers.reload(await publishedRules(store.db))
	// A notification may arrive in the middle of the act that sent it; it is heard outside of it.
	const outside = AsyncLocalStorage.snapshot()
	const stop = await store.listen('seawall_powers', () => {
		outside(take).catch((error: unknown) => console.error('published rules', error))
	})
	await take()
	return stop
}

const stepShape = (step: RuleStepTable | undefined) =>
	step === undefined
		? null
		: { at: step.at.toISOString(), post: step.by_post, person: step.by_person, ground: step.ground }

/** A version as screens show it. `newest`: ids of the newest approved versions. */
export function ruleShape(rule: RuleOf, newest: ReadonlySet<string>, now: Date): PublishedRuleShape {
	const begun = rule.from_at <= now && (rule.until_at === null || now < rule.until_at)
	return {
		id: rule.id,
		rule: rule.rule,
		version: rule.version,
		effect: rule.effect,
		body: rule.body,
		reason: rule.reason,
		from: rule.from_at.toISOString(),
		until: rule.until_at?.toISOString() ?? null,
		proposedAt: rule.proposed_at.toISOString(),
		proposedBy: rule.proposed_by,
		reviewed: stepShape(rule.steps.reviewed),
		approved: stepShape(rule.steps.approved),
		refused: stepShape(rule.steps.refused),
		inForce: newest.has(rule.id) && begun,
	}
}
