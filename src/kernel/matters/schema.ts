import type { ColumnType, Generated } from 'kysely'

type Instant = ColumnType<Date, Date, Date>
type LaterInstant = ColumnType<Date | null, Date | null, Date | null>

declare module '#kernel/db/schema.ts' {
	interface Tables {
		'matters.drawing': {
			id: string
			process: string
			version: number
			bpmn: string
			sha256: string
			published_at: Instant
		}
		'matters.matter': {
			id: string
			kind: string
			agency_id: string
			drawing_id: string
			purpose: string | null
			opened_at: Instant
			closed_at: LaterInstant
			version: Generated<number>
		}
		'matters.token': {
			id: string
			matter_id: string
			element: string
			scope: string | null
			arrived_at: Instant
			ended_at: LaterInstant
			/** The task drawn in between at which it waits; null: it waits at `element`. */
			held: string | null
			held_since: LaterInstant
			/** Who asked for it. */
			held_by: string | null
		}
		'matters.step': {
			matter_id: string
			n: number
			token_id: string
			source: string | null
			target: string
			flows: string[]
			at: Instant
		}
		'matters.timer': {
			id: string
			matter_id: string
			kind: string
			set_at: Instant
			due_at: Instant
			target_seconds: number
			rule: string
			met_at: LaterInstant
			breached_at: LaterInstant
			escalated_at: LaterInstant
			dropped_at: LaterInstant
		}
	}
}
