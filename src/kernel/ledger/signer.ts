import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { base64, fromBase64, fromHex, hex, joined, same, utf8 } from './bytes.ts'
import {
	type Checkpoint,
	checkpointText,
	cosignedText,
	isKeyName,
	keyIdOf,
	NOTE_KEY,
	vkeyOf,
	WITNESS_KEY,
} from './note.ts'

/** Whoever can sign notes in one name. The private key never leaves it. */
export type Signer = {
	/** Key name; of a log also its origin. */
	readonly name: string
	/** Verifier key to hand out. */
	readonly vkey: string
	/** Raw Ed25519 public key, 32 bytes. */
	readonly publicKey: Uint8Array
	/** One signature line with its newline: over a note text (log) or a checkpoint at a time (witness). */
	line(text: string, seconds?: number): string
}

const PKCS8 = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20])

/**
 * The deployment's log key: from `SEAWALL_LEDGER_KEY` when set, else `keys/ledger.key` in the data folder (mode 0600),
 * made at first start. The text is Go's note signer key (`PRIVATE+KEY+name+id+key`), so Go tools read it too.
 * Once made, the name in the key stays the origin, whatever `origin` says later.
 * Throws when the stored key is damaged: a new one would cut the ledger off from its receipts.
 */
export function loadSigner(folder: string, origin: string): Signer {
	const fromEnvironment = process.env['SEAWALL_LEDGER_KEY']
	if (fromEnvironment) return readSigner(fromEnvironment, 'SEAWALL_LEDGER_KEY')
	return keptSigner(join(folder, 'keys', 'ledger.key'), origin, NOTE_KEY)
}

/** Reads the key in `file`, or makes one under `name` and writes it, readable by its owner only. */
export function keptSigner(file: string, name: string, type: typeof NOTE_KEY | typeof WITNESS_KEY): Signer {
	try {
		return readSigner(readFileSync(file, 'utf8'), file)
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
	}
	const text = newSignerKey(name, type)
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
	writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' })
	chmodSync(file, 0o600)
	return readSigner(text, file)
}

/** A fresh private key as text. Keep it secret. */
export function newSignerKey(name: string, type: typeof NOTE_KEY | typeof WITNESS_KEY = NOTE_KEY): string {
	if (!isKeyName(name)) throw new RangeError(`"${name}" cannot be a key name: it holds a space, a plus or nothing`)
	const { privateKey, publicKey } = generateKeyPairSync('ed25519')
	const seed = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32))
	const id = hex(keyIdOf(name, type, raw(publicKey)))
	return `PRIVATE+KEY+${name}+${id}+${base64(joined(Uint8Array.of(type), seed))}`
}

/** Reads a private key's text. `source` names it in the error, which never repeats the key. */
export function readSigner(text: string, source = 'key'): Signer {
	const match = /^PRIVATE\+KEY\+([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim())
	const bytes = fromBase64(match?.[3] ?? '')
	const type = bytes?.[0]
	const name = match?.[1]
	if (!bytes || bytes.length !== 33 || name === undefined || (type !== NOTE_KEY && type !== WITNESS_KEY)) {
		throw new Error(
			`The signing key in ${source} is damaged. Put back the copy from your backup; do not make a new one.`,
		)
	}
	const key = createPrivateKey({ key: Buffer.from(joined(PKCS8, bytes.slice(1))), format: 'der', type: 'pkcs8' })
	const publicKey = raw(createPublicKey(key))
	const id = keyIdOf(name, type, publicKey)
	if (!same(id, fromHex(match?.[2] ?? '') ?? new Uint8Array(0))) {
		throw new Error(`The signing key in ${source} does not match its own id. Put back the copy from your backup.`)
	}
	const line = (note: string, seconds?: number): string =>
		type === NOTE_KEY
			? signatureLine(name, id, sign(null, utf8(note), key))
			: cosignatureLine(name, id, key, note, seconds)
	return { name, vkey: vkeyOf(name, type, publicKey), publicKey, line }
}

function cosignatureLine(
	name: string,
	id: Uint8Array,
	key: KeyObject,
	text: string,
	seconds: number | undefined,
): string {
	if (seconds === undefined || !Number.isSafeInteger(seconds) || seconds <= 0)
		throw new RangeError('a cosignature needs its time')
	const time = new Uint8Array(8)
	new DataView(time.buffer).setBigUint64(0, BigInt(seconds))
	return signatureLine(name, id, joined(time, sign(null, utf8(cosignedText(text, seconds)), key)))
}

function signatureLine(name: string, id: Uint8Array, signature: Uint8Array): string {
	return `— ${name} ${base64(joined(id, signature))}\n`
}

function raw(publicKey: KeyObject): Uint8Array {
	return new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))
}

/** The signed note of a tree head (C2SP tlog-checkpoint). */
export function signCheckpoint(signer: Signer, head: Omit<Checkpoint, 'origin'>): string {
	const text = checkpointText({ origin: signer.name, ...head })
	return `${text}\n${signer.line(text)}`
}
