import { describe, expect, test } from 'vitest'
import { hex } from '../../ledger/bytes.ts'
import { hashLeaf, hashNode } from '../../ledger/merkle.ts'
import { type EntryGiven, verdictOf } from '../verdict.ts'

/** A tree of four, by hand. */
const leaf = (n: number): Uint8Array => hashLeaf(new Uint8Array([n]))
const left = hashNode(leaf(0), leaf(1))
const right = hashNode(leaf(2), leaf(3))
const checkpoint = { size: 4, root: hashNode(left, right) }
const entry = (n: number): EntryGiven => ({
	n,
	leafHash: hex(leaf(n)),
	hashes: [leaf(n % 2 === 0 ? n + 1 : n - 1), n < 2 ? right : left],
})
const all = [0, 1, 2, 3].map(entry)

describe('W14 the verdict over many entries', () => {
	test('W14 all of them hold, and are counted', () => {
		expect(verdictOf(all, checkpoint)).toEqual({ is: 'holds', count: 4 })
	})

	test('W14 one bent entry is named and nothing is called unchanged', () => {
		const bent = all.map((each) => (each.n === 2 ? { ...each, leafHash: hex(leaf(9)) } : each))
		expect(verdictOf(bent, checkpoint)).toEqual({ is: 'broken', n: 2 })
		expect(verdictOf([{ ...entry(1), n: 0 }], checkpoint)).toEqual({ is: 'broken', n: 0 })
		expect(verdictOf([{ ...entry(1), leafHash: 'no hash' }], checkpoint)).toEqual({ is: 'broken', n: 1 })
	})

	test('W14 a path not given or cut short does not hold', () => {
		expect(verdictOf([{ ...entry(3), hashes: null }], checkpoint)).toEqual({ is: 'broken', n: 3 })
		expect(verdictOf([{ ...entry(3), hashes: [leaf(2)] }], checkpoint)).toEqual({ is: 'broken', n: 3 })
	})

	test('W14 an entry newer than the root waits, it is neither held nor broken', () => {
		const newer = { n: 4, leafHash: hex(leaf(4)), hashes: null }
		expect(verdictOf([...all, newer], checkpoint)).toEqual({ is: 'waiting', count: 4, waiting: 1 })
	})
})
