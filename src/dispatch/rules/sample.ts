import { createHash } from 'node:crypto'

/** What a sample is made from; the same always draws the same. */
export type Draw = {
	/** Root of the ledger's tree at the first head that holds an entry made after the week: SHA-256 in hex. */
	readonly root: string
	/** The bureau. */
	readonly agency: string
	/** Monday, e.g. `2026-11-16`. */
	readonly week: string
	/** Ids of the incidents closed in the week. */
	readonly population: readonly string[]
}

export const sampleSize = 20

/**
 * D232. SHA-256 over root, bureau, week and incident, each on a line of its own; the incidents with the smallest hashes are
 * drawn, in that order. Nobody knows the root before the week is over.
 */
export function drawn({ root, agency, week, population }: Draw, size = sampleSize): readonly string[] {
	return [...new Set(population)]
		.map((incident) => ({
			incident,
			hash: createHash('sha256').update(`${root}\n${agency}\n${week}\n${incident}\n`).digest('hex'),
		}))
		.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0))
		.slice(0, size)
		.map((one) => one.incident)
}
