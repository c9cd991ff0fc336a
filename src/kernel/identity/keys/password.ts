import { argon2, randomBytes } from 'node:crypto'
import { sameBytes } from '../token.ts'

/**
 * I14. Passwords are kept as argon2id (RFC 9106) in PHC strings. Cost after OWASP's Password Storage Cheat Sheet:
 * 19 MiB, 2 passes, 1 lane.
 */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const
const tagLength = 32

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number }

function derive(password: string, salt: Uint8Array, by: Cost, length: number): Promise<Buffer> {
	const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
	// One password, one spelling: NFKC, as NIST SP 800-63B 3.1.1.2 asks.
	const message = Buffer.from(password.normalize('NFKC'))
	argon2('argon2id', { message, nonce: salt, ...by, tagLength: length }, (error, key) =>
		error === null ? resolve(key) : reject(error),
	)
	return promise
}

const bare = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '')

/** The PHC string of a new password, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(16)
	const tag = await derive(password, salt, cost, tagLength)
	return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${bare(salt)}$${bare(tag)}`
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** True when the password is the one the PHC string was made from; the string's own cost is used. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
	const [, memory, passes, parallelism, salt, tag] = phc.exec(hash) ?? []
	if (salt === undefined || tag === undefined) return false
	const wanted = Buffer.from(tag, 'base64')
	const by = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
	return sameBytes(await derive(password, Buffer.from(salt, 'base64'), by, wanted.length), wanted)
}

let nobodys: Promise<string> | undefined

/** A hash of nobody's password: an account that does not exist costs the same time as one that does (I11). */
export function nobodysHash(): Promise<string> {
	nobodys ??= hashPassword(randomBytes(24).toString('base64'))
	return nobodys
}
