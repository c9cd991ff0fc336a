import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { findSubject } from '#kernel/powers/load-subject.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import type { Tells } from '#kernel/telling.ts'
import { incidentResource } from '../resources.ts'

/** D32. Of an incident at a protected address nobody outside is told. */
export const tellsOfIncident: Tells = async (tx, matter) => {
	const subject = await findSubject(tx, incidentResource, matter)
	const { rows } = await sql<{
		protected: boolean
	}>`select protected from dispatch.incident where id = ${matter}`.execute(tx)
	const row = rows[0]
	return subject === null || row === undefined ? null : { subject, protected: row.protected }
}

/** What another slice that begins at an incident needs of it: the row as powers see it, and its type. */
export async function toldOfIncident(
	tx: Tx,
	incident: string,
): Promise<{ readonly subject: Subject; readonly type: string } | null> {
	const { rows } = await sql<{ type: string }>`select c.type from dispatch.incident i
		join dispatch.classification c on c.id = i.classification_id where i.id = ${incident}`.execute(tx)
	const subject = await findSubject(tx, incidentResource, incident)
	const type = rows[0]?.type
	return subject === null || type === undefined ? null : { subject, type }
}
