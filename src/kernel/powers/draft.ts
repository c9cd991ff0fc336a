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
