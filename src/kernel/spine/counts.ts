import type { EntryFacts } from '../ledger/leaf.ts'
import type { ProblemCode } from '../refusal.ts'

/**
 * Malformed and anonymous refusals are counted, not entered one by one: one ledger entry per source and minute.
 * The source (a network address or a session) enters as a commitment.
 */
export class Counts {
	readonly #open = new Map<string, { source: string; minute: number; codes: Map<ProblemCode, number> }>()

	/** `now` in milliseconds. */
	count(source: string, code: ProblemCode, now: number): void {
		const minute = Math.floor(now / 60_000)
		const key = `${minute} ${source}`
		let line = this.#open.get(key)
		if (line === undefined) {
			line = { source, minute, codes: new Map() }
			this.#open.set(key, line)
		}
		line.codes.set(code, (line.codes.get(code) ?? 0) + 1)
	}

	/** The entries of minutes that are over at `now` (all of them when `everything`); they are forgotten here. */
	take(now: number, everything = false): readonly EntryFacts[] {
		const current = Math.floor(now / 60_000)
		const entries: EntryFacts[] = []
		for (const [key, line] of this.#open) {
			if (!everything && line.minute >= current) continue
			this.#open.delete(key)
			entries.push({
				at: new Date(now),
				kind: 'counted',
				name: 'kernel.refusal.count',
				person: 'system',
				post: 'system',
				agency: 'none',
				outcome: 'refused',
				rules: [],
				matter: null,
				subject: null,
				fact: { minute: new Date(line.minute * 60_000).toISOString(), codes: Object.fromEntries(line.codes) },
				personal: { source: line.source },
			})
		}
		return entries
	}
}
