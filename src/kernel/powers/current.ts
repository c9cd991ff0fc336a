import type { Powers } from './powers.ts'

/** The powers of this process, for the acts and views of this room. The machine has one set; tests hand in their own. */
let inUse: Powers | null = null

export function usePowers(powers: Powers): void {
	inUse = powers
}

export function powersInUse(): Powers {
	if (inUse === null) throw new Error('no powers are loaded: loadPowers comes first')
	return inUse
}
