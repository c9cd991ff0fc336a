import type { Tx } from '../../db/schema.ts'
import { notFound } from '../../refusal.ts'
import { shows } from '../../view.ts'
import { demoPeople } from '../contract/organisation.ts'
import type { AgencyBranch, CredentialKind, PostKind } from '../contract/words.ts'
import type { Tier } from '../../contract/scalars.ts'
import { needOrganisation, organisationSubject } from '../store.ts'

/** I16. The demo's people on the sign-in page; closed once the organisation is real. */
export const showDemoPeople = shows(demoPeople, {
	async subject(tx) {
		return organisationSubject(await needOrganisation(tx))
	},
	async show({ tx, now }) {
		if ((await needOrganisation(tx)).mode !== 'demo') throw notFound('the demo is over')
		return { output: { agencies: grouped(await holders(tx, now)) } }
	},
})

type Holder = {
	readonly post: string
	readonly kind: PostKind
	readonly person_en: string
	readonly person_zh: string
	readonly sworn: boolean
	readonly id: string
	readonly code: string
	readonly name_en: string
	readonly name_zh: string
	readonly tier: Tier
	readonly branch: AgencyBranch | null
	readonly unit: string | null
	readonly credentials: readonly CredentialKind[]
}

async function holders(tx: Tx, now: Date): Promise<readonly Holder[]> {
	const rows = await tx
		.selectFrom('identity.post as h')
		.innerJoin('identity.person as p', 'p.id', 'h.person_id')
		.innerJoin('identity.agency as a', 'a.id', 'h.agency_id')
		.select(['h.id as post', 'h.kind', 'p.id as person', 'p.name_en as person_en', 'p.name_zh as person_zh', 'p.sworn'])
		.select(['a.id', 'a.code', 'a.name_en', 'a.name_zh', 'a.tier', 'a.branch'])
		.where('p.demo', '=', true)
		.where('a.drill_id', 'is', null)
		.where('h.from_at', '<=', now)
		.where((where) => where.or([where('h.until_at', 'is', null), where('h.until_at', '>', now)]))
		.orderBy('a.code')
		.orderBy('p.account')
		.execute()
	const credentials = await tx
		.selectFrom('identity.credential as c')
		.innerJoin('identity.person as p', 'p.id', 'c.person_id')
		.select(['c.person_id', 'c.kind'])
		.where('p.demo', '=', true)
		.where('c.from_at', '<=', now)
		.where((where) => where.or([where('c.until_at', 'is', null), where('c.until_at', '>', now)]))
		.orderBy('c.kind')
		.execute()
	const crews = await tx
		.selectFrom('identity.crew as c')
		.innerJoin('identity.person as p', 'p.id', 'c.person_id')
		.select(['c.person_id', 'c.unit_id'])
		.where('c.drill_id', 'is', null)
		.where('p.demo', '=', true)
		.where('c.from_at', '<=', now)
		.where((where) => where.or([where('c.until_at', 'is', null), where('c.until_at', '>', now)]))
		.execute()
	return rows.map(({ person, ...row }) => ({
		...row,
		unit: crews.find((one) => one.person_id === person)?.unit_id ?? null,
		credentials: [...new Set(credentials.filter((one) => one.person_id === person).map((one) => one.kind))],
	}))
}

const tiers: readonly Tier[] = ['province', 'city', 'county', 'station']

function grouped(rows: readonly Holder[]) {
	const first = highlights(rows)
	const codes = [...new Set(rows.map((row) => row.code))]
	const rank = (row: Holder) => tiers.indexOf(row.tier) * 2 + (row.branch === null ? 0 : 1)
	return codes
		.map((code) => rows.filter((row) => row.code === code))
		.toSorted((one, other) => (one[0] && other[0] ? rank(one[0]) - rank(other[0]) : 0))
		.flatMap((held) => {
			const [of] = held
			if (of === undefined) return []
			const agency = {
				id: of.id,
				code: of.code,
				nameEn: of.name_en,
				nameZh: of.name_zh,
				tier: of.tier,
				branch: of.branch,
			}
			const posts = held.map((row) => ({
				post: row.post,
				kind: row.kind,
				nameEn: row.person_en,
				nameZh: row.person_zh,
				sworn: row.sworn,
				credentials: [...row.credentials],
				unit: row.unit,
				highlight: first.has(row.post),
			}))
			return [{ agency, posts }]
		})
}

/** One post of each kind at each tier: someone who crews a unit before someone who does not. */
function highlights(rows: readonly Holder[]): ReadonlySet<string> {
	const first = new Map<string, Holder>()
	for (const row of rows) {
		const key = `${row.kind} ${row.tier}`
		const known = first.get(key)
		if (known === undefined || (known.unit === null && row.unit !== null)) first.set(key, row)
	}
	return new Set([...first.values()].map((row) => row.post))
}
