import { AsyncLocalStorage } from 'node:async_hooks'
import { sql } from 'kysely'
import type { Db } from '#kernel/db/schema.ts'
import type { Store } from '#kernel/db/store.ts'
import { type PublishedTable, readTableOrModel, usePublishedTables } from '#kernel/tables/api.ts'
import { type Drawing, readDrawing } from '../drawing.ts'
import { findDrawing, findShipped, keepDrawing, needProcess } from '../processes.ts'
import './tables.ts'

/**
 * What bureaus published, as this process knows it (M84): read at the start and again whenever something is published in any
 * process. Ends of exceptions are looked at when asked, so they need no news (M86).
 */

type InForce = {
	readonly drawing: string | null
	readonly mark: string
	readonly scope: string
	/** Milliseconds since 1970; null without end. */
	readonly until: number | null
}

type Known = {
	/** `drawing name` or `table name`: newest first. */
	readonly published: ReadonlyMap<string, readonly InForce[]>
	/** Of each agency, itself and those above, nearest first. */
	readonly lines: ReadonlyMap<string, readonly string[]>
	/** Published tables by name and version. */
	readonly tables: ReadonlyMap<string, PublishedTable>
}

const nothing: Known = { published: new Map(), lines: new Map(), tables: new Map() }
let known = nothing

/** M84. The nearest agency at or above that published one which has not ended; of its own the newest. */
function inForce(key: string, line: readonly string[], now: Date): InForce | null {
	const list = known.published.get(key)
	if (list === undefined) return null
	for (const scope of line) {
		const found = list.find((one) => one.scope === scope && (one.until === null || one.until > now.getTime()))
		if (found !== undefined) return found
	}
	return null
}

/** M84. The drawing that a new matter of an agency follows: as published there or above, else as shipped. */
export function drawingFor(process: string, agency: string, now: Date): Drawing {
	const found = inForce(`drawing ${process}`, known.lines.get(agency) ?? [agency], now)
	const drawing = found?.drawing == null ? null : findDrawing(found.drawing)
	return drawing ?? needProcess(process)
}

/** T21. A table is published for the whole deployment, so whose matter it is does not count. */
function tableInForce(name: string, now: Date): PublishedTable | null {
	const list = known.published.get(`table ${name}`)
	const found = list?.find((one) => one.until === null || one.until > now.getTime())
	return found === undefined ? null : (known.tables.get(`${name} ${found.mark}`) ?? null)
}

/**
 * Takes what is published now, and again whenever something is, in this or another process. Gives back a stop. One that can no
 * longer be read (a later release reads it otherwise) is left out and told: what is shipped holds instead.
 */
export async function followDrawings(store: Store, clock: () => Date): Promise<() => Promise<void>> {
	const take = async () => {
		known = await readKnown(store.db)
	}
	// A notification may arrive in the middle of the act that sent it; it is heard outside of it.
	const outside = AsyncLocalStorage.snapshot()
	const heard = () => {
		outside(take).catch((error: unknown) => console.error('published drawings', error))
	}
	const stops = [await store.listen('seawall_drawings', heard), await store.listen('seawall_standing', heard)]
	usePublishedTables((name) => tableInForce(name, clock()))
	await take()
	return async () => {
		for (const stop of stops) await stop()
		usePublishedTables(() => null)
		known = nothing
	}
}

type Row = {
	what: 'drawing' | 'table'
	name: string
	mark: string
	drawing_id: string | null
	scope_id: string
	until_at: Date | null
}

async function readKnown(db: Db): Promise<Known> {
	const { rows } = await sql<Row>`select what, name, mark, drawing_id, scope_id, until_at from matters.publication
		order by at desc, id desc`.execute(db)
	if (rows.length === 0) return nothing
	const { rows: lines } = await sql<{ agency: string; line: string[] }>`
		select descendant as agency, json_agg(ancestor order by depth) as line from identity.agency_closure
		group by descendant`.execute(db)
	const tables = new Map<string, PublishedTable>()
	for (const row of rows) {
		try {
			if (row.what === 'table') await takeTable(db, row, tables)
			else await takeDrawing(db, row)
		} catch (error) {
			console.error('published', row.name, row.mark, error)
		}
	}
	const published = Map.groupBy(rows.map(entry), ([key]) => key)
	return {
		published: new Map([...published].map(([key, list]) => [key, list.map(([, one]) => one)])),
		lines: new Map(lines.map(({ agency, line }) => [agency, line])),
		tables,
	}
}

function entry({ what, name, mark, drawing_id, scope_id, until_at }: Row): readonly [string, InForce] {
	return [`${what} ${name}`, { drawing: drawing_id, mark, scope: scope_id, until: until_at?.getTime() ?? null }]
}

/** A drawing that acts move is kept read, so that opening a matter asks the database nothing more. */
async function takeDrawing(db: Db, { name, drawing_id }: Row): Promise<void> {
	if (drawing_id === null || findShipped(name) === null || findDrawing(drawing_id) !== null) return
	const { bpmn } = await db
		.selectFrom('matters.drawing')
		.select('bpmn')
		.where('id', '=', drawing_id)
		.executeTakeFirstOrThrow()
	keepDrawing(await readDrawing(name, bpmn))
}

async function takeTable(db: Db, { name, mark }: Row, tables: Map<string, PublishedTable>): Promise<void> {
	const key = `${name} ${mark}`
	if (tables.has(key)) return
	const before = known.tables.get(key)
	if (before !== undefined) {
		tables.set(key, before)
		return
	}
	const { rows } = await sql<{ dmn: string }>`select dmn from matters.rule_table
		where name = ${name} and version = ${mark}`.execute(db)
	const [row] = rows
	if (row !== undefined) tables.set(key, readTableOrModel(name, row.dmn))
}
