import type { Done, Loaded } from '../../act.ts'
import type { Tx } from '../../db/schema.ts'
import { Refusal } from '../../refusal.ts'
import type { Who } from '../../who.ts'
import { powersInUse } from '../current.ts'
import { changeBy, concerns, postsOf } from '../effects.ts'
import { decisionContext } from '../signing.ts'
import { needRule, publishedOf, type RuleOf, ruleSubject } from '../store.ts'
import type { RuleStepTable } from '../tables.ts'

/** What review, approval and refusal of a rule share. */

/** Loads a version, with whether it gives to the one who decides (P11). */
export async function loadForDecision(tx: Tx, id: string, who: Who, now: Date): Promise<Loaded<RuleOf>> {
	const rule = await needRule(tx, id)
	const change = changeBy(powersInUse(), publishedOf(rule), now)
	const context = decisionContext(rule, concerns(change, who, await postsOf(tx, rule.bureau_id, now)))
	return { subject: ruleSubject(rule), row: rule, version: null, context }
}

/** Writes one step. @throws Refusal `already` when the version was decided on before */
export async function step(
	tx: Tx,
	rule: RuleOf,
	name: RuleStepTable['step'],
	by: { readonly who: Who; readonly now: Date; readonly ground: string },
): Promise<Done<{ id: string }>> {
	if (rule.steps.approved !== undefined || rule.steps.refused !== undefined) throw decided()
	const added = await tx
		.insertInto('powers.rule_step')
		.values({
			rule_id: rule.id,
			step: name,
			by_person: by.who.person,
			by_post: by.who.postKind,
			at: by.now,
			ground: by.ground,
		})
		.onConflict((conflict) => conflict.doNothing())
		.returning('step')
		.executeTakeFirst()
	if (added === undefined) throw decided()
	const { id, version } = rule
	return {
		output: { id },
		fact: { id, rule: rule.rule, version, step: name, ground: by.ground },
		messages: [
			{ topic: 'powers.rule.changed', resource: { type: 'Rule', id }, body: { rule: rule.rule, version, step: name } },
		],
	}
}

function decided(): Refusal {
	return new Refusal(
		'already',
		{
			en: 'This version has been decided on. Propose a new version to change the rule.',
			zh: '该版本已作出决定，如需更改请提出新版本。',
		},
		{ rule: 'P16' },
	)
}
