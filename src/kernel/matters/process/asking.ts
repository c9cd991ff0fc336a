import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { dataAt } from './run.ts'
import type { Data } from './state.ts'
import { findInstances, type Instance } from './store.ts'
import './tables.ts'

/** A service to be asked now, taken so that no other runner asks it (M50). */
export type AskedService = {
	readonly service: string
	readonly matter: string
	readonly instance: string
	readonly wait: number
	readonly element: string
	/** How often it is asked with this time, from 1. */
	readonly tries: number
	readonly data: Data
}

/** M51. How often a service is asked before its token stands still. */
export const mostTries = 5
/** Seconds a runner may take; then another asks again. */
const lease = 30
/** M51. Seconds until the next try, by how many there were. */
const pauses = [1, 4, 15, 60]

type Row = { instance_id: string; n: number; asks: string; tries: number; element: string }

/** M50. Takes services to be asked, longest waiting first; those another runner has are left out. */
export async function takeServices(
	tx: Tx,
	names: readonly string[],
	now: Date,
	limit: number,
): Promise<readonly AskedService[]> {
	const { rows } = await sql<Row>`
		with ready as (
			select instance_id, n, try_at from matters.process_wait
			where kind = 'service' and try_at <= ${now}::timestamptz and asks = any(${[...names]}::text[])
			order by try_at limit ${limit} for update skip locked
		)
		update matters.process_wait w set tries = w.tries + 1, try_at = ${now}::timestamptz + ${lease} * interval '1 second'
		from ready r where w.instance_id = r.instance_id and w.n = r.n
		returning w.instance_id, w.n, w.asks, w.tries, w.element`.execute(tx)
	if (rows.length === 0) return []
	const found = await findInstances(tx, [...new Set(rows.map((row) => row.instance_id))])
	const byId = new Map(found.map((instance) => [instance.id, instance]))
	return rows.flatMap((row) => {
		const instance = byId.get(row.instance_id)
		return instance === undefined ? [] : askedOf(row, instance)
	})
}

function askedOf({ n, asks, tries, element }: Row, { id, matter, state }: Instance): readonly AskedService[] {
	const wait = state.waits.find((one) => one.id === n)
	const token = state.tokens.find((one) => one.id === wait?.token)
	if (token === undefined) return []
	return [{ service: asks, matter, instance: id, wait: n, element, tries, data: dataAt({ state }, token) }]
}

/** M51. Lets a service that could not be reached be asked again after a pause; `why`, in its words, is kept with the time. */
export async function delayService(
	tx: Tx,
	{ instance, wait, tries }: AskedService,
	{ now, why }: { readonly now: Date; readonly why: string },
): Promise<void> {
	const seconds = pauses[Math.min(tries, pauses.length) - 1] ?? 60
	const tried = JSON.stringify([{ at: now.toISOString(), why }])
	await sql`update matters.process_wait set try_at = ${now}::timestamptz + ${seconds} * interval '1 second',
			tried = coalesce(tried, '[]') || ${tried}::text::jsonb
		where instance_id = ${instance}::uuid and n = ${wait} and kind = 'service'`.execute(tx)
}

/** Whoever took services and is gone leaves them: for the embedded database, which one process owns. */
export async function releaseServices(tx: Tx, now: Date): Promise<void> {
	await sql`update matters.process_wait set try_at = ${now}::timestamptz
		where kind = 'service' and try_at > ${now}::timestamptz`.execute(tx)
}
