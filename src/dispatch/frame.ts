import { sql } from 'kysely'
import { filteredRows } from '#kernel/powers/filter.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import type { Who } from '#kernel/who.ts'
import { movedSince, staleAfterMs } from './positions.ts'
import { unitsFor } from './store/seen.ts'

/** How long the answer to "which units may this person see" is used for frames. */
const seenMs = 2_000
const mostKept = 500
type Seen = { readonly until: number; readonly units: ReadonlySet<string> }
const seen = new Map<string, Seen>()

/**
 * The live positions of units the person may see that moved since tick `since`; null when none did. D32: a crew at a
 * protected address is not drawn.
 */
export async function dispatchFrame(
	spine: Spine,
	who: Who,
	since: number,
): Promise<{ readonly at: number; readonly body: unknown } | null> {
	const { tick, fixes } = movedSince(since)
	if (fixes.length === 0) return null
	const mine = await visibleUnits(spine, who)
	const now = spine.clock().getTime()
	const units = fixes
		.filter((fix) => mine.has(fix.unit))
		.map((fix) => ({
			id: fix.unit,
			point: fix.point,
			at: new Date(fix.at).toISOString(),
			heading: fix.heading,
			accuracyMetres: fix.accuracyMetres,
			stale: now - fix.at > staleAfterMs,
		}))
	return units.length === 0 ? null : { at: tick, body: { units } }
}

async function visibleUnits(spine: Spine, who: Who): Promise<ReadonlySet<string>> {
	const now = spine.clock()
	const key = `${who.standing} ${who.post} ${who.unit ?? ''}`
	const known = seen.get(key)
	if (known !== undefined && known.until > now.getTime()) return known.units
	const units = await spine.store.transact('seawall_app', async (tx) => {
		const { rows } = await sql<{ id: string }>`select u.id from ${filteredRows(unitsFor(who, now), 'u')}
			where u.on_shift and (u.id::text = ${who.unit ?? ''} or not exists (
				select from dispatch.assignment a join dispatch.incident i on i.id = a.incident_id
				where a.id = u.assignment_id and i.protected))`.execute(tx)
		return new Set(rows.map((row) => row.id))
	})
	if (seen.size >= mostKept) seen.clear()
	seen.set(key, { until: now.getTime() + seenMs, units })
	return units
}
