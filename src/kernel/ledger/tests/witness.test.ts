import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { openFresh } from '#tests/database.ts'
import { askWitness, standingWitnesses, startAsking } from '../ask-witness.ts'
import { checkReceipt, checkStillThere, readProof } from '../check.ts'
import { openCheckpoint, readNote, readVkey } from '../note.ts'
import { ledgerReader } from '../reader.ts'
import { readReceipt } from '../receipt.ts'
import { restoreEntry } from '../restore.ts'
import { sequence } from '../sequencer.ts'
import { loadSigner, newSignerKey, readSigner, signCheckpoint } from '../signer.ts'
import { verifyLedger } from '../verify-store.ts'
import { markOf, openWitness, witnessOnce, writeAddCheckpoint } from '../witness.ts'
import { witnessRoutes } from '../witness-http.ts'
import { cutTo, enter, facts } from './facts.ts'

let store: Store
let folder: string
const signer = readSigner(newSignerKey('ledger.xigang.example'))
const name = 'witness.lanjiang.example'
const now = new Date('2026-11-24T09:00:00.000Z')

beforeAll(async () => {
	store = await openFresh()
})
beforeEach(async () => {
	await cutTo(store, 0)
	folder = mkdtempSync(join(tmpdir(), 'seawall-witness-'))
})
afterEach(() => {
	rmSync(folder, { recursive: true })
})
afterAll(async () => {
	await store.close()
})

async function add(count: number, from = 0): Promise<Uint8Array[]> {
	const made = await store.transact('seawall_app', (tx) =>
		enter(
			tx,
			Array.from({ length: count }, (_, i) => facts({ fact: { i: from + i } })),
		),
	)
	await sequence(store, signer)
	return made.map((m) => m.leafHash)
}

async function addWitnessKey(): Promise<string> {
	const { vkey } = openWitness(folder, name)
	await store.transact('seawall_app', (tx) =>
		sql`insert into ledger.witness (vkey, name) values (${vkey}, ${name})`.execute(tx),
	)
	return vkey
}

const look = () => witnessOnce(folder, ledgerReader(store.db, signer.vkey), { now, name })
const hexOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex')

async function numbered(
	hash: Uint8Array | undefined,
): Promise<{ receipt: string; n: number; witnessed: { names: readonly string[]; receipt: string } | null }> {
	const answer = await ledgerReader(store.db, signer.vkey).receipt(hexOf(hash))
	if (answer?.state !== 'numbered') throw new Error('not numbered')
	return answer
}

/** What an outsider does with an old receipt: asks the ledger of today to lead on from it. */
async function stillThere(receipt: string): Promise<unknown> {
	const reader = ledgerReader(store.db, signer.vkey)
	const old = readReceipt(receipt)?.note ?? ''
	const today = (await reader.checkpoint()) ?? ''
	const key = readVkey(signer.vkey)
	if (key === null) throw new Error('no key')
	const [a, b] = [openCheckpoint(old, key), openCheckpoint(today, key)]
	if (typeof a === 'string' || typeof b === 'string') throw new Error('not signed')
	const proof = readProof((await reader.consistency(a.checkpoint.size, b.checkpoint.size)) ?? [])
	return checkStillThere(old, today, proof ?? [], { log: signer.vkey })
}

test('L10 a witness cosigns what grew from what it knows, and receipts carry its cosignature', async () => {
	const vkey = await addWitnessKey()
	expect(await look()).toEqual({ kind: 'empty' })
	const hashes = await add(300)
	expect(await look()).toMatchObject({ kind: 'cosigned', size: 300 })
	await add(400, 300)
	const early = await numbered(hashes[7])
	expect(early.witnessed?.names).toEqual([name])
	const keys = { log: signer.vkey, witnesses: [vkey] }
	const checked = checkReceipt(early.witnessed?.receipt ?? '', hashes[7] ?? new Uint8Array(0), keys)
	expect(checked).toMatchObject({ ok: true, index: 7, size: 300, witnesses: [{ name, at: now.getTime() / 1000 }] })
	expect(checkReceipt(early.receipt, hashes[7] ?? new Uint8Array(0), keys)).toMatchObject({
		ok: true,
		size: 700,
		witnesses: [],
	})
	expect(checkReceipt(early.receipt, hashes[8] ?? new Uint8Array(0), keys)).toEqual({
		ok: false,
		fault: 'not_included',
	})
	expect(await look()).toMatchObject({ kind: 'cosigned', size: 700 })
	expect(await verifyLedger(store, signer.vkey)).toMatchObject({ ok: true, size: 700 })
	expect(statSync(join(folder, 'witness.key')).mode & 0o777).toBe(0o600)
})

