import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import { standingOf } from '#kernel/identity/api.ts'
import { notFound } from '#kernel/refusal.ts'
import type { Who } from '#kernel/who.ts'
import { realEmergency } from '../contract.ts'
import { loadUnit, needUnit } from '../store/unit.ts'
import { pressed } from './raise-emergency.ts'

/**
 * D254. The one thing that leaves a drill: a real emergency, of the real unit the person crews or else of the one the unit of
 * the drill is a copy of, entered from the person's own post.
 */
export const performRealEmergency = performs(realEmergency, {
	load: async (tx, input) => ({ ...(await loadUnit(tx, input.unit)), version: null }),
	run: async (context, unit, input) => {
		const { tx, now, who } = context
		const { rows } = await sql<{ unit: string }>`
			select coalesce((select c.unit_id from identity.crew c where c.person_id = ${who.person} and c.drill_id is null
				and c.from_at <= ${now} and (c.until_at is null or c.until_at > ${now}) order by c.from_at desc limit 1), d.of_id) as unit
			from dispatch.drill_unit d where d.unit_id = ${unit.id}`.execute(tx)
		const real = rows[0]?.unit
		if (real === undefined) throw notFound('a unit of no drill')
		const own = { ...context, who: await ownPost(context) }
		return pressed(own, await needUnit(tx, real, 'lock'), input, realEmergency.name)
	},
})

/** The person at their own post: what is real is done from there. */
async function ownPost({ tx, now, who }: ActContext): Promise<Who> {
	const { rows } = await sql<{
		id: string
	}>`select h.id from identity.post h join identity.agency a on a.id = h.agency_id
		where h.person_id = ${who.person} and a.drill_id is null and h.from_at <= ${now} and (h.until_at is null or h.until_at > ${now})
		order by h.from_at desc limit 1`.execute(tx)
	const own = rows[0] === undefined ? null : await standingOf(tx, rows[0].id, now)
	return own ?? who
}
