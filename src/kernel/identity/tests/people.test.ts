import { afterAll, beforeAll, expect, it } from 'vitest'
import {
	agencyRename,
	credentialEnd,
	credentialGrant,
	personAdd,
	personLeave,
	personList,
	postEnd,
	postGrant,
	postKind,
} from '#kernel/identity/contract.ts'
import { mayHold } from '#kernel/identity/rules/posts.ts'
import { newId } from '#kernel/ids.ts'
import type { Who } from '#kernel/who.ts'
import { Town } from './town.ts'

let town: Town
let administrator: Who
let trainer: Who
beforeAll(async () => {
	town = await Town.open()
	administrator = await town.standing((await town.hire('administrator', 'bureau')).post)
	trainer = await town.standing((await town.hire('trainer', 'bureau')).post)
})
afterAll(() => town.store.close())

const iso = (ms: number) => new Date(ms).toISOString()

async function add(sworn = true, account = `a-${newId()}`) {
	const input = { agency: town.id('east'), account, nameEn: 'New One', nameZh: '新人', sworn, locale: 'zh' as const }
	return (await town.act(personAdd, input, administrator)).id
}

it('I1 a person with a post from..until holds its powers in between', async () => {
	const person = await add()
	const from = iso(town.at + 60_000)
	const until = iso(town.at + 120_000)
	const { id } = await town.act(
		postGrant,
		{ person, agency: town.id('east'), kind: 'officer', from, until },
		administrator,
	)
	await expect(town.standing(id)).rejects.toThrow()
	town.at += 60_000
	expect(await town.standing(id)).toMatchObject({ person, postKind: 'officer', until: Date.parse(until) })
	town.at += 60_000
	await expect(town.standing(id)).rejects.toThrow()
})

it('I1 a post cannot begin before now, nor end before it begins', async () => {
	const person = await add()
	const base = { person, agency: town.id('east'), kind: 'officer' as const }
	const early = town.act(postGrant, { ...base, from: iso(town.at - 1000) }, administrator)
	expect(await town.no(early)).toMatchObject({ code: 'invalid', rule: 'I1', field: 'from' })
	const turned = town.act(postGrant, { ...base, until: iso(town.at) }, administrator)
	expect(await town.no(turned)).toMatchObject({ code: 'invalid', rule: 'I1', field: 'until' })
})

it('I1 ending a post or a credential takes its power at once; a stale version is overtaken', async () => {
	const person = await add()
	const post = await town.act(postGrant, { person, agency: town.id('east'), kind: 'officer' }, administrator)
	const credential = await town.act(
		credentialGrant,
		{ person, kind: 'armed', until: iso(town.at + 86_400_000) },
		trainer,
	)
	town.at += 1000
	expect((await town.standing(post.id)).credentials).toEqual(['armed'])
	await town.act(credentialEnd, { credential: credential.id, version: 1 }, trainer)
	expect((await town.standing(post.id)).credentials).toEqual([])
	const again = town.act(credentialEnd, { credential: credential.id, version: 1 }, trainer)
	expect(await town.no(again)).toMatchObject({ code: 'overtaken' })
	await town.act(postEnd, { post: post.id, version: 1 }, administrator)
	await expect(town.standing(post.id)).rejects.toThrow()
	expect(await town.no(town.act(postEnd, { post: post.id, version: 2 }, administrator))).toMatchObject({
		code: 'already',
	})
})

it('I18 nobody gives a post or a credential to themselves', async () => {
	const own = { person: administrator.person, agency: town.id('bureau'), kind: 'commander' as const }
	expect(await town.no(town.act(postGrant, own, administrator))).toMatchObject({ code: 'not_permitted', rule: 'I18' })
	const armed = { person: trainer.person, kind: 'armed' as const, until: iso(town.at + 86_400_000) }
	expect(await town.no(town.act(credentialGrant, armed, trainer))).toMatchObject({ rule: 'I18' })
})

it('I18 an administrator of one bureau does nothing in another', async () => {
	const other = await town.standing((await town.hire('administrator', 'other')).post)
	const person = await add()
	const grant = { person, agency: town.id('east'), kind: 'officer' as const }
	expect(await town.no(town.act(postGrant, grant, other))).toMatchObject({ code: 'not_found', rule: null })
	expect(await town.no(town.act(personLeave, { person, version: 1 }, other))).toMatchObject({ code: 'not_found' })
	const rename = { agency: town.id('east'), version: 1, nameEn: 'Theirs', nameZh: '他们的' }
	expect(await town.no(town.act(agencyRename, rename, other))).toMatchObject({ code: 'not_found' })
})

it('I20 which posts an auxiliary may hold', () => {
	const open = postKind.options.filter((kind) => mayHold(kind, { sworn: false }))
	expect(open).toEqual(['call_taker', 'dispatcher', 'auxiliary_officer', 'trainer', 'analyst', 'administrator'])
	expect(mayHold('auxiliary_officer', { sworn: true })).toBe(false)
})

it('I20 a sworn officer’s post is refused to an auxiliary, and a station chief’s away from a station', async () => {
	const auxiliary = await add(false)
	const officer = { person: auxiliary, agency: town.id('east'), kind: 'officer' as const }
	expect(await town.no(town.act(postGrant, officer, administrator))).toMatchObject({ rule: 'I20', field: 'kind' })
	const chief = { person: await add(), agency: town.id('bureau'), kind: 'station_chief' as const }
	expect(await town.no(town.act(postGrant, chief, administrator))).toMatchObject({ rule: 'I20' })
})

it('I22 the list holds people of the bureau and below, by page and by part of a name, and no one else', async () => {
	const stranger = await town.hire('officer', 'other')
	const first = await town.view(personList, { limit: 2 }, administrator)
	expect(first.people).toHaveLength(2)
	const rest = await town.view(personList, { limit: 200, after: first.next ?? '' }, administrator)
	const ids = [...first.people, ...rest.people].map((person) => person.id)
	expect(new Set(ids).size).toBe(ids.length)
	expect(ids).not.toContain(stranger.person)
	const account = `100pct_${town.at}`.replaceAll('_', '.')
	await add(true, account)
	expect((await town.view(personList, { q: '100pct' }, administrator)).people).toHaveLength(1)
	expect((await town.view(personList, { q: '%' }, administrator)).people).toHaveLength(0)
	const officer = await town.standing((await town.hire('officer', 'east')).post)
	expect(await town.no(town.view(personList, {}, officer))).toMatchObject({ code: expect.stringMatching(/not_/) })
})

it('I24 the only administrator of an agency keeps the post', async () => {
	const only = await town.hire('administrator', 'east')
	expect(await town.no(town.act(postEnd, { post: only.post, version: 1 }, administrator))).toMatchObject({
		rule: 'I24',
	})
	await town.hire('administrator', 'east')
	await town.act(postEnd, { post: only.post, version: 1 }, administrator)
})

it('I26 someone who leaves is nobody at once and gets nothing new', async () => {
	const { person, post } = await town.hire('officer', 'east')
	const { token } = await town.demoIn(post)
	await town.act(personLeave, { person, version: 1 }, administrator)
	expect(await town.who(token)).toBeNull()
	await expect(town.standing(post)).rejects.toThrow()
	const grant = { person, agency: town.id('east'), kind: 'officer' as const }
	expect(await town.no(town.act(postGrant, grant, administrator))).toMatchObject({ rule: 'I26' })
})
