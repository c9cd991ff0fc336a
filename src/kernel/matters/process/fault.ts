import type { Fault } from './model.ts'

/** Gathers everything that stands against a drawing, not only the first. */
export type Report = (rule: string, element: string | null, en: string, zh: string) => void

export function reportTo(faults: Fault[]): Report {
	return (rule, element, en, zh) => {
		faults.push({ element, rule, sentence: { en, zh } })
	}
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
