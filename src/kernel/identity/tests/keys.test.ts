import { argon2Sync } from 'node:crypto'
import fc from 'fast-check'
import { Secret, TOTP } from 'otpauth'
import { expect, it } from 'vitest'
import { isFresh, newChallenge } from '#kernel/identity/keys/challenge.ts'
import { hashPassword, isPassword } from '#kernel/identity/keys/password.ts'
import { newTotpSecret, stepOfCode } from '#kernel/identity/keys/totp.ts'
import { afterFailure, delayAfter, free, type Throttle, waitOf } from '#kernel/identity/rules/throttle.ts'

// RFC 6238, appendix B, SHA-1 rows: seconds since 1970 and the last six of the eight digits.
const rfc6238 = [
	[59, '287082'],
	[1_111_111_109, '081804'],
	[1_111_111_111, '050471'],
	[1_234_567_890, '005924'],
	[2_000_000_000, '279037'],
	[20_000_000_000, '353130'],
] as const
const rfcSecret = Secret.fromLatin1('12345678901234567890').base32

it.each(rfc6238)('I13 the code of RFC 6238 at %i s is taken', (seconds, code) => {
	expect(stepOfCode(rfcSecret, code, 0, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30))
})

it('I13 a code works once, a step early or late, and no further', () => {
	fc.assert(
		fc.property(fc.integer({ min: 100, max: 200_000_000 }), fc.integer({ min: -3, max: 3 }), (step, off) => {
			const secret = rfcSecret
			const totp = new TOTP({ secret: Secret.fromBase32(secret) })
			const code = totp.generate({ timestamp: (step + off) * 30_000 })
			const now = new Date(step * 30_000 + 15_000)
			const found = stepOfCode(secret, code, 0, now)
			if (Math.abs(off) <= 1) {
				expect(found).not.toBeNull()
				expect(stepOfCode(secret, code, found ?? 0, now)).toBeNull()
			}
			if (found !== null) expect(Math.abs(found - step)).toBeLessThanOrEqual(1)
		}),
		{ numRuns: 200 },
	)
})

it('I13 secrets are 160 bits and differ', () => {
	const made = new Set(Array.from({ length: 50 }, newTotpSecret))
	expect(made.size).toBe(50)
	for (const secret of made) expect(secret).toMatch(/^[A-Z2-7]{32}$/)
})

it('I14 argon2id gives the tag of RFC 9106, 5.3', () => {
	const tag = argon2Sync('argon2id', {
		message: Buffer.alloc(32, 1),
		nonce: Buffer.alloc(16, 2),
		secret: Buffer.alloc(8, 3),
		associatedData: Buffer.alloc(12, 4),
		memory: 32,
		passes: 3,
		parallelism: 4,
		tagLength: 32,
	})
	expect(tag.toString('hex')).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659')
})

it('I14 a PHC string of the reference implementation is understood', async () => {
	// phc-winner-argon2, src/test.c: argon2id, version 0x13, 2 passes, 64 MiB, 1 lane, "password", "somesalt".
	const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
	expect(await isPassword('password', reference)).toBe(true)
	expect(await isPassword('Password', reference)).toBe(false)
})

it('I14 a password is salted, needs at least OWASP’s cost, and one spelling is one password', async () => {
	const one = await hashPassword('caf\u00e9 au lait, please')
	const two = await hashPassword('caf\u00e9 au lait, please')
	expect(one).not.toBe(two)
	expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
	expect(await isPassword('cafe\u0301 au lait, please', one)).toBe(true)
	expect(await isPassword('cafe au lait, please', one)).toBe(false)
	expect(await isPassword('x', 'not a hash')).toBe(false)
})

it('I15 a challenge is ours, unchanged and five minutes old at most', () => {
	const key = Buffer.alloc(32, 7)
	const now = new Date('2026-11-24T08:00:00Z')
	const challenge = newChallenge(key, now)
	expect(isFresh(key, challenge, now)).toBe(true)
	expect(isFresh(key, challenge, new Date(now.getTime() + 300_000))).toBe(true)
	expect(isFresh(key, challenge, new Date(now.getTime() + 300_001))).toBe(false)
	expect(isFresh(key, challenge, new Date(now.getTime() - 1))).toBe(false)
	expect(isFresh(Buffer.alloc(32, 8), challenge, now)).toBe(false)
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 319 }), (bit) => {
			const bytes = Buffer.from(challenge, 'base64url')
			bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
			expect(isFresh(key, bytes.toString('base64url'), now)).toBe(false)
		}),
	)
	for (const bad of ['', 'x', `${challenge}=`, 'A'.repeat(54)]) expect(isFresh(key, bad, now)).toBe(false)
})

const kinds = fc.constantFrom('account', 'source')

it('I12 the wait grows with failures, never beyond 15 minutes, and free tries cost none', () => {
	fc.assert(
		fc.property(kinds, fc.nat(500), (kind, failures) => {
			const wait = delayAfter(kind, failures)
			expect(wait).toBeLessThanOrEqual(15 * 60_000)
			expect(delayAfter(kind, failures + 1)).toBeGreaterThanOrEqual(wait)
			if (failures < free[kind]) expect(wait).toBe(0)
			else expect(wait).toBeGreaterThanOrEqual(1000)
		}),
	)
})

it('I12 someone who tries as fast as allowed gets few tries a day', () => {
	let throttle: Throttle | null = null
	let tries = 0
	for (let at = 0; at < 24 * 3_600_000; at += Math.max(1, waitOf(throttle, at))) {
		if (waitOf(throttle, at) > 0) continue
		throttle = afterFailure('account', throttle, at)
		tries += 1
	}
	expect(tries).toBeLessThan(120)
})

it('I12 a quiet day forgets', () => {
	const many: Throttle = { failures: 40, lastAt: 0, openAt: 900_000 }
	expect(afterFailure('account', many, 24 * 3_600_000)).toMatchObject({ failures: 1 })
	expect(afterFailure('account', many, 24 * 3_600_000 - 1)).toMatchObject({ failures: 41 })
})
