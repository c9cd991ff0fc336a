import { FileFault } from './entry.ts'

/** F173. Text of a file in the encoding it is in: what it does not keep to is refused, nothing is guessed past its first bytes. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'iso-8859-1'
export type Named = Encoding | 'auto'

const names: Readonly<Record<string, Encoding>> = {
	'utf-8': 'utf-8',
	utf8: 'utf-8',
	'us-ascii': 'utf-8',
	gb18030: 'gb18030',
	gbk: 'gb18030',
	gb2312: 'gb18030',
	'iso-8859-1': 'iso-8859-1',
	'iso-8859-15': 'iso-8859-1',
	'windows-1252': 'iso-8859-1',
}

/** What byte order marks and first bytes say; null when they say nothing. */
function marked(head: Uint8Array): Encoding | null {
	const [a, b, c] = head
	if (a === 0xff && b === 0xfe) return 'utf-16le'
	if (a === 0xfe && b === 0xff) return 'utf-16be'
	if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
	if (b === 0 && a !== 0 && a !== undefined) return 'utf-16le'
	if (a === 0 && b !== 0 && b !== undefined) return 'utf-16be'
	return null
}

/** XML names its encoding. @throws FileFault for one that is not read */
export function xmlEncoding(head: Uint8Array): Encoding {
	const mark = marked(head)
	if (mark !== null) return mark
	const said = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(latin(head.subarray(0, 300)))?.[1]
	const found = said === undefined ? 'utf-8' : names[said.toLowerCase()]
	if (found === undefined)
		throw new FileFault('file', 1, `Its encoding ${said} is not read here.`, `不支持 ${said ?? ''} 编码。`)
	return found
}

/** A table's or MT940's: as the setting names it, or UTF-8 where its first bytes are, else GB18030 where they are, else Latin 1. */
export function textEncoding(head: Uint8Array, named: Named): Encoding {
	const mark = marked(head)
	if (mark !== null) return mark
	if (named !== 'auto') return named
	return (['utf-8', 'gb18030'] as const).find((one) => isWritten(head, one)) ?? 'iso-8859-1'
}

function isWritten(head: Uint8Array, encoding: Encoding): boolean {
	try {
		// A sign cut at the end is no fault.
		new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true })
		return true
	} catch {
		return false
	}
}

export type Decoding = { write(bytes: Uint8Array): string; end(): string }

/** @throws FileFault from `write` and `end` when the bytes are not in the encoding */
export function decoding(encoding: Encoding): Decoding {
	if (encoding === 'iso-8859-1') return { write: latin, end: () => '' }
	const decoder = new TextDecoder(encoding, { fatal: true })
	let at = 0
	const read = (bytes: Uint8Array | null): string => {
		try {
			const text = bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true })
			at += bytes?.length ?? 0
			return text
		} catch {
			const name = encoding.toUpperCase()
			throw new FileFault(
				'file',
				1,
				`It is not written in ${name}: the first sign that is none lies after byte ${at}.`,
				`内容与 ${name} 编码不符：第 ${at} 字节之后出现无效字符。`,
			)
		}
	}
	return { write: read, end: () => read(null) }
}

function latin(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
