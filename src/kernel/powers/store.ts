import { AsyncLocalStorage } from 'node:async_hooks'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/schema.ts'
import type { Store } from '../db/store.ts'
import { notFound } from '../refusal.ts'
import type { z } from 'zod'
import { ruleResource, type PublishedRuleShape, type showRule } from './contract.ts'
import { readPolicies } from './policy.ts'
import type { Powers } from './powers.ts'
import { type PublishedRule, secondsOf } from './published.ts'
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
		from: secondsOf(row.from_at),
		until: row.until_at === null ? null : secondsOf(row.until_at),
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

/** The basis a stored rule names; it was read when it was proposed. */
function basisOf(body: string): { readonly en: string; readonly zh: string } {
	const [policy] = readPolicies(body, 'published')
	return policy?.basis ?? { en: '', zh: '' }
}

/** P16. The version a text of this id takes the place of: the newest approved one of the bureau, before `version` when given. */
export async function findReplaced(
	tx: Tx,
	of: { readonly bureau: string; readonly rule: string; readonly version?: number },
): Promise<z.output<typeof showRule.output>['replaces']> {
	const { rows } = await sql<RuleTable>`select r.* from powers.rule r
		join powers.rule_step s on s.rule_id = r.id and s.step = 'approved'
		where r.bureau_id = ${of.bureau} and r.rule = ${of.rule} and r.version < ${of.version ?? 2_147_483_647}
		order by r.version desc limit 1`.execute(tx)
	const row = rows[0]
	if (row === undefined) return null
	const { id, version, body } = row
	return { id, version, body, from: row.from_at.toISOString(), until: row.until_at?.toISOString() ?? null }
}

type Entered = z.output<typeof showRule.output>['entries'][number]

/** The numbered entries of one version, oldest first: what was proposed and decided. Open to whoever may see the rule. */
export async function entriesOf(tx: Tx, rule: string): Promise<Entered[]> {
	const { rows } = await sql<{ n: number; at: Date; receipt: string; body: string }>`
		select e.n, e.at, encode(e.leaf_hash, 'hex') as receipt, o.body
		from kernel.outbox o join ledger.entry e on e.pending_id = o.pending_id
		where o.resource_type = 'Rule' and o.resource_id = ${rule} order by e.n`.execute(tx)
	return rows.map(({ n, at, receipt, body }) => ({
		n,
		at: at.toISOString(),
		receipt,
		step: stepOf(body),
	}))
}

/** Which step a message of a rule's act tells of; a proposal's names none. */
function stepOf(body: string): Entered['step'] {
	return (['reviewed', 'approved', 'refused'] as const).find((step) => body.includes(`"step":"${step}"`)) ?? 'proposed'
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
		bureau: rule.bureau_id,
		...basisOf(rule.body),
		rule: rule.rule,
		version: rule.version,
		effect: rule.effect,
		body: rule.body,
		reason: rule.reason,
		from: rule.from_at.toISOString(),
		until: rule.until_at?.toISOString() ?? null,
		proposedAt: rule.proposed_at.toISOString(),
		proposedBy: rule.proposed_by,
		proposedPost: rule.proposed_post,
		reviewed: stepShape(rule.steps.reviewed),
		approved: stepShape(rule.steps.approved),
		refused: stepShape(rule.steps.refused),
		inForce: newest.has(rule.id) && begun,
	}
}
