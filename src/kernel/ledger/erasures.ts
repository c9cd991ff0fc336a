import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import type { Subject } from '../powers/subject.ts'
import { notFound } from '../refusal.ts'
import { erasureResource } from './contract.ts'

/** A proposed erasure as acts and views read it. */
export type ErasureOf = {
	readonly id: string
	readonly n: number
	/** Hex. */
	readonly commitments: readonly string[]
	readonly ground: string
	readonly agency: string
	readonly state: 'proposed' | 'approved' | 'declined'
	readonly proposed_by: string
	readonly proposed_agency: string
	readonly proposed_at: Date
	readonly decided_agency: string | null
	readonly decided_at: Date | null
	readonly version: number
}

export const erasureColumns = sql`e.id, e.n, array(select encode(c, 'hex') from unnest(e.commitments) c order by c) as commitments,
	e.ground, e.agency, e.state, e.proposed_by, e.proposed_agency, e.proposed_at, e.decided_agency, e.decided_at, e.version`

export async function needErasure(tx: Tx, id: string): Promise<ErasureOf> {
	const { rows } =
		await sql<ErasureOf>`select ${erasureColumns} from ledger.erasure e where e.id = ${id} for update`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`no erasure ${id}`)
	return row
}

export function erasureSubject(row: ErasureOf): Subject {
	return {
		resource: erasureResource,
		id: row.id,
		attributes: { agency: row.agency, proposedAgency: row.proposed_agency, proposedBy: row.proposed_by },
	}
}
