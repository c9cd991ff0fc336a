import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Message } from '../../act.ts'
import type { Tables, Tx } from '../../db/schema.ts'
import type { Subject } from '../../powers/subject.ts'
import { notFound, Refusal } from '../../refusal.ts'
import { faultBook, processFault } from '../contract.ts'
import '../process/tables.ts'

export type FaultOf = Selectable<Tables['matters.process_fault']>

/** An agency's list of faults, as powers see it. */
export function faultBookSubject(agency: string): Subject {
	return { resource: faultBook, id: agency, attributes: { agency } }
}

export function faultSubject(row: FaultOf): Subject {
	const { agency_id: agency, kind, duty_id: duty, post } = row
	return { resource: processFault, id: row.id, attributes: { agency, kind, duty, post } }
}

/** Reads a fault with its matter locked: whatever changes a fault holds that lock. @throws Refusal `not_found` */
export async function takeFault(tx: Tx, id: string): Promise<FaultOf> {
	const [, row] = await Promise.all([
		sql`select id from matters.matter
			where id = (select matter_id from matters.process_fault where id = ${id}::uuid) for update`.execute(tx),
		findFault(tx, id),
	])
	if (row === null) throw notFound(`fault ${id}`)
	return row
}

export async function findFault(tx: Tx, id: string): Promise<FaultOf | null> {
	const row = await tx.selectFrom('matters.process_fault').selectAll().where('id', '=', id).executeTakeFirst()
	return row ?? null
}

/** @throws Refusal `already` */
export function mustStand({ closed_at }: FaultOf, rule: string): void {
	if (closed_at === null) return
	throw new Refusal('already', { en: 'This fault is closed already.', zh: '该流程故障已处理。' }, { rule })
}

/** Topic of the message that a fault was assigned or closed, about the resource `ProcessFault`: `{ fault, matter, how }`. */
export const faultChanged = 'matters.fault.changed'

export function faultMessage(row: FaultOf, how: 'assigned' | 'resumed' | 'given_up'): Message {
	const body = { fault: row.id, matter: row.matter_id, how }
	return { topic: faultChanged, resource: { type: 'ProcessFault', id: row.id }, body }
}
