import { sha256 } from '@noble/hashes/sha2.js'
import { joined, same } from './bytes.ts'

/**
 * RFC 6962 proofs, verified as RFC 9162 2.1.3.2 and 2.1.4.2 write it. No Node: browsers run it.
 * Sizes and indexes are safe integers; anything else verifies as false.
 */

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** SHA-256(0x00 || leaf). */
export function hashLeaf(leaf: Uint8Array): Uint8Array {
	return sha256(joined(LEAF, leaf))
}

export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
	return sha256(joined(NODE, left, right))
}

export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array(0))

/** Whether `proof` (sibling of the leaf first) leads from the leaf at `index` to the root of a tree of `size`. */
export function verifyInclusion(
	index: number,
	size: number,
	leafHash: Uint8Array,
	proof: readonly Uint8Array[],
	root: Uint8Array,
): boolean {
	if (!isSize(index) || !isSize(size) || index >= size || leafHash.length !== 32 || !areHashes(proof)) return false
	let fn = index
	let sn = size - 1
	let r = leafHash
	for (const p of proof) {
		if (sn === 0) return false
		if (odd(fn) || fn === sn) {
			r = hashNode(p, r)
			while (!odd(fn) && fn !== 0) {
				fn = half(fn)
				sn = half(sn)
			}
		} else {
			r = hashNode(r, p)
		}
		fn = half(fn)
		sn = half(sn)
	}
	return sn === 0 && same(r, root)
}

/** Whether `proof` shows that the tree of `first` leaves is the beginning of the tree of `second` leaves. */
export function verifyConsistency(
	first: number,
	second: number,
	firstRoot: Uint8Array,
	secondRoot: Uint8Array,
	proof: readonly Uint8Array[],
): boolean {
	if (!isSize(first) || !isSize(second) || first > second || !areHashes(proof)) return false
	// The empty tree begins every tree: there is nothing to prove, and a proof of nothing is not accepted as one.
	if (first === 0) return false
	if (first === second) return proof.length === 0 && same(firstRoot, secondRoot)
	const path = isPowerOfTwo(first) ? [firstRoot, ...proof] : proof
	const seed = path[0]
	if (seed === undefined || proof.length === 0) return false
	let fn = first - 1
	let sn = second - 1
	while (odd(fn)) {
		fn = half(fn)
		sn = half(sn)
	}
	let fr = seed
	let sr = seed
	for (const c of path.slice(1)) {
		if (sn === 0) return false
		if (odd(fn) || fn === sn) {
			fr = hashNode(c, fr)
			sr = hashNode(c, sr)
			while (!odd(fn) && fn !== 0) {
				fn = half(fn)
				sn = half(sn)
			}
		} else {
			sr = hashNode(sr, c)
		}
		fn = half(fn)
		sn = half(sn)
	}
	return sn === 0 && same(fr, firstRoot) && same(sr, secondRoot)
}

function isSize(n: number): boolean {
	return Number.isSafeInteger(n) && n >= 0
}
function areHashes(proof: readonly Uint8Array[]): boolean {
	return proof.length <= 128 && proof.every((p) => p.length === 32)
}
function odd(n: number): boolean {
	return n % 2 === 1
}
function half(n: number): number {
	return Math.floor(n / 2)
}
function isPowerOfTwo(n: number): boolean {
	let rest = n
	while (rest > 1 && rest % 2 === 0) rest /= 2
	return rest === 1
}
