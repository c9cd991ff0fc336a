import { hash, randomFillSync } from 'node:crypto'

/** SHA-256 by Node, for the server's hot paths. `check.ts` has its own so that browsers need no Node. */
export function sha256(bytes: Uint8Array): Uint8Array {
	return hash('sha256', bytes, 'buffer')
}

const leafBuffer = new Uint8Array(1 + 65_535)

/** RFC 6962 2.1: SHA-256(0x00 || leaf). */
export function leafHashOf(leaf: Uint8Array): Uint8Array {
	if (leaf.length >= leafBuffer.length) throw new RangeError('a leaf is at most 65,535 bytes')
	leafBuffer.set(leaf, 1)
	return sha256(leafBuffer.subarray(0, leaf.length + 1))
}

const pair = new Uint8Array(65)
pair[0] = 1

/** RFC 6962 2.1: SHA-256(0x01 || left || right). */
export function nodeHashOf(left: Uint8Array, right: Uint8Array): Uint8Array {
	pair.set(left, 1)
	pair.set(right, 33)
	return sha256(pair)
}

const pool = new Uint8Array(4_096)
let used = pool.length

/** 16 fresh random bytes: enough that a commitment tells nothing about a value drawn from a small list. */
export function newSalt(): Uint8Array {
	if (used === pool.length) {
		randomFillSync(pool)
		used = 0
	}
	const salt = pool.slice(used, used + 16)
	pool.fill(0, used, used + 16)
	used += 16
	return salt
}
