import type { Tx } from '../db/schema.ts'

/**
 * L11. Rows of a slice that keep the same words as a field about to be erased. Each slice that has such rows registers
 * one eraser at start; it runs in the transaction of the approval, before the clear values of the ledger are gone.
 */
export type Eraser = {
	/** `slice.words`. */
	readonly name: string
	/** Clears what the approved erasure names in the slice's own rows; gives how many values it cleared. */
	erase(
		tx: Tx,
		about: { readonly erasure: string; readonly matter: string | null; readonly n: number },
	): Promise<number>
}

const erasers = new Map<string, Eraser>()

/** Registers (or replaces, by name) an eraser. */
export function registerEraser(eraser: Eraser): void {
	erasers.set(eraser.name, eraser)
}

/** Runs every eraser; gives how many values each cleared, by its name. */
export async function eraseElsewhere(tx: Tx, about: Parameters<Eraser['erase']>[1]): Promise<Record<string, number>> {
	const done: Record<string, number> = {}
	for (const eraser of erasers.values()) done[eraser.name] = await eraser.erase(tx, about)
	return done
}
