import { Refusal } from '../refusal.ts'
import type { BodyFault } from './contract/faults.ts'

/** A calendar or a regime that cannot stand: every fault found, in plain words of both languages. */
export class CalendarFault extends Error {
	readonly faults: readonly BodyFault[]

	constructor(faults: readonly BodyFault[]) {
		super(faults.map(({ en }) => en).join('; '))
		this.name = 'CalendarFault'
		this.faults = faults
	}
}

/** Runs a check. @throws Refusal `invalid` with every fault named */
export function mustStand(rule: string, check: () => void): void {
	try {
		check()
	} catch (error) {
		if (!(error instanceof CalendarFault)) throw error
		const all = error.faults.slice(0, 20)
		const [en, zh] = [all.map((one) => one.en).join('; '), all.map((one) => one.zh).join('；')]
		const words = { en: `It cannot stand: ${en}.`, zh: `不能成立：${zh}。` }
		throw new Refusal('invalid', words, { rule, field: 'body', extra: { faults: all } })
	}
}
