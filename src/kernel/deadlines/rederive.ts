import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import { notFound } from '../refusal.ts'
import { calendarById, regimeById } from './editions.ts'
import { type KeptPart, minuteOf, partsToKeep, readKeptZone, readParts, readPauses, reckonFor } from './sum.ts'

/** One sum as it was kept, and whether the same comes out again. */
export type Rederived = {
	readonly n: number
	readonly cause: 'set' | 'pause' | 'resume' | 'extend'
	readonly at: Date
	readonly due: Date
	readonly amount: number
	readonly parts: readonly KeptPart[]
	readonly missingYears: readonly number[]
	readonly zone: string
	readonly tz: string
	/** Reckoned again from the editions, pauses and offsets kept: the same moment by the same parts (C17). */
	readonly agrees: boolean
}

type Row = {
	n: number
	cause: Rederived['cause']
	at: Date
	due_at: Date
	amount: number
	pauses: string
	parts: string
	zone: string
	tz: string
	missing_years: number[]
	from_at: Date
	regime_id: string
	calendar_id: string
	regime_body: string
	calendar_body: string
}

/**
 * C17. Every sum of a deadline, oldest first, reckoned again.
 * @throws Refusal `not_found`
 */
export async function rederive(tx: Tx, deadline: string): Promise<readonly Rederived[]> {
	const { rows } =
		await sql<Row>`select k.*, d.from_at, d.regime_id, d.calendar_id, r.body as regime_body, c.body as calendar_body
		from deadlines.reckoning k join deadlines.deadline d on d.id = k.deadline_id
		join deadlines.edition r on r.id = d.regime_id join deadlines.edition c on c.id = d.calendar_id
		where k.deadline_id = ${deadline} order by k.n`.execute(tx)
	if (rows.length === 0) throw notFound(`deadline ${deadline} is absent`)
	return rows.map((row) => again(row))
}

function again(row: Row): Rederived {
	const zone = readKeptZone(row.zone)
	const sum = reckonFor(
		regimeById(row.regime_id, row.regime_body),
		calendarById(row.calendar_id, row.calendar_body),
		{ from: minuteOf(row.from_at), amount: row.amount, pauses: readPauses(row.pauses) },
		{ zone },
	)
	const parts = readParts(row.parts)
	return {
		n: row.n,
		cause: row.cause,
		at: row.at,
		due: row.due_at,
		amount: row.amount,
		parts,
		missingYears: row.missing_years,
		zone: zone.name,
		tz: row.tz,
		agrees: sum.due === minuteOf(row.due_at) && JSON.stringify(partsToKeep(sum.parts)) === JSON.stringify(parts),
	}
}
