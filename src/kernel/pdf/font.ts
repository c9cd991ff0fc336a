import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'

/**
 * The Chinese face as fontkit takes it. As shipped (WOFF 1) it reads wrongly: every glyph costs another unpacking of the
 * whole table, and glyphs of odd length are lost in a subset, whose offsets are halved. So tables are unpacked once and
 * every glyph is padded to four bytes.
 */

type Tables = Map<string, Buffer>

const require = createRequire(import.meta.url)
const file = require.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff')

let kept: Uint8Array | null = null

/** TrueType bytes of Noto Sans SC, regular; about 2.5 MB, unpacked once in a process (about 40 ms). */
export function notoSansSc(): Uint8Array {
	kept ??= joined(padded(unpacked(readFileSync(file))))
	return kept
}

/** W3C WOFF File Format 1.0, sections 3 and 4. */
function unpacked(woff: Buffer): Tables {
	const tables: Tables = new Map()
	for (let n = 0; n < woff.readUInt16BE(12); n += 1) {
		const entry = 44 + 20 * n
		const [from, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [number, number, number]
		const bytes = woff.subarray(from, from + packed)
		tables.set(woff.toString('latin1', entry, entry + 4), packed < length ? inflateSync(bytes) : bytes)
	}
	return tables
}

/** OpenType `glyf` and `loca`, long offsets (`head.indexToLocFormat` 1). */
function padded(tables: Tables): Tables {
	const [head, loca, glyf] = ['head', 'loca', 'glyf'].map((name) => tables.get(name))
	if (head === undefined || loca === undefined || glyf === undefined || head.readInt16BE(50) !== 1)
		throw new Error('the Chinese face is not TrueType with long offsets')
	const offsets = Buffer.alloc(loca.length)
	const glyphs: Buffer[] = []
	let at = 0
	for (let n = 0; n + 4 < loca.length; n += 4) {
		offsets.writeUInt32BE(at, n)
		const glyph = glyf.subarray(loca.readUInt32BE(n), loca.readUInt32BE(n + 4))
		glyphs.push(glyph, filling(glyph.length))
		at += glyph.length + filling(glyph.length).length
	}
	offsets.writeUInt32BE(at, loca.length - 4)
	return new Map([...tables, ['loca', offsets], ['glyf', Buffer.concat(glyphs)]])
}

const filling = (length: number): Buffer => Buffer.alloc((4 - (length % 4)) % 4)

/** OpenType table directory; checksums are left at zero, no reader of ours asks. */
function joined(tables: Tables): Buffer {
	const power = Math.floor(Math.log2(tables.size))
	const directory = Buffer.alloc(12 + 16 * tables.size)
	directory.writeUInt32BE(0x00010000, 0)
	directory.writeUInt16BE(tables.size, 4)
	directory.writeUInt16BE(16 * 2 ** power, 6)
	directory.writeUInt16BE(power, 8)
	directory.writeUInt16BE(16 * (tables.size - 2 ** power), 10)
	const parts: Buffer[] = [directory]
	let at = directory.length
	for (const [n, [name, bytes]] of [...tables].entries()) {
		directory.write(name, 12 + 16 * n, 'latin1')
		directory.writeUInt32BE(at, 20 + 16 * n)
		directory.writeUInt32BE(bytes.length, 24 + 16 * n)
		parts.push(bytes, filling(bytes.length))
		at += bytes.length + filling(bytes.length).length
	}
	return Buffer.concat(parts)
}
