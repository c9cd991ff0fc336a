import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { z } from 'zod'
import type { Tx } from '../../db/schema.ts'
import { newId } from '../../ids.ts'
import type { passkeyAssertion, passkeyRegistration } from '../contract/shapes.ts'
import { takeChallenge } from './challenge.ts'

type Assertion = z.output<typeof passkeyAssertion>
type Registration = z.output<typeof passkeyRegistration>
type Library = {
	assertion: Parameters<typeof verifyAuthenticationResponse>[0]['response']
	registration: Parameters<typeof verifyRegistrationResponse>[0]['response']
}

/** ES256, EdDSA, RS256 (COSE). */
export const algorithms = [-7, -8, -257]

/** The relying party's id: the host people open it at. */
export const rpIdOf = (origin: string) => new URL(origin).hostname

/** The web origin passkeys are bound to, null until the organisation is set up. */
export async function originOf(tx: Tx): Promise<string | null> {
	const row = await tx.selectFrom('identity.organisation').select('origin').executeTakeFirstOrThrow()
	return row.origin
}

// The library's types name closed lists where the standard says "ignore what you do not know"; the contract has checked
// the shape, and the library checks every byte it uses.
const asAssertion = (given: Assertion) => given as unknown as Library['assertion']
const asRegistration = (given: Registration) => given as unknown as Library['registration']

/**
 * I15. The person whose passkey made the assertion, or null: challenge ours and fresh, origin ours, the person present and
 * verified, the signature right and the counter moved on.
 */
export async function personOfAssertion(
	tx: Tx,
	given: { readonly challenge: string; readonly assertion: Assertion },
	now: Date,
): Promise<string | null> {
	const origin = await originOf(tx)
	const known = await tx
		.selectFrom('identity.passkey')
		.selectAll()
		.where('credential_id', '=', given.assertion.id)
		.forUpdate()
		.executeTakeFirst()
	if (!(await takeChallenge(tx, given.challenge, now)) || origin === null || known === undefined) return null
	try {
		const { verified, authenticationInfo } = await verifyAuthenticationResponse({
			response: asAssertion(given.assertion),
			expectedChallenge: given.challenge,
			expectedOrigin: origin,
			expectedRPID: rpIdOf(origin),
			credential: { id: known.credential_id, publicKey: new Uint8Array(known.public_key), counter: known.counter },
			requireUserVerification: true,
		})
		if (!verified) return null
		await tx
			.updateTable('identity.passkey')
			.set({ counter: authenticationInfo.newCounter, last_used_at: now })
			.where('id', '=', known.id)
			.execute()
		return known.person_id
	} catch {
		// The library throws on every mismatch; to the one who asks they are all the same no (I11).
		return null
	}
}

/**
 * I15. Keeps a new passkey of a person and gives its id, or null when the registration does not hold.
 * `origin` is the organisation's.
 */
export async function keepPasskey(
	tx: Tx,
	person: string,
	given: { readonly challenge: string; readonly label: string; readonly registration: Registration },
	origin: string,
	now: Date,
): Promise<string | null> {
	if (!(await takeChallenge(tx, given.challenge, now))) return null
	const checked = await verifyRegistrationResponse({
		response: asRegistration(given.registration),
		expectedChallenge: given.challenge,
		expectedOrigin: origin,
		expectedRPID: rpIdOf(origin),
		requireUserVerification: true,
		supportedAlgorithmIDs: algorithms,
	}).catch(() => null)
	if (checked === null || !checked.verified) return null
	const { credential } = checked.registrationInfo
	const id = newId<'passkey'>(now.getTime())
	const kept = await tx
		.insertInto('identity.passkey')
		.values({
			id,
			person_id: person,
			credential_id: credential.id,
			public_key: Buffer.from(credential.publicKey),
			counter: credential.counter,
			transports: (credential.transports ?? []).join(' '),
			label: given.label,
			added_at: now,
			last_used_at: null,
		})
		.onConflict((conflict) => conflict.column('credential_id').doNothing())
		.returning('id')
		.executeTakeFirst()
	return kept?.id ?? null
}
