import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { base64, fromBase64, fromHex, hex, joined, same, utf8 } from './bytes.ts'

/**
 * C2SP signed-note, tlog-checkpoint and tlog-cosignature, the part that reads and verifies. No Node: browsers run it.
 */

/** Ed25519 over the note text. */
export const NOTE_KEY = 0x01
/** Ed25519 cosignature of a witness, with its time. */
export const WITNESS_KEY = 0x04

export type VerifierKey = {
	readonly vkey: string
	readonly name: string
	/** 4 bytes. */
	readonly id: Uint8Array
	readonly type: typeof NOTE_KEY | typeof WITNESS_KEY
	/** 32 bytes. */
	readonly key: Uint8Array
}

export type SignatureLine = {
	readonly name: string
	readonly id: Uint8Array
	readonly signature: Uint8Array
	readonly line: string
}
export type Note = { readonly text: string; readonly signatures: readonly SignatureLine[] }

export type Checkpoint = {
	readonly origin: string
	readonly size: number
	/** 32 bytes. */
	readonly root: Uint8Array
}

/** Key ID = first 4 bytes of SHA-256(name, newline, type, key). */
export function keyIdOf(name: string, type: number, key: Uint8Array): Uint8Array {
	return sha256(joined(utf8(`${name}\n`), Uint8Array.of(type), key)).slice(0, 4)
}

/** `<name>+<hex id>+<base64 of type and key>`. */
export function vkeyOf(name: string, type: number, key: Uint8Array): string {
	return `${name}+${hex(keyIdOf(name, type, key))}+${base64(joined(Uint8Array.of(type), key))}`
}

/** Reads a verifier key; null when it is malformed or its id does not match. */
export function readVkey(vkey: string): VerifierKey | null {
	const [name, id, material, ...rest] = splitVkey(vkey)
	if (name === undefined || id === undefined || material === undefined || rest.length > 0 || !isKeyName(name))
		return null
	const idBytes = fromHex(id)
	const bytes = fromBase64(material)
	if (idBytes === null || bytes === null || bytes.length !== 33) return null
	const type = bytes[0]
	const key = bytes.slice(1)
	if (type !== NOTE_KEY && type !== WITNESS_KEY) return null
	if (!same(idBytes, keyIdOf(name, type, key))) return null
	return { vkey, name, id: idBytes, type, key }
}

/** The base64 part may hold plus signs, so only the first two divide. */
function splitVkey(vkey: string): string[] {
	const first = vkey.indexOf('+')
	const second = vkey.indexOf('+', first + 1)
	if (first < 0 || second < 0) return []
	return [vkey.slice(0, first), vkey.slice(first + 1, second), vkey.slice(second + 1)]
}

/** Not empty, no Unicode space, no plus, no control character. */
export function isKeyName(name: string): boolean {
	return name !== '' && !/[\s+\u0000-\u001f]/u.test(name)
}

/** Reads a signed note without trusting it; null when malformed. */
export function readNote(note: string): Note | null {
	if (/[\u0000-\u0009\u000b-\u001f]/.test(note) || !note.isWellFormed() || note.length > 1_000_000) return null
	const end = note.lastIndexOf('\n\n')
	if (end < 0 || !note.endsWith('\n')) return null
	const text = note.slice(0, end + 1)
	const lines = note.slice(end + 2, -1).split('\n')
	const signatures: SignatureLine[] = []
	for (const line of lines) {
		const parsed = readSignature(line)
		if (parsed === null) return null
		signatures.push(parsed)
	}
	if (signatures.length === 0 || signatures.length > 100) return null
	return { text, signatures }
}

/** Reads one `— name base64` line, without its newline. */
export function readSignature(line: string): SignatureLine | null {
	const [dash, name, encoded, ...rest] = line.split(' ')
	if (dash !== '—' || name === undefined || encoded === undefined || rest.length > 0 || !isKeyName(name)) return null
	const bytes = fromBase64(encoded)
	if (bytes === null || bytes.length < 5) return null
	return { name, id: bytes.slice(0, 4), signature: bytes.slice(4), line }
}

