import type { Tx } from '#kernel/db/schema.ts'
import { needOrganisation } from '#kernel/identity/api.ts'
import { demoId } from './ids.ts'
import { demoAgencies, demoCrews, demoPeople } from './organisation.ts'

/** Posts of the demo began long enough ago that every replayed day falls into them. */
const since = new Date('2026-01-01T00:00:00Z')
const day = 24 * 3_600_000
/** Days of earlier incidents the demo shows. */
const pastDays = 32

/**
 * Writes the demo organisation: agencies, people, posts and credentials, once; and on every call puts crews
 * without a unit on theirs from `now`, until they sign off. Does nothing once the organisation is real. Runs as the owner. Gives true when the organisation was
 * written by this call.
 */
export async function seedDemo(tx: Tx, now: Date): Promise<boolean> {
	if ((await needOrganisation(tx)).mode !== 'demo') return false
	const written = await seedAgencies(tx)
	if (written) await seedPeople(tx, now)
	// The crews of the demo's past month served on their units then too.
	await seedShift(tx, written ? new Date(now.getTime() - pastDays * day) : now)
	return written
}

async function seedAgencies(tx: Tx): Promise<boolean> {
	const known = await tx
		.selectFrom('identity.agency')
		.select('id')
		.where('id', '=', demoId('agency', 'xigang'))
		.executeTakeFirst()
	if (known !== undefined) return false
	await tx
		.insertInto('identity.agency')
		.values(
			demoAgencies.map((agency) => ({
				id: demoId('agency', agency.code),
				code: agency.code,
				name_en: agency.en,
				name_zh: agency.zh,
				tier: agency.tier,
				branch: agency.branch,
				parent_id: agency.parent === null ? null : demoId('agency', agency.parent),
				demo: true,
			})),
		)
		.execute()
	return true
}

async function seedPeople(tx: Tx, now: Date): Promise<void> {
	await tx
		.insertInto('identity.person')
		.values(
			demoPeople.map((person) => ({
				id: demoId('person', person.code),
				account: `demo.${person.code}`,
				name_en: person.en,
				name_zh: person.zh,
				sworn: person.sworn,
				agency_id: demoId('agency', person.posts[0]?.agency ?? 'xigang'),
				left_at: null,
				demo: true,
			})),
		)
		.execute()
	const posts = demoPeople.flatMap((person) =>
		person.posts.map((post, at) => ({
			id: demoId('post', `${person.code} ${post.kind} ${post.agency}`),
			person_id: demoId('person', person.code),
			agency_id: demoId('agency', post.agency),
			kind: post.kind,
			// The first post of a row is the newest: the one a sign-in takes.
			from_at: new Date(since.getTime() - at * day),
			until_at: null,
		})),
	)
	await tx.insertInto('identity.post').values(posts).execute()
	const credentials = demoPeople.flatMap((person) =>
		person.credentials.map((kind) => ({
			id: demoId('credential', `${person.code} ${kind}`),
			person_id: demoId('person', person.code),
			kind,
			from_at: since,
			until_at: new Date(now.getTime() + 365 * day),
		})),
	)
	await tx.insertInto('identity.credential').values(credentials).execute()
}

/** Puts everyone of a crew who is on no unit now on theirs. */
async function seedShift(tx: Tx, now: Date): Promise<void> {
	const on = await tx
		.selectFrom('identity.crew')
		.select('person_id')
		.where('from_at', '<=', now)
		.where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', now)]))
		.execute()
	const busy = new Set(on.map((row) => row.person_id))
	const stamp = now.toISOString()
	const crew = demoCrews
		.flatMap((unit) => unit.crew.map((code) => ({ person: demoId('person', code), unit: demoId('unit', unit.code) })))
		.filter((one) => !busy.has(one.person))
	if (crew.length === 0) return
	await tx
		.insertInto('identity.crew')
		.values(
			crew.map((one) => ({
				id: demoId('crew', `${one.person} ${stamp}`),
				person_id: one.person,
				unit_id: one.unit,
				from_at: now,
				until_at: null,
			})),
		)
		.execute()
}
