import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound } from '#kernel/refusal.ts'
import type { ReliefLine } from '../contract.ts'
import { type ReliefAsked, reliefSources, type WatchHeld } from '../relief-sources.ts'
import { reliefResource, watchResource } from '../resources.ts'

export type WatchOf = WatchHeld & {
	readonly person: string
	readonly postKind: string
	readonly since: Date
	readonly until: Date | null
	readonly version: number
}

type WatchRow = {
	id: string
	agency_id: string
	person_id: string
	post_kind: string
	from_at: Date
	until_at: Date | null
	version: number
}

const watchColumns = sql`w.id, w.agency_id, w.person_id, w.post_kind, w.from_at, w.until_at, w.version`

const watchOf = (row: WatchRow): WatchOf => ({
	id: row.id,
	agency: row.agency_id,
	person: row.person_id,
	postKind: row.post_kind,
	since: row.from_at,
	until: row.until_at,
	version: row.version,
})

/** Watches of all desks pass one after the other; the triggers that hold incidents wait for the same lock (D211). */
export async function lockWatches(tx: Tx): Promise<void> {
	await sql`select pg_advisory_xact_lock(7210, 1)`.execute(tx)
}

/** @throws Refusal `not_found` */
export async function needWatch(tx: Tx, id: string): Promise<WatchOf> {
	await lockWatches(tx)
	const { rows } = await sql<WatchRow>`select ${watchColumns} from dispatch.watch w where w.id = ${id}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`watch ${id}`)
	return watchOf(row)
}

/** The watch of a person at a desk that goes on; null when they stand none there. */
export async function findWatch(tx: Tx, agency: string, person: string): Promise<WatchOf | null> {
	const { rows } = await sql<WatchRow>`select ${watchColumns} from dispatch.watch w
		where w.agency_id = ${agency} and w.person_id = ${person} and w.until_at is null`.execute(tx)
	return rows[0] === undefined ? null : watchOf(rows[0])
}

export function watchSubject(watch: Pick<WatchOf, 'id' | 'agency' | 'person'>): Subject {
	return { resource: watchResource, id: watch.id, attributes: { agency: watch.agency, person: watch.person } }
}

export async function loadWatch(tx: Tx, id: string) {
	const row = await needWatch(tx, id)
	return { subject: watchSubject(row), row, version: row.version }
}

export type ReliefOf = {
	readonly id: string
	readonly watch: string
	readonly agency: string
	readonly leaver: string
	readonly successor: string
	readonly ended: string | null
	readonly version: number
}

/** @throws Refusal `not_found` */
export async function loadRelief(tx: Tx, id: string) {
	await lockWatches(tx)
	const { rows } = await sql<ReliefOf>`select r.id, r.watch_id as watch, r.agency_id as agency, r.leaver_id as leaver,
		r.successor_id as successor, r.ended, r.version from dispatch.relief r where r.id = ${id}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`relief ${id}`)
	return { subject: reliefSubject(row), row, version: row.version }
}

export function reliefSubject(row: Pick<ReliefOf, 'id' | 'agency' | 'leaver' | 'successor'>): Subject {
	return {
		resource: reliefResource,
		id: row.id,
		attributes: { agency: row.agency, leaver: row.leaver, successor: row.successor },
	}
}

export type ReliefItem = { readonly kind: string; readonly id: string }

/** D215. All that passes with a watch, in one order, and the hash it is signed for by. */
export async function itemsOf(asked: Pick<ReliefAsked, 'tx' | 'now' | 'watch'>) {
	const items: ReliefItem[] = []
	for (const { key, ids } of reliefSources)
		items.push(...(await ids(asked)).toSorted().map((id) => ({ kind: key, id })))
	const sha256 = createHash('sha256').update(JSON.stringify(items)).digest('hex')
	return { items, sha256 }
}

/** D214. The list as the one who looks may see it, with the hash of all of it. */
export async function listOf(asked: ReliefAsked): Promise<{ lines: ReliefLine[]; sha256: string }> {
	const lines: ReliefLine[] = []
	for (const source of reliefSources) lines.push(...(await source.lines(asked)))
	return { lines, sha256: (await itemsOf(asked)).sha256 }
}
