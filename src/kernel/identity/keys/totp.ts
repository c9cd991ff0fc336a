import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const period = 30
/** Steps a clock may be off, either way. */
const window = 1

/** A new secret: 160 bits as RFC 4226 4 asks, base32 without padding. */
export function newTotpSecret(): string {
	return new Secret({ buffer: new Uint8Array(randomBytes(20)).buffer }).base32
}

/**
 * I13. The time step a code belongs to (RFC 6238, SHA-1, 30 s, 6 digits), or null when it is wrong or its step is not
 * after `lastStep`: a code works once. A step early or late is taken.
 */
export function stepOfCode(secret: string, code: string, lastStep: number, now: Date): number | null {
	const totp = new TOTP({ secret: Secret.fromBase32(secret), period, digits: 6, algorithm: 'SHA1' })
	const delta = totp.validate({ token: code, window, timestamp: now.getTime() })
	if (delta === null) return null
	const step = Math.floor(now.getTime() / 1000 / period) + delta
	return step > lastStep ? step : null
}
