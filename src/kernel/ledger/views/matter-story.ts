import { sql } from 'kysely'
import { matter as matterResource } from '../../matters/contract.ts'
import { notFound } from '../../refusal.ts'
import { shows } from '../../view.ts'
import { hex } from '../bytes.ts'
import { matterStory } from '../contract.ts'
import { entriesFor, entriesWhere, filterOn, lineOf, whatOf } from '../entries.ts'
import { WHAT } from '../leaf.ts'
import { witnessedSince } from '../reader.ts'
import { findHead } from '../store.ts'

/** L13. Acts on a matter are shown to whoever may see the matter; looks and refusals only by the power over entries. */
export const storyOfMatter = shows(matterStory, {
	async subject(tx, { matter }) {
		const { rows } = await sql<{ agency_id: string; kind: string }>`
			select agency_id, kind from matters.matter where id = ${matter}`.execute(tx)
		const row = rows[0]
		if (row === undefined) throw notFound(`no matter ${matter}`)
		return { resource: matterResource, id: matter, attributes: { agency: row.agency_id, kind: row.kind } }
	},
	async show({ tx, who, now }, { matter, after, limit }) {
		const seen = filterOn(entriesFor(who, now))
		const later = after === undefined ? sql<boolean>`true` : sql<boolean>`e.n > ${after}`
		const where = sql<boolean>`e.matter = ${matter} and ${later} and (e.kind in ('act', 'system') or ${seen})`
		const rows = await entriesWhere(tx, where, 'asc', limit)
		const { rows: fields } = await sql<{ n: number; names: (string | null)[] }>`
			select e.n, array_agg(o.name order by o.name) as names
			from ledger.entry e join ledger.opening o using (leaf_hash)
			where e.matter = ${matter} and e.n between ${rows[0]?.n ?? 0} and ${rows.at(-1)?.n ?? -1}
				and o.name is distinct from ${WHAT}
			group by e.n`.execute(tx)
		const names = new Map(fields.map((f) => [f.n, f.names]))
		const head = await findHead(tx)
		const last = rows.at(-1)
		const witnessed = last === undefined ? null : await witnessedSince(tx, last.n)
		return {
			output: {
				entries: rows.map((entry) => ({
					line: lineOf(entry),
					fact: whatOf(entry).fact,
					personal: names.get(entry.n) ?? [],
				})),
				next: rows.length === limit ? (last?.n ?? null) : null,
				checkpoint: head === null ? null : { size: head.size, root: hex(head.root) },
				witnessed: witnessed === null ? null : { ...witnessed, names: [...witnessed.names] },
			},
			matter,
		}
	},
})
