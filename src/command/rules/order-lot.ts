import { createHash } from 'node:crypto'

/** What a lot is made from; the same always draws the same. */
export type Lot = {
	/** Root of the ledger's tree at the checkpoint it is drawn with: SHA-256 in hex. Nobody can choose it. */
	readonly root: string
	readonly order: string
	readonly round: 30 | 90
	readonly closing: number
	/** Ids of the stations it is drawn from. */
	readonly candidates: readonly string[]
}

/**
 * K26. SHA-256 over root, order, closing and round, each on a line of its own; its first eight bytes, read as a number,
 * modulo the candidates in the order of their ids. With at most some thousand stations the first are favoured by less than
 * one in 10^15. @returns null when there is nobody to draw
 */
export function drawStation({ root, order, closing, round, candidates }: Lot): string | null {
	const sorted = [...new Set(candidates)].sort()
	if (sorted.length === 0) return null
	const hash = createHash('sha256').update(`${root}\n${order}\n${closing}\n${round}\n`).digest()
	return sorted[Number(hash.readBigUInt64BE(0) % BigInt(sorted.length))] ?? null
}
