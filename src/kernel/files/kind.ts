import type { FileKind } from './contract.ts'

/** F2. What the first bytes say; null for anything else. */
export function kindOf(bytes: Uint8Array): FileKind | null {
	const text = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1')
	if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
	if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
	if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp'
	if (text(4, 8) === 'ftyp' && /^(?:heic|heix|mif1|heim|heis)$/.test(text(8, 12))) return 'image/heic'
	return null
}
