import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { drawnAt } from './offer.ts'
import { readLane } from './lane.ts'
import { placeOf } from './place.ts'
import { addEvent } from './row.ts'
import './tables.ts'

/**
 * M62. Lets the open tasks of a matter follow it to its new agency: each is offered where its lane says, seen from there.
 * Whoever had one that moved has it no more; a duty that was put higher stays there.
 */
export async function passTasks(
	tx: Tx,
	{ matter, to, now }: { readonly matter: string; readonly to: string; readonly now: Date },
): Promise<void> {
	const { rows } = await sql<{ id: string; instance_id: string; element: string; agency_id: string }>`
		select t.id, t.instance_id, w.element, t.agency_id from matters.task t
		join matters.process_wait w on w.instance_id = t.instance_id and w.n = t.wait
		where t.matter_id = ${matter} and t.state = 'open' for update of t`.execute(tx)
	for (const row of rows) {
		const drawn = await drawnAt(tx, row.instance_id, row.element)
		const lane = readLane(drawn?.element.lane ?? '')
		const agency = lane === null ? to : await placeOf(tx, to, lane)
		const stays = agency === row.agency_id
		const hands = stays ? {} : { holder_post: null, familiar_post: null, delegator_post: null, agency_id: agency }
		await tx
			.updateTable('matters.task')
			.set({ ...hands, owner_id: to, version: sql`version + 1` })
			.where('id', '=', row.id)
			.execute()
		if (stays) continue
		await sql`update matters.task set duty_id = ${agency}::uuid where id = ${row.id} and escalated_at is null`.execute(
			tx,
		)
		await addEvent(tx, row.id, { what: 'offered', by: null, at: now })
	}
}
