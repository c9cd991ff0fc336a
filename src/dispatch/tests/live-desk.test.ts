import { sql } from 'kysely'
import type { z } from 'zod'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ActDeclaration, ViewDeclaration } from '#kernel/contract/declare.ts'
import { SessionCache } from '#kernel/identity/api.ts'
import { sessionClose, sessionOpen, sessionShow, sessionTakeOver } from '#kernel/identity/contract.ts'
import { show } from '#kernel/spine/show.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import { nobody, type Who } from '#kernel/who.ts'
import { answerCall, hangUpCall, listTypes, ringCall, saveDetail, showCall } from '../contract.ts'
import { county, openStage, refusalOf, type Stage } from './stage.ts'

const minute = 60_000
let stage: Stage
let spine: Spine
/** How far the clock of these tests runs ahead. */
let ahead = 0
beforeAll(async () => {
	stage = await openStage()
	spine = { ...stage.spine, clock: () => new Date(Date.now() + ahead) }
}, 180_000)
afterAll(() => stage?.close())
beforeEach(() => {
	ahead = 0
})

const act = <I extends z.ZodObject, O extends z.ZodType>(one: ActDeclaration<I, O>, who: Who, input: z.input<I>) =>
	stage.actOn(spine, one, who, input)

async function look<I extends z.ZodObject, O extends z.ZodType>(
	one: ViewDeclaration<I, O>,
	who: Who,
	input: z.input<I>,
): Promise<z.output<O>> {
	return one.output.parse((await show(spine, { name: one.name, input, who })).output)
}

/** As a request is read: by its token, at the clock's time. */
async function needWho(token: string): Promise<Who> {
	const who = await new SessionCache(stage.store.db).who(token, spine.clock())
	if (who === null) throw new Error('signed out')
	return who
}

async function signIn(person: string): Promise<string> {
	const { post } = await stage.as(person, 'call_taker')
	const { session } = await act(sessionOpen, nobody, { keys: { method: 'demo', post } })
	return session.token
}

async function liveCall(token: string) {
	const who = await needWho(token)
	const rang = await act(ringCall, who, { agency: county, number: '13800002231', line: '110-1' })
	return act(answerCall, who, { call: rang.call, version: rang.version })
}

async function holders(call: string): Promise<readonly string[]> {
	const { rows } = await sql<{ session: string }>`select session_id as session from identity.session_hold
		where subject_id = ${call}`.execute(stage.store.db)
	return rows.map((row) => row.session)
}

test('I5, I6 an idle desk is signed out; one with a live call is locked, and keeps what shows no names', async () => {
	const [idle, busy] = [await signIn('ye-wenyu'), await signIn('fang-zhixin')]
	const live = await liveCall(busy)
	ahead = 31 * minute
	await expect(needWho(idle)).rejects.toThrow('signed out')
	const locked = await needWho(busy)
	expect(locked.locked).toBe(true)
	expect((await look(listTypes, locked, {})).types.length).toBeGreaterThan(10)
	expect((await look(sessionShow, locked, {})).session).toMatchObject({ locked: true, holds: ['live_call'] })
	for (const refused of [
		() => look(showCall, locked, { call: live.call }),
		() => act(saveDetail, locked, { call: live.call, version: live.version, said: 'Anything' }),
		() => act(sessionClose, locked, {}),
	])
		expect((await refusalOf(refused())).rule).toMatch(/^I[69]$/)
	ahead = 13 * 60 * minute
	expect((await needWho(busy)).locked).toBe(true)
})

test('I8 a colleague takes the locked desk over with its live call, and goes on with it', async () => {
	const first = await signIn('fang-zhixin')
	const live = await liveCall(first)
	const before = await needWho(first)
	expect(await holders(live.call)).toEqual([before.session])
	ahead = 31 * minute
	const locked = await needWho(first)
	const { post, person } = await stage.as('ye-wenyu', 'call_taker')
	const { session } = await act(sessionTakeOver, locked, { keys: { method: 'demo', post } })
	await expect(needWho(first)).rejects.toThrow('signed out')
	const taken = await needWho(session.token)
	expect([taken.person, taken.locked]).toEqual([person, undefined])
	expect(await holders(live.call)).toEqual([taken.session])
	const told = await act(saveDetail, taken, { call: live.call, version: live.version, said: 'A boat adrift.' })
	ahead = 62 * minute
	expect((await needWho(session.token)).locked).toBe(true)
	ahead = 32 * minute
	await act(hangUpCall, taken, { call: live.call, version: told.version })
	ahead = 64 * minute
	expect(await holders(live.call)).toEqual([])
	await expect(needWho(session.token)).rejects.toThrow('signed out')
})
