import { spawnSync } from 'node:child_process'
import { inflateSync } from 'node:zlib'

/**
 * A PDF read back by somebody else: `pdftotext` where the machine has it, else a small reader of our own that knows only
 * what a PDF says of itself (content streams and ToUnicode maps), nothing of how ours was written.
 */
export function textOfPdf(bytes: Uint8Array): {
	readonly text: string
	readonly pages: number
	readonly links: readonly string[]
} {
	const parts = streamsOf(Buffer.from(bytes))
	const whole = [Buffer.from(bytes).toString('latin1'), ...parts].join('\n')
	const links = [...whole.matchAll(/\/URI \(([^)]*)\)/g)].map((found) => found[1] ?? '')
	const pages = [...whole.matchAll(/\/Type \/Page\b(?!s)/g)].length
	const read = spawnSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8' })
	return { text: read.status === 0 ? read.stdout : ownReading(parts), pages, links }
}

/** Every stream of the file, unpacked. */
function streamsOf(file: Buffer): string[] {
	const found: string[] = []
	let at = 0
	for (;;) {
		const from = file.indexOf('stream\n', at)
		if (from < 0) return found
		const end = file.indexOf('endstream', from)
		try {
			found.push(inflateSync(file.subarray(from + 7, end)).toString('latin1'))
		} catch {
			// Not packed by deflate: fonts and pictures of other kinds hold no text.
		}
		at = end + 9
	}
}

function ownReading(streams: readonly string[]): string {
	const signs = new Map<string, string>()
	for (const map of streams.filter((stream) => stream.includes('beginbfchar')))
		for (const [, code = '', text = ''] of map.matchAll(/<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>/g))
			signs.set(code.toUpperCase(), Buffer.from(text, 'hex').swap16().toString('utf16le'))
	return streams
		.flatMap((stream) => [...stream.matchAll(/<([0-9A-Fa-f]+)>\s*Tj/g)])
		.map(([, codes = '']) => (codes.match(/.{4}/g) ?? []).map((code) => signs.get(code.toUpperCase()) ?? '?').join(''))
		.join('\n')
}
