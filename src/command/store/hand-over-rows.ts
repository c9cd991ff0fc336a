import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import type { Who } from '#kernel/who.ts'
import {
	acceptHandOver,
	decideHandOver,
	type HandOverRow,
	handOverState,
	refuseHandOver,
	withdrawHandOver,
} from '../contract/hand-over.ts'
import { numberOf } from '../handing.ts'
import { handOverSubject, type HandOverOf } from './hand-over.ts'

type Named = { readonly id: string; readonly en: string; readonly zh: string }

/** `json` of an agency by its alias. */
export const namedJson = (alias: string): RawBuilder<Named> =>
	sql<Named>`json_build_object('id', ${sql.ref(`${alias}.id`)}, 'en', ${sql.ref(`${alias}.name_en`)}, 'zh', ${sql.ref(`${alias}.name_zh`)})`

type Row = {
	id: string
	state: string
	raised: 'refused' | 'unanswered' | null
	matter_id: string
	kind: string
	from: Named
	to: Named
	superior: Named
	offerer: string
	answerer: string
	offered_at: Date
	due_at: Date
	raised_at: Date | null
	ended_at: Date | null
	version: number
}

/** Hand-overs from a filtered source of alias `h`, as lists show them to this person. */
export async function handOverRows(
	tx: Tx,
	who: Who,
	now: Date,
	source: RawBuilder<unknown>,
	rest: RawBuilder<unknown>,
): Promise<HandOverRow[]> {
	const { rows } = await sql<Row>`
		select h.id, h.state, h.raised, h.matter_id, m.kind, ${namedJson('f')} as "from", ${namedJson('t')} as "to",
			${namedJson('s')} as superior, h.offerer, h.answerer, h.offered_at, h.due_at, h.raised_at, h.ended_at, h.version
		from ${source} join matters.matter m on m.id = h.matter_id join identity.agency f on f.id = h.agency_id
		join identity.agency t on t.id = h.to_id join identity.agency s on s.id = h.superior_id ${rest}`.execute(tx)
	const shown: HandOverRow[] = []
	for (const row of rows) shown.push(await shownOf(tx, who, now, row))
	return shown
}

async function shownOf(tx: Tx, who: Who, now: Date, row: Row): Promise<HandOverRow> {
	const state = handOverState.parse(row.state)
	return {
		id: row.id,
		state,
		raised: row.raised,
		matter: { id: row.matter_id, kind: row.kind, number: await numberOf(tx, row.kind, row.matter_id) },
		from: row.from,
		to: row.to,
		superior: row.superior,
		mine: partOf(mayOn(who, now, plain(row, state))),
		offeredAt: row.offered_at.toISOString(),
		dueAt: row.due_at.toISOString(),
		raisedAt: row.raised_at?.toISOString() ?? null,
		endedAt: row.ended_at?.toISOString() ?? null,
		version: row.version,
	}
}

function plain(row: Row, state: HandOverOf['state']): HandOverOf {
	return {
		id: row.id,
		matter: row.matter_id,
		agency: row.from.id,
		to: row.to.id,
		superior: row.superior.id,
		state,
		offerer: row.offerer,
		answerer: row.answerer,
		dueAt: row.due_at,
		version: row.version,
	}
}

const onHandOver = [acceptHandOver, refuseHandOver, withdrawHandOver, decideHandOver].map((one) => one.name)

/** Acts the person may perform on it as it stands. */
export function mayOn(who: Who, now: Date, row: HandOverOf): readonly string[] {
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	return onHandOver.filter((name) => powersInUse().decide(who, name, handOverSubject(row), context).allowed)
}

function partOf(may: readonly string[]): HandOverRow['mine'] {
	if (may.includes(acceptHandOver.name)) return 'answers'
	if (may.includes(decideHandOver.name)) return 'decides'
	return may.includes(withdrawHandOver.name) ? 'offers' : 'sees'
}
