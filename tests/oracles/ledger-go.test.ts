import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeLeaf } from '#kernel/ledger/leaf.ts'
import { tilePath } from '#kernel/ledger/paths.ts'
import { consistencyProof, inclusionProof, rootAt } from '#kernel/ledger/proof.ts'
import { newSignerKey, readSigner, signCheckpoint } from '#kernel/ledger/signer.ts'
import { rootOf } from '#kernel/ledger/tree.ts'
import { facts } from '#kernel/ledger/tests/facts.ts'
import { memoryTree } from '#kernel/ledger/tests/memory-tree.ts'

/** Debian's golang-golang-x-mod-dev, or wherever SEAWALL_GOPATH says. */
const gopath = process.env['SEAWALL_GOPATH'] ?? '/usr/share/gocode'
const hasGo = spawnSync('go', ['version']).status === 0
const hasTlog = existsSync(join(gopath, 'src/golang.org/x/mod/sumdb/tlog'))
const why = !hasGo ? 'no go on this machine' : !hasTlog ? 'no golang.org/x/mod (Debian: golang-golang-x-mod-dev)' : ''

const SIZE = 70_123
const OLD = 66_000

test.skipIf(why !== '')(
	`L7 L8 Go's sumdb/note and sumdb/tlog accept our notes, tiles and proofs${why && ` (skipped: ${why})`}`,
	async () => {
		const key = newSignerKey('ledger.xigang.example')
		const signer = readSigner(key)
		const made = Array.from({ length: SIZE }, (_, i) => makeLeaf(facts({ fact: { i }, personal: {} })))
		const { edge, read } = memoryTree(made.map((m) => m.leafHash))
		const tiles: Record<string, string> = {}
		for (let level = 0; 256 ** level <= SIZE; level++) {
			const hashes = Math.floor(SIZE / 256 ** level)
			for (let index = 0; index * 256 < hashes; index++) {
				const width = Math.min(256, hashes - index * 256)
				const bytes = Buffer.concat((await read(level, index, width)).slice(0, width))
				tiles[tilePath({ level, index, width }).slice('tile/'.length)] = bytes.toString('base64')
			}
		}
		const base64 = (list: readonly Uint8Array[]): string[] => list.map((h) => Buffer.from(h).toString('base64'))
		const inclusion = await Promise.all(
			[0, 1, 255, 256, 65_535, 65_536, 69_999, SIZE - 1].map(async (index) => ({
				Index: index,
				Leaf: Buffer.from(made[index]?.leaf ?? []).toString('base64'),
				Hashes: base64(await inclusionProof(read, index, SIZE)),
			})),
		)
		const document = {
			Vkey: signer.vkey,
			Skey: key,
			Old: signCheckpoint(signer, { size: OLD, root: await rootAt(read, OLD) }),
			New: signCheckpoint(signer, { size: SIZE, root: rootOf(edge) }),
			Inclusion: inclusion,
			Consistency: base64(await consistencyProof(read, OLD, SIZE)),
			Tiles: tiles,
		}
		const ask = (input: object): { status: number | null; stdout: string; stderr: string } =>
			spawnSync('go', ['run', join(import.meta.dirname, 'ledger-go', 'main.go')], {
				input: JSON.stringify(input),
				encoding: 'utf8',
				env: {
					...process.env,
					GO111MODULE: 'off',
					GOPATH: gopath,
					GOFLAGS: '',
					GOCACHE: process.env['GOCACHE'] ?? join(tmpdir(), 'seawall-go-cache'),
				},
			})
		const answer = ask(document)
		expect(answer.stdout.trim() || answer.stderr).toBe('ok')
		expect(ask({ ...document, Old: document.New.replace(`\n${SIZE}\n`, `\n${OLD}\n`) }).stdout).toContain(
			'old checkpoint',
		)
	},
	180_000,
)
