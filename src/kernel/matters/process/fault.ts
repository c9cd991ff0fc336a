import type { Fault } from './model.ts'

/** Gathers everything that stands against a drawing, not only the first; and knows the names its formulas may speak of. */
export type Report = {
	(rule: string, element: string | null, en: string, zh: string): void
	/** Names of data with blanks or signs in them, which FEEL reads only when they are known (M59). */
	readonly names: readonly string[]
}

export function reportTo(faults: Fault[], names: readonly string[] = []): Report {
	const report = (rule: string, element: string | null, en: string, zh: string) => {
		faults.push({ element, rule, sentence: { en, zh } })
	}
	return Object.assign(report, { names })
}

/** A fault that stops one token visibly and can be resumed (M26). */
export class TokenFault extends Error {
	readonly rule: string
	constructor(rule: string, sentence: string) {
		super(sentence)
		this.name = 'TokenFault'
		this.rule = rule
	}
}
