import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { boundTo } from '#kernel/db/dialect.ts'
import type { Store } from '#kernel/db/store.ts'
import { newId } from '#kernel/ids.ts'
import { readLeaf } from '#kernel/ledger/leaf.ts'
import { loadPowers } from '#kernel/powers/powers.ts'
import { Refusal } from '#kernel/refusal.ts'
import { forgetOld } from '#kernel/spine/forget.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import { enterCounts, makeSpine, type Spine } from '#kernel/spine/spine.ts'
import { nobody, type Who } from '#kernel/who.ts'
import { openFresh } from '#tests/database.ts'
import { thingSlice, thingSql } from './thing/thing.ts'

const bureau = newId()
const elsewhere = newId()
const officer: Who = {
	...nobody,
	person: newId(),
	post: newId(),
	postKind: 'officer',
	agency: bureau,
	tier: 'county',
	above: [bureau],
	bureau,
	below: [bureau],
	sworn: true,
	standing: '1',
	session: newId(),
}
const auxiliary: Who = { ...officer, person: newId(), post: newId(), sworn: false }
const stranger: Who = {
	...officer,
	person: newId(),
	post: newId(),
	agency: elsewhere,
	above: [elsewhere],
	bureau: elsewhere,
	below: [elsewhere],
}

let store: Store
let spine: Spine
let thing: string
let keys = 0
/** Entries older than this are another test's. */
let mark = 0
const key = () => `key-${process.pid}-${(keys += 1)}`

beforeAll(async () => {
	store = await openFresh()
	await store.lease('owner', ({ wire }) => wire.script(thingSql))
	spine = makeSpine({ store, powers: loadPowers([thingSlice]), slices: [thingSlice] })
})
afterAll(() => store.close())

