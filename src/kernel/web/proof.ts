import { hex } from '../ledger/bytes.ts'
import { hashNode } from '../ledger/merkle.ts'

/** One step of an inclusion path as it is drawn: the given hash, the one computed from it, and which side was given. */
export type Step = { readonly given: string; readonly givenIsLeft: boolean; readonly computed: string }

const odd = (n: number): boolean => n % 2 === 1
const half = (n: number): number => Math.floor(n / 2)

/** RFC 9162 2.1.3.2, kept step by step: what a reader sees is what was computed. Hex, leaf's own step first. */
export function pathOf(
	index: number,
	size: number,
	leafHash: Uint8Array,
	hashes: readonly Uint8Array[],
): readonly Step[] {
	let fn = index
	let sn = size - 1
	let r = leafHash
	return hashes.map((p) => {
		const givenIsLeft = odd(fn) || fn === sn
		if (givenIsLeft) {
			r = hashNode(p, r)
			while (!odd(fn) && fn !== 0) {
				fn = half(fn)
				sn = half(sn)
			}
		} else r = hashNode(r, p)
		fn = half(fn)
		sn = half(sn)
		return { given: hex(p), givenIsLeft, computed: hex(r) }
	})
}

/** `b7c1 4e09 a2d5 … 77f0`: enough of a hash to compare by eye. */
export function shortHash(text: string): string {
	const group = (from: number): string => text.slice(from, from + 4)
	return `${group(0)} ${group(4)} ${group(8)} … ${group(text.length - 4)}`
}
