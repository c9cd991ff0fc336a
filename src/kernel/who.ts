import type { Tier } from './contract/scalars.ts'

/**
 * Who asks: a person acting from one post at one agency, as of `at`.
 * Powers attach to the post and to credentials in currency, never to the name.
 */
export type Who = {
	readonly person: string
	/** The holding of a post (person x post x from..until). */
	readonly post: string
	/** Closed list, e.g. `dispatcher`, `call_taker`, `officer`, `shift_leader`, `commander`, `inspector`. */
	readonly postKind: string
	readonly agency: string
	/** Branch of policing of the agency, null for a whole bureau or a station. */
	readonly branch: string | null
	readonly tier: Tier
	/** The agency and all above it, nearest first. */
	readonly above: readonly string[]
	/** The whole bureau the agency belongs to: itself, or for a branch (command centre, traffic) the agency it is a branch of. */
	readonly bureau: string
	/** The drill the agency belongs to; null for a real one (I31). */
	readonly drill: string | null
	/** All agencies of the own drill; for a real agency those of every drill there is (I33). */
	readonly drills: readonly string[]
	/** The bureau and all agencies below it: what `in principal.bureau` means in Cedar. */
	readonly below: readonly string[]
	readonly sworn: boolean
	/** Credentials in currency now. */
	readonly credentials: readonly string[]
	/** Unit the person crews on this shift, if any. */
	readonly unit: string | null
	/** Earliest moment (ms) at which post or a credential lapses; nothing decided for this Who outlives it. */
	readonly until: number | null
	/** Changes whenever posts, credentials or the agency tree change; part of every cache key. */
	readonly standing: string
	readonly session: string | null
	/** The desk is locked (I9): it keeps its alarms, shows no personal data and performs nothing but unlock, take-over, close. */
	readonly locked?: boolean
	/** Network address the request came from, for throttling sign-in; never entered in clear. */
	readonly source?: string
	readonly locale: 'en' | 'zh'
}

/** Someone not signed in: a resident's page, the telephone exchange. Holds no post and no agency. */
export const nobody: Who = {
	person: 'nobody',
	post: 'nobody',
	postKind: 'nobody',
	agency: 'none',
	branch: null,
	tier: 'station',
	above: [],
	bureau: 'none',
	drill: null,
	drills: [],
	below: [],
	sworn: false,
	credentials: [],
	unit: null,
	until: null,
	standing: '0',
	session: null,
	locale: 'en',
}

/** The system itself acting on a clock or a process step; entered in the ledger as `system`. */
export const system: Who = { ...nobody, person: 'system', post: 'system', postKind: 'system' }
