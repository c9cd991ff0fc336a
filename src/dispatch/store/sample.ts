import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import { sampleResource } from '../resources.ts'

/** D232. The first head of the ledger that holds an entry made at `until` or later; null while there is none. */
export async function seedAfter(tx: Tx, until: Date): Promise<{ readonly size: number; readonly root: string } | null> {
	const { rows } = await sql<{ size: number; root: string }>`
		select h.size, encode(h.root, 'hex') as root from ledger.head h
		where h.size > (select e.n from ledger.entry e where e.at >= ${until} order by e.n limit 1)
		order by h.size limit 1`.execute(tx)
	return rows[0] ?? null
}

/** Incidents of the bureau and below that were closed in the span and not opened again in it, by rows that only grow. */
export async function closedIn(
	tx: Tx,
	bureau: string,
	{ from, until }: { from: Date; until: Date },
): Promise<readonly string[]> {
	const { rows } = await sql<{ id: string }>`
		select i.id from dispatch.incident i
		where i.agency_id in (select c.descendant from identity.agency_closure c where c.ancestor = ${bureau})
			and i.received_at < ${until} and i.received_at >= ${from}::timestamptz - interval '30 days'
			and exists (select from dispatch.incident_time t where t.incident_id = i.id and t.kind = 'closed'
				and t.at >= ${from} and t.at < ${until} and not exists (
					select from dispatch.incident_time r where r.incident_id = i.id and r.kind = 'reopened' and r.at > t.at and r.at < ${until}))
		order by i.id`.execute(tx)
	return rows.map((row) => row.id)
}

export type SampleOf = { readonly id: string; readonly agency: string; readonly version: number }

/** @throws Refusal `not_found` */
export async function loadSample(tx: Tx, id: string) {
	const { rows } = await sql<SampleOf>`select s.id, s.agency_id as agency, s.version from dispatch.sample s
		where s.id = ${id}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`sample ${id}`)
	return { subject: { resource: sampleResource, id, attributes: { agency: row.agency } }, row, version: null }
}
