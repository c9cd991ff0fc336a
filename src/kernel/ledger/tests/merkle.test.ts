import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashLeaf, verifyConsistency, verifyInclusion } from '../merkle.ts'
import { consistencyProof, inclusionProof, rootAt } from '../proof.ts'
import { append, emptyEdge, rootOf } from '../tree.ts'
import { memoryTree } from './memory-tree.ts'

const oracles = process.env['SEAWALL_ORACLES']

type Vector = {
	readonly leafIdx?: number
	readonly treeSize?: number
	readonly root?: string
	readonly leafHash?: string
	readonly size1?: number
	readonly size2?: number
	readonly root1?: string
	readonly root2?: string
	readonly proof: readonly string[] | null
	readonly desc: string
	readonly wantErr: boolean
}

function vectors(kind: string): { file: string; vector: Vector }[] {
	const folder = join(oracles ?? '', 'ledger', 'merkle', kind)
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((f) => f.endsWith('.json'))
		.sort()
		.map((file) => ({ file, vector: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Vector }))
}

const bytes = (text: string | undefined): Uint8Array => new Uint8Array(Buffer.from(text ?? '', 'base64'))
const list = (proof: readonly string[] | null): Uint8Array[] => (proof ?? []).map(bytes)

describe.skipIf(oracles === undefined)('vectors of transparency-dev/merkle (SEAWALL_ORACLES)', () => {
	test('L8 every inclusion vector is accepted or refused as published', () => {
		const all = vectors('inclusion')
		expect(all.length).toBe(98)
		for (const { file, vector: v } of all) {
			const ok = verifyInclusion(v.leafIdx ?? 0, v.treeSize ?? 0, bytes(v.leafHash), list(v.proof), bytes(v.root))
			expect(ok, `${file}: ${v.desc}`).toBe(!v.wantErr)
		}
	})

	test('L8 every consistency vector is accepted or refused as published', () => {
		const all = vectors('consistency')
		expect(all.length).toBe(98)
		for (const { file, vector: v } of all) {
			const ok = verifyConsistency(v.size1 ?? 0, v.size2 ?? 0, bytes(v.root1), bytes(v.root2), list(v.proof))
			expect(ok, `${file}: ${v.desc}`).toBe(!v.wantErr)
		}
	})
})

const leafHash = (i: number): Uint8Array => hashLeaf(new TextEncoder().encode(`leaf ${i}`))

test('L8 proofs for any entry and any two sizes verify, and no bit of them can be changed', async () => {
	const all = Array.from({ length: 70_000 }, (_, i) => leafHash(i))
	const { edge, read } = memoryTree(all)
	const roots = new Map<number, Uint8Array>([[70_000, rootOf(edge)]])
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: 70_000 }), fc.nat(), fc.nat(), fc.nat(), async (size, a, b, flip) => {
			const index = a % size
			const first = 1 + (b % size)
			const root = roots.get(size) ?? (await rootAt(read, size))
			const firstRoot = await rootAt(read, first)
			const hash = all[index] ?? new Uint8Array(0)
			const inclusion = await inclusionProof(read, index, size)
			const consistency = await consistencyProof(read, first, size)
			expect(verifyInclusion(index, size, hash, inclusion, root)).toBe(true)
			expect(verifyConsistency(first, size, firstRoot, root, consistency)).toBe(true)
			for (const proof of [inclusion, consistency]) {
				if (proof.length === 0) continue
				const bent = proof.map((p) => Uint8Array.from(p))
				const target = bent[flip % bent.length]
				if (target) target[flip % 32] = (target[flip % 32] ?? 0) ^ 1
				if (proof === inclusion) expect(verifyInclusion(index, size, hash, bent, root)).toBe(false)
				else expect(verifyConsistency(first, size, firstRoot, root, bent)).toBe(false)
			}
		}),
		{ numRuns: 60 },
	)
})

test('L6 a tree of 70,000 has the tiles the specification names', () => {
	const edge = emptyEdge()
	const full = append(
		edge,
		Array.from({ length: 70_000 }, (_, i) => leafHash(i)),
	)
	const count = (level: number): number => full.filter((t) => t.level === level).length
	expect([count(0), count(1), count(2)]).toEqual([273, 1, 0])
	expect(edge.levels.map((l) => l.length)).toEqual([112, 17, 1])
})