/** Reads the three lines of a checkpoint; further lines are extensions, which must not be empty. */
export function readCheckpoint(text: string): Checkpoint | null {
	if (!text.endsWith('\n')) return null
	const [origin, size, root, ...more] = text.slice(0, -1).split('\n')
	if (origin === undefined || origin === '' || size === undefined || root === undefined || more.includes(''))
		return null
	if (!/^(0|[1-9][0-9]{0,15})$/.test(size)) return null
	const rootBytes = fromBase64(root)
	if (rootBytes === null || rootBytes.length !== 32 || Number(size) > Number.MAX_SAFE_INTEGER) return null
	return { origin, size: Number(size), root: rootBytes }
}

export function checkpointText(checkpoint: Checkpoint): string {
	return `${checkpoint.origin}\n${checkpoint.size}\n${base64(checkpoint.root)}\n`
}

export type OpenedNote = {
	readonly checkpoint: Checkpoint
	/** Note text, without signatures. */
	readonly text: string
	/** Witnesses whose cosignature holds, with the second they signed at. */
	readonly witnesses: readonly { readonly name: string; readonly vkey: string; readonly at: number }[]
}

/**
 * Opens a checkpoint: the log's own signature must hold, and any line that names a known key must hold too.
 * Lines of unknown keys are ignored. Answers a word on what is wrong otherwise.
 */
export function openCheckpoint(
	note: string,
	log: VerifierKey,
	known: readonly VerifierKey[] = [],
): OpenedNote | 'malformed' | 'not_signed' | 'bad_signature' | 'bad_cosignature' {
	const read = readNote(note)
	const checkpoint = read === null ? null : readCheckpoint(read.text)
	if (read === null || checkpoint === null) return 'malformed'
	let signed = false
	const witnesses: { name: string; vkey: string; at: number }[] = []
	for (const line of read.signatures) {
		if (isBy(line, log)) {
			if (!verifySignature(read.text, line, log)) return 'bad_signature'
			signed = true
		}
		for (const witness of known) {
			if (!isBy(line, witness)) continue
			if (!verifySignature(read.text, line, witness)) return 'bad_cosignature'
			witnesses.push({ name: witness.name, vkey: witness.vkey, at: timeOf(line) })
		}
	}
	if (!signed || checkpoint.origin !== log.name) return 'not_signed'
	return { checkpoint, text: read.text, witnesses }
}

/** Whether a line claims to be by this key: both its name and its id. */
export function isBy(line: SignatureLine, key: VerifierKey): boolean {
	return line.name === key.name && same(line.id, key.id)
}

/** Verifies one line over the note text, by the key's type. */
export function verifySignature(text: string, line: SignatureLine, key: VerifierKey): boolean {
	if (key.type === NOTE_KEY) return line.signature.length === 64 && holds(line.signature, utf8(text), key.key)
	if (line.signature.length !== 72) return false
	const time = timeOf(line)
	if (time <= 0) return false
	return holds(line.signature.slice(8), utf8(cosignedText(text, time)), key.key)
}

/** What a witness signs: `cosignature/v1`, its time in seconds, the checkpoint. */
export function cosignedText(text: string, seconds: number): string {
	return `cosignature/v1\ntime ${seconds}\n${text}`
}

/** Seconds since 1970 in a cosignature; NaN past 2^53. */
export function timeOf(line: SignatureLine): number {
	if (line.signature.length < 8) return Number.NaN
	const view = new DataView(line.signature.buffer, line.signature.byteOffset, 8)
	const time = view.getBigUint64(0)
	return time > BigInt(Number.MAX_SAFE_INTEGER) ? Number.NaN : Number(time)
}

function holds(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
	try {
		return ed25519.verify(signature, message, key, { zip215: false })
	} catch {
		return false
	}
}
