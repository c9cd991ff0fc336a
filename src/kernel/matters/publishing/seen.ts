import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { whereOf } from '#kernel/powers/api.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { tableOf } from '#kernel/powers/filter.ts'
import type { Who } from '#kernel/who.ts'
import { matter } from '../contract/matter.ts'

/** A matter by id and kind, e.g. `incident`. */
export type Named = { readonly matter: string; readonly kind: string }

/** Kinds are written small and with underscores, the resource that holds their record as its type: `incident`, `Incident`. */
const typeOf = (kind: string) => kind.replaceAll(/(?:^|_)(\w)/g, (_, first: string) => first.toUpperCase())

/**
 * Of these matters, those that may be named to the viewer: they may know of the matter, and where a slice keeps its record under
 * the matter's id, see that record too.
 */
export async function mayName(tx: Tx, list: readonly Named[], viewer: Who, now: Date): Promise<ReadonlySet<string>> {
	const powers = powersInUse()
	const at = { now: Math.floor(now.getTime() / 1000), purpose: false }
	const allowed = new Set<string>()
	for (const [kind, matters] of Map.groupBy(list, (one) => one.kind)) {
		const ids = JSON.stringify([...new Set(matters.map((one) => one.matter))])
		const these = sql`select jsonb_array_elements_text(${ids}::text::jsonb)::uuid`
		const known = powers.filter(viewer, matter.see, matter, at)
		const { rows } = await sql<{ id: string }>`select m.id from matters.matter m
			where m.id in (${these}) and ${whereOf(known, 'm')}`.execute(tx)
		const resource = powers.words.resources.get(typeOf(kind))
		const hidden = new Set<string>()
		if (resource?.table != null && resource.type !== matter.type) {
			const id = sql.ref(`r.${resource.id}`)
			const seen = whereOf(powers.filter(viewer, resource.see, resource, at), 'r')
			const kept = await sql<{ id: string }>`select ${id}::text as id from ${tableOf(resource)} r
				where ${id} in (${these}) and not (${seen})`.execute(tx)
			for (const row of kept.rows) hidden.add(row.id)
		}
		for (const row of rows) if (!hidden.has(row.id)) allowed.add(row.id)
	}
	return allowed
}
