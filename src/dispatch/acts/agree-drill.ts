import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { type AgencyCopy, copyBureau } from '#kernel/identity/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { agreeDrill, drillChanged, type UnitKind } from '../contract.ts'
import { seedUnit, standOf } from '../demo/seed.ts'
import { townPlaces } from '../replay/places.ts'
import { type DrillOf, loadDrill, mustBeIn } from '../store/drill.ts'

/** D250, D251. Copies the bureau, its branches and stations, and the first units of each; the replay clock rests. */
export const performAgreeDrill = performs(agreeDrill, {
	load: (tx, input) => loadDrill(tx, input.drill),
	run: async (context, drill) => {
		const { tx, now, who } = context
		mustBeIn(drill, 'proposed')
		mustLieAhead(drill, now)
		await mustBeAlone(tx, drill)
		const copies = await copyBureau(tx, { id: drill.id, bureau: drill.agency, ends: drill.endsAt }, now)
		const root = copies.find((one) => one.of === drill.agency)?.id ?? ''
		const units = await copyUnits(context, drill, copies)
		await sql`insert into dispatch.replay (agency_id, running, speed, seed) values (${root}, false, 1, 1)`.execute(tx)
		await sql`update dispatch.drill set state = 'running', decided_by = ${who.person}, decided_at = ${now}, root_id = ${root},
			version = version + 1 where id = ${drill.id}`.execute(tx)
		return {
			output: {
				drill: drill.id,
				state: 'running' as const,
				version: drill.version + 1,
				agencies: copies.length,
				units,
			},
			fact: { drill: drill.id, root, agencies: copies.map((one) => one.id), units },
			messages: [{ topic: drillChanged, resource: { type: 'Drill', id: drill.id }, body: { state: 'running' } }],
		}
	},
})

function mustLieAhead(drill: DrillOf, now: Date): void {
	if (drill.endsAt > now) return
	throw new Refusal(
		'wrong_state',
		{ en: 'The end it was proposed with has passed. Propose it again.', zh: '提请的结束时间已过，请重新提请。' },
		{ rule: 'D250' },
	)
}

async function mustBeAlone(tx: Tx, drill: DrillOf): Promise<void> {
	const { rows } =
		await sql`select from dispatch.drill where agency_id = ${drill.agency} and state = 'running'`.execute(tx)
	if (rows.length === 0) return
	throw new Refusal(
		'wrong_state',
		{ en: 'Another drill of the bureau runs. End it first.', zh: '本局已有演练在进行，请先结束。' },
		{ rule: 'D250' },
	)
}

/** The first units of each agency by call sign, on shift, driven by the replay clock until somebody plays them. */
async function copyUnits({ tx, now }: ActContext, drill: DrillOf, copies: readonly AgencyCopy[]): Promise<number> {
	const { rows } = await sql<{ id: string; agency_id: string; kind: UnitKind; call_en: string; call_zh: string }>`
		select u.id, u.agency_id, u.kind, u.call_en, u.call_zh from unnest(${copies.map((one) => one.of)}::uuid[]) as a (id)
		cross join lateral (select * from dispatch.unit o where o.agency_id = a.id order by o.call_en, o.id limit ${drill.crews}) u
		order by u.call_en, u.id`.execute(tx)
	const places = await townPlaces(tx)
	for (const row of rows) {
		const copy = copies.find((one) => one.of === row.agency_id)
		if (copy === undefined) continue
		const unit = {
			id: newId(now.getTime()),
			agency: copy.id,
			agencyCode: copy.code,
			kind: row.kind,
			en: row.call_en,
			zh: row.call_zh,
		}
		await seedUnit(tx, unit, now, now, standOf(unit, places))
		await sql`insert into dispatch.drill_unit (unit_id, drill_id, of_id) values (${unit.id}, ${drill.id}, ${row.id})`.execute(
			tx,
		)
	}
	return rows.length
}
