import { type RawBuilder, sql } from 'kysely'
import type { ActContext, Done } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import {
	type Proposal,
	proposal,
	warningBook,
	warningChanged,
	warningResource,
	type WarningState,
} from '../contract.ts'
import { warningState } from '../contract.ts'

/** A warning as an act needs it. */
export type WarningOf = Proposal & {
	readonly id: string
	readonly agency: string
	readonly proposedBy: string
	readonly issuer: string
	readonly issuerPost: string
	readonly mostHours: number
	readonly about: string | null
	readonly replaces: string | null
	readonly state: WarningState
	readonly issuedAt: Date | null
	readonly version: number
}

type Row = {
	id: string
	agency_id: string
	proposed_by: string
	issuer_id: string
	issuer_post: string
	most_hours: number
	about_id: string | null
	replaces_id: string | null
	state: string
	until_at: Date
	issued_at: Date | null
	said: unknown
	version: number
}

/** What was proposed, as the contract has it but for its end. */
export const saidJson = (alias: string) => {
	const column = (name: string) => sql.ref(`${alias}.${name}`)
	return sql`json_build_object('kind', ${column('kind')}, 'severity', ${column('severity')}, 'urgency', ${column('urgency')},
		'certainty', ${column('certainty')}, 'response', ${column('response')}, 'status', ${column('status')}, 'area', ${column('area')},
		'en', ${column('words_en')}, 'zh', ${column('words_zh')})`
}

const said = proposal.omit({ until: true })

/** What a row of `saidJson` says. */
export const readSaid = (value: unknown) => said.parse(value)

/** Loads and locks. @throws Refusal `not_found` */
export async function needWarning(tx: Tx, id: string): Promise<WarningOf> {
	const { rows } =
		await sql<Row>`select w.id, w.agency_id, w.proposed_by, w.issuer_id, w.issuer_post, w.most_hours, w.about_id,
		w.replaces_id, w.state, w.until_at, w.issued_at, ${saidJson('w')} as said, w.version
		from warnings.warning w where w.id = ${id} for update of w`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`warning ${id}`)
	return {
		...readSaid(row.said),
		until: row.until_at.toISOString(),
		id: row.id,
		agency: row.agency_id,
		proposedBy: row.proposed_by,
		issuer: row.issuer_id,
		issuerPost: row.issuer_post,
		mostHours: row.most_hours,
		about: row.about_id,
		replaces: row.replaces_id,
		state: warningState.parse(row.state),
		issuedAt: row.issued_at,
		version: row.version,
	}
}

/** What an act on a warning begins with. @throws Refusal `not_found` */
export async function loadWarning(tx: Tx, id: string) {
	const row = await needWarning(tx, id)
	return { subject: warningSubject({ ...row, issued: row.issuedAt !== null }), row, version: row.version }
}

type SubjectFacts = Pick<WarningOf, 'id' | 'agency' | 'issuer' | 'issuerPost' | 'proposedBy' | 'state'>
export function warningSubject(facts: SubjectFacts & { readonly issued: boolean }): Subject {
	const { id, agency, issuer, issuerPost, proposedBy: proposer, state, issued } = facts
	return { resource: warningResource, id, attributes: { agency, issuer, issuerPost, proposer, state, issued } }
}

export function bookSubject(agency: string): Subject {
	return { resource: warningBook, id: agency, attributes: { agency } }
}

/** Refused in a state the act has no sense in. @throws Refusal `wrong_state` */
export function mustBe(row: WarningOf, state: WarningState): void {
	if (row.state === state) return
	const words =
		state === 'proposed'
			? { en: 'It is no longer a proposal.', zh: '该预警已不是待审批状态。' }
			: { en: 'It is not in force.', zh: '该预警未在生效。' }
	throw new Refusal('wrong_state', words, { rule: 'V10' })
}

/** V10. Moves a warning along its drawing and writes what else changed. */
export async function moveWarning(
	{ tx, now }: Pick<ActContext, 'tx' | 'now'>,
	row: WarningOf,
	state: WarningState,
	changes: RawBuilder<unknown>,
): Promise<Done<{ warning: string; state: WarningState; version: number }>> {
	await stepMatter(tx, row.id, state, { now })
	await sql`update warnings.warning set state = ${state}, version = version + 1, ${changes} where id = ${row.id}`.execute(
		tx,
	)
	return {
		output: { warning: row.id, state, version: row.version + 1 },
		fact: { warning: row.id, kind: row.kind, state, from: row.agency, issuer: row.issuer },
		messages: [{ topic: warningChanged, resource: { type: 'Warning', id: row.id }, body: { state } }],
		matter: row.id,
	}
}