async function markEntries(): Promise<void> {
	const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from ledger.pending`.execute(store.db)
	mark = rows[0]?.id ?? 0
}

beforeEach(async () => {
	await markEntries()
	thing = newId()
	await store.transact('owner', async (tx) => {
		await sql`insert into spine_test.thing values (${thing}, ${bureau}, 'first', 1)`.execute(tx)
	})
})

const note = (who: Who, more: object = {}, withKey = key()) =>
	perform(spine, { name: 'spine.thing.note', input: { thing, version: 1, note: 'second', ...more }, key: withKey, who })

const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
	const error = await work.then(
		() => null,
		(caught: unknown) => caught,
	)
	if (error instanceof Refusal) return error
	throw new Error(`expected a refusal, not ${String(error)}`)
}

async function stored() {
	const { rows } = await sql<{
		note: string
		version: number
	}>`select note, version from spine_test.thing where id = ${thing}`.execute(store.db)
	return rows[0]
}

async function entries() {
	const { rows } = await sql<{
		leaf: Uint8Array
	}>`select leaf from ledger.pending where id > ${mark} order by id`.execute(store.db)
	return rows.map((row) => readLeaf(new Uint8Array(row.leaf)))
}

it('S2 an act writes its change, its entry, its opening and its message together', async () => {
	const answer = await note(officer)
	expect(answer.output).toEqual({ version: 2 })
	expect(answer.receipt).toMatch(/^[0-9a-f]{64}$/)
	expect(await stored()).toEqual({ note: 'second', version: 2 })
	const [entry] = await entries()
	expect(entry).toMatchObject({ kind: 'act', outcome: 'done', person: officer.person, post: officer.post })
	const { rows } = await sql<{ name: string; value: string }>`select name, value from ledger.opening
		where leaf_hash = decode(${answer.receipt}, 'hex') order by name`.execute(store.db)
	expect(rows).toMatchObject([{ name: 'note', value: 'second' }, { name: 'what' }])
	const { rows: sent } = await sql`select topic from kernel.outbox where resource_id = ${thing}`.execute(store.db)
	expect(sent).toEqual([{ topic: 'spine.thing.noted' }])
})

it('S2 what a refused act wrote is gone, and the refusal is entered without content', async () => {
	const refused = await refusal(note(officer, { refuse: true }))
	expect(refused).toMatchObject({ code: 'wrong_state', rule: 'T9' })
	expect(await stored()).toEqual({ note: 'first', version: 1 })
	const all = await entries()
	expect(all).toHaveLength(1)
	expect(all[0]).toMatchObject({ kind: 'refused', outcome: 'refused' })
})

it('S2 a database that goes away before the first statement is one failure: nothing else is left to fall over', async () => {
	const gone = () => Promise.reject(new Error('terminating connection'))
	const lost: Store = {
		...store,
		lease: (role, work) =>
			store.lease(role, ({ wire }) => {
				const dead = { ...wire, script: gone, send: gone }
				return work({ wire: dead, tx: boundTo(dead) })
			}),
	}
	const unheard: unknown[] = []
	const hear = (error: unknown) => unheard.push(error)
	process.on('unhandledRejection', hear)
	const input = { thing, version: 1, note: 'second' }
	const asked = perform({ ...spine, store: lost }, { name: 'spine.thing.note', input, key: key(), who: officer })
	await expect(asked).rejects.toThrow('terminating connection')
	await new Promise((resolve) => setTimeout(resolve, 20))
	process.off('unhandledRejection', hear)
	expect(unheard).toEqual([])
	expect(await stored()).toEqual({ note: 'first', version: 1 })
})

it('S3 the same key happens once and is answered alike, also when asked at the same moment', async () => {
	const one = key()
	const [first, second] = await Promise.all([note(officer, {}, one), note(officer, {}, one)])
	expect(second).toEqual(first)
	expect(await note(officer, {}, one)).toEqual(first)
	expect(await stored()).toEqual({ note: 'second', version: 2 })
	expect(await entries()).toHaveLength(1)
})

it('S3 the same key with another body is refused', async () => {
	const one = key()
	await note(officer, {}, one)
	expect(await refusal(note(officer, { note: 'third' }, one))).toMatchObject({ code: 'key_reused' })
})

it('S1 a post without a rule is refused by name and one entry is made', async () => {
	const refused = await refusal(note(auxiliary))
	expect(refused).toMatchObject({ code: 'not_permitted' })
	expect(await stored()).toEqual({ note: 'first', version: 1 })
	expect(await entries()).toMatchObject([{ kind: 'refused', person: auxiliary.person }])
})

it('S6 a hidden thing and an absent thing are answered alike', async () => {
	const hidden = await refusal(note(stranger))
	const absent = await refusal(
		perform(spine, {
			name: 'spine.thing.note',
			input: { thing: newId(), version: 1, note: 'x' },
			key: key(),
			who: stranger,
		}),
	)
	expect([hidden.code, hidden.rule, hidden.words, hidden.field, hidden.extra]).toEqual([
		absent.code,
		absent.rule,
		absent.words,
		absent.field,
		absent.extra,
	])
	expect(hidden.code).toBe('not_found')
	expect(await entries()).toMatchObject([{ kind: 'refused', person: stranger.person }])
	// The true reason stands in the ledger, in the opening of the refusal's entry.
	const { rows } = await sql<{ value: string }>`select o.value from ledger.opening o
		join ledger.pending p on p.leaf_hash = o.leaf_hash where p.id > ${mark}`.execute(store.db)
	expect(rows.map((row) => row.value).join()).toContain('no rule grants it')
})

it('S10 a stale version is overtaken and names the newest', async () => {
	await note(officer)
	expect(await refusal(note(officer))).toMatchObject({ code: 'overtaken', field: 'version', extra: { version: 2 } })
})

it('S9 unknown fields, wrong types and control characters are refused by name', async () => {
	expect(await refusal(note(officer, { rank: 1 }))).toMatchObject({ code: 'invalid', field: 'rank' })
	expect(await refusal(note(officer, { version: '1' }))).toMatchObject({ code: 'invalid', field: 'version' })
	expect(await refusal(note(officer, { note: 'a\u0000b' }))).toMatchObject({ code: 'invalid', field: 'note' })
	expect(await refusal(note(officer, { note: '\ud800' }))).toMatchObject({ code: 'invalid', field: 'note' })
	expect(await refusal(note(officer, {}, 'short'))).toMatchObject({ code: 'invalid', field: 'Idempotency-Key' })
	expect(await entries()).toHaveLength(0)
})

it('S8 malformed and anonymous refusals are counted, one entry per source and minute', async () => {
	await enterCounts(spine, true)
	await markEntries()
	for (let i = 0; i < 5; i += 1) await refusal(note({ ...nobody, source: '192.0.2.7' }))
	await refusal(note(officer, { rank: 1 }))
	expect(await entries()).toHaveLength(0)
	expect(await enterCounts(spine, true)).toBe(2)
	expect(await entries()).toMatchObject([{ kind: 'counted' }, { kind: 'counted' }])
})

it('S5 an act that needs a purpose is refused without one', async () => {
	const refused = await refusal(
		perform(spine, { name: 'spine.thing.seal', input: { thing }, key: key(), who: officer }),
	)
	expect(refused).toMatchObject({ code: 'purpose_needed', field: 'purpose' })
})

it('S4 a look at personal data is entered once per filter, with which records and how many', async () => {
	const look = () => show(spine, { name: 'spine.thing.show', input: { thing }, who: officer })
	expect((await look()).output).toEqual({ note: 'first' })
	await look()
	expect(await entries()).toMatchObject([{ kind: 'look', person: officer.person }])
	const { rows } = await sql<{
		value: string
	}>`select o.value from ledger.opening o join ledger.pending p on p.leaf_hash = o.leaf_hash
		where o.name = 'records' and p.id > ${mark}`.execute(store.db)
	expect(rows).toEqual([{ value: `Thing ${thing}` }])
})

it('S3 a key is forgotten after two days and not before', async () => {
	const one = key()
	await note(officer, {}, one)
	const day = 24 * 3_600_000
	await forgetOld(store, new Date(Date.now() + 2 * day - 60_000))
	expect(await refusal(note(officer, { note: 'third' }, one))).toMatchObject({ code: 'key_reused' })
	await forgetOld(store, new Date(Date.now() + 2 * day + 60_000))
	expect(await refusal(note(officer, {}, one))).toMatchObject({ code: 'overtaken' })
})
