import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
	enrolmentOpen,
	enrolmentUse,
	keysPrepare,
	keysShow,
	passwordSet,
	sessionOpen,
	totpBegin,
	totpConfirm,
} from '#kernel/identity/contract.ts'
import { newTotpSecret } from '#kernel/identity/keys/totp.ts'
import { enterCounts } from '#kernel/spine/spine.ts'
import { nobody } from '#kernel/who.ts'
import { codeAt, password, Town, totpSecret } from './town.ts'

let town: Town
beforeAll(async () => {
	town = await Town.open()
	await town.makeReal()
})
afterAll(() => town.store.close())

// Each test has hours of its own: codes work once and waits pass.
let hour = 0
beforeEach(() => {
	hour += 1
	town.at = Date.parse('2026-11-24T08:00:00Z') + hour * 24 * 3_600_000
})

const hire = () => town.hire('dispatcher', 'command', { keys: true })
const keys = (account: string, more: { password?: string; code?: string } = {}) =>
	({ method: 'password', account, password, code: codeAt(town.at), ...more }) as const
const open = (given: ReturnType<typeof keys>, source = '192.0.2.1') =>
	town.act(sessionOpen, { keys: given }, { ...nobody, source })

it('I11 the right account, password and code open a session', async () => {
	const { account, person } = await hire()
	const { session } = await open(keys(account))
	expect((await town.needWho(session.token)).person).toBe(person)
})

it('I11 an unknown account, a wrong password and a wrong code are one and the same no', async () => {
	const { account } = await hire()
	const wrong = codeAt(town.at + 3_600_000)
	const all = [
		await town.no(open(keys('nobody.here'))),
		await town.no(open(keys(account, { password: 'not this one at all' }))),
		await town.no(open(keys(account, { code: wrong }))),
	]
	for (const one of all) {
		expect({ code: one.code, rule: one.rule, words: one.words, extra: one.extra, field: one.field }).toEqual({
			code: 'not_signed_in',
			rule: 'I11',
			words: all[0]?.words,
			extra: {},
			field: null,
		})
	}
})

it('I13 a code opens one session', async () => {
	const { account } = await hire()
	const same = keys(account)
	await open(same)
	expect(await town.no(open(same))).toMatchObject({ code: 'not_signed_in' })
	town.at += 60_000
	await open(keys(account))
})

it('I12 after five failures an account waits, also for the right keys, and the count outlives the refusals', async () => {
	const { account } = await hire()
	const bad = () => open(keys(account, { password: 'not this one at all' }))
	for (let n = 0; n < 5; n += 1) expect(await town.no(bad())).toMatchObject({ code: 'not_signed_in' })
	const refused = await town.no(open(keys(account), '198.51.100.7'))
	expect(refused).toMatchObject({ code: 'too_many', rule: 'I12', extra: { retryAfter: 1 } })
	town.at += 1_000
	await town.no(bad())
	expect(await town.no(open(keys(account)))).toMatchObject({ extra: { retryAfter: 2 } })
	town.at += 2_000
	await open(keys(account))
	expect(await town.no(bad())).toMatchObject({ code: 'not_signed_in' })
})

it('I12 one source that tries many accounts waits too, and another source does not', async () => {
	for (let n = 0; n < 30; n += 1) await town.no(open(keys(`guess-${n}`), '203.0.113.9'))
	const { account } = await hire()
	expect(await town.no(open(keys(account), '203.0.113.9'))).toMatchObject({ code: 'too_many' })
	await open(keys(account), '203.0.113.10')
})

it('I12 failed sign-ins are counted, one entry per source and minute, and name no account', async () => {
	await enterCounts(town.spine, true)
	for (let n = 0; n < 3; n += 1) await town.no(open(keys('someone.else'), '203.0.113.77'))
	expect(await enterCounts(town.spine, true)).toBe(1)
	const { rows } = await sql<{ leaf: string }>`select convert_from(leaf, 'UTF8') as leaf from ledger.pending`.execute(
		town.store.db,
	)
	expect(JSON.stringify(rows)).not.toContain('someone.else')
})

