import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { holdSession, releaseHolds, SessionCache } from '#kernel/identity/api.ts'
import {
	postList,
	sessionClose,
	sessionLock,
	sessionRevoke,
	sessionShow,
	sessionSwitch,
	sessionTakeOver,
	sessionUnlock,
} from '#kernel/identity/contract.ts'
import { newId } from '#kernel/ids.ts'
import { nobody } from '#kernel/who.ts'
import { Town } from './town.ts'

let town: Town
beforeAll(async () => {
	town = await Town.open()
})
afterAll(() => town.store.close())

const minute = 60_000
const start = Date.parse('2026-11-24T08:00:00Z')
beforeEach(() => {
	town.at = start
})

const dispatcher = () => town.hire('dispatcher', 'command')

it('I3 only the hash of a token is stored', async () => {
	const { token } = await town.demoIn((await dispatcher()).post)
	const { rows } = await sql<{ row: string }>`select s::text as row from identity.session s`.execute(town.store.db)
	expect(rows.length).toBeGreaterThan(0)
	expect(JSON.stringify(rows)).not.toContain(token)
	const { rows: kept } = await sql`select 1 as one from kernel.act_key`.execute(town.store.db)
	expect(kept).toEqual([])
	expect(await town.who(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBeNull()
	expect(await town.who('')).toBeNull()
})

it('I4 a closed session is nobody at once, and its cache forgets it when told', async () => {
	const { token, who } = await town.demoIn((await dispatcher()).post)
	const cache = new SessionCache(town.store.db)
	expect((await cache.who(token, town.now))?.session).toBe(who.session)
	await town.act(sessionClose, {}, who)
	expect(await town.who(token)).toBeNull()
	cache.clear()
	expect(await cache.who(token, town.now)).toBeNull()
})

it('I4 a cache nobody told forgets after two seconds', async () => {
	const { token, who } = await town.demoIn((await dispatcher()).post)
	const cache = new SessionCache(town.store.db)
	await cache.who(token, town.now)
	await town.act(sessionClose, {}, who)
	town.at += 2_000
	expect(await cache.who(token, town.now)).toBeNull()
})

it('I4 an administrator cuts off a session of the bureau and not of another', async () => {
	const { token, who } = await town.demoIn((await dispatcher()).post)
	const elsewhere = await town.standing((await town.hire('administrator', 'other')).post)
	const refused = await town.no(town.act(sessionRevoke, { session: who.session ?? '' }, elsewhere))
	expect(refused).toMatchObject({ code: 'not_found', rule: null })
	expect(await town.who(token)).not.toBeNull()
	const administrator = await town.standing((await town.hire('administrator', 'bureau')).post)
	await town.act(sessionRevoke, { session: who.session ?? '' }, administrator)
	expect(await town.who(token)).toBeNull()
})

it('I1 a session whose post ends is nobody from that moment', async () => {
	const end = new Date(start + 5 * minute)
	const { post } = await town.hire('dispatcher', 'command', { until: end })
	const { token } = await town.demoIn(post)
	const cache = new SessionCache(town.store.db)
	town.at = end.getTime() - 1
	expect(await cache.who(token, town.now)).not.toBeNull()
	town.at = end.getTime()
	expect(await cache.who(token, town.now)).toBeNull()
})

it('I5 an idle desk is signed out after 30 minutes; presence is written once a minute and moves the end', async () => {
	const { token } = await town.demoIn((await dispatcher()).post)
	const cache = new SessionCache(town.store.db)
	town.at = start + 29 * minute
	await cache.who(token, town.now)
	town.at = start + 58 * minute
	expect(await cache.who(token, town.now, false)).not.toBeNull()
	town.at = start + 59 * minute
	expect(await cache.who(token, town.now)).toBeNull()
	expect(await town.who(token)).toBeNull()
})

it('I5 no session outlives twelve hours', async () => {
	const { token } = await town.demoIn((await dispatcher()).post)
	const cache = new SessionCache(town.store.db)
	for (let at = start; at < start + 12 * 60 * minute; at += 20 * minute) {
		town.at = at
		expect(await cache.who(token, town.now)).not.toBeNull()
	}
	town.at = start + 12 * 60 * minute
	expect(await cache.who(token, town.now)).toBeNull()
})

it('I6 a desk with live work locks instead of signing out, may not sign out, and is free when the work is over', async () => {
	const { token, who } = await town.demoIn((await dispatcher()).post)
	const call = newId()
	await town.owner((tx) => holdSession(tx, who.session ?? '', 'live_call', call, town.now))
	const close = await town.no(town.act(sessionClose, {}, who))
	expect(close).toMatchObject({ code: 'wrong_state', rule: 'I6' })
	town.at = start + 13 * 60 * minute
	const locked = await town.needWho(token)
	expect(locked.locked).toBe(true)
	await town.owner((tx) => releaseHolds(tx, 'live_call', call))
	expect(await town.who(token)).toBeNull()
})

it('I6 a desk locked past every limit is unlocked by its person and goes on for twelve hours', async () => {
	const { post } = await dispatcher()
	const { token, who } = await town.demoIn(post)
	await town.owner((tx) => holdSession(tx, who.session ?? '', 'live_call', newId(), town.now))
	town.at = start + 13 * 60 * minute
	const { session } = await town.act(sessionUnlock, { keys: { method: 'demo', post } }, await town.needWho(token))
	expect(Date.parse(session.until)).toBe(town.at + 12 * 60 * minute)
	expect((await town.needWho(session.token)).locked).toBeUndefined()
	expect(await town.who(token)).toBeNull()
})

it('I9 a locked desk does nothing but unlock, take-over and close, and shows no names', async () => {
	const { post } = await dispatcher()
	const { token, who } = await town.demoIn(post)
	await town.act(sessionLock, {}, who)
	const locked = await town.needWho(token)
	expect(locked.locked).toBe(true)
	expect(await town.no(town.view(postList, { agency: town.id('command') }, locked))).toMatchObject({
		rule: 'I9',
	})
	expect(await town.no(town.act(sessionSwitch, {}, locked))).toMatchObject({ rule: 'I9' })
	expect((await town.view(sessionShow, {}, locked)).session).toMatchObject({ locked: true })
	const another = await dispatcher()
	const wrong = town.act(sessionUnlock, { keys: { method: 'demo', post: another.post } }, locked)
	expect(await town.no(wrong)).toMatchObject({ code: 'not_signed_in', rule: 'I11' })
	const { session } = await town.act(sessionUnlock, { keys: { method: 'demo', post } }, locked)
	expect(await town.who(token)).toBeNull()
	expect((await town.needWho(session.token)).locked).toBeUndefined()
})

it('I8 a colleague of the same post takes a locked desk over with its live work, a stranger may not', async () => {
	const { token, who } = await town.demoIn((await dispatcher()).post)
	const incident = newId()
	await town.owner((tx) => holdSession(tx, who.session ?? '', 'open_emergency', incident, town.now))
	const colleague = await dispatcher()
	const take = (post: string, desk: typeof who) => town.act(sessionTakeOver, { keys: { method: 'demo', post } }, desk)
	expect(await town.no(take(colleague.post, who))).toMatchObject({ code: 'wrong_state', rule: 'I8' })
	await town.act(sessionLock, {}, who)
	const locked = await town.needWho(token)
	const officer = await town.hire('officer', 'east')
	expect(await town.no(take(officer.post, locked))).toMatchObject({ code: 'not_permitted', rule: 'I8' })
	const { session } = await take(colleague.post, locked)
	const taken = await town.needWho(session.token)
	expect(taken.person).toBe(colleague.person)
	expect(await town.who(token)).toBeNull()
	expect((await town.view(sessionShow, {}, taken)).session?.holds).toEqual(['open_emergency'])
})

it('I10 another post is another token, and only one of one’s own', async () => {
	const { person, post } = await dispatcher()
	const second = newId()
	await town.owner((tx) =>
		tx
			.insertInto('identity.post')
			.values({
				id: second,
				person_id: person,
				agency_id: town.id('east'),
				kind: 'officer',
				from_at: town.now,
				until_at: null,
			})
			.execute(),
	)
	const { token, who } = await town.demoIn(post)
	const foreign = await dispatcher()
	expect(await town.no(town.act(sessionSwitch, { post: foreign.post }, who))).toMatchObject({
		code: 'not_found',
	})
	const { session } = await town.act(sessionSwitch, { post: second, locale: 'en' }, who)
	expect(await town.who(token)).toBeNull()
	expect(await town.needWho(session.token)).toMatchObject({ post: second, postKind: 'officer', locale: 'en' })
})

it('I6 a desk with live work does not switch posts', async () => {
	const { person, post } = await dispatcher()
	const second = newId()
	await town.owner((tx) =>
		tx
			.insertInto('identity.post')
			.values({
				id: second,
				person_id: person,
				agency_id: town.id('east'),
				kind: 'officer',
				from_at: town.now,
				until_at: null,
			})
			.execute(),
	)
	const { who } = await town.demoIn(post)
	await town.owner((tx) => holdSession(tx, who.session ?? '', 'live_call', newId(), town.now))
	expect(await town.no(town.act(sessionSwitch, { post: second }, who))).toMatchObject({ rule: 'I6' })
})

it('I4 nobody closes a session of someone else', async () => {
	const { who } = await town.demoIn((await dispatcher()).post)
	const other = await town.demoIn((await dispatcher()).post)
	expect(await town.no(town.act(sessionClose, { session: who.session ?? '' }, other.who))).toMatchObject({
		code: 'not_found',
	})
	expect((await town.view(sessionShow, {}, nobody)).session).toBeNull()
})
