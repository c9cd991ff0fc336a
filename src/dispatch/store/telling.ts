import { sql } from 'kysely'
import { findSubject } from '#kernel/powers/load-subject.ts'
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
