import { performs } from '../../act.ts'
import { isExceptionEnd } from '../../exception.ts'
import { newId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { bookSubject } from '../book.ts'
import { type FaultShape, proposeRule } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { endWords } from '../draft.ts'
import { faultsOf } from '../faults.ts'
import { PolicyFault } from '../policy.ts'
import { admitted, type PublishedRule, secondsOf } from '../published.ts'
import { sentenceOf } from '../sentences.ts'
import '../tables.ts'

/** P10, P11, P16. Keeps a new version, checked as it would be at build; nothing changes until it is approved. */
export const proposeRuleAct = performs(proposeRule, {
	async load(_tx, _input, who) {
		return { subject: bookSubject(who.bureau), row: null, version: null }
	},
	async run({ tx, who, now }, _row, input) {
		const from = new Date(input.from)
		const until = input.until === undefined ? null : new Date(input.until)
		if (until !== null && !isExceptionEnd(from, until)) throw badEnd()
		const policy = checked({
			text: input.body,
			bureau: who.bureau,
			from: secondsOf(from),
			until: until === null ? null : secondsOf(until),
		})
		const id = newId<'rule'>(now.getTime())
		const before = await tx
			.selectFrom('powers.rule')
			.select(['version', 'bureau_id'])
			.where('rule', '=', policy.id)
			.orderBy('version', 'desc')
			.limit(1)
			.executeTakeFirst()
		if (before !== undefined && before.bureau_id !== who.bureau) throw taken(policy.id)
		const version = (before?.version ?? 0) + 1
		const added = await tx
			.insertInto('powers.rule')
			.values({
				id,
				rule: policy.id,
				version,
				bureau_id: who.bureau,
				effect: policy.effect,
				body: input.body,
				from_at: from,
				until_at: until,
				reason: input.reason,
				proposed_by: who.person,
				proposed_post: who.postKind,
				proposed_at: now,
			})
			.onConflict((conflict) => conflict.doNothing())
			.returning('id')
			.executeTakeFirst()
		if (added === undefined) throw taken(policy.id)
		return {
			output: { id, rule: policy.id, version },
			fact: {
				id,
				rule: policy.id,
				version,
				effect: policy.effect,
				body: input.body,
				from: input.from,
				until: input.until ?? null,
			},
			messages: [{ topic: 'powers.rule.changed', resource: { type: 'Rule', id }, body: { rule: policy.id, version } }],
		}
	},
})

/** Tries the rule beside those in force, without touching them. */
function checked(rule: PublishedRule) {
	const powers = powersInUse()
	const faults = faultsOf(rule.text, powers.words)
	if (faults.length > 0) throw cannotStand(faults)
	try {
		const policy = admitted(rule, powers.words)
		const others = powers.published.filter(
			(one) => one.bureau !== rule.bureau || admitted(one, powers.words).id !== policy.id,
		)
		powers.with([...others, rule])
		return policy
	} catch (error) {
		if (!(error instanceof PolicyFault)) throw error
		throw cannotStand(error.faults.map((said) => ({ line: null, ...sentenceOf(said) })))
	}
}

function cannotStand(faults: readonly FaultShape[]): Refusal {
	const en = faults.map((fault) => `${fault.line === null ? '' : `line ${fault.line}: `}${fault.en}`).join(' ')
	const zh = faults.map((fault) => `${fault.line === null ? '' : `第${fault.line}行：`}${fault.zh}`).join('')
	const words = { en: `The rule cannot stand: ${en}`, zh: `规则不能成立：${zh}` }
	return new Refusal('invalid', words, { rule: 'P10', field: 'body' })
}

function taken(rule: string): Refusal {
	const words = {
		en: `The id ${rule} is taken. Choose another, or try again.`,
		zh: `规则编号 ${rule} 已被使用，请换一个或重试。`,
	}
	return new Refusal('already', words, { rule: 'P1', field: 'body' })
}

function badEnd(): Refusal {
	return new Refusal('invalid', endWords, { rule: 'P14', field: 'until' })
}
