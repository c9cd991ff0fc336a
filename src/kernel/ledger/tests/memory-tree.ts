import type { TileReader } from '../proof.ts'
import { append, type Edge, emptyEdge, type FullTile } from '../tree.ts'

/** A tree in memory with the tiles a reader may ask for. */
export function memoryTree(leafHashes: readonly Uint8Array[]): { edge: Edge; read: TileReader } {
	const edge = emptyEdge()
	const tiles = new Map<string, FullTile>()
	for (const tile of append(edge, leafHashes)) tiles.set(`${tile.level}/${tile.index}`, tile)
	const read: TileReader = async (level, index) => {
		const full = tiles.get(`${level}/${index}`)
		if (full === undefined) return edge.levels[level] ?? []
		return Array.from({ length: 256 }, (_, i) => full.hashes.subarray(32 * i, 32 * i + 32))
	}
	return { edge, read }
}
