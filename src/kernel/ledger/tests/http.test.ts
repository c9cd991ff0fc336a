import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { openFresh } from '#tests/database.ts'
import { checkCheckpoint, checkReceipt } from '../check.ts'
import { hex } from '../bytes.ts'
import { answerReader, ledgerRoutes, remoteReader } from '../http.ts'
import type { MadeLeaf } from '../leaf.ts'
import { hashNode } from '../merkle.ts'
import { ledgerReader } from '../reader.ts'
import { sequence } from '../sequencer.ts'
import { newSignerKey, readSigner } from '../signer.ts'
import { enter, facts } from './facts.ts'

let store: Store
let app: FastifyInstance
let made: MadeLeaf[]
const signer = readSigner(newSignerKey('ledger.xigang.example'))

beforeAll(async () => {
	store = await openFresh()
	made = await store.transact('seawall_app', (tx) =>
		enter(
			tx,
			Array.from({ length: 600 }, (_, i) => facts({ fact: { i }, personal: {} })),
		),
	)
	await sequence(store, signer)
	app = Fastify()
	app.setErrorHandler((error, _request, reply) =>
		reply.code(error instanceof Refusal ? (error.code === 'not_found' ? 404 : 400) : 500).send(),
	)
	const reader = remoteReader(answerReader(ledgerReader(store.db, signer.vkey)))
	ledgerRoutes(app, { reader, bundle: async () => Promise.reject(notFound()) })
})
afterAll(async () => {
	await app.close()
	await store.close()
})

test('L6 checkpoint and hash tiles are public and fit each other; entry bundles are not', async () => {
	const checkpoint = await app.inject('/ledger/checkpoint')
	expect(checkpoint.headers['content-type']).toBe('text/plain; charset=utf-8')
	const opened = checkCheckpoint(checkpoint.body, { log: (await app.inject('/ledger/key')).body.trim() })
	if (!opened.ok) throw new Error(opened.fault)
	expect(opened.checkpoint.size).toBe(600)
	const level1 = await app.inject('/ledger/tile/1/000.p/2')
	expect(level1.headers['content-type']).toBe('application/octet-stream')
	const rest = await app.inject('/ledger/tile/0/002.p/88')
	const hashes = (body: Buffer): Uint8Array[] =>
		Array.from({ length: body.length / 32 }, (_, i) => new Uint8Array(body.subarray(32 * i, 32 * i + 32)))
	const fold = (list: readonly Uint8Array[]): Uint8Array => {
		if (list.length === 1) return list[0] ?? new Uint8Array(0)
		let k = 1
		while (k * 2 < list.length) k *= 2
		return hashNode(fold(list.slice(0, k)), fold(list.slice(k)))
	}
	expect(hashes(rest.rawPayload).length).toBe(88)
	expect(hashNode(fold(hashes(level1.rawPayload)), fold(hashes(rest.rawPayload)))).toEqual(opened.checkpoint.root)
	expect(fold(hashes((await app.inject('/ledger/tile/0/001')).rawPayload))).toEqual(hashes(level1.rawPayload)[1])
	for (const bad of [
		'0/003',
		'0/002',
		'0/002.p/89',
		'0/2',
		'1/000.p/3',
		'8/000',
		'entries/000',
		'entries/002.p/88',
		'0/x000/001',
	]) {
		expect((await app.inject(`/ledger/tile/${bad}`)).statusCode, bad).toBe(404)
	}
})

test('L8 receipts and proofs are answered by leaf hash and by number, and hold without the server', async () => {
	const leaf = made[300]
	if (leaf === undefined) throw new Error('no leaf')
	const answer = (await app.inject(`/api/ledger/receipt/${hex(leaf.leafHash)}`)).json()
	expect(answer).toMatchObject({ state: 'numbered', n: 300, size: 600, witnessed: null })
	const text = await app.inject(`/api/ledger/receipt/${hex(leaf.leafHash)}.tlog-proof`)
	expect(text.body).toBe(answer.receipt)
	expect(checkReceipt(text.body, leaf.leafHash, { log: signer.vkey })).toMatchObject({
		ok: true,
		index: 300,
		size: 600,
	})
	const [waiting] = await store.transact('seawall_app', (tx) => enter(tx, [facts()]))
	expect((await app.inject(`/api/ledger/receipt/${hex(waiting?.leafHash ?? new Uint8Array(0))}`)).json()).toEqual({
		state: 'waiting',
	})
	expect((await app.inject('/api/ledger/proof/300?size=301')).json()).toMatchObject({ index: 300, size: 301 })
	for (const [path, status] of [
		['/api/ledger/receipt/00', 404],
		[`/api/ledger/receipt/${'0'.repeat(64)}`, 404],
		['/api/ledger/proof/600', 404],
		['/api/ledger/proof/-1', 400],
		['/api/ledger/proof/1?size=601', 404],
		['/api/ledger/consistency?from=5&to=601', 404],
		['/api/ledger/consistency?from=5', 400],
	] as const) {
		expect((await app.inject(path)).statusCode, path).toBe(status)
	}
	expect((await app.inject('/api/ledger/consistency?from=5&to=600')).json().hashes.length).toBeGreaterThan(3)
})

test('L10 cosignatures by unknown witnesses are not kept', async () => {
	const note = (await app.inject('/ledger/checkpoint')).body
	const stranger = readSigner(newSignerKey('nobody.example', 0x04))
	const answer = await app.inject({
		method: 'POST',
		url: '/ledger/cosignatures',
		headers: { 'content-type': 'text/plain' },
		payload: note + stranger.line(note.slice(0, note.indexOf('\n\n') + 1), 5),
	})
	expect(answer.json()).toEqual({ kept: 0 })
})
