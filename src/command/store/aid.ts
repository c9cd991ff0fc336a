import { type RawBuilder, sql } from 'kysely'
import type { ActContext, Done, Message } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { aidChanged, aidResource, aidState, type AidState } from '../contract/aid.ts'
import { passUnits } from '../handing.ts'

/** Aid as an act needs it. */
export type AidOf = {
	readonly id: string
	readonly agency: string
	readonly to: string
	readonly state: AidState
	readonly until: Date
	readonly overdue: boolean
	readonly version: number
}

/** Loads and locks. @throws Refusal `not_found` */
export async function loadAid(tx: Tx, id: string) {
	const { rows } = await sql<{
		id: string
		agency_id: string
		to_id: string
		state: string
		until_at: Date
		overdue_at: Date | null
		version: number
	}>`select id, agency_id, to_id, state, until_at, overdue_at, version from command.aid where id = ${id} for update`.execute(
		tx,
	)
	const row = rows[0]
	if (row === undefined) throw notFound(`aid ${id}`)
	const aid: AidOf = {
		id: row.id,
		agency: row.agency_id,
		to: row.to_id,
		state: aidState.parse(row.state),
		until: row.until_at,
		overdue: row.overdue_at !== null,
		version: row.version,
	}
	return { subject: aidSubject(aid), row: aid, version: aid.version }
}

export function aidSubject({ id, agency, to, state }: Pick<AidOf, 'id' | 'agency' | 'to' | 'state'>): Subject {
	return { resource: aidResource, id, attributes: { agency, to, state } }
}

/** Moves aid along its drawing and writes what else changed: the end of every act on it. Both sides are named (K1). */
export async function moveAid(
	context: ActContext,
	row: AidOf,
	state: AidState,
	changes: RawBuilder<unknown>,
	passed: readonly Message[] = [],
): Promise<Done<{ aid: string; state: AidState; version: number }>> {
	await stepMatter(context.tx, row.id, state, { now: context.now })
	return writeAid(context, row, state, changes, passed)
}

/** The same without a step: the clock marks a loan that has run out. `passed`: what units that pass send on. */
export async function writeAid(
	{ tx }: ActContext,
	row: AidOf,
	state: AidState,
	changes: RawBuilder<unknown>,
	passed: readonly Message[] = [],
): Promise<Done<{ aid: string; state: AidState; version: number }>> {
	await sql`update command.aid set state = ${state}, version = version + 1, ${changes} where id = ${row.id}`.execute(tx)
	const version = row.version + 1
	return {
		output: { aid: row.id, state, version },
		fact: { aid: row.id, from: row.agency, to: row.to, state },
		messages: [
			{ topic: aidChanged, resource: { type: 'Aid', id: row.id }, body: { state, overdue: row.overdue } },
			...passed,
		],
		matter: row.id,
	}
}

/** K53. What a loan lends goes to the borrower, or with null comes back; gives what moveAid and writeAid send on. */
export async function passLoan(tx: Tx, aid: string, to: string | null): Promise<readonly Message[]> {
	const { rows } = await sql<{ id: string }>`
		select unit_id as id from command.aid_unit where aid_id = ${aid}`.execute(tx)
	return passUnits(
		tx,
		rows.map((row) => row.id),
		to,
	)
}

/** K50. The end of a loan lies ahead. */
export function mustLieAhead(until: Date, now: Date): void {
	if (until > now) return
	throw new Refusal(
		'invalid',
		{ en: 'The end of the loan lies in the past.', zh: '借用截止时间已过。' },
		{ rule: 'K50', field: 'until' },
	)
}
