import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import type { Who } from '#kernel/who.ts'
import {
	type AidRow,
	aidState,
	type AidWhat,
	offerAid,
	refuseAid,
	returnAid,
	takeAid,
	withdrawAid,
} from '../contract/aid.ts'
import { aidSubject } from './aid.ts'
import { namedJson } from './hand-over-rows.ts'

type Named = { readonly id: string; readonly en: string; readonly zh: string }

type Row = {
	id: string
	what: AidWhat
	words: string
	answer: string | null
	state: string
	from: Named
	to: Named
	units: readonly Named[]
	asked_at: Date
	answer_due_at: Date
	until_at: Date
	loaned_at: Date | null
	overdue_at: Date | null
	ended_at: Date | null
	version: number
}

const acts = [offerAid, refuseAid, takeAid, withdrawAid, returnAid].map((one) => one.name)

/** Aid from a filtered source of alias `g`, with what the person may do to each. */
export async function aidRows(
	tx: Tx,
	who: Who,
	now: Date,
	source: RawBuilder<unknown>,
	rest: RawBuilder<unknown>,
): Promise<AidRow[]> {
	const { rows } =
		await sql<Row>`select g.id, g.what, g.words, g.answer, g.state, ${namedJson('f')} as "from", ${namedJson('t')} as "to",
			coalesce((select json_agg(json_build_object('id', u.unit_id, 'en', u.call_en, 'zh', u.call_zh)
				)
				from command.aid_unit u where u.aid_id = g.id), '[]') as units,
			g.asked_at, g.answer_due_at, g.until_at, g.loaned_at, g.overdue_at, g.ended_at, g.version
		from ${source} join identity.agency f on f.id = g.agency_id join identity.agency t on t.id = g.to_id ${rest}`.execute(
			tx,
		)
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	return rows.map((row) => {
		const state = aidState.parse(row.state)
		const subject = aidSubject({ id: row.id, agency: row.from.id, to: row.to.id, state })
		return {
			id: row.id,
			what: row.what,
			words: row.words,
			answer: row.answer,
			state,
			from: row.from,
			to: row.to,
			units: [...row.units],
			askedAt: row.asked_at.toISOString(),
			answerDueAt: row.answer_due_at.toISOString(),
			until: row.until_at.toISOString(),
			loanedAt: row.loaned_at?.toISOString() ?? null,
			overdueAt: row.overdue_at?.toISOString() ?? null,
			endedAt: row.ended_at?.toISOString() ?? null,
			may: acts.filter((name) => powersInUse().decide(who, name, subject, context).allowed),
			version: row.version,
		}
	})
}

/** Units of an agency that are on loan now, to whom and until when. */
export async function lentBy(tx: Tx, agency: string) {
	const { rows } = await sql<Named & { to: Named; until_at: Date }>`
		select u.unit_id as id, u.call_en as en, u.call_zh as zh, ${namedJson('b')} as "to", g.until_at
		from command.aid g join command.aid_unit u on u.aid_id = g.id join identity.agency b on b.id = g.agency_id
		where g.to_id = ${agency} and g.state = 'on_loan' order by g.until_at, g.id`.execute(tx)
	return rows.map(({ until_at, ...row }) => ({ ...row, until: until_at.toISOString() }))
}
