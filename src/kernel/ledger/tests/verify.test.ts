import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { seeded } from '#kernel/seeded.ts'
import { openFresh } from '#tests/database.ts'
import { WITNESS_KEY } from '../note.ts'
import { ledgerReader } from '../reader.ts'
import { sequence } from '../sequencer.ts'
import { newSignerKey, readSigner } from '../signer.ts'
import { faultOf, type Page, type Table, type Verified, type Verifier, verifier } from '../verify.ts'
import { inOrderOfFilling, verifyLedger } from '../verify-store.ts'
import { enter, facts } from './facts.ts'

type Rest = Parameters<Verifier['end']>[0]
type Row = Record<string, unknown>
/** Every row of a ledger, in memory, by table. */
type Snapshot = Record<Table, Row[]>

let store: Store
let snapshot: Snapshot
const signer = readSigner(newSignerKey('ledger.xigang.example'))
const witness = readSigner(newSignerKey('witness.lanjiang.example', WITNESS_KEY))

beforeAll(async () => {
	store = await openFresh()
	await store.db
		.insertInto('ledger.witness')
		.values({ vkey: witness.vkey, name: witness.name, added_at: new Date(), until: null, url: null })
		.execute()
	for (let batch = 0; batch < 10; batch++) {
		const entries = Array.from({ length: 100 }, (_, i) =>
			facts({ fact: { batch, i }, personal: i % 3 === 0 ? { caller: `张三 ${i}` } : {} }),
		)
		await store.transact('seawall_app', (tx) => enter(tx, entries))
		await sequence(store, signer)
		if (batch % 3 === 2) await cosign()
	}
	await store.transact('seawall_app', (tx) =>
		enter(
			tx,
			Array.from({ length: 20 }, (_, i) => facts({ fact: { i } })),
		),
	)
	const read = async (table: Table): Promise<Row[]> =>
		(await sql<Row>`select * from ${sql.table(`ledger.${table}`)} order by 1, 2`.execute(store.db)).rows
	snapshot = {
		pending: await read('pending'),
		opening: await read('opening'),
		entry: await read('entry'),
		tile: await read('tile'),
		head: await read('head'),
		checkpoint: await read('checkpoint'),
		cosignature: await read('cosignature'),
	}
})
afterAll(async () => {
	await store.close()
})

async function cosign(): Promise<void> {
	const note = await ledgerReader(store.db, signer.vkey).checkpoint()
	const text = note?.slice(0, note.indexOf('\n\n') + 1) ?? ''
	await ledgerReader(store.db, signer.vkey).addCosignatures(note + witness.line(text, 1_795_000_000))
}

/** The same code as over the database, over rows in memory. */
function verifyRows(rows: Snapshot): Verified {
	const check = verifier(signer.vkey)
	// The shapes are those the database gave; flips below may break them, as a disk would.
	const typed = rows as unknown as Record<Table, never[]>
	const numbered = new Set(rows.entry.map(hashOf))
	const waiting = new Set(rows.pending.map(hashOf))
	const openings = { entry: [] as Row[], pending: [] as Row[], stray: [] as Row[] }
	for (const row of rows.opening) {
		const hash = hashOf(row)
		openings[numbered.has(hash) ? 'entry' : waiting.has(hash) ? 'pending' : 'stray'].push(row)
	}
	const by =
		(key: string) =>
		(a: Row, b: Row): number =>
			Number(a[key]) - Number(b[key])
	const page: Page = {
		entries: (typed.entry as Row[]).toSorted(by('n')) as never[],
		openings: openings.entry as never[],
		heads: rows.head.toSorted(by('size')) as never[],
		checkpoints: rows.checkpoint.toSorted(by('size')) as never[],
		cosignatures: rows.cosignature.toSorted(by('size')) as never[],
		tiles: inOrderOfFilling(typed.tile),
	}
	const rest: Rest = {
		pending: typed.pending,
		openings: openings.pending as never[],
		stray: openings.stray as never[],
		counts: {
			heads: rows.head.length,
			checkpoints: rows.checkpoint.length,
			tiles: rows.tile.length,
			cosignatures: rows.cosignature.length,
		},
	}
	try {
		check.page(page)
		return { ok: true, ...check.end(rest) }
	} catch (error) {
		const wrong = faultOf(error)
		if (wrong === null) throw error
		return { ok: false, wrong, checked: check.checked() }
	}
}

const hashes = new WeakMap<Row, string>()

/** A row's leaf hash as a map key; rows are never changed, only replaced. */
function hashOf(row: Row): string {
	let hash = hashes.get(row)
	if (hash === undefined) {
		hash = text(row['leaf_hash'])
		hashes.set(row, hash)
	}
	return hash
}

