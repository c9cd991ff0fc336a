import { type Decision, decideBy } from './decide.ts'
import type { Facts } from './feel.ts'
import type { RuleTable } from './table.ts'

export type Case<Key> = { readonly key: Key; readonly facts: Facts }

export type Differing<Key> = {
	readonly key: Key
	/** Null when the table refuses the facts or cannot decide them; the reason stands in `why`. */
	readonly old: Decision | null
	readonly new: Decision | null
	readonly why: { readonly old: string | null; readonly new: string | null }
}

/**
 * Puts cases to two versions of a table and gives those that come out otherwise (T20). Other rows with the same outputs are
 * no difference. Cases are taken one by one, so that a year of them need not be in memory.
 */
export function* replay<Key>(old: RuleTable, renewed: RuleTable, cases: Iterable<Case<Key>>): Iterable<Differing<Key>> {
	for (const { key, facts } of cases) {
		const [before, after] = [tried(old, facts), tried(renewed, facts)]
		if (before.said === after.said) continue
		yield { key, old: before.decision, new: after.decision, why: { old: before.why, new: after.why } }
	}
}

function tried(table: RuleTable, facts: Facts) {
	try {
		const decision = decideBy(table, facts)
		return { decision, why: null, said: JSON.stringify(decision.output) }
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error)
		return { decision: null, why, said: `refused: ${why}` }
	}
}
