import { nodeHashOf, sha256 } from './hash.ts'

/**
 * The growing edge of an RFC 6962 tree in C2SP tiles: for each tile level, the hashes of its still partial tile.
 * Every hash stands for a full subtree of 256^level leaves, so appending and the root need nothing else.
 */
export type Edge = {
	/** Number of leaves. */
	size: number
	/** `levels[l]`: at most 255 hashes, oldest first. */
	readonly levels: Uint8Array[][]
}

/** A tile that became full. */
export type FullTile = {
	readonly level: number
	readonly index: number
	/** 8,192 bytes. */
	readonly hashes: Uint8Array
	readonly root: Uint8Array
}

export const TILE = 256

export function emptyEdge(): Edge {
	return { size: 0, levels: [] }
}

/** Adds leaves in order, changing `edge`; gives the tiles that became full, lower levels first within each leaf. */
export function append(edge: Edge, leafHashes: readonly Uint8Array[]): FullTile[] {
	const full: FullTile[] = []
	for (const leafHash of leafHashes) {
		edge.size += 1
		let rising: Uint8Array | null = leafHash
		for (let level = 0; rising !== null; level++) {
			const row: Uint8Array[] = edge.levels[level] ?? []
			edge.levels[level] = row
			row.push(rising)
			rising = null
			if (row.length === TILE) {
				const root = subtreeRoot(row)
				full.push({ level, index: edge.size / TILE ** (level + 1) - 1, hashes: Buffer.concat(row), root })
				row.length = 0
				rising = root
			}
		}
	}
	return full
}

/** Root of a subtree whose leaves are `hashes`, their number a power of two. */
export function subtreeRoot(hashes: readonly Uint8Array[]): Uint8Array {
	let row = hashes
	while (row.length > 1) {
		const above: Uint8Array[] = []
		for (let i = 0; i + 1 < row.length; i += 2) above.push(nodeHashOf(at(row, i), at(row, i + 1)))
		row = above
	}
	return at(row, 0)
}

/** RFC 6962 2.1: the tree's root; of an empty tree SHA-256 of nothing. */
export function rootOf(edge: Edge): Uint8Array {
	let right: Uint8Array | null = null
	for (let level = 0; level < edge.levels.length; level++) {
		const row = edge.levels[level] ?? []
		let end = row.length
		for (let width = 1; end > 0; width *= 2) {
			if ((end & width) === 0) continue
			const subtree: Uint8Array = subtreeRoot(row.slice(end - width, end))
			right = right === null ? subtree : nodeHashOf(subtree, right)
			end -= width
		}
	}
	return right ?? sha256(new Uint8Array(0))
}

export function at<T>(list: readonly T[], index: number): T {
	const found = list[index]
	if (found === undefined) throw new RangeError(`nothing at ${index}`)
	return found
}

/** Cuts a tile's bytes into its hashes. */
export function cut(hashes: Uint8Array): Uint8Array[] {
	const out: Uint8Array[] = []
	for (let i = 0; i < hashes.length; i += 32) out.push(hashes.subarray(i, i + 32))
	return out
}
