import type { Powers } from '../powers/powers.ts'

/** What the ledger's views need from the engine: the powers in force and the log's verifier key. */
type Machine = { powers: Powers | null; vkey: string | null }

const machine: Machine = { powers: null, vkey: null }

/** Called once at start, before the first act. */
export function equipLedger(parts: { readonly powers: Powers; readonly vkey: string }): void {
	machine.powers = parts.powers
	machine.vkey = parts.vkey
}

export function powersInUse(): Powers {
	if (machine.powers === null) throw new Error('the ledger was not equipped: call equipLedger at start')
	return machine.powers
}

export function keyInUse(): string {
	if (machine.vkey === null) throw new Error('the ledger was not equipped: call equipLedger at start')
	return machine.vkey
}
