import type { Done, Fact } from '../../act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import type { Who } from '#kernel/who.ts'
import type { Trial } from '../publishing/plan-dry-run.ts'
import { triedStays } from '../publishing/plan-stays.ts'
import { needPlan, planChanged, planSubject, type PlanRow } from '../publishing/plan-store.ts'
import '../publishing/plan-tables.ts'

/** What signing and refusing a plan share. */

/** The plan, locked, as powers see it. @throws Refusal `not_found` */
export async function loadPlan(tx: Tx, id: string) {
	const row = await needPlan(tx, id, 'lock')
	return { subject: planSubject(row), row, version: null }
}

/** Signs or refuses a plan of which the caller knows that it may be now. */
export async function stepPlan(
	tx: Tx,
	row: PlanRow,
	step: 'signed' | 'refused',
	by: { readonly who: Who; readonly now: Date; readonly ground: string; readonly tried?: Trial },
): Promise<Done<{ id: string }>> {
	const { who, now, ground, tried } = by
	await tx
		.insertInto('matters.plan_step')
		.values({
			plan_id: row.id,
			step,
			by_person: who.person,
			by_post: who.postKind,
			by_agency: who.agency,
			at: now,
			ground,
			tried_of: tried?.of ?? null,
			tried_moves: tried?.moves ?? null,
			tried_stays: tried === undefined ? null : JSON.stringify(triedStays(tried)),
		})
		.execute()
	await tx.updateTable('matters.plan').set({ state: step }).where('id', '=', row.id).execute()
	const found: Fact =
		tried === undefined ? {} : { of: tried.of, moves: tried.moves, stays: tried.stays.map((one) => one.matter) }
	const fact = { plan: row.id, name: row.name, ground, ...found, state: step }
	return {
		output: { id: row.id },
		fact,
		messages: [
			{ topic: planChanged, resource: { type: 'MigrationPlan', id: row.id }, body: { plan: row.id, state: step } },
		],
	}
}
