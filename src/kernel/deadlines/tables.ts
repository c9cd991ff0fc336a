import type { Generated } from 'kysely'
import type { Tier } from '../contract/scalars.ts'

type EditionTable = {
	id: string
	kind: 'calendar' | 'regime'
	key: string
	agency_id: string | null
	version: number
	body: string
	sha256: string
	reason: string
	proposed_by: string | null
	proposed_at: Date
}

type DeadlineTable = {
	id: string
	matter_id: string
	kind: string
	agency_id: string
	duty_id: string
	regime_id: string
	calendar_id: string
	liberty: boolean
	protected: boolean
	amount: number
	from_at: Date
	due_at: Date
	next_at: Date | null
	set_at: Date
	stage: Generated<'running' | 'warned' | 'breached'>
	breached_at: Date | null
	reached: Tier | null
	met_at: Date | null
	decided_at: Date | null
	dropped_at: Date | null
	version: Generated<number>
}

declare module '#kernel/db/schema.ts' {
	interface Tables {
		'deadlines.edition': EditionTable
		'deadlines.publication': {
			edition_id: string
			at: Date
			by_person: string | null
			by_post: string
			ground: string
		}
		'deadlines.deadline': DeadlineTable
		'deadlines.reckoning': {
			deadline_id: string
			n: number
			cause: 'set' | 'pause' | 'resume' | 'extend'
			at: Date
			due_at: Date
			amount: number
			pauses: string
			parts: string
			zone: string
			tz: string
			missing_years: number[]
		}
		'deadlines.pause': {
			id: string
			deadline_id: string
			ground: string
			from_at: Date
			until_at: Date
			resumed_at: Date | null
			by_person: string
			by_post: string
			reason: string
		}
		'deadlines.extension': {
			deadline_id: string
			ground: string
			amount: number
			at: Date
			by_person: string
			by_post: string
			reason: string
		}
		'deadlines.decision': { deadline_id: string; at: Date; by_person: string; by_post: string; reason: string }
		'deadlines.rung': {
			deadline_id: string
			n: number
			why: 'escalated' | 'reassigned'
			tier: Tier
			agency_id: string
			at: Date
			acknowledged_at: Date | null
			acknowledged_by: string | null
		}
		'deadlines.hand': { deadline_id: string; person_id: string }
		'deadlines.reader': { deadline_id: string; person_id: string }
	}
}

export type { DeadlineTable, EditionTable }