function text(bytes: unknown): string {
	return bytes instanceof Uint8Array ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1') : ''
}

/** Columns whose bytes the ledger vouches for. `id` and `entered_at` of a pending line are the machine's own gauge. */
const columns: Partial<Record<Table, readonly string[]>> = {
	pending: ['leaf', 'leaf_hash'],
	opening: ['commitment', 'leaf_hash', 'name', 'salt', 'value'],
	entry: ['n', 'pending_id', 'leaf', 'leaf_hash', 'link', 'at', 'kind', 'outcome', 'agency', 'matter'],
	tile: ['hashes', 'root'],
	head: ['size', 'root'],
	checkpoint: ['size', 'note'],
	cosignature: ['size', 'vkey', 'line'],
}

/** One byte of a value, changed. Numbers and times as 6 low bytes, text as UTF-8. */
function flipped(value: unknown, random: () => number): unknown {
	const mask = 1 + Math.floor(random() * 255)
	if (value instanceof Uint8Array) {
		const copy = Uint8Array.from(value)
		const at = Math.floor(random() * copy.length)
		copy[at] = (copy[at] ?? 0) ^ mask
		return copy
	}
	if (typeof value === 'string') {
		const bytes = new TextEncoder().encode(value)
		const at = Math.floor(random() * bytes.length)
		bytes[at] = (bytes[at] ?? 0) ^ mask
		return new TextDecoder().decode(bytes)
	}
	const byte = 256 ** Math.floor(random() * 6)
	const number = value instanceof Date ? value.getTime() : Number(value)
	const old = Math.floor(number / byte) % 256
	const next = number + ((old ^ mask) - old) * byte
	return value instanceof Date ? new Date(Math.min(next, 8.64e15)) : next
}

function keyOf(table: Table, row: Row): string {
	if (table === 'tile') return `${row['level']}/${row['index']}`
	if (table === 'opening') return Buffer.from(text(row['commitment']), 'latin1').toString('hex')
	return String(row[table === 'entry' ? 'n' : table === 'pending' ? 'id' : 'size'])
}

/** Where the fault may be named: the row by its old or new key, or for an opening the line it belongs to. */
function isLocated(table: Table, before: Row, after: Row, wrong: { table: Table; key: string }): boolean {
	const keys = new Set([keyOf(table, before), keyOf(table, after)])
	if (wrong.table === table && keys.has(wrong.key)) return true
	const owner = (row: Row): string | null => {
		const hash = text(row['leaf_hash'])
		const entry = snapshot.entry.find((e) => text(e['leaf_hash']) === hash)
		if (entry) return `entry ${entry['n']}`
		const line = snapshot.pending.find((p) => text(p['leaf_hash']) === hash)
		return line ? `pending ${line['id']}` : null
	}
	if (table === 'opening') return owner(before) === `${wrong.table} ${wrong.key}`
	// A head and its checkpoint stand and fall together.
	return (
		(table === 'head' && wrong.table === 'checkpoint' && keys.has(wrong.key)) ||
		(table === 'checkpoint' && wrong.table === 'head' && keys.has(wrong.key))
	)
}

test('L9 a sound ledger verifies, from the database and from memory alike', async () => {
	const fromDatabase = await verifyLedger(store, signer.vkey)
	expect(fromDatabase).toMatchObject({ ok: true, size: 1_000, pending: 20, erased: 0 })
	expect(verifyRows(snapshot)).toEqual(fromDatabase)
})

/** All 10,000 in CI (about a minute); a tenth of them while working. */
const flips = process.env['CI'] === undefined ? 1_000 : 10_000

test(`L9 of ${flips} random byte flips in a ledger of 1,000 entries every one is found and located`, () => {
	const random = seeded(20_261_124)
	const tables = Object.keys(columns) as Table[]
	const lost: string[] = []
	for (let i = 0; i < flips; i++) {
		const table = tables[i % tables.length] ?? 'entry'
		const rows = snapshot[table]
		const at = Math.floor(random() * rows.length)
		const before = rows[at] ?? {}
		const names = columns[table] ?? []
		const column = names[Math.floor(random() * names.length)] ?? ''
		const after = { ...before, [column]: flipped(before[column], random) }
		const result = verifyRows({ ...snapshot, [table]: rows.with(at, after) })
		if (result.ok) lost.push(`${table}.${column} ${keyOf(table, before)} not found`)
		else if (!isLocated(table, before, after, result.wrong))
			lost.push(
				`${table}.${column} ${keyOf(table, before)} named as ${result.wrong.table} ${result.wrong.key}: ${result.wrong.what}`,
			)
	}
	expect(lost).toEqual([])
}, 600_000)
