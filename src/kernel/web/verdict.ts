import { fromHex } from '../ledger/bytes.ts'
import { verifyInclusion } from '../ledger/merkle.ts'

/** One entry as a screen shows it, and the path the ledger gave for it; null `hashes`: it gave none. */
export type EntryGiven = {
	readonly n: number
	/** Hex of the leaf hash the screen shows. */
	readonly leafHash: string
	readonly hashes: readonly Uint8Array[] | null
}

/** What holds of many entries under one signed root. */
export type Verdict =
	| { readonly is: 'holds'; readonly count: number }
	/** Entries newer than the checkpoint are not under it yet; the rest held. */
	| { readonly is: 'waiting'; readonly count: number; readonly waiting: number }
	| { readonly is: 'broken'; readonly n: number }

/**
 * Whether every entry stands under this root at its own number, with the leaf hash shown (RFC 9162). The first one that
 * does not is named.
 */
export function verdictOf(
	entries: readonly EntryGiven[],
	checkpoint: { readonly size: number; readonly root: Uint8Array },
): Verdict {
	const under = entries.filter(({ n }) => n < checkpoint.size)
	for (const { n, leafHash, hashes } of under) {
		const leaf = fromHex(leafHash)
		if (leaf === null || hashes === null || !verifyInclusion(n, checkpoint.size, leaf, hashes, checkpoint.root))
			return { is: 'broken', n }
	}
	const waiting = entries.length - under.length
	return waiting === 0 ? { is: 'holds', count: under.length } : { is: 'waiting', count: under.length, waiting }
}