it('I23 no password, code, secret or hash stands in the ledger, its openings, the outbox or the keys of acts', async () => {
	const { account } = await hire()
	const given = keys(account)
	const { session } = await open(given)
	await town.no(open(keys(account, { password: 'a secret that is wrong' })))
	const { rows } = await sql<{ text: string }>`
		select convert_from(leaf, 'UTF8') as text from ledger.pending
		union all select o::text from ledger.opening o
		union all select o::text from kernel.outbox o
		union all select k::text from kernel.act_key k`.execute(town.store.db)
	const everything = rows.map((row) => row.text).join('\n')
	expect(everything).toContain('identity.session.open')
	for (const secret of [password, 'a secret that is wrong', given.code, totpSecret, session.token, '$argon2id']) {
		expect(everything.includes(secret), secret).toBe(false)
	}
})

it('I16 a demo person cannot sign in to a real organisation', async () => {
	const { post } = await town.hire('dispatcher', 'command')
	const refused = await town.no(town.act(sessionOpen, { keys: { method: 'demo', post } }))
	expect(refused).toMatchObject({ code: 'not_signed_in', rule: 'I11' })
})

it('I14 a new password takes the old keys, and ends the other sessions', async () => {
	const { account } = await hire()
	const first = await open(keys(account))
	town.at += 60_000
	const second = await open(keys(account))
	const who = await town.needWho(second.session.token)
	town.at += 60_000
	const next = 'another set of plain words'
	expect(
		await town.no(
			town.act(passwordSet, { keys: keys(account, { password: 'not this one at all' }), password: next }, who),
		),
	).toMatchObject({ code: 'not_signed_in' })
	await town.act(passwordSet, { keys: keys(account), password: next }, who)
	expect(await town.who(first.session.token)).toBeNull()
	expect(await town.who(second.session.token)).not.toBeNull()
	town.at += 60_000
	expect(await town.no(open(keys(account)))).toMatchObject({ code: 'not_signed_in' })
	await open(keys(account, { password: next }))
})

it('I14 a password of fewer than 12 characters is refused and named', async () => {
	const { account } = await hire()
	const who = await town.needWho((await open(keys(account))).session.token)
	const refused = await town.no(town.act(passwordSet, { keys: keys(account), password: 'short' }, who))
	expect(refused).toMatchObject({ code: 'invalid', field: 'password' })
})

it('I13 a new secret waits for its first code, then replaces the old one', async () => {
	const { account } = await hire()
	const who = await town.needWho((await open(keys(account))).session.token)
	town.at += 60_000
	const next = newTotpSecret()
	expect(await town.no(town.act(totpConfirm, { code: codeAt(town.at, next) }, who))).toMatchObject({
		code: 'wrong_state',
	})
	await town.act(totpBegin, { keys: keys(account), totpSecret: next }, who)
	expect(await town.no(town.act(totpConfirm, { code: codeAt(town.at + 3_600_000, next) }, who))).toMatchObject({
		code: 'invalid',
		rule: 'I13',
	})
	await town.act(totpConfirm, { code: codeAt(town.at, next) }, who)
	town.at += 60_000
	expect(await town.no(open(keys(account)))).toMatchObject({ code: 'not_signed_in' })
	await open(keys(account, { code: codeAt(town.at, next) }))
})

it('I25 an enrolment code gives a person their first keys, once, within 72 hours', async () => {
	const administrator = await town.standing((await town.hire('administrator', 'bureau', { keys: true })).post)
	const { person, account } = await hire()
	await town.owner(async (tx) => {
		await tx.deleteFrom('identity.password').where('person_id', '=', person).execute()
		await tx.deleteFrom('identity.totp').where('person_id', '=', person).execute()
	})
	const { totpSecret: secret } = await town.view(keysPrepare, {})
	const use = (code: string) =>
		town.act(enrolmentUse, {
			code,
			firstKeys: { method: 'password', password, totpSecret: secret, code: codeAt(town.at, secret) },
		})
	const { code: late } = await town.act(enrolmentOpen, { person }, administrator)
	town.at += 72 * 3_600_000
	expect(await town.no(use(late))).toMatchObject({ code: 'invalid', rule: 'I25' })
	const { code } = await town.act(enrolmentOpen, { person }, administrator)
	expect(await use(code)).toEqual({ account })
	expect(await town.no(use(code))).toMatchObject({ code: 'invalid' })
	town.at += 60_000
	const { session } = await open(keys(account, { code: codeAt(town.at, secret) }))
	const who = await town.needWho(session.token)
	expect(await town.view(keysShow, {}, who)).toEqual({ password: true, totp: true, passkeys: [] })
})
