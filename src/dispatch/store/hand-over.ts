import { sql } from 'kysely'
import type { HandsOver, Lends } from '#kernel/handing.ts'
import type { UnitStatus } from '../contract.ts'
import { planOf } from '../rules/tables.ts'
import { needIncident, planAsked } from './incident.ts'
import { incidentChanged, story, unitChanged, writeAll } from './write.ts'

/** D41. How an incident follows its matter to another agency: it answers there from now on; units on it stay on it. */
export const handsOverIncident: HandsOver = {
	async number(tx, matter) {
		const { rows } = await sql<{ number: string }>`select number from dispatch.incident where id = ${matter}`.execute(
			tx,
		)
		return rows[0]?.number ?? null
	},
	async follow(context, { matter, from, to }) {
		const { rows } = await sql<{ version: number; state: string }>`
			update dispatch.incident i set agency_id = ${to}, version = version + 1 where id = ${matter}
			returning version, (select t.element from matters.token t where t.matter_id = i.id limit 1) as state`.execute(
			context.tx,
		)
		const row = rows[0]
		if (row === undefined) return []
		const { units: needs } = planOf(planAsked(await needIncident(context.tx, matter, 'read')))
		await writeAll(context.tx, [
			sql`update dispatch.incident set needs = ${needs} where id = ${matter}`,
			story(context, { act: 'command.hand-over', incident: matter, fact: { from, to } }),
		])
		return [incidentChanged(matter, row.state, row.version)]
	},
}

/** Units an agency could lend another, and D43: who has one on loan sees and sends it. */
export const lendsUnits: Lends = {
	async units(tx, agency) {
		const { rows } = await sql<{ id: string; en: string; zh: string }>`
			select id, call_en as en, call_zh as zh from dispatch.unit where agency_id = ${agency}`.execute(tx)
		return rows
	},
	async pass(tx, units, to) {
		const { rows } = await sql<{ id: string; status: UnitStatus; version: number }>`
			update dispatch.unit set lent_id = ${to}::uuid, version = version + 1
			where id = any(${[...units]}::uuid[]) returning id, status, version`.execute(tx)
		return rows.map(({ id, status, version }) => unitChanged(id, status, version))
	},
}
