import { open } from 'node:fs/promises'

/** F171. Where a file's bytes come from: read in pieces, never whole, but for what is small. */

export type ByteSource = {
	readonly size: number
	/** Bytes from..to (exclusive); fewer at the end. */
	read(from: number, to: number): Promise<Uint8Array>
	close(): Promise<void>
}

const piece = 256 * 1024

export function bytesSource(bytes: Uint8Array): ByteSource {
	return {
		size: bytes.length,
		read: async (from, to) => bytes.subarray(from, to),
		close: async () => undefined,
	}
}

export async function fileSource(path: string): Promise<ByteSource> {
	const file = await open(path, 'r')
	const { size } = await file.stat()
	return {
		size,
		async read(from, to) {
			const length = Math.max(0, Math.min(to, size) - from)
			const bytes = Buffer.allocUnsafe(length)
			let got = 0
			while (got < length) {
				const { bytesRead } = await file.read(bytes, got, length - got, from + got)
				if (bytesRead === 0) break
				got += bytesRead
			}
			return bytes.subarray(0, got)
		},
		close: () => file.close(),
	}
}

/** The bytes in pieces. */
export async function* pieces(source: ByteSource, from = 0, to = source.size): AsyncGenerator<Uint8Array> {
	for (let at = from; at < to; at += piece) yield await source.read(at, Math.min(at + piece, to))
}
