import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import { sourceResource } from '../contract.ts'

export type SourceOf = {
	readonly id: string
	readonly agency: string
	readonly signatureRequired: boolean
	readonly key: string | null
	readonly closed: boolean
	readonly version: number
}

/** Loads and locks. @throws Refusal `not_found` */
export async function loadSource(tx: Tx, id: string) {
	const { rows } = await sql<{
		id: string
		agency_id: string
		signature_required: boolean
		key_pem: string | null
		closed_at: Date | null
		version: number
	}>`select id, agency_id, signature_required, key_pem, closed_at, version from warnings.source where id = ${id} for update`.execute(
		tx,
	)
	const found = rows[0]
	if (found === undefined) throw notFound(`source ${id}`)
	const row: SourceOf = {
		id: found.id,
		agency: found.agency_id,
		signatureRequired: found.signature_required,
		key: found.key_pem,
		closed: found.closed_at !== null,
		version: found.version,
	}
	const subject = { resource: sourceResource, id: row.id, attributes: { agency: row.agency } }
	return { subject, row, version: row.version }
}
