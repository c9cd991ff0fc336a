import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#kernel/db/schema.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import type { Who } from '#kernel/who.ts'
import {
	endWarning,
	issuerPost,
	issueWarning,
	type OpenWarning,
	refuseWarning,
	type WarningRow,
	warningState,
	type warningMessage,
	withdrawWarning,
} from '../contract.ts'
import { readSaid, saidJson, warningSubject } from './warning.ts'

type Named = { readonly id: string; readonly en: string; readonly zh: string }
type Message = z.output<typeof warningMessage>

type Row = {
	id: string
	said: unknown
	square_metres: number
	state: string
	proposed_by: string
	from: Named
	issuer: Named
	issuer_post: string
	rule: string
	about_id: string | null
	replaces_id: string | null
	proposed_at: Date
	answer_due_at: Date
	until_at: Date
	issued_at: Date | null
	ended_at: Date | null
	reason: string | null
	messages: readonly Message[]
	version: number
}

const named = (alias: string) =>
	sql`json_build_object('id', ${sql.ref(`${alias}.id`)}, 'en', ${sql.ref(`${alias}.name_en`)}, 'zh', ${sql.ref(`${alias}.name_zh`)})`

/** What may be done in which state; the powers say by whom. */
const acts: Readonly<Record<string, readonly string[]>> = {
	proposed: [issueWarning.name, refuseWarning.name, withdrawWarning.name],
	in_force: [endWarning.name],
}

/** Warnings from a filtered source of alias `w`, with what the person may do to each. */
export async function warningRows(
	tx: Tx,
	who: Who,
	now: Date,
	source: RawBuilder<unknown>,
	rest: RawBuilder<unknown>,
): Promise<WarningRow[]> {
	const { rows } =
		await sql<Row>`select w.id, ${saidJson('w')} as said, w.square_metres, w.state, w.proposed_by, ${named('f')} as "from",
			${named('g')} as issuer, w.issuer_post, w.rule, w.about_id, w.replaces_id, w.proposed_at, w.answer_due_at, w.until_at,
			w.issued_at, w.ended_at, w.reason, w.version,
			coalesce((select json_agg(json_build_object('type', m.type, 'identifier', m.identifier, 'sentAt',
				to_char(m.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'sha256', m.sha256) order by m.n)
				from warnings.message m where m.warning_id = w.id), '[]') as messages
		from ${source} join identity.agency f on f.id = w.agency_id join identity.agency g on g.id = w.issuer_id ${rest}`.execute(
			tx,
		)
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	return rows.map((row) => {
		const state = warningState.parse(row.state)
		const subject = warningSubject({
			id: row.id,
			agency: row.from.id,
			issuer: row.issuer.id,
			issuerPost: row.issuer_post,
			proposedBy: row.proposed_by,
			state,
			issued: row.issued_at !== null,
		})
		return {
			...readSaid(row.said),
			id: row.id,
			squareKilometres: row.square_metres / 1e6,
			state,
			from: row.from,
			issuer: row.issuer,
			issuerPost: issuerPost.parse(row.issuer_post),
			rule: row.rule,
			about: row.about_id,
			replaces: row.replaces_id,
			proposedAt: row.proposed_at.toISOString(),
			answerDueAt: row.answer_due_at.toISOString(),
			until: row.until_at.toISOString(),
			issuedAt: row.issued_at?.toISOString() ?? null,
			endedAt: row.ended_at?.toISOString() ?? null,
			reason: row.reason,
			messages: [...row.messages],
			may: (acts[state] ?? []).filter((name) => powersInUse().decide(who, name, subject, context).allowed),
			version: row.version,
		}
	})
}

type Open = {
	said: unknown
	by: { en: string; zh: string }
	identifier: string
	type: OpenWarning['type']
	sent_at: Date
	issued_at: Date
	until_at: Date
}

/** V3, V21, V22. What anybody reads now: in force and not past its moment; and, when asked for, cancels until that moment. */
export async function openWarnings(tx: Tx, now: Date, ended: boolean): Promise<OpenWarning[]> {
	const states = ended
		? sql`(w.state = 'in_force' or (w.state = 'ended' and m.type = 'cancel'))`
		: sql`w.state = 'in_force'`
	const { rows } = await sql<Open>`
		select ${saidJson('w')} as said, json_build_object('en', a.name_en, 'zh', a.name_zh) as by, m.identifier, m.type, m.sent_at,
			w.issued_at, w.until_at
		from warnings.warning w join identity.agency a on a.id = w.issuer_id
		join lateral (select m.* from warnings.message m where m.warning_id = w.id order by m.n desc limit 1) m on true
		where ${states} and w.until_at > ${now}::timestamptz order by m.sent_at desc, w.id desc limit 200`.execute(tx)
	return rows.map((row) => {
		const { urgency: _urgency, certainty: _certainty, ...said } = readSaid(row.said)
		return {
			...said,
			by: row.by,
			identifier: row.identifier,
			type: row.type,
			sentAt: row.sent_at.toISOString(),
			issuedAt: row.issued_at.toISOString(),
			until: row.until_at.toISOString(),
		}
	})
}
