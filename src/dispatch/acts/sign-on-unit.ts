import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { crewUnit } from '#kernel/identity/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { signOnUnit } from '../contract.ts'
import { loadUnit, statusWrites, type UnitOf } from '../store/unit.ts'
import { unitChanged, writeAll } from '../store/write.ts'

/** Longest shift: after it the crew lapses by itself. */
const shiftHours = 14

/** D17. Brings a unit on shift with its crew. */
export const performSignOnUnit = performs(signOnUnit, {
	load: (tx, input) => loadUnit(tx, input.unit),
	run: async (context, unit, input) => {
		const { tx, who, now } = context
		if (unit.onShift)
			throw new Refusal('already', { en: 'The unit is on shift already.', zh: '单元已在班。' }, { rule: 'D17' })
		const people = await crewOf(context, unit, input.crew ?? [who.post])
		const until = new Date(now.getTime() + shiftHours * 3_600_000)
		for (const person of people) await crewUnit(tx, person, unit.id, now, until, who.drill)
		await writeAll(
			tx,
			statusWrites(unit.id, 'available', { at: now, now, id: newId(now.getTime()) }, sql`, on_shift = true`),
		)
		const version = unit.version + 1
		return {
			output: { unit: unit.id, status: 'available' as const, version },
			fact: { unit: unit.id, crew: [...(input.crew ?? [who.post])], until: until.toISOString() },
			messages: [unitChanged(unit.id, 'available', version)],
		}
	},
})

const kinds = ['officer', 'auxiliary_officer', 'traffic_officer', 'investigator', 'station_chief']

/** People behind the posts: held now, at the unit's agency, of a kind that goes out. */
async function crewOf({ tx, now }: ActContext, unit: UnitOf, posts: readonly string[]): Promise<readonly string[]> {
	const { rows } = await sql<{ person_id: string }>`
		select distinct p.person_id from identity.post p
		where p.id in (${sql.join([...posts])}) and p.agency_id = ${unit.agency} and p.kind in (${sql.join(kinds)})
			and p.from_at <= ${now} and (p.until_at is null or p.until_at > ${now})`.execute(tx)
	if (rows.length === new Set(posts).size) return rows.map((row) => row.person_id)
	throw new Refusal(
		'invalid',
		{ en: "Someone named does not serve at the unit's agency now.", zh: '所选人员现不在该单元所属单位任职。' },
		{ field: 'crew', rule: 'D17' },
	)
}
