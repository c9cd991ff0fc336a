import { type FileHandle, open } from 'node:fs/promises'
import { inflateSync } from 'node:zlib'
import { parse } from 'osm-pbf-parser-node'
import { PbfReader } from 'pbf'

/**
 * An .osm.pbf, block by block (wiki: PBF Format). The frame is read here, with the limits the format sets, so that a
 * crafted file cannot swell in memory; what is inside a block is read by osm-pbf-parser-node.
 */

/** Limits of the format: 64 KiB for a block's header, 32 MiB for a block, packed or not. */
const headerLimit = 64 * 1024
const blockLimit = 32 * 1024 * 1024
const understood = new Set(['OsmSchema-V0.6', 'DenseNodes'])

/** Elements of the file in order, a block at a time. Throws an Error that says what is wrong with a broken file. */
export async function* readBlocks(file: string): AsyncGenerator<readonly object[]> {
	const handle = await open(file)
	try {
		let at = 0
		for (;;) {
			const size = await piece(handle, at, 4)
			if (size === null) return
			const length = size.readUInt32BE()
			const head = headOf(await need(handle, at + 4, length, headerLimit))
			const raw = inflated(await need(handle, at + 4 + length, head.size, blockLimit))
			at += 4 + length + head.size
			if (head.type === 'OSMHeader') checkFeatures(raw)
			else if (head.type === 'OSMData') yield parse(raw, {})
		}
	} finally {
		await handle.close()
	}
}

/** Bytes from a place, or null at the end of the file. */
async function piece(handle: FileHandle, at: number, length: number): Promise<Buffer | null> {
	const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at)
	if (bytesRead === 0) return null
	if (bytesRead < length) throw new Error('it ends in the middle of a block')
	return buffer
}

async function need(handle: FileHandle, at: number, length: number, limit: number): Promise<Buffer> {
	if (length > limit) throw new Error('a block is larger than the format allows')
	const bytes = await piece(handle, at, length)
	if (bytes === null) throw new Error('it ends in the middle of a block')
	return bytes
}

function headOf(bytes: Buffer): { readonly type: string; readonly size: number } {
	const head = { type: '', size: -1 }
	new PbfReader(bytes).readFields((tag, out, pbf) => {
		if (tag === 1) out.type = pbf.readString()
		else if (tag === 3) out.size = pbf.readVarint()
	}, head)
	if (head.size < 0) throw new Error('a block has no size')
	return head
}

function inflated(bytes: Buffer): Buffer {
	const blob: { raw: Uint8Array | null; zlib: Uint8Array | null } = { raw: null, zlib: null }
	new PbfReader(bytes).readFields((tag, out, pbf) => {
		if (tag === 1) out.raw = pbf.readBytes()
		else if (tag === 3) out.zlib = pbf.readBytes()
	}, blob)
	if (blob.zlib !== null) return inflateSync(blob.zlib, { maxOutputLength: blockLimit })
	if (blob.raw !== null) return Buffer.from(blob.raw)
	throw new Error('a block is packed in a way that is not read here (only zlib is)')
}

function checkFeatures(bytes: Buffer): void {
	const features: string[] = []
	new PbfReader(bytes).readFields((tag, out, pbf) => {
		if (tag === 4) out.push(pbf.readString())
	}, features)
	const unknown = features.find((f) => !understood.has(f))
	if (unknown !== undefined) throw new Error(`it needs "${unknown.slice(0, 60)}", which is not read here`)
}
