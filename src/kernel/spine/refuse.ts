import type { Loaded } from '../act.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Who } from '../who.ts'
import type { Spine } from './spine.ts'

/** Refusals that acts and views share. */

/** S5. What needs a purpose has none. */
export function purposeNeeded(): Refusal {
	return new Refusal(
		'purpose_needed',
		{ en: 'Write the purpose first: which matter, and why.', zh: '请先写明查询事由：哪个事项，为什么。' },
		{ field: 'purpose', rule: 'S5' },
	)
}

/** `not_found` when the thing must not be known of; else which rule refused. */
export function refusalOf(
	spine: Spine,
	who: Who,
	action: string,
	subject: Loaded<unknown>['subject'],
	rules: readonly string[],
	context: Record<string, string | number | boolean>,
): Refusal {
	const { see, table } = subject.resource
	const visible = table === null || see === action || spine.powers.decide(who, see, subject, context).allowed
	const inner = `${action}: ${rules.length === 0 ? 'no rule grants it' : rules.join(' ')}`
	if (table !== null && (see === action || !visible)) return notFound(inner)
	const rule = rules[0]
	const sentence =
		rule === undefined
			? { en: 'No rule gives your post this power here.', zh: '没有依据授予你的岗位这项职权。' }
			: { en: `Rule ${rule} refuses this to your post here.`, zh: `依据 ${rule}，你的岗位不能这样做。` }
	return new Refusal('not_permitted', sentence, { rule: rule ?? 'S1', extra: { action } })
}
