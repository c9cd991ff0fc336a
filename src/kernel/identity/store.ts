import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import type { Subject } from '../powers/subject.ts'
import { notFound } from '../refusal.ts'
import type { Who } from '../who.ts'
import {
	bureauResource,
	memberResource,
	organisationResource,
	postResource,
	sessionResource,
} from './contract/resources.ts'
import type { AgencyShape, PersonShape, PostShape } from './contract/shapes.ts'
import type { AgencyBranch, OrganisationMode, PostKind } from './contract/words.ts'
import type { Tier } from '../contract/scalars.ts'
import './tables.ts'

/** Rows of identity as powers and screens see them. */

export type OrganisationRow = { readonly id: string; readonly mode: OrganisationMode; readonly origin: string | null }

export async function needOrganisation(tx: Tx, lock = false): Promise<OrganisationRow> {
	const query = tx.selectFrom('identity.organisation').select(['id', 'mode', 'origin'])
	return (lock ? query.forUpdate() : query).executeTakeFirstOrThrow()
}

export function organisationSubject(row: OrganisationRow): Subject {
	return { resource: organisationResource, id: row.id, attributes: { mode: row.mode } }
}

export async function needAgency(tx: Tx, agency: string, lock = false): Promise<AgencyShape> {
	const query = agenciesOf(tx).where('id', '=', agency)
	const row = await (lock ? query.forNoKeyUpdate() : query).executeTakeFirst()
	if (row === undefined) throw notFound('no such agency')
	return row
}

/** Agencies of the organisation as it is: the demo's while it is a demo, else the real ones. */
export function agenciesOf(tx: Tx) {
	return tx
		.selectFrom('identity.agency')
		.select([
			'id',
			'code',
			'name_en as nameEn',
			'name_zh as nameZh',
			'tier',
			'branch',
			'parent_id as parent',
			'bureau_id as bureau',
			'demo',
			'version',
		])
		.where('demo', '=', isDemo)
}

/** True in SQL while the organisation is a demo. */
export const isDemo = sql<boolean>`(select o.mode = 'demo' from identity.organisation o)`

export function bureauSubject(agency: { readonly id: string; readonly tier: Tier }): Subject {
	return { resource: bureauResource, id: agency.id, attributes: { agency: agency.id, tier: agency.tier } }
}

export async function needPerson(
	tx: Tx,
	person: string,
	lock = false,
): Promise<PersonShape & { readonly left: boolean }> {
	const query = tx.selectFrom('identity.person').selectAll().where('id', '=', person).where('demo', '=', isDemo)
	const row = await (lock ? query.forNoKeyUpdate() : query).executeTakeFirst()
	if (row === undefined) throw notFound('no such person')
	return {
		id: row.id,
		account: row.account,
		nameEn: row.name_en,
		nameZh: row.name_zh,
		sworn: row.sworn,
		agency: row.agency_id,
		locale: row.locale,
		demo: row.demo,
		version: row.version,
		left: row.left_at !== null,
	}
}

export function memberSubject(person: { readonly id: string; readonly agency: string }): Subject {
	return { resource: memberResource, id: person.id, attributes: { agency: person.agency, person: person.id } }
}

type PostRow = {
	id: string
	person_id: string
	kind: PostKind
	from_at: Date
	until_at: Date | null
	version: number
	agency_id: string
	code: string
	name_en: string
	name_zh: string
	tier: Tier
	branch: AgencyBranch | null
	drill_id: string | null
}

function postsOf(tx: Tx) {
	return tx
		.selectFrom('identity.post as h')
		.innerJoin('identity.agency as a', 'a.id', 'h.agency_id')
		.select(['h.id', 'h.person_id', 'h.kind', 'h.from_at', 'h.until_at', 'h.version', 'h.agency_id'])
		.select(['a.code', 'a.name_en', 'a.name_zh', 'a.tier', 'a.branch', 'a.drill_id'])
}

export function postShapeOf(row: PostRow): PostShape {
	return {
		id: row.id,
		kind: row.kind,
		agency: {
			id: row.agency_id,
			code: row.code,
			nameEn: row.name_en,
			nameZh: row.name_zh,
			tier: row.tier,
			branch: row.branch,
		},
		from: row.from_at.toISOString(),
		until: row.until_at?.toISOString() ?? null,
		drill: row.drill_id !== null,
		version: row.version,
	}
}

/** Posts the people hold at `now`, newest first; with `coming`, also those that begin later. */
export async function findPosts(
	tx: Tx,
	people: readonly string[],
	now: Date,
	coming = false,
): Promise<readonly PostRow[]> {
	if (people.length === 0) return []
	const query = postsOf(tx)
		.where('h.person_id', 'in', people)
		.where((where) => where.or([where('h.until_at', 'is', null), where('h.until_at', '>', now)]))
		.orderBy('h.from_at', 'desc')
		.orderBy('h.id', 'desc')
	return (coming ? query : query.where('h.from_at', '<=', now)).execute()
}

/** Everyone who holds a post at the agency at `now`, with names. */
export async function findHolders(tx: Tx, agency: string, now: Date) {
	return postsOf(tx)
		.innerJoin('identity.person as p', 'p.id', 'h.person_id')
		.select(['p.name_en as person_en', 'p.name_zh as person_zh', 'p.sworn'])
		.where('h.agency_id', '=', agency)
		.where('p.left_at', 'is', null)
		.where('h.from_at', '<=', now)
		.where((where) => where.or([where('h.until_at', 'is', null), where('h.until_at', '>', now)]))
		.orderBy('h.kind')
		.orderBy('p.account')
		.execute()
}

export async function needPost(tx: Tx, post: string): Promise<PostRow> {
	const row = await postsOf(tx).where('h.id', '=', post).where('a.demo', '=', isDemo).forUpdate('h').executeTakeFirst()
	if (row === undefined) throw notFound('no such post')
	return row
}

export function postSubject(row: PostRow): Subject {
	const attributes = { agency: row.agency_id, person: row.person_id, kind: row.kind }
	return { resource: postResource, id: row.id, attributes }
}

export type SessionRow = {
	readonly id: string
	readonly agency_id: string
	readonly person_id: string
	readonly post_id: string
}

/** An open session; not found when it is closed or was never there. */
export async function needSession(tx: Tx, session: string | null): Promise<SessionRow> {
	const row =
		session === null
			? undefined
			: await tx
					.selectFrom('identity.session')
					.select(['id', 'agency_id', 'person_id', 'post_id'])
					.where('id', '=', session)
					.where('revoked_at', 'is', null)
					.forUpdate()
					.executeTakeFirst()
	if (row === undefined) throw notFound('no such open session')
	return row
}

export function sessionSubject(row: SessionRow): Subject {
	return { resource: sessionResource, id: row.id, attributes: { agency: row.agency_id, person: row.person_id } }
}

/** The subject of an act on one's own file. */
export async function ownFile(tx: Tx, who: Who): Promise<PersonShape> {
	return needPerson(tx, who.person, true)
}
