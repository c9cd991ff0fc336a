import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import { type ByteSource, pieces } from './bytes.ts'
import { FileFault } from './entry.ts'

/** F173. A zip read in place (APPNOTE 6.3): stored or deflated parts, nothing else, each unpacked as a stream and bounded. */

export type Part = { readonly packed: number; readonly size: number; readonly method: number; readonly offset: number }

const mostParts = 2_000
const mostDirectory = 1024 * 1024
/** Past this a part that unpacks to more than `mostRatio` times its packed size is a bomb. */
const freeBytes = 8 * 1024 * 1024
const mostRatio = 250
/** And none may be larger than this. */
export const mostUnpacked = 1024 * 1024 * 1024

export async function zipParts(source: ByteSource): Promise<ReadonlyMap<string, Part>> {
	const tailFrom = Math.max(0, source.size - 65_557)
	const tail = bufferOf(await source.read(tailFrom, source.size))
	const end = tail.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
	if (end < 0 || end + 22 > tail.length) throw broken()
	const count = tail.readUInt16LE(end + 10)
	const length = tail.readUInt32LE(end + 12)
	const from = tail.readUInt32LE(end + 16)
	if (count > mostParts || length > mostDirectory || from + length > source.size) throw broken()
	const directory = bufferOf(await source.read(from, from + length))
	const parts = new Map<string, Part>()
	let at = 0
	for (let n = 0; n < count; n += 1) {
		if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw broken()
		const [nameLength, extra, comment] = [28, 30, 32].map((where) => directory.readUInt16LE(at + where))
		const name = directory.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
		if ((directory.readUInt16LE(at + 8) & 1) === 1)
			throw new FileFault('file', 1, 'It is locked with a password.', '文件已加密。')
		parts.set(name, {
			method: directory.readUInt16LE(at + 10),
			packed: directory.readUInt32LE(at + 20),
			size: directory.readUInt32LE(at + 24),
			offset: directory.readUInt32LE(at + 42),
		})
		at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0)
	}
	return parts
}

/** Hands on the unpacked bytes of a part. @throws FileFault for a bomb and for what is broken */
export async function unpack(source: ByteSource, part: Part, take: (bytes: Uint8Array) => void): Promise<void> {
	const header = bufferOf(await source.read(part.offset, part.offset + 30))
	if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw broken()
	const from = part.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
	const to = from + part.packed
	if (to > source.size || (part.method !== 0 && part.method !== 8)) throw broken()
	let out = 0
	const count = (bytes: Uint8Array): void => {
		out += bytes.length
		if (out > mostUnpacked || (out > freeBytes && out > part.packed * mostRatio))
			throw new FileFault('file', 1, 'It unpacks to far more than it is: a zip bomb.', '解压后大小异常，疑似压缩炸弹。')
		take(bytes)
	}
	if (part.method === 0) {
		for await (const bytes of pieces(source, from, to)) count(bytes)
		return
	}
	try {
		await pipeline(
			Readable.from(pieces(source, from, to)),
			createInflateRaw(),
			async (stream: AsyncIterable<Buffer>) => {
				for await (const bytes of stream) count(bytes)
			},
		)
	} catch (error) {
		if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) throw broken()
		throw error
	}
}

function bufferOf(bytes: Uint8Array): Buffer {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function broken(): FileFault {
	return new FileFault('file', 1, 'It is no whole XLSX file.', '不是完整的 XLSX 文件。')
}
