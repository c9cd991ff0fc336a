import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { keysPrepare, keysShow, passkeyRegister, passkeyRemove, sessionOpen } from '#kernel/identity/contract.ts'
import type { Who } from '#kernel/who.ts'
import { Authenticator } from './authenticator.ts'
import { Town } from './town.ts'

const origin = 'https://seawall.example'
let town: Town
let who: Who
let device: Authenticator
let day = 0

beforeAll(async () => {
	town = await Town.open()
	await town.makeReal()
})
afterAll(() => town.store.close())
beforeEach(async () => {
	day += 1
	town.at = Date.parse('2026-11-24T08:00:00Z') + day * 24 * 3_600_000
	const { account } = await town.hire('dispatcher', 'command', { keys: true })
	who = await town.needWho(await town.passwordIn(account))
	device = new Authenticator(origin)
})

const challenge = async () => (await town.view(keysPrepare, {})).challenge
const register = async (from = device, flags = 0x45) => {
	const asked = await challenge()
	return town.act(
		passkeyRegister,
		{ challenge: asked, label: 'Desk key', registration: from.register(asked, flags) },
		who,
	)
}
const open = (asked: string, assertion: ReturnType<Authenticator['assert']>) =>
	town.act(sessionOpen, { keys: { method: 'passkey', challenge: asked, assertion } })

it('I15 a passkey is added and opens a session', async () => {
	await register()
	const asked = await challenge()
	const { session } = await open(asked, device.assert(asked))
	expect((await town.needWho(session.token)).person).toBe(who.person)
	expect((await town.view(keysShow, {}, who)).passkeys).toMatchObject([{ label: 'Desk key' }])
})

it('I15 an answer given twice, to an old challenge or to one not ours, opens nothing', async () => {
	await register()
	const asked = await challenge()
	const answer = device.assert(asked)
	await open(asked, answer)
	expect(await town.no(open(asked, answer))).toMatchObject({ code: 'not_signed_in', rule: 'I11' })
	expect(await town.no(open(asked, device.assert(asked)))).toMatchObject({ code: 'not_signed_in' })
	const old = await challenge()
	town.at += 301_000
	expect(await town.no(open(old, device.assert(old)))).toMatchObject({ code: 'not_signed_in' })
	const made = Buffer.alloc(40, 1).toString('base64url')
	expect(await town.no(open(made, device.assert(made)))).toMatchObject({ code: 'not_signed_in' })
})

it('I15 a counter that stands still, a person not verified, a foreign origin and a foreign key open nothing', async () => {
	await register()
	const asked = await challenge()
	await open(asked, device.assert(asked))
	const again = await challenge()
	device.counter -= 1
	expect(await town.no(open(again, device.assert(again)))).toMatchObject({ code: 'not_signed_in' })
	const unverified = await challenge()
	expect(await town.no(open(unverified, device.assert(unverified, 0x01)))).toMatchObject({ code: 'not_signed_in' })
	const { id, rawId } = device.assert(again)
	for (const other of [new Authenticator('https://evil.example'), new Authenticator(origin)]) {
		other.counter = 50
		const next = await challenge()
		expect(await town.no(open(next, { ...other.assert(next), id, rawId }))).toMatchObject({ code: 'not_signed_in' })
		expect(await town.no(open(next, other.assert(next)))).toMatchObject({ code: 'not_signed_in' })
	}
})

it('I15 a registration from elsewhere, unverified, or with a used challenge is refused', async () => {
	expect(await town.no(register(new Authenticator('https://evil.example')))).toMatchObject({
		code: 'invalid',
		rule: 'I15',
	})
	expect(await town.no(register(device, 0x41))).toMatchObject({ code: 'invalid', rule: 'I15' })
	const asked = await challenge()
	const input = { challenge: asked, label: 'Desk key', registration: device.register(asked) }
	await town.act(passkeyRegister, input, who)
	expect(await town.no(town.act(passkeyRegister, input, who))).toMatchObject({ code: 'invalid', rule: 'I15' })
})

it('I15 one’s own passkey is removed, nobody else’s, and never the only key', async () => {
	const { id } = await register()
	const { account } = await town.hire('dispatcher', 'command', { keys: true })
	const other = await town.needWho(await town.passwordIn(account))
	expect(await town.no(town.act(passkeyRemove, { passkey: id }, other))).toMatchObject({ code: 'not_found' })
	await town.owner((tx) => tx.deleteFrom('identity.totp').where('person_id', '=', who.person).execute())
	expect(await town.no(town.act(passkeyRemove, { passkey: id }, who))).toMatchObject({
		code: 'wrong_state',
		rule: 'I15',
	})
	const second = await register(new Authenticator(origin))
	await town.act(passkeyRemove, { passkey: second.id }, who)
})
