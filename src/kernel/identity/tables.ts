import type { Generated } from 'kysely'
import type { AgencyBranch, CredentialKind, PostKind, RevokedWhy, SessionMethod } from './contract/words.ts'
import type { Tier } from '../contract/scalars.ts'

type OrganisationTable = {
	id: string
	mode: Generated<'demo' | 'real'>
	origin: string | null
	set_up_at: Date | null
	version: Generated<number>
}

type AgencyTable = {
	id: string
	code: string
	name_en: string
	name_zh: string
	tier: Tier
	branch: AgencyBranch | null
	parent_id: string | null
	/** Filled by the database. */
	bureau_id: Generated<string>
	/** The drill it belongs to; null: real. */
	drill_id: Generated<string | null>
	demo: Generated<boolean>
	version: Generated<number>
}

type PersonTable = {
	id: string
	account: string
	name_en: string
	name_zh: string
	sworn: boolean
	agency_id: string
	locale: Generated<'en' | 'zh'>
	left_at: Date | null
	demo: Generated<boolean>
	version: Generated<number>
}

type PostTable = {
	id: string
	person_id: string
	agency_id: string
	kind: PostKind
	from_at: Date
	until_at: Date | null
	version: Generated<number>
}

type CredentialTable = {
	id: string
	person_id: string
	kind: CredentialKind
	from_at: Date
	until_at: Date | null
	version: Generated<number>
}

type CrewTable = {
	id: string
	person_id: string
	unit_id: string
	drill_id: Generated<string | null>
	from_at: Date
	until_at: Date | null
}

type SessionTable = {
	id: string
	token_hash: Uint8Array
	person_id: string
	post_id: string
	agency_id: string
	method: SessionMethod
	locale: 'en' | 'zh'
	opened_at: Date
	last_seen_at: Date
	expires_at: Date
	locked_at: Date | null
	revoked_at: Date | null
	revoked_why: RevokedWhy | null
}

type SessionHoldTable = { session_id: string; reason: 'live_call' | 'open_emergency'; subject_id: string; since: Date }
type PasswordTable = { person_id: string; hash: string; set_at: Date }
type TotpTable = {
	person_id: string
	secret: string | null
	next_secret: string | null
	confirmed_at: Date | null
	last_step: Generated<number>
}
type PasskeyTable = {
	id: string
	person_id: string
	credential_id: string
	public_key: Uint8Array
	counter: Generated<number>
	transports: Generated<string>
	label: string
	added_at: Date
	last_used_at: Date | null
}
type EnrolmentTable = { person_id: string; code_hash: Uint8Array; opened_at: Date; expires_at: Date }
type ThrottleTable = {
	kind: 'account' | 'source'
	key_hash: Uint8Array
	failures: number
	last_at: Date
	open_at: Date
}

declare module '#kernel/db/schema.ts' {
	interface Tables {
		'identity.organisation': OrganisationTable
		'identity.drill': { id: string; ends_at: Date }
		'identity.agency': AgencyTable
		'identity.agency_closure': { ancestor: string; descendant: string; depth: number }
		'identity.person': PersonTable
		'identity.post': PostTable
		'identity.credential': CredentialTable
		'identity.crew': CrewTable
		'identity.standing': { one: Generated<boolean>; version: number }
		'identity.session': SessionTable
		'identity.session_hold': SessionHoldTable
		'identity.password': PasswordTable
		'identity.totp': TotpTable
		'identity.passkey': PasskeyTable
		'identity.enrolment': EnrolmentTable
		'identity.throttle': ThrottleTable
		'identity.challenge_used': { challenge_hash: Uint8Array; used_at: Date }
		'identity.secret': { name: 'mac'; value: Uint8Array }
	}
}
