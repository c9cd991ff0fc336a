import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Who } from '#kernel/who.ts'
import type { Trial } from '../contract/plans.ts'
import type { Trial as DryRun } from './plan-dry-run.ts'
import type { PlanRow } from './plan-store.ts'
import type { TriedStay } from './plan-tables.ts'
import { mayName } from './seen.ts'

/** At most 200 of them; a matter is named to those alone who may see it. */
export async function hiddenUnseen(
	tx: Tx,
	stays: readonly TriedStay[],
	viewer: Who,
	now: Date,
): Promise<Trial['stays']> {
	const told = stays.slice(0, 200)
	const known = await mayName(tx, told, viewer, now)
	return told.map((one) => ({ ...one, matter: known.has(one.matter) ? one.matter : null }))
}

/** What a dry run found, as it is kept and shown. */
export function triedStays({ stays }: DryRun): readonly TriedStay[] {
	return stays.map(({ matter, kind, losses }) => ({
		matter,
		kind,
		losses: losses.map(({ element, why }) => ({ element, ...why })),
	}))
}

/** Matters that a plan left whole; while it has not begun, those that would stay as it was tried last. */
export async function staysOf(tx: Tx, { id: plan, state, tried_stays }: PlanRow): Promise<readonly TriedStay[]> {
	if (state === 'proposed' || state === 'signed') {
		const signed = await tx
			.selectFrom('matters.plan_step')
			.select('tried_stays')
			.where('plan_id', '=', plan)
			.where('step', '=', 'signed')
			.executeTakeFirst()
		return signed?.tried_stays ?? tried_stays
	}
	const { rows } = await sql<TriedStay>`select p.matter_id as matter, m.kind, p.losses from matters.plan_matter p
		join matters.matter m on m.id = p.matter_id
		where p.plan_id = ${plan}::uuid and p.outcome = 'stayed' order by p.at, p.matter_id limit 200`.execute(tx)
	return rows
}
