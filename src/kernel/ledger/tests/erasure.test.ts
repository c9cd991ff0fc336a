import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Store } from '#kernel/db/store.ts'
import { mattersSlice } from '#kernel/matters/api.ts'
import { loadPowers } from '#kernel/powers/powers.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import { makeSpine, type Spine } from '#kernel/spine/spine.ts'
import { nobody, type Who } from '#kernel/who.ts'
import { openFresh } from '#tests/database.ts'
import { equipLedger, ledgerSlice, registerHold } from '../api.ts'
import { checkOpening } from '../check.ts'
import { fromHex } from '../bytes.ts'
import { hashLeaf } from '../merkle.ts'
import { sequence } from '../sequencer.ts'
import { newSignerKey, readSigner } from '../signer.ts'
import { verifyLedger } from '../verify-store.ts'
import { enter, facts, MATTER, XIGANG } from './facts.ts'

let store: Store
let spine: Spine
let held = false
const signer = readSigner(newSignerKey('ledger.xigang.example'))
const LEGAL = '0192f000-0000-7000-8000-0000000000a1'
const INTEGRITY = '0192f000-0000-7000-8000-0000000000a2'
const slices = [ledgerSlice, mattersSlice]

/** Someone at a branch of the Xigang Bureau. */
function who(postKind: string, agency: string, person = agency.replace('7000', '7001')): Who {
	return {
		...nobody,
		person,
		post: person,
		postKind,
		agency,
		tier: 'county',
		above: [agency, XIGANG],
		bureau: XIGANG,
		below: [XIGANG, LEGAL, INTEGRITY],
		sworn: true,
		standing: postKind,
	}
}
const reviewer = who('legal_reviewer', LEGAL)
const inspector = who('integrity_inspector', INTEGRITY)

beforeAll(async () => {
	store = await openFresh()
	const powers = loadPowers(slices)
	equipLedger({ powers, vkey: signer.vkey })
	spine = makeSpine({ store, powers, slices })
	registerHold({
		name: 'test.complaint',
		holds: async (_tx, about) => (held && about.matter === MATTER ? { en: 'a complaint', zh: '一项投诉' } : null),
	})
	await store.transact('seawall_app', (tx) =>
		enter(tx, [
			facts({ personal: { caller: '李梅', phone: '13900000000' } }),
			facts({ kind: 'look', name: 'dispatch.call.show' }),
		]),
	)
	await sequence(store, signer)
})
afterAll(async () => {
	await store.close()
})

let keys = 0
const ask = (by: Who, name: string, input: unknown) => perform(spine, { who: by, name, input, key: `key-000${keys++}` })
const read = async (by: Who, name: string, input: unknown, purpose?: unknown): Promise<Record<string, unknown>> =>
	(await show(spine, { who: by, name, input, purpose })).output as Record<string, unknown>
const propose = async (fields?: string[]) =>
	(
		await ask(reviewer, 'ledger.erasure.propose', {
			n: 0,
			ground: 'Personal Information Protection Law, art. 47',
			...(fields ? { fields } : {}),
		})
	).output as { erasure: string; version: number }

test('L11 nobody erases alone: not the proposer, not a colleague of the same agency, not another post', async () => {
	const proposal = await propose()
	for (const by of [
		reviewer,
		who('legal_reviewer', LEGAL, INTEGRITY),
		who('integrity_inspector', LEGAL),
		who('administrator', INTEGRITY),
		who('commander', XIGANG),
	]) {
		await expect(ask(by, 'ledger.erasure.approve', proposal)).rejects.toThrow()
	}
	await ask(inspector, 'ledger.erasure.decline', proposal)
	await expect(ask(inspector, 'ledger.erasure.approve', { ...proposal, version: 2 })).rejects.toMatchObject({
		code: 'wrong_state',
	})
	const { rows } = await sql<{
		kept: number
	}>`select count(*) as kept from ledger.opening where erased_at is null and name in ('caller', 'phone')`.execute(
		store.db,
	)
	expect(rows[0]?.kept).toBe(3)
	await sequence(store, signer)
	expect(await verifyLedger(store, signer.vkey)).toMatchObject({ ok: true, erased: 0 })
})

test('L11 refused while a complaint, case or hold is open', async () => {
	const proposal = await propose(['phone'])
	held = true
	await expect(propose(['caller'])).rejects.toMatchObject({ code: 'wrong_state', rule: 'L11' })
	await expect(ask(inspector, 'ledger.erasure.approve', proposal)).rejects.toMatchObject({
		code: 'wrong_state',
		rule: 'L11',
	})
	held = false
	await ask(inspector, 'ledger.erasure.decline', proposal)
})

