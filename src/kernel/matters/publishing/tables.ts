import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

type Instant = ColumnType<Date, Date, never>
export type DraftStep = 'proposed' | 'reviewed' | 'published' | 'refused' | 'withdrawn'

declare module '#kernel/db/schema.ts' {
	interface Tables {
		'matters.draft': {
			id: string
			what: 'drawing' | 'table'
			name: string
			title: string
			body: string
			mark: string
			bureau_id: string
			scope_id: string
			state: 'draft' | DraftStep
			decided: GeneratedAlways<boolean>
			version: Generated<number>
			reason: string | null
			until_at: Date | null
			against: string | null
			opened_by: string
			opened_post: string
			opened_at: Instant
			saved_at: Date
		}
		'matters.draft_hand': { draft_id: string; by_person: string; by_agency: string; at: Instant }
		'matters.draft_step': {
			draft_id: string
			step: DraftStep
			by_person: string
			by_post: string
			by_agency: string
			at: Instant
			ground: string
		}
		'matters.publication': {
			id: string
			what: 'drawing' | 'table'
			name: string
			mark: string
			drawing_id: string | null
			scope_id: string
			draft_id: string
			at: Instant
			until_at: Date | null
		}
	}
}
