import { type PublishedRule, secondsOf } from './published.ts'

/** A text not yet proposed, as a rule of the bureau that would publish it. Without a beginning it begins now. */
export function draftOf(
	input: { readonly body: string; readonly from?: string | undefined; readonly until?: string | undefined },
	bureau: string,
	now: Date,
): PublishedRule {
	const from = input.from === undefined ? now : new Date(input.from)
	const until = input.until === undefined ? null : new Date(input.until)
	return { text: input.body, bureau, from: secondsOf(from), until: until === null ? null : secondsOf(until) }
}

/** P14. Said where the end of a rule is none. */
export const endWords = {
	en: 'The rule must end after it begins, and within five years of it.',
	zh: '规则的终止时间须晚于生效时间，且不超过五年。',
}
