import { base64, fromBase64, fromUtf8, utf8 } from './bytes.ts'

/** The text of a C2SP tlog-proof: what a receipt is. No Node: browsers run it. */
export type Receipt = {
	/** Opaque, not authenticated; Seawall puts nothing in it that a check rests on. */
	readonly extra: string | null
	/** Zero-based number of the entry. */
	readonly index: number
	readonly proof: readonly Uint8Array[]
	/** Signed checkpoint with its cosignatures, verbatim. */
	readonly note: string
}

const HEADER = 'c2sp.org/tlog-proof@v1'

export function writeReceipt({ extra, index, proof, note }: Receipt): string {
	const lines = [HEADER]
	if (extra !== null) lines.push(`extra ${base64(utf8(extra))}`)
	lines.push(`index ${index}`, ...proof.map(base64))
	return `${lines.join('\n')}\n\n${note}`
}

/** Reads a receipt without trusting it; null when malformed. */
export function readReceipt(text: string): Receipt | null {
	const end = text.indexOf('\n\n')
	if (end < 0 || text.length > 1_000_000) return null
	const [header, ...lines] = text.slice(0, end).split('\n')
	if (header !== HEADER) return null
	let extra: string | null = null
	if (lines[0]?.startsWith('extra ')) {
		const bytes = fromBase64((lines.shift() ?? '').slice('extra '.length))
		if (bytes === null) return null
		try {
			extra = fromUtf8(bytes)
		} catch {
			return null
		}
	}
	const index = /^index (0|[1-9][0-9]{0,15})$/.exec(lines.shift() ?? '')?.[1]
	if (index === undefined || !Number.isSafeInteger(Number(index)) || lines.length > 63) return null
	const proof: Uint8Array[] = []
	for (const line of lines) {
		const hash = fromBase64(line)
		if (hash === null || hash.length !== 32) return null
		proof.push(hash)
	}
	return { extra, index: Number(index), proof, note: text.slice(end + 2) }
}
