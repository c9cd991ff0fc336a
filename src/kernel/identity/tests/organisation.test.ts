import { afterAll, beforeAll, expect, it } from 'vitest'
import {
	agencyAdd,
	agencyTree,
	demoPeople,
	keysPrepare,
	organisationSetUp,
	sessionOpen,
} from '#kernel/identity/contract.ts'
import { mayStandUnder } from '#kernel/identity/rules/posts.ts'
import { nobody } from '#kernel/who.ts'
import { codeAt, password, Town } from './town.ts'

let town: Town
beforeAll(async () => {
	town = await Town.open()
})
afterAll(() => town.store.close())

async function setUp(more: { code?: string; stations?: { code: string; nameEn: string; nameZh: string }[] } = {}) {
	const { totpSecret } = await town.view(keysPrepare, {})
	const input = {
		origin: 'https://seawall.example',
		city: { code: 'real-city', nameEn: 'Real City Police', nameZh: '实市公安局' },
		bureau: { code: 'real', nameEn: 'Real Bureau', nameZh: '实县公安局' },
		branches: ['command' as const, 'public_order' as const],
		stations: more.stations ?? [{ code: 'real-east', nameEn: 'East Station', nameZh: '城东派出所' }],
		administrator: {
			account: 'first.one',
			nameEn: 'First One',
			nameZh: '第一人',
			sworn: true,
			locale: 'zh' as const,
			firstKeys: {
				method: 'password' as const,
				password,
				totpSecret,
				code: more.code ?? codeAt(town.at, totpSecret),
			},
		},
	}
	return { totpSecret, done: town.act(organisationSetUp, input, { ...nobody, source: '192.0.2.1' }) }
}

it('I16 the demo’s people are offered while it is a demo, each kind of post once first', async () => {
	await town.hire('officer', 'east')
	await town.hire('officer', 'east')
	const { agencies } = await town.view(demoPeople, {})
	const east = agencies.find((one) => one.agency.code === 'east')
	expect(east?.posts).toHaveLength(2)
	expect(east?.posts.filter((post) => post.highlight)).toHaveLength(1)
})

it('I17 a set-up with a wrong code, or with two agencies of one code, leaves the demo as it was', async () => {
	const wrong = await setUp({ code: codeAt(town.at + 3_600_000) })
	expect(await town.no(wrong.done)).toMatchObject({ code: 'invalid', rule: 'I13' })
	const twice = await setUp({ stations: [{ code: 'real-command', nameEn: 'Twice', nameZh: '重复所' }] })
	expect(await town.no(twice.done)).toMatchObject({ code: 'invalid', rule: 'I19' })
	expect((await town.view(demoPeople, {})).agencies.length).toBeGreaterThan(0)
})

it('I17 the organisation is set up once: demo sessions die, the demo is closed, the administrator signs in', async () => {
	const { post } = await town.hire('dispatcher', 'command')
	const { token } = await town.demoIn(post)
	const { totpSecret, done } = await setUp()
	const { bureau, person } = await done
	expect(await town.who(token)).toBeNull()
	expect(await town.no(town.act(sessionOpen, { keys: { method: 'demo', post } }))).toMatchObject({
		code: 'not_signed_in',
	})
	expect(await town.no(town.view(demoPeople, {}))).toMatchObject({ code: 'not_permitted' })
	town.at += 60_000
	const code = codeAt(town.at, totpSecret)
	const { session } = await town.act(sessionOpen, {
		keys: { method: 'password', account: 'first.one', password, code },
	})
	const who = await town.needWho(session.token)
	expect(who).toMatchObject({ person, postKind: 'administrator', bureau, agency: bureau })
	const { agencies } = await town.view(agencyTree, {}, who)
	expect(agencies.map((agency) => agency.code)).toEqual([
		'real-city',
		'real',
		...['real-command', 'real-public-order', 'real-east'].toSorted((one, other) => {
			const id = (name: string) => agencies.find((agency) => agency.code === name)?.id ?? ''
			return id(one) < id(other) ? -1 : 1
		}),
	])
	const again = await setUp()
	expect(await town.no(again.done)).toMatchObject({ code: 'not_permitted' })
})

it('I19 where an agency may stand', () => {
	const county = { tier: 'county', branch: null } as const
	expect(mayStandUnder({ tier: 'station', branch: null }, county)).toBe(true)
	expect(mayStandUnder({ tier: 'county', branch: null }, county)).toBe(false)
	expect(mayStandUnder({ tier: 'city', branch: null }, county)).toBe(false)
	expect(mayStandUnder({ tier: 'county', branch: 'traffic' }, county)).toBe(true)
	expect(mayStandUnder({ tier: 'station', branch: 'traffic' }, county)).toBe(false)
	expect(mayStandUnder({ tier: 'station', branch: null }, { tier: 'county', branch: 'traffic' })).toBe(false)
	expect(mayStandUnder({ tier: 'county', branch: null }, { tier: 'province', branch: null })).toBe(true)
})

it('I19 an administrator adds an agency under their own bureau, with a code of its own', async () => {
	const bureau = await town.store.db
		.selectFrom('identity.agency')
		.select('id')
		.where('code', '=', 'real')
		.executeTakeFirstOrThrow()
	const held = await town.store.db
		.selectFrom('identity.post')
		.select('id')
		.where('agency_id', '=', bureau.id)
		.executeTakeFirstOrThrow()
	const who = await town.standing(held.id)
	const west = {
		parent: bureau.id,
		code: 'real-west',
		nameEn: 'West Station',
		nameZh: '城西派出所',
		tier: 'station' as const,
	}
	await town.act(agencyAdd, west, who)
	expect(await town.no(town.act(agencyAdd, west, who))).toMatchObject({ code: 'already', rule: 'I19', field: 'code' })
	expect(await town.no(town.act(agencyAdd, { ...west, code: 'x', tier: 'city' }, who))).toMatchObject({ rule: 'I19' })
	// The demo's agencies are not there any more.
	expect(await town.no(town.act(agencyAdd, { ...west, parent: town.id('bureau') }, who))).toMatchObject({
		code: 'not_found',
	})
})
