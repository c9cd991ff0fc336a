/** Bytes as text and back, without Node, so that a browser runs the same code. */

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function utf8(text: string): Uint8Array<ArrayBuffer> {
	return encoder.encode(text)
}

/** Throws TypeError on broken UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
	return decoder.decode(bytes)
}

export function hex(bytes: Uint8Array): string {
	let out = ''
	for (const b of bytes) out += b.toString(16).padStart(2, '0')
	return out
}

/** Null when the text is not whole lower-case hex. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | null {
	if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null
	const out = new Uint8Array(text.length / 2)
	for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16)
	return out
}

/** Standard base64 with padding (RFC 4648 section 4). */
export function base64(bytes: Uint8Array): string {
	let binary = ''
	for (const b of bytes) binary += String.fromCharCode(b)
	return btoa(binary)
}

/** Null unless the text is exactly what `base64` would write: no spaces, no missing padding, no spare bits. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
	if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null
	const binary = atob(text)
	if (btoa(binary) !== text) return null
	return Uint8Array.from(binary, (c) => c.charCodeAt(0))
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
	if (a.length !== b.length) return false
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
	return true
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	let length = 0
	for (const p of parts) length += p.length
	const out = new Uint8Array(length)
	let at = 0
	for (const p of parts) {
		out.set(p, at)
		at += p.length
	}
	return out
}
