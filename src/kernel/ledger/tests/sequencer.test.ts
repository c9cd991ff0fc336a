import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { openFresh } from '#tests/database.ts'
import { newSignerKey, readSigner } from '../signer.ts'
import { backlogOf, sequence, startSequencer } from '../sequencer.ts'
import { findCheckpoint, findHead } from '../store.ts'
import { openCheckpoint, readVkey } from '../note.ts'
import { verifyLedger } from '../verify-store.ts'
import { cutTo, enter, facts } from './facts.ts'

let store: Store
const signer = readSigner(newSignerKey('ledger.xigang.example'))

beforeAll(async () => {
	store = await openFresh()
})
beforeEach(async () => {
	await cutTo(store, 0)
})
afterAll(async () => {
	await store.close()
})

/** RFC 6962 2.1, written from the text, for comparison. */
function mth(leaves: readonly Uint8Array[]): Uint8Array {
	if (leaves.length === 0) return createHash('sha256').digest()
	if (leaves.length === 1)
		return createHash('sha256')
			.update('\0')
			.update(leaves[0] ?? '')
			.digest()
	let k = 1
	while (k * 2 < leaves.length) k *= 2
	return createHash('sha256')
		.update('\x01')
		.update(mth(leaves.slice(0, k)))
		.update(mth(leaves.slice(k)))
		.digest()
}

async function leaves(): Promise<{ n: number; leaf: Uint8Array; leaf_hash: Uint8Array; pending_id: number }[]> {
	return store.db.selectFrom('ledger.entry').select(['n', 'leaf', 'leaf_hash', 'pending_id']).orderBy('n').execute()
}

test('L1 L2 committed lines get gap-free numbers in the order of entering, and a signed head that any reader can rebuild', async () => {
	for (const count of [1, 254, 2, 300, 0, 515]) {
		const entries = Array.from({ length: count }, (_, i) => facts({ fact: { i } }))
		await store.transact('seawall_app', (tx) => enter(tx, entries))
		expect(await sequence(store, signer)).toBe(count)
		const rows = await leaves()
		expect(rows.map((r) => r.n)).toEqual(rows.map((_, i) => i))
		const head = await findHead(store.db)
		expect(head?.size).toBe(rows.length)
		expect(Buffer.from(head?.root ?? [])).toEqual(Buffer.from(mth(rows.map((r) => r.leaf))))
		const checkpoint = await findCheckpoint(store.db)
		const key = readVkey(signer.vkey)
		if (key === null || checkpoint === null) throw new Error('no key or checkpoint')
		expect(openCheckpoint(checkpoint.note, key)).toMatchObject({ checkpoint: { size: rows.length } })
	}
	expect((await store.db.selectFrom('ledger.pending').selectAll().execute()).length).toBe(0)
})

test('H11 the backlog says how many lines wait, since when, and the newest number', async () => {
	expect(await backlogOf(store.db)).toEqual({ newest: -1, waiting: 0, seconds: 0 })
	await store.transact('seawall_app', (tx) => enter(tx, [facts(), facts()]))
	await store.transact('owner', (tx) =>
		sql`insert into ledger.pending (leaf, leaf_hash, entered_at)
			select leaf, leaf_hash, now() - interval '90 seconds' from ledger.pending limit 1`.execute(tx),
	)
	const waiting = await backlogOf(store.db)
	expect(waiting).toMatchObject({ newest: -1, waiting: 3 })
	expect(waiting.seconds).toBeGreaterThanOrEqual(90)
})

test('L3 the application may only add and read; the owner cannot change an entry either', async () => {
	await store.transact('seawall_app', (tx) => enter(tx, [facts()]))
	await sequence(store, signer)
	await store.transact('seawall_app', (tx) => enter(tx, [facts()]))
	const asApp = [
		sql`update ledger.pending set leaf_hash = leaf_hash`,
		sql`delete from ledger.pending`,
		sql`delete from ledger.opening`,
		sql`update ledger.opening set value = 'x'`,
		sql`insert into ledger.head (size, root) values (9, sha256('x'))`,
		sql`delete from ledger.entry`,
		sql`update ledger.entry set kind = 'look'`,
	]
	for (const statement of asApp) {
		await expect(store.transact('seawall_app', (tx) => statement.execute(tx))).rejects.toThrow(/permission denied/)
	}
	const asOwner = [
		sql`update ledger.entry set kind = 'look'`,
		sql`delete from ledger.entry`,
		sql`delete from ledger.pending`,
		sql`update ledger.opening set value = 'x'`,
		sql`update ledger.head set root = root`,
		sql`truncate ledger.entry cascade`,
	]
	for (const statement of asOwner) {
		await expect(store.transact('owner', (tx) => statement.execute(tx))).rejects.toThrow(
			/ledger is only added|pending line only|opening only changes/,
		)
	}
})

test('L3 a line whose hash is not its own never enters', async () => {
	const wrong = sql`insert into ledger.pending (leaf, leaf_hash) values ('{}'::bytea, sha256('other'::bytea))`
	await expect(store.transact('seawall_app', (tx) => wrong.execute(tx))).rejects.toThrow(/check constraint/)
})

test('L1 the running sequencer numbers what was committed and says which numbers', async () => {
	await store.transact('seawall_app', (tx) => enter(tx, [facts(), facts()]))
	const told = Promise.withResolvers<[number, number]>()
	const running = startSequencer({
		store,
		signer,
		everyMs: 5,
		onEntries: (a, b) => told.resolve([a, b]),
		onFault: told.reject,
	})
	expect(await told.promise).toEqual([0, 1])
	await running.stop()
})

test('L1 L2 two sequencers at once number every line once, while lines go on committing', async () => {
	const told: number[] = []
	const options = { store, signer, everyMs: 1, onEntries: (a: number, b: number) => void told.push(b - a + 1) }
	const running = [startSequencer(options), startSequencer(options)]
	for (let i = 0; i < 60; i++) {
		await Promise.all([0, 1, 2].map(() => store.transact('seawall_app', (tx) => enter(tx, [facts({ personal: {} })]))))
	}
	for (const one of running) await one.stop()
	await sequence(store, signer)
	const rows = await leaves()
	expect(rows.map((r) => r.n)).toEqual(Array.from({ length: 180 }, (_, i) => i))
	expect(told.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(180)
	expect((await verifyLedger(store, signer.vkey)).ok).toBe(true)
})

test('L2 a stored tree that does not lead to its head stops the numbering', async () => {
	await store.transact('seawall_app', (tx) => enter(tx, [facts(), facts()]))
	await sequence(store, signer)
	await store.transact('owner', async (tx) => {
		await sql`alter table ledger.head disable trigger user`.execute(tx)
		await sql`update ledger.head set root = sha256('x')`.execute(tx)
	})
	await store.transact('seawall_app', (tx) => enter(tx, [facts()]))
	await expect(sequence(store, signer)).rejects.toThrow(/does not lead to its head/)
	expect((await leaves()).length).toBe(2)
	expect((await store.db.selectFrom('ledger.pending').selectAll().execute()).length).toBe(1)
})

test('L1 a line whose agency or matter is no id is numbered all the same', async () => {
	await store.transact('seawall_app', (tx) =>
		enter(tx, [facts({ agency: 'none', matter: 'x' }), facts({ matter: '-'.repeat(36) }), facts({ matter: null })]),
	)
	expect(await sequence(store, signer)).toBe(3)
	expect(await verifyLedger(store, signer.vkey)).toMatchObject({ ok: true, size: 3 })
})
