import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import { matter } from '../contract.ts'
import '../schema.ts'

/** The matter as powers see it, locked when an act is to move it. @throws Refusal `not_found` */
export async function matterSubject(tx: Tx, id: string, lock: 'lock' | 'read') {
	const query = tx.selectFrom('matters.matter').select(['id', 'agency_id', 'kind', 'version']).where('id', '=', id)
	const row = await (lock === 'lock' ? query.forUpdate() : query).executeTakeFirst()
	if (row === undefined) throw notFound(`matter ${id}`)
	return { resource: matter, id: row.id, attributes: { agency: row.agency_id, kind: row.kind } }
}
