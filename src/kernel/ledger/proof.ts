import { nodeHashOf } from './hash.ts'
import { at, subtreeRoot, TILE } from './tree.ts'

/** Reads hashes of one tile, at least `width` of them, in order. */
export type TileReader = (level: number, index: number, width: number) => Promise<readonly Uint8Array[]>

/** A run of leaves [from, to). */
type Range = { readonly from: number; readonly to: number }

/** RFC 6962 2.1.1: the hashes from the leaf's sibling up, for the leaf at `index` in the tree of `size`. */
export async function inclusionProof(read: TileReader, index: number, size: number): Promise<Uint8Array[]> {
	if (index < 0 || index >= size) throw new RangeError(`there is no leaf ${index} in a tree of ${size}`)
	const ranges: Range[] = []
	let from = 0
	let to = size
	while (to - from > 1) {
		const middle = from + splitOf(to - from)
		if (index < middle) {
			ranges.push({ from: middle, to })
			to = middle
		} else {
			ranges.push({ from, to: middle })
			from = middle
		}
	}
	return hashesOf(read, ranges.reverse(), size)
}

/** RFC 6962 2.1.2: that the tree of `first` leaves is the beginning of the tree of `second`. Empty when equal or from 0. */
export async function consistencyProof(read: TileReader, first: number, second: number): Promise<Uint8Array[]> {
	if (first < 0 || first > second)
		throw new RangeError(`a tree of ${first} cannot be the beginning of one of ${second}`)
	if (first === 0 || first === second) return []
	const ranges: Range[] = []
	let from = 0
	let to = second
	let m = first
	let whole = true
	while (m !== to - from) {
		const k = splitOf(to - from)
		if (m <= k) {
			ranges.push({ from: from + k, to })
			to = from + k
		} else {
			ranges.push({ from, to: from + k })
			from += k
			m -= k
			whole = false
		}
	}
	if (!whole) ranges.push({ from, to })
	return hashesOf(read, ranges.reverse(), second)
}

/** Root of the first `size` leaves, read from tiles. */
export async function rootAt(read: TileReader, size: number): Promise<Uint8Array> {
	return at(await hashesOf(read, [{ from: 0, to: size }], size), 0)
}

async function hashesOf(read: TileReader, ranges: readonly Range[], size: number): Promise<Uint8Array[]> {
	const tiles = new Map<string, Promise<readonly Uint8Array[]>>()
	const tile = (level: number, index: number): Promise<readonly Uint8Array[]> => {
		const key = `${level}/${index}`
		let found = tiles.get(key)
		if (found === undefined) {
			found = read(level, index, Math.min(TILE, Math.floor(size / TILE ** level) - index * TILE))
			tiles.set(key, found)
		}
		return found
	}
	const out: Uint8Array[] = []
	for (const { from, to } of ranges) {
		let right: Uint8Array | null = null
		for (const perfect of perfectRanges(from, to).reverse()) {
			const left = await perfectHash(tile, perfect)
			right = right === null ? left : nodeHashOf(left, right)
		}
		if (right !== null) out.push(right)
	}
	return out
}

/** Hash of a full subtree, from the one tile that holds it or its leaves. */
async function perfectHash(
	tile: (level: number, index: number) => Promise<readonly Uint8Array[]>,
	range: Range,
): Promise<Uint8Array> {
	const width = range.to - range.from
	let level = 0
	while (TILE ** (level + 1) <= width) level += 1
	const unit = TILE ** level
	const first = range.from / unit
	const hashes = await tile(level, Math.floor(first / TILE))
	const offset = first % TILE
	const wanted = hashes.slice(offset, offset + width / unit)
	if (wanted.length !== width / unit)
		throw new Error(`the ledger lacks hashes at tile level ${level}: run "seawall ledger verify"`)
	return subtreeRoot(wanted)
}

/** Cuts a subtree of an RFC 6962 tree into full subtrees, left to right. */
function perfectRanges(from: number, to: number): Range[] {
	const out: Range[] = []
	let start = from
	while (start < to) {
		let width = 1
		while (width * 2 <= to - start) width *= 2
		out.push({ from: start, to: start + width })
		start += width
	}
	return out
}

/** Largest power of two below n. */
function splitOf(n: number): number {
	let k = 1
	while (k * 2 < n) k *= 2
	return k
}
