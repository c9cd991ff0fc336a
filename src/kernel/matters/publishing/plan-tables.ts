import type { ColumnType, GeneratedAlways } from 'kysely'

type Instant = ColumnType<Date, Date, never>
/** A matter that would stay on the old version, and what it would lose. */
export type TriedStay = {
	readonly matter: string
	readonly kind: string
	readonly losses: { readonly element: string; readonly en: string; readonly zh: string }[]
}

export type PlanState = 'proposed' | 'signed' | 'running' | 'done' | 'refused'

declare module '#kernel/db/schema.ts' {
	interface Tables {
		'matters.plan': {
			id: string
			name: string
			from_id: string
			to_id: string
			elements: ColumnType<Readonly<Record<string, string>>, string, never>
			scope_id: string
			reason: string
			state: PlanState
			over: GeneratedAlways<boolean>
			proposed_by: string
			proposed_post: string
			proposed_agency: string
			proposed_at: Instant
			tried_of: number
			tried_moves: number
			tried_stays: ColumnType<readonly TriedStay[], string, never>
		}
		'matters.plan_step': {
			plan_id: string
			step: 'signed' | 'refused'
			by_person: string
			by_post: string
			by_agency: string
			at: Instant
			ground: string
			tried_of: number | null
			tried_moves: number | null
			tried_stays: ColumnType<readonly TriedStay[] | null, string | null, never>
		}
		'matters.plan_matter': {
			plan_id: string
			matter_id: string
			outcome: 'moved' | 'stayed'
			losses: ColumnType<unknown, string, never>
			at: Instant
		}
	}
}
