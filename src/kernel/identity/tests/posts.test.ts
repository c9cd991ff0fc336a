import { expect, it } from 'vitest'
import { identitySlice } from '#kernel/identity/api.ts'
import { type PostKind, postKind } from '#kernel/identity/contract.ts'
import {
	memberSubject,
	organisationSubject,
	postSubject,
	sessionSubject,
	bureauSubject,
} from '#kernel/identity/store.ts'
import { organisationId } from '#kernel/identity/contract.ts'
import { newId } from '#kernel/ids.ts'
import { loadPowers } from '#kernel/powers/powers.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { nobody, system, type Who } from '#kernel/who.ts'

const powers = loadPowers([identitySlice])
const city = newId()
const bureau = newId()
const station = newId()
const other = newId()

const holder = (kind: string): Who => ({
	...nobody,
	person: newId(),
	post: newId(),
	postKind: kind,
	agency: bureau,
	tier: 'county',
	above: [bureau, city],
	bureau,
	below: [bureau, station],
	sworn: true,
	standing: '1',
	session: newId(),
})

/** Whose row it is: one's own, a colleague's at a station of the bureau, one of another bureau, of the city above. */
const places = ['own', 'below', 'other', 'above'] as const
type Place = (typeof places)[number]

function subjectOf(type: string, who: Who, place: Place): Subject {
	const agency = { own: who.agency, below: station, other, above: city }[place]
	const person = place === 'own' ? who.person : newId()
	switch (type) {
		case 'Bureau':
			return bureauSubject({ id: agency, tier: 'county' })
		case 'Member':
			return memberSubject({ id: person, agency })
		case 'Session':
			return sessionSubject({ id: newId(), agency_id: agency, person_id: person, post_id: newId() })
		case 'Post': {
			const row = { id: newId(), person_id: person, kind: 'officer' as const, agency_id: agency }
			const rest = {
				from_at: new Date(0),
				until_at: null,
				version: 1,
				code: 'x',
				name_en: 'x',
				name_zh: 'x',
				drill_id: null,
			}
			return postSubject({ ...row, ...rest, tier: 'station', branch: null })
		}
		default:
			return organisationSubject({ id: organisationId, mode: 'demo', origin: null })
	}
}

const leads: readonly PostKind[] = [
	'commander',
	'station_chief',
	'shift_leader',
	'dispatcher',
	'integrity_inspector',
	'legal_reviewer',
]
const trains: readonly PostKind[] = ['trainer', 'administrator']
const administers: readonly PostKind[] = ['administrator']
const within: readonly Place[] = ['own', 'below']

/** The whole of who may: action -> posts and places. What is not here is refused. `all`: any post; `own`: one's own row. */
const mine = { posts: 'all', places: ['own'] } as const
const grants: Readonly<Record<string, readonly { posts: readonly PostKind[] | 'all'; places: readonly Place[] }[]>> = {
	'identity.organisation.see': [{ posts: 'all', places }],
	'identity.session.show': [{ posts: 'all', places }],
	'identity.session.open': [{ posts: 'all', places }],
	'identity.keys.prepare': [{ posts: 'all', places }],
	'identity.enrolment.use': [{ posts: 'all', places }],
	'identity.demo.people': [{ posts: 'all', places }],
	'identity.organisation.set-up': [{ posts: 'all', places }],
	'identity.agency.tree': [{ posts: 'all', places }],
	'identity.session.see': [mine, { posts: administers, places: within }],
	'identity.session.close': [mine],
	'identity.session.switch': [mine],
	'identity.session.lock': [mine],
	'identity.session.unlock': [mine],
	'identity.session.take-over': [mine],
	'identity.session.list': [{ posts: administers, places: within }],
	'identity.session.revoke': [{ posts: administers, places: within }],
	'identity.person.see': [mine, { posts: trains, places: within }],
	'identity.keys.show': [mine],
	'identity.password.set': [mine],
	'identity.totp.begin': [mine],
	'identity.totp.confirm': [mine],
	'identity.passkey.register': [mine],
	'identity.passkey.remove': [mine],
	'identity.person.list': [{ posts: trains, places: within }],
	'identity.credential.grant': [{ posts: trains, places: within }],
	'identity.credential.end': [{ posts: trains, places: within }],
	'identity.person.leave': [{ posts: administers, places: within }],
	'identity.enrolment.open': [{ posts: administers, places: within }],
	'identity.post.see': [mine, { posts: administers, places: within }],
	'identity.post.end': [{ posts: administers, places: within }],
	'identity.agency.see': [
		{ posts: administers, places: within },
		{ posts: leads, places: within },
	],
	'identity.post.list': [
		{ posts: administers, places: within },
		{ posts: leads, places: within },
	],
	'identity.agency.add': [{ posts: administers, places: within }],
	'identity.agency.rename': [{ posts: administers, places: within }],
	'identity.person.add': [{ posts: administers, places: within }],
	'identity.post.grant': [{ posts: administers, places: within }],
}

const actions = [...powers.words.actions].flatMap(([name, types]) => types.map((type) => [name, type] as const))

it('I18 the table of grants names every act, view and sight of identity', () => {
	expect(new Set(Object.keys(grants))).toEqual(new Set(actions.map(([name]) => name)))
})

it.each(postKind.options)('I18 a %s may what the table says and nothing else', (kind) => {
	for (const [name, type] of actions) {
		for (const place of places) {
			const who = holder(kind)
			const { allowed } = powers.decide(who, name, subjectOf(type, who, place), { now: 1_800_000_000, purpose: false })
			const granted = (grants[name] ?? []).some(
				(one) => (one.posts === 'all' || one.posts.includes(kind)) && one.places.includes(place),
			)
			expect(allowed, `${kind} ${name} ${place}`).toBe(granted)
		}
	}
})

const open = new Set([
	'identity.organisation.see',
	'identity.session.show',
	'identity.session.open',
	'identity.keys.prepare',
	'identity.enrolment.use',
	'identity.demo.people',
	'identity.organisation.set-up',
])

it.each([nobody, system].map((who) => [who.person, who] as const))(
	'I11 %s may sign in, and see nobody',
	(_name, who) => {
		for (const [name, type] of actions) {
			const subject = subjectOf(type, { ...who, agency: bureau, person: newId() }, 'below')
			const { allowed } = powers.decide(who, name, subject, { now: 1_800_000_000, purpose: false })
			expect(allowed, name).toBe(open.has(name))
		}
	},
)

it('I16 I17 once the organisation is real, nobody looks at the demo or sets it up again', () => {
	const real = organisationSubject({ id: organisationId, mode: 'real', origin: 'https://seawall.example' })
	for (const who of [nobody, ...postKind.options.map(holder)]) {
		for (const name of ['identity.demo.people', 'identity.organisation.set-up']) {
			expect(powers.decide(who, name, real, { now: 1_800_000_000, purpose: true }).allowed).toBe(false)
		}
	}
})