test('L10 the whole database rewritten and signed again with the real key: verify is content, the witness and any old receipt are not', async () => {
	const hashes = await add(40)
	await look()
	const receipt = (await numbered(hashes[3])).receipt
	await cutTo(store, 0)
	await add(60, 1_000)
	expect(await verifyLedger(store, signer.vkey)).toMatchObject({ ok: true, size: 60 })
	const answer = await look()
	expect(answer).toMatchObject({ kind: 'refused', fault: 'rewritten' })
	if (answer.kind === 'refused') expect(readFileSync(answer.evidence, 'utf8')).toContain('ledger.xigang.example\n60\n')
	expect(await stillThere(receipt)).toEqual({ ok: false, fault: 'rewritten' })
	// It goes on refusing: what it once saw is kept.
	await add(5, 2_000)
	expect(await look()).toMatchObject({ kind: 'refused', fault: 'rewritten' })
})

test('L10 one old entry changed and everything after it signed again is exposed the same way', async () => {
	await add(10)
	const hashes = await add(20, 10)
	await look()
	const receipt = (await numbered(hashes[19])).receipt
	await cutTo(store, 10)
	await add(1, 99)
	await add(19, 11)
	expect(await verifyLedger(store, signer.vkey)).toMatchObject({ ok: true, size: 30 })
	expect(await look()).toMatchObject({ kind: 'refused', fault: 'rewritten' })
	expect(await stillThere(receipt)).toEqual({ ok: false, fault: 'rewritten' })
})

test('L12 a restored older database enters its restore, and is exposed by the witness and by receipts from between', async () => {
	await add(20)
	const [late] = (await add(10, 20)).slice(-1)
	await look()
	const receipt = (await numbered(late)).receipt
	await cutTo(store, 20)
	const restored = restoreEntry({
		at: now,
		backupMadeAt: new Date('2026-11-23T00:00:00.000Z'),
		size: 20,
		root: '00',
		replacedSize: 30,
		reason: 'The disk failed.',
	})
	await store.transact('seawall_app', (tx) => enter(tx, [restored]))
	await sequence(store, signer)
	expect(await look()).toMatchObject({ kind: 'refused', fault: 'rolled_back' })
	expect(await stillThere(receipt)).toEqual({ ok: false, fault: 'rolled_back' })
	await add(30, 500)
	expect(await look()).toMatchObject({ kind: 'refused', fault: 'rewritten' })
	expect(await stillThere(receipt)).toEqual({ ok: false, fault: 'rewritten' })
	expect(await verifyLedger(store, signer.vkey)).toMatchObject({ ok: true, size: 51 })
})

test('L10 another key under the same name is refused', async () => {
	await add(3)
	await look()
	const other = readSigner(newSignerKey('ledger.xigang.example'))
	expect(await witnessOnce(folder, ledgerReader(store.db, other.vkey), { now, name })).toMatchObject({
		kind: 'refused',
		fault: 'other_key',
	})
})

