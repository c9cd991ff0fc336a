import { type ProblemCode, problemStatus, type Refusal } from '../refusal.ts'

/** RFC 9457 problem details, as every error leaves the server. */
export type Problem = {
	readonly type: string
	readonly title: string
	readonly status: number
	readonly code: ProblemCode
	readonly detail: string
	readonly rule?: string
	readonly field?: string
	readonly [extra: string]: unknown
}

/** A code and a sentence as problem details. */
export function problem(code: ProblemCode, detail: string, more: Record<string, unknown> = {}): Problem {
	return {
		...more,
		type: `/docs/problems#${code}`,
		title: code.replaceAll('_', ' '),
		status: problemStatus[code],
		code,
		detail,
	}
}

/** A refusal as problem details in the reader's language. A hidden thing carries no rule. */
export function problemOf(refusal: Refusal, locale: 'en' | 'zh'): Problem {
	return problem(refusal.code, refusal.words[locale], {
		...refusal.extra,
		...(refusal.rule === null || refusal.code === 'not_found' ? {} : { rule: refusal.rule }),
		...(refusal.field === null ? {} : { field: refusal.field }),
	})
}
