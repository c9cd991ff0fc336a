import { z } from 'zod'

/** Closed word lists of identity; a test compares them with the CHECK constraints of migration 0030 and 0031. */

export const postKind = z.enum([
	'call_taker',
	'dispatcher',
	'shift_leader',
	'commander',
	'station_chief',
	'officer',
	'auxiliary_officer',
	'investigator',
	'traffic_officer',
	'legal_reviewer',
	'integrity_inspector',
	'trainer',
	'analyst',
	'administrator',
])
export type PostKind = z.output<typeof postKind>

export const agencyBranch = z.enum([
	'command',
	'legal',
	'criminal',
	'public_order',
	'cyber',
	'economic',
	'traffic',
	'integrity',
	'training',
])
export type AgencyBranch = z.output<typeof agencyBranch>

export const credentialKind = z.enum([
	'armed',
	'stab_proof',
	'first_aid',
	'interview_child',
	'negotiator',
	'traffic_collision',
	'breath_test',
	'drone',
	'boat',
	'legal_exam',
])
export type CredentialKind = z.output<typeof credentialKind>

export const organisationMode = z.enum(['demo', 'real'])
export type OrganisationMode = z.output<typeof organisationMode>

export const sessionMethod = z.enum(['demo', 'password', 'passkey'])
export type SessionMethod = z.output<typeof sessionMethod>

export const revokedWhy = z.enum(['closed', 'switched', 'taken_over', 'revoked', 'set_up', 'keys_changed'])
export type RevokedWhy = z.output<typeof revokedWhy>

export const holdReason = z.enum(['live_call', 'open_emergency'])
export type HoldReason = z.output<typeof holdReason>

export const locale = z.enum(['en', 'zh'])