test('L10 a standing witness answers add-checkpoint with the status codes of C2SP tlog-witness', async () => {
	await add(5)
	const reader = ledgerReader(store.db, signer.vkey)
	const five = (await reader.checkpoint()) ?? ''
	await add(6, 5)
	const eleven = (await reader.checkpoint()) ?? ''
	const proof = readProof((await reader.consistency(5, 11)) ?? []) ?? []
	const witness = openWitness(folder, name)
	const app = Fastify()
	witnessRoutes(app, witness, [signer.name], () => now)
	const post = (payload: string) =>
		app.inject({ method: 'POST', url: '/add-checkpoint', payload, headers: { 'content-type': 'text/plain' } })
	expect((await post(writeAddCheckpoint({ old: 0, proof: [], note: five }))).statusCode).toBe(404)
	witness.trust(signer.vkey)
	expect((await app.inject(`/${markOf(signer.name)}/checkpoint`)).statusCode).toBe(404)
	expect((await post('old 00\n\nx')).statusCode).toBe(400)
	expect((await post(writeAddCheckpoint({ old: 0, proof, note: five }))).statusCode).toBe(422)
	const first = await post(writeAddCheckpoint({ old: 0, proof: [], note: five }))
	expect(first.statusCode).toBe(200)
	const key = readVkey(signer.vkey)
	const own = readVkey(witness.vkey)
	if (key === null || own === null) throw new Error('no keys')
	expect(openCheckpoint(five + first.body, key, [own])).toMatchObject({ witnesses: [{ name }] })
	const conflict = await post(writeAddCheckpoint({ old: 4, proof, note: eleven }))
	expect([conflict.statusCode, conflict.body, conflict.headers['content-type']]).toEqual([
		409,
		'5\n',
		'text/x.tlog.size',
	])
	expect((await post(writeAddCheckpoint({ old: 12, proof, note: eleven }))).statusCode).toBe(400)
	expect((await post(writeAddCheckpoint({ old: 5, proof: proof.toReversed(), note: eleven }))).statusCode).toBe(422)
	expect((await post(writeAddCheckpoint({ old: 5, proof, note: eleven.replace('\n11\n', '\n12\n') }))).statusCode).toBe(
		403,
	)
	const stranger = readSigner(newSignerKey(signer.name))
	const forged = signCheckpoint(stranger, { size: 11, root: new Uint8Array(32) })
	expect((await post(writeAddCheckpoint({ old: 5, proof, note: forged }))).statusCode).toBe(403)
	const fork = signCheckpoint(signer, { size: 5, root: new Uint8Array(32) })
	expect((await post(writeAddCheckpoint({ old: 5, proof: [], note: fork }))).statusCode).toBe(422)
	expect((await post(writeAddCheckpoint({ old: 5, proof, note: eleven }))).statusCode).toBe(200)
	const kept = await app.inject(`/${markOf(signer.name)}/checkpoint`)
	expect(openCheckpoint(kept.body, key, [own])).toMatchObject({ checkpoint: { size: 11 }, witnesses: [{ name }] })
	expect(readNote(kept.body)?.signatures.length).toBe(2)
	await app.close()
})

test('L7 the key of a deployment is made once, readable by its owner only, and a damaged one is never replaced', () => {
	const first = loadSigner(folder, 'ledger.xigang.example')
	expect(loadSigner(folder, 'another.example')).toMatchObject({ name: 'ledger.xigang.example', vkey: first.vkey })
	expect(statSync(join(folder, 'keys', 'ledger.key')).mode & 0o777).toBe(0o600)
	const text = readFileSync(join(folder, 'keys', 'ledger.key'), 'utf8')
	expect(() => readSigner(text.replace(/.$/m, ''))).toThrow(/damaged/)
})

test('L10 the ledger asks a standing witness, which cosigns what grew and refuses what was rewritten', async () => {
	const witness = openWitness(folder, name)
	witness.trust(signer.vkey)
	const app = Fastify()
	witnessRoutes(app, witness, [signer.name], () => now)
	const url = await app.listen({ port: 0, host: '127.0.0.1' })
	await store.transact('seawall_app', (tx) =>
		sql`insert into ledger.witness (vkey, name, url) values (${witness.vkey}, ${name}, ${url})`.execute(tx),
	)
	const [standing] = await standingWitnesses(store.db)
	if (standing === undefined) throw new Error('no witness')
	const reader = ledgerReader(store.db, signer.vkey)
	expect(await askWitness(reader, standing)).toBe('empty')
	const hashes = await add(12)
	const kept = Promise.withResolvers<void>()
	const noticing = {
		...reader,
		addCosignatures: async (note: string) => reader.addCosignatures(note).finally(kept.resolve),
	}
	const asking = startAsking({ db: store.db, reader: noticing, everyMs: 5, onFault: kept.reject })
	await kept.promise
	await asking.stop()
	expect((await numbered(hashes[0])).witnessed).toMatchObject({ size: 12, names: [name] })
	expect(await askWitness(reader, standing)).toBe('kept')
	await add(9, 12)
	expect(await askWitness(reader, standing)).toBe('kept')
	expect((await numbered(hashes[0])).witnessed).toMatchObject({ size: 21, names: [name] })
	await cutTo(store, 0)
	await add(15, 500)
	expect(await askWitness(reader, standing)).toBe('refused')
	await add(15, 600)
	expect(await askWitness(reader, standing)).toBe('refused')
	await app.close()
})
