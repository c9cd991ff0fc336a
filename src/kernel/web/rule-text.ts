import type { PublishedRuleShape } from '../powers/contract.ts'
import { policyOf } from './parts/RuleText.tsx'
import { day } from './times.ts'

/** A bureau's rule while it is written: id and basis in fields of their own, the policy as text. */
export type Draft = {
	readonly id: string
	readonly en: string
	readonly zh: string
	readonly text: string
	/** Days, `2026-12-01`; '' for at once, and for no end. */
	readonly from: string
	readonly until: string
	readonly reason: string
}

export const emptyDraft: Draft = { id: 'B-', en: '', zh: '', text: '', from: '', until: '', reason: '' }

/** Lines that stand before the policy in the body: id and basis. */
const headLines = ['id', 'en', 'zh'] as const

/** W15. The body as it is proposed: three lines of annotations, then the policy. */
export function bodyOf({ id, en, zh, text }: Draft): string {
	return `@id(${quoted(id)})\n@basis_en(${quoted(en)})\n@basis_zh(${quoted(zh)})\n${text}`
}

/** A string of Cedar, on one line. */
function quoted(words: string): string {
	const plain = words.trim().replaceAll(/\s+/g, ' ').replaceAll('\\', '\\\\').replaceAll('"', '\\"')
	return `"${plain}"`
}

/** Where a line of the body stands: in the text, by its own number, or in a field above it. */
export function placeOf(
	line: number | null,
): { readonly line: number } | { readonly field: 'id' | 'en' | 'zh' } | null {
	if (line === null) return null
	const field = headLines[line - 1]
	return field === undefined ? { line: line - headLines.length } : { field }
}

/** A new version begins as the one before stands. */
export function draftFrom(rule: PublishedRuleShape): Draft {
	const until = rule.until === null ? '' : day(rule.until)
	return { ...emptyDraft, id: rule.rule, en: rule.en, zh: rule.zh, text: policyOf(rule.body), until }
}

/** A rule that speaks about one act, for somebody to go on from. */
export function beginning(effect: 'permit' | 'forbid', action: string, type: string): string {
	return `${effect} (\n\tprincipal,\n\taction == Action::"${action}",\n\tresource is ${type}\n)\nwhen { principal.post == "dispatcher" };`
}

/** The first moment of a day, or undefined for ''. All of China keeps one zone. */
export function startOf(date: string): string | undefined {
	return date === '' ? undefined : `${date}T00:00:00+08:00`
}
