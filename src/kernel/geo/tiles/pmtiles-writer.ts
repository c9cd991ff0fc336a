import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { PbfWriter } from 'pbf'
import { zxyToTileId } from 'pmtiles'

/**
 * Writes a PMTiles archive, version 3 (github.com/protomaps/PMTiles, spec/v3/spec.md). Tiles are gzip, directories are
 * plain, so that a reader hands tiles on without unpacking them. Equal tiles are stored once.
 */

export type TileData = { readonly z: number; readonly x: number; readonly y: number; readonly gzip: Uint8Array }
export type ArchiveFacts = {
	readonly bounds: readonly [number, number, number, number]
	readonly minZoom: number
	readonly maxZoom: number
	readonly metadata: Readonly<Record<string, unknown>>
}
type Entry = { readonly id: number; readonly offset: number; readonly length: number; run: number }

const headerBytes = 127
const rootLimit = 16_384 - headerBytes
const perLeaf = 4_096

export async function writePmtiles(file: string, tiles: readonly TileData[], facts: ArchiveFacts): Promise<void> {
	const { entries, data, unique } = layOut(tiles)
	const { root, leaves } = directories(entries)
	const metadata = Buffer.from(JSON.stringify(facts.metadata))
	const sections = [root.length, metadata.length, leaves.length, data.length]
	const head = Buffer.alloc(headerBytes)
	head.write('PMTiles', 0, 'latin1')
	head.writeUInt8(3, 7)
	let at = headerBytes
	sections.forEach((length, i) => {
		head.writeBigUInt64LE(BigInt(at), 8 + i * 16)
		head.writeBigUInt64LE(BigInt(length), 16 + i * 16)
		at += length
	})
	head.writeBigUInt64LE(BigInt(tiles.length), 72)
	head.writeBigUInt64LE(BigInt(entries.length), 80)
	head.writeBigUInt64LE(BigInt(unique), 88)
	// Clustered; directories not compressed; tiles gzip; tiles are MVT.
	for (const [i, value] of [1, 1, 2, 1, facts.minZoom, facts.maxZoom].entries()) head.writeUInt8(value, 96 + i)
	facts.bounds.forEach((b, i) => head.writeInt32LE(Math.round(b * 1e7), 102 + i * 4))
	const [west, south, east, north] = facts.bounds
	head.writeUInt8(Math.min(facts.maxZoom, 14), 118)
	head.writeInt32LE(Math.round(((west + east) / 2) * 1e7), 119)
	head.writeInt32LE(Math.round(((south + north) / 2) * 1e7), 123)
	await writeFile(file, Buffer.concat([head, root, metadata, leaves, data]))
}

function layOut(tiles: readonly TileData[]): {
	readonly entries: Entry[]
	readonly data: Buffer
	readonly unique: number
} {
	const sorted = tiles.map((t) => ({ id: zxyToTileId(t.z, t.x, t.y), gzip: t.gzip })).sort((a, b) => a.id - b.id)
	const known = new Map<string, { offset: number; length: number }>()
	const parts: Uint8Array[] = []
	const entries: Entry[] = []
	let end = 0
	for (const tile of sorted) {
		const key = createHash('sha256').update(tile.gzip).digest('base64')
		let place = known.get(key)
		if (place === undefined) {
			place = { offset: end, length: tile.gzip.length }
			known.set(key, place)
			parts.push(tile.gzip)
			end += tile.gzip.length
		}
		const last = entries.at(-1)
		if (last !== undefined && last.offset === place.offset && last.id + last.run === tile.id) last.run += 1
		else entries.push({ id: tile.id, ...place, run: 1 })
	}
	return { entries, data: Buffer.concat(parts), unique: known.size }
}

function directory(entries: readonly Entry[]): Uint8Array {
	const pbf = new PbfWriter()
	pbf.writeVarint(entries.length)
	entries.forEach((e, i) => pbf.writeVarint(e.id - (entries[i - 1]?.id ?? 0)))
	for (const e of entries) pbf.writeVarint(e.run)
	for (const e of entries) pbf.writeVarint(e.length)
	entries.forEach((e, i) => {
		const before = entries[i - 1]
		pbf.writeVarint(before !== undefined && before.offset + before.length === e.offset ? 0 : e.offset + 1)
	})
	return pbf.finish()
}

/** A root that fits the first 16 KiB, over leaves when there are too many tiles for one. */
function directories(entries: readonly Entry[]): { readonly root: Uint8Array; readonly leaves: Uint8Array } {
	const one = directory(entries)
	if (one.length <= rootLimit) return { root: one, leaves: new Uint8Array() }
	const leaves: Uint8Array[] = []
	const pointers: Entry[] = []
	let offset = 0
	for (let i = 0; i < entries.length; i += perLeaf) {
		const leaf = directory(entries.slice(i, i + perLeaf))
		pointers.push({ id: entries[i]?.id ?? 0, offset, length: leaf.length, run: 0 })
		leaves.push(leaf)
		offset += leaf.length
	}
	return { root: directory(pointers), leaves: Buffer.concat(leaves) }
}
