import type { DocumentKind, FileKind } from './contract.ts'

/** F2. What the first bytes say; null for anything else. */
export function kindOf(bytes: Uint8Array): FileKind | null {
	const text = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1')
	if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
	if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
	if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp'
	if (text(4, 8) === 'ftyp' && /^(?:heic|heix|mif1|heim|heis)$/.test(text(8, 12))) return 'image/heic'
	return documentKindOf(text(0, 512))
}

/** Text has no zero bytes, but for those of UTF-16, which begins with its mark. */
function documentKindOf(head: string): DocumentKind | null {
	if (head.startsWith('PK\u0003\u0004')) return 'application/zip'
	const wide = /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(head)
	if (!wide && head.includes('\u0000')) return /^(?:<\u0000\?|\u0000<)/.test(head) ? 'application/xml' : null
	const text = head.replaceAll('\u0000', '').replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
	return /^\s*</.test(text) ? 'application/xml' : 'text/plain'
}
