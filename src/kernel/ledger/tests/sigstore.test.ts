import { createPublicKey } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { keyIdOf, NOTE_KEY } from '../note.ts'
import { inclusionProof } from '../proof.ts'
import { newSignerKey, readSigner, signCheckpoint } from '../signer.ts'
import { rootOf } from '../tree.ts'
import { makeLeaf } from '../leaf.ts'
import { facts } from './facts.ts'
import { memoryTree } from './memory-tree.ts'

/** The package exports its whole bundle check only; the ledger part of it stands in its own files. */
const require = createRequire(import.meta.url)
const folder = join(dirname(require.resolve('@sigstore/verify')), 'tlog')
type Entry = {
	readonly canonicalizedBody: Buffer
	readonly inclusionProof: {
		readonly logIndex: string
		readonly hashes: readonly Buffer[]
		readonly checkpoint: { readonly envelope: string }
	}
}
type Authority = {
	readonly logID: Buffer
	readonly publicKey: ReturnType<typeof createPublicKey>
	readonly baseURL: string
}
const { verifyCheckpoint } = require(join(folder, 'checkpoint.js')) as {
	verifyCheckpoint(entry: Entry, logs: readonly Authority[]): { logSize: bigint }
}
const { verifyMerkleInclusion } = require(join(folder, 'merkle.js')) as {
	verifyMerkleInclusion(entry: Entry, checkpoint: unknown): void
}

test('L8 @sigstore/verify accepts our checkpoints and inclusion proofs, and refuses changed ones', async () => {
	const signer = readSigner(newSignerKey('ledger.xigang.example'))
	const made = Array.from({ length: 700 }, (_, i) => makeLeaf(facts({ fact: { i } })))
	const { edge, read } = memoryTree(made.map((m) => m.leafHash))
	const envelope = signCheckpoint(signer, { size: edge.size, root: rootOf(edge) })
	const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signer.publicKey).toString('base64url') }
	const log: Authority = {
		logID: Buffer.from(keyIdOf(signer.name, NOTE_KEY, signer.publicKey)),
		publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
		baseURL: `https://${signer.name}`,
	}
	for (const n of [0, 1, 255, 256, 511, 512, 698, 699]) {
		const hashes = (await inclusionProof(read, n, edge.size)).map((h) => Buffer.from(h))
		const entry: Entry = {
			canonicalizedBody: Buffer.from(made[n]?.leaf ?? []),
			inclusionProof: { logIndex: String(n), hashes, checkpoint: { envelope } },
		}
		const checkpoint = verifyCheckpoint(entry, [log])
		expect(checkpoint.logSize).toBe(700n)
		verifyMerkleInclusion(entry, checkpoint)
		const bent = { ...entry, canonicalizedBody: Buffer.from(made[n + 1]?.leaf ?? made[0]?.leaf ?? []) }
		expect(() => verifyMerkleInclusion(bent, checkpoint)).toThrow()
	}
	const forged: Entry = {
		canonicalizedBody: Buffer.alloc(0),
		inclusionProof: { logIndex: '0', hashes: [], checkpoint: { envelope: envelope.replace('\n700\n', '\n701\n') } },
	}
	expect(() => verifyCheckpoint(forged, [log])).toThrow()
})
