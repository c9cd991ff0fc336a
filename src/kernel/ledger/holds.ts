import type { Tx } from '../db/schema.ts'
import type { Words } from '../contract/declare.ts'

/**
 * L11. What keeps a personal field from being erased: an open complaint, case or hold. Each slice that has such things
 * registers one question at start; the kernel knows none of them.
 */
export type HoldQuestion = {
	/** `slice.thing`, e.g. `cases.file`. */
	readonly name: string
	/** What is open, in words for the person who is refused; null when nothing holds. */
	holds(tx: Tx, about: { readonly matter: string | null; readonly n: number }): Promise<Words | null>
}

const questions = new Map<string, HoldQuestion>()

/** Registers (or replaces, by name) a question. */
export function registerHold(question: HoldQuestion): void {
	questions.set(question.name, question)
}

/** The first thing that holds, or null. */
export async function holdOn(
	tx: Tx,
	about: { readonly matter: string | null; readonly n: number },
): Promise<Words | null> {
	for (const question of questions.values()) {
		const held = await question.holds(tx, about)
		if (held !== null) return held
	}
	return null
}
