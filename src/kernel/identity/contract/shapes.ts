import { z } from 'zod'
import { id, instant, text, tier } from '../../contract/scalars.ts'
import { agencyBranch, credentialKind, locale, postKind } from './words.ts'

/** Shapes that several acts and views of identity share. */

export const agencyCode = z
	.string()
	.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'is not a code of small letters, digits and dashes')
export const accountName = z
	.string()
	.regex(/^[a-z0-9][a-z0-9._-]{1,62}$/, 'is not an account of small letters, digits, dots and dashes')
/** 12 to 256 characters of any kind; no rule on which, as NIST SP 800-63B 3.1.1.2 asks. */
export const newPassword = text(256).min(12, 'has fewer than 12 characters')
export const totpCode = z.string().regex(/^[0-9]{6}$/, 'is not six digits')
export const totpSecret = z.string().regex(/^[A-Z2-7]{32}$/, 'is not a secret made here')

const base64url = z.string().regex(/^[A-Za-z0-9_-]{1,8000}$/, 'is not base64url')
const extensionResults = z.record(z.string().max(64), z.json())
const attachment = z.enum(['platform', 'cross-platform'])

/** AuthenticationResponseJSON, Web Authentication Level 3, 5.1. */
export const passkeyAssertion = z.strictObject({
	id: base64url,
	rawId: base64url,
	type: z.literal('public-key'),
	authenticatorAttachment: attachment.nullish(),
	clientExtensionResults: extensionResults,
	response: z.strictObject({
		clientDataJSON: base64url,
		authenticatorData: base64url,
		signature: base64url,
		userHandle: base64url.nullish(),
	}),
})

/** RegistrationResponseJSON, Web Authentication Level 3, 5.1. */
export const passkeyRegistration = z.strictObject({
	id: base64url,
	rawId: base64url,
	type: z.literal('public-key'),
	authenticatorAttachment: attachment.nullish(),
	clientExtensionResults: extensionResults,
	response: z.strictObject({
		clientDataJSON: base64url,
		attestationObject: base64url,
		authenticatorData: base64url.optional(),
		transports: z.array(z.string().max(32)).max(10).optional(),
		publicKeyAlgorithm: z.int().optional(),
		publicKey: base64url.optional(),
	}),
})

/** How a person shows who they are. */
export const keys = z.discriminatedUnion('method', [
	/** Only while the organisation is a demo: no secret at all (I16). */
	z.strictObject({ method: z.literal('demo'), post: id }),
	z.strictObject({ method: z.literal('password'), account: accountName, password: text(256), code: totpCode }),
	z.strictObject({ method: z.literal('passkey'), challenge: text(200), assertion: passkeyAssertion }),
])
export type Keys = z.output<typeof keys>

/** A person's first keys: at set-up and enrolment. `totpSecret` and `challenge` come from `identity.keys.prepare`. */
export const firstKeys = z.discriminatedUnion('method', [
	z.strictObject({ method: z.literal('password'), password: newPassword, totpSecret, code: totpCode }),
	z.strictObject({
		method: z.literal('passkey'),
		challenge: text(200),
		label: text(60),
		registration: passkeyRegistration,
	}),
])
export type FirstKeys = z.output<typeof firstKeys>

export const agencyShape = z.strictObject({
	id,
	code: agencyCode,
	nameEn: z.string(),
	nameZh: z.string(),
	tier,
	branch: agencyBranch.nullable(),
	parent: id.nullable(),
	bureau: id,
	demo: z.boolean(),
	version: z.int(),
})
export type AgencyShape = z.output<typeof agencyShape>

/** An agency where only its name is needed. */
export const agencyName = agencyShape.pick({
	id: true,
	code: true,
	nameEn: true,
	nameZh: true,
	tier: true,
	branch: true,
})

export const postShape = z.strictObject({
	id,
	kind: postKind,
	agency: agencyName,
	from: instant,
	until: instant.nullable(),
	/** In a drill: nothing done from it is real (I31). */
	drill: z.boolean(),
	version: z.int(),
})
export type PostShape = z.output<typeof postShape>

export const credentialShape = z.strictObject({
	id,
	kind: credentialKind,
	from: instant,
	until: instant.nullable(),
	version: z.int(),
})

export const personShape = z.strictObject({
	id,
	account: z.string(),
	nameEn: z.string(),
	nameZh: z.string(),
	sworn: z.boolean(),
	agency: id,
	locale,
	demo: z.boolean(),
	version: z.int(),
})
export type PersonShape = z.output<typeof personShape>

/** What an act gives that opens a session. The server puts the token in the cookie and takes it out of the answer. */
export const opened = z.strictObject({
	session: z.strictObject({ token: z.string(), until: instant }),
	person: id,
	post: id,
})

export const done = z.strictObject({ id, version: z.int() })
