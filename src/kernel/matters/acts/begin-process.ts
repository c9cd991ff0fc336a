import { sql } from 'kysely'
import { performs } from '../../act.ts'
import type { Tx } from '../../db/schema.ts'
import { notFound, Refusal } from '../../refusal.ts'
import { beginByEvent } from '../contract.ts'
import { beginProcess } from '../process/drive.ts'
import type { Thrown } from '../process/outward.ts'
import { findPublished } from '../process/published.ts'
import { faultBookSubject } from '../runner/fault.ts'
import { moveStart, type Start, takeStart, throwerAgency } from '../runner/start.ts'
import { already } from '../runner/moved.ts'
import { needThrown, nobodyWaits } from '../runner/thrown.ts'

/** M96. One start event, one transaction: the matter is open and the timer's next moment set, or neither. */
export const beginByEventAct = performs(beginByEvent, {
	async load(tx, { start: publication, element, thrown: id }, _who, now) {
		const start = await takeStart(tx, publication, element, now)
		// Counted, not entered: another runner has it.
		if (start === null) throw notFound()
		const thrown = id === undefined ? null : { id, ...(await needThrown(tx, id)) }
		const agency = thrown === null ? start.scope : await throwerAgency(tx, thrown)
		if (agency === null) throw nobodyWaits('M96')
		return { subject: faultBookSubject(agency), row: { start, thrown, agency }, version: null }
	},
	async run(context, { start, thrown, agency }) {
		const { tx, now } = context
		if ((thrown === null) !== (start.kind === 'timer') || (thrown !== null && thrown.kind !== start.kind))
			throw nobodyWaits('M96')
		if (thrown === null) await mustBeDue(tx, start, now)
		const fact = { start: start.publication, element: start.element, process: start.process, kind: start.kind }
		const drawn = start.inForce ? await findPublished(tx, start.process, { agency, now }) : null
		if (drawn?.drawing !== start.drawing) {
			// A timer passes this moment by; a thing thrown goes to the next.
			if (thrown !== null) throw nobodyWaits('M96')
			return { output: { matter: null }, fact: { ...fact, matter: null } }
		}
		const { matter, messages } = await beginProcess(context, {
			kind: 'own',
			process: start.process,
			agency,
			at: start.element,
			...(thrown === null ? {} : { data: thrown.data }),
		})
		if (thrown !== null) await mustBeFirst(tx, thrown, start, matter)
		return { output: { matter }, fact: { ...fact, matter }, matter, messages }
	},
})

async function mustBeDue(tx: Tx, start: Start, now: Date): Promise<void> {
	if (start.dueAt === null || start.dueAt > now)
		throw new Refusal('not_now', { en: 'It is not due yet.', zh: '尚未到点。' }, { rule: 'M96' })
	await moveStart(tx, start, now)
}

/** A message that has arrived at a matter begins none. */
async function mustBeFirst(
	tx: Tx,
	thrown: Thrown & { readonly id: string },
	start: Start,
	matter: string,
): Promise<void> {
	const { rows } = await sql`insert into matters.process_begun (thrown_id, publication_id, matter_id, kind)
		select ${thrown.id}::uuid, ${start.publication}::uuid, ${matter}::uuid, ${thrown.kind}::text
		where not exists (select from matters.process_delivered where thrown_id = ${thrown.id}::uuid and kind = 'message')
		on conflict do nothing returning 1`.execute(tx)
	if (rows.length === 0) throw already('M96', { en: 'It has begun its matter already.', zh: '该消息已启动事项。' })
}