test('L11 L5 two agencies erase a field: the value is gone, kind, actor and time stay, every proof still holds', async () => {
	const before = await read(inspector, 'ledger.entry.show', { n: 0 }, { reason: 'audit' })
	const proposal = await propose(['caller'])
	const answer = await ask(inspector, 'ledger.erasure.approve', proposal)
	expect(answer.output).toMatchObject({ erased: 1 })
	await sequence(store, signer)
	const after = await read(inspector, 'ledger.entry.show', { n: 0 }, { reason: 'audit' })
	expect(after['leaf']).toBe(before['leaf'])
	expect(after['line']).toEqual(before['line'])
	expect(JSON.stringify(after)).not.toContain('李梅')
	expect(Buffer.from(hashLeaf(new TextEncoder().encode(String(after['leaf'])))).toString('hex')).toBe(
		(after['line'] as { leafHash: string }).leafHash,
	)
	const fields = after['fields'] as {
		commitment: string
		name: string | null
		salt: string | null
		value: string | null
		erasedAt: string | null
	}[]
	expect(fields.filter((f) => f.erasedAt !== null).length).toBe(1)
	for (const f of fields) {
		if (f.name === null || f.salt === null || f.value === null) continue
		expect(
			checkOpening(fromHex(f.commitment) ?? new Uint8Array(0), f.name, fromHex(f.salt) ?? new Uint8Array(0), f.value),
		).toBe(true)
	}
	expect(await verifyLedger(store, signer.vkey)).toMatchObject({ ok: true, erased: 1 })
	await expect(propose(['caller'])).rejects.toMatchObject({ code: 'invalid' })
})

test('L9 a field gone without an entered erasure is named', async () => {
	await store.transact('owner', async (tx) => {
		await sql`alter table ledger.opening disable trigger user`.execute(tx)
		await sql`update ledger.opening set name = null, salt = null, value = null, erased_at = now() where name = 'phone'`.execute(
			tx,
		)
		await sql`alter table ledger.opening enable trigger user`.execute(tx)
	})
	expect(await verifyLedger(store, signer.vkey)).toMatchObject({ ok: false, wrong: { table: 'entry', key: '0' } })
	await store.transact('owner', async (tx) => {
		await sql`alter table ledger.opening disable trigger user`.execute(tx)
		await sql`delete from ledger.opening where leaf_hash = (select leaf_hash from ledger.entry where n = 1) and name = 'caller'`.execute(
			tx,
		)
		await sql`alter table ledger.opening enable trigger user`.execute(tx)
	})
	expect(await verifyLedger(store, signer.vkey)).toMatchObject({ ok: false, wrong: { table: 'entry', key: '1' } })
})

test('L13 who may read entries: looks only legal review and integrity, acts also the commander, nobody else, no purpose no fields', async () => {
	const kinds = async (by: Who): Promise<Set<string>> =>
		new Set(((await read(by, 'ledger.entry.list', {}))['entries'] as { kind: string }[]).map((e) => e.kind))
	expect((await kinds(inspector)).has('look')).toBe(true)
	expect(await kinds(who('commander', XIGANG))).toEqual(new Set(['act']))
	for (const postKind of ['dispatcher', 'officer', 'administrator', 'trainer', 'analyst']) {
		await expect(read(who(postKind, XIGANG), 'ledger.entry.list', {})).rejects.toMatchObject({ code: 'not_permitted' })
	}
	await expect(read(inspector, 'ledger.entry.show', { n: 0 })).rejects.toMatchObject({ code: 'purpose_needed' })
	await expect(read(who('commander', XIGANG), 'ledger.entry.show', { n: 1 }, { reason: 'x' })).rejects.toMatchObject({
		code: 'not_found',
	})
	await expect(read(who('dispatcher', XIGANG), 'ledger.entry.show', { n: 0 }, { reason: 'x' })).rejects.toMatchObject({
		code: 'not_found',
	})
	const elsewhere: Who = {
		...inspector,
		agency: POSTLESS,
		bureau: POSTLESS,
		above: [POSTLESS],
		below: [POSTLESS],
		standing: 'else',
	}
	expect(await kinds(elsewhere)).toEqual(new Set())
	await expect(read(elsewhere, 'ledger.entry.show', { n: 0 }, { reason: 'x' })).rejects.toMatchObject({
		code: 'not_found',
	})
})
const POSTLESS = '0192f000-0000-7000-8000-0000000000ff'

test('L10 integrity names a witness; whoever runs the machine may not', async () => {
	const witness = readSigner(newSignerKey('witness.lanjiang.example', 0x04))
	await expect(ask(who('administrator', XIGANG), 'ledger.witness.add', { key: witness.vkey })).rejects.toMatchObject({
		code: 'not_permitted',
	})
	await expect(ask(inspector, 'ledger.witness.add', { key: signer.vkey })).rejects.toMatchObject({
		code: 'invalid',
		rule: 'L10',
	})
	await ask(inspector, 'ledger.witness.add', { key: witness.vkey })
	expect(await read(nobody, 'ledger.checkpoint.newest', {})).toMatchObject({
		key: signer.vkey,
		witnesses: [{ name: 'witness.lanjiang.example' }],
	})
})
