import { sql } from 'kysely'
import type { Store } from '#kernel/db/store.ts'
import { newId } from '#kernel/ids.ts'
import { enterMany } from '#kernel/ledger/enter-many.ts'
import { type Encoding, FileFault, readRows } from './read.ts'
import { type Mapping, mapping, type RowFault } from './shape.ts'
import { type Templates, writeRows } from './write.ts'

export type Asked = {
	readonly file: string
	/** Code of the bureau whose desk they are counted at. */
	readonly bureau: string
	readonly encoding: Encoding
	readonly map: Mapping
	/** Check and tell, write nothing. */
	readonly dryRun: boolean
	readonly signal?: AbortSignal
}

export type Imported = {
	readonly sha256: string
	readonly rows: number
	/** The first of them; `count` is all. */
	readonly faults: readonly RowFault[]
	readonly count: number
	/** Id of the import; null when nothing was written. */
	readonly written: string | null
}

const faultsTold = 100
const tellEvery = 10_000

/** The mapping in a text. @throws FileFault */
export function readMapping(text: string): Mapping {
	try {
		return mapping.parse(JSON.parse(text))
	} catch (error) {
		throw new FileFault(`The mapping cannot be read: ${error instanceof Error ? error.message.slice(0, 300) : ''}`)
	}
}

/**
 * D240 to D244. Checks the whole file first; then writes it in one transaction, or nothing.
 * @throws FileFault when it cannot be read, was taken in before, or changed meanwhile; what the signal threw when stopped
 */
export async function importCalls(store: Store, asked: Asked, print: (line: string) => void): Promise<Imported> {
	const now = new Date()
	const desk = await deskOf(store, asked.bureau)
	const reading = { ...asked, now, stations: new Set(desk.stations.keys()) }
	const faults: RowFault[] = []
	let count = 0
	const fault = (one: RowFault): void => {
		count += 1
		if (faults.length < faultsTold) faults.push(one)
	}
	const column = asked.map.columns.number ?? 'number'
	const seen = new Map<string, number>()
	let checked = 0
	const { sha256, rows } = await readRows(reading, {
		fault,
		batch: async (batch) => {
			const held = await numbersHeld(
				store,
				desk.id,
				batch.map((row) => row.number),
			)
			for (const { number, line } of batch) {
				const before = seen.get(number)
				if (before !== undefined) fault({ line, column, what: `${number} stands in line ${before} too` })
				else if (held.has(number)) fault({ line, column, what: `the desk has an incident ${number} already` })
				seen.set(number, before ?? line)
			}
			checked = told(checked, batch.length, (n) => print(`${n} rows checked`))
		},
	})
	if (await takenBefore(store, sha256)) throw new FileFault(`This file was taken in before (SHA-256 ${sha256}).`)
	if (count > 0 || asked.dryRun) return { sha256, rows, faults, count, written: null }
	const id = newId(now.getTime())
	await store.transact('owner', async (tx) => {
		await sql`insert into dispatch.import (id, agency_id, sha256, rows, at) values (${id}, ${desk.id}, ${sha256}, ${rows}, ${now})`.execute(
			tx,
		)
		const templates: Templates = new Map()
		const target = { id, desk: desk.id, stations: desk.stations }
		let written = 0
		const again = await readRows(reading, {
			fault: ({ line }) => {
				throw new FileFault(`The file changed while it was read (line ${line}).`)
			},
			batch: async (batch) => {
				await writeRows(tx, batch, target, templates, now)
				written = told(written, batch.length, (n) => print(`${n} of ${rows} rows written`))
			},
		})
		if (again.sha256 !== sha256) throw new FileFault('The file changed while it was read.')
		asked.signal?.throwIfAborted()
		await enterMany(tx, [entryOf({ id, desk: desk.id, sha256, rows, now })], now)
	})
	return { sha256, rows, faults, count, written: id }
}

/** D243. One line for the file. */
const entryOf = (one: { id: string; desk: string; sha256: string; rows: number; now: Date }) => ({
	at: one.now,
	kind: 'system' as const,
	name: 'dispatch.call.import',
	person: 'system',
	post: 'system',
	agency: one.desk,
	outcome: 'done' as const,
	rules: ['D243'],
	matter: null,
	subject: null,
	fact: { import: one.id, sha256: one.sha256, rows: one.rows },
	personal: {},
})

function told(before: number, more: number, tell: (n: number) => void): number {
	const after = before + more
	if (Math.floor(after / tellEvery) > Math.floor(before / tellEvery)) tell(after)
	return after
}

async function deskOf(store: Store, code: string) {
	const { rows } = await sql<{ id: string; code: string; own: boolean }>`
		select s.id, s.code, s.id = b.id as own from identity.agency b join identity.agency_closure c on c.ancestor = b.id
		join identity.agency s on s.id = c.descendant and s.branch is null
		where b.code = ${code} and b.branch is null and b.drill_id is null`.execute(store.db)
	const own = rows.find((row) => row.own)
	if (own === undefined) throw new FileFault(`There is no bureau with the code ${code}.`)
	return { id: own.id, stations: new Map(rows.map((row) => [row.code, row.id])) }
}

async function numbersHeld(store: Store, desk: string, numbers: readonly string[]): Promise<ReadonlySet<string>> {
	const { rows } = await sql<{ number: string }>`select number from dispatch.incident
		where desk_id = ${desk} and number = any(${[...numbers]}::text[])`.execute(store.db)
	return new Set(rows.map((row) => row.number))
}

async function takenBefore(store: Store, sha256: string): Promise<boolean> {
	const { rows } = await sql`select 1 from dispatch.import where sha256 = ${sha256}`.execute(store.db)
	return rows.length > 0
}
