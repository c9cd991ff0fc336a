import type { ColumnType, Generated } from 'kysely'
import type { PostKind } from '#kernel/identity/contract/words.ts'

type Instant = ColumnType<Date, Date, Date>
type LaterInstant = ColumnType<Date | null, Date | null, Date | null>
type Made<T> = ColumnType<T, never, never>

export type TaskState = 'open' | 'done' | 'failed' | 'dropped'
export type TaskEvent =
	| 'offered'
	| 'taken'
	| 'given_back'
	| 'allocated'
	| 'delegated'
	| 'taken_back'
	| 'escalated'
	| 'barred'
	| 'lapsed'
	| 'moved'
	| 'completed'
	| 'decided'
	| 'failed'
	| 'dropped'

declare module '#kernel/db/schema.ts' {
	interface Tables {
		'matters.task': {
			id: string
			matter_id: string
			instance_id: string
			wait: number
			element: string
			name: string
			post: PostKind
			agency_id: string
			owner_id: string
			duty_id: string
			escalated_at: LaterInstant
			escalated: Made<boolean>
			holder_post: string | null
			familiar_post: string | null
			delegator_post: string | null
			by_act: string | null
			acted: Made<boolean>
			state: Generated<TaskState>
			over: Made<boolean>
			deadline_id: string | null
			deadline_kind: string | null
			offered_at: Instant
			ended_at: LaterInstant
			ended_by: string | null
			version: Generated<number>
		}
		'matters.task_bar': { task_id: string; person_id: string; why: 'eyes' | 'apart' }
		'matters.opener': { matter_id: string; person_id: string }
		'matters.task_event': {
			task_id: string
			n: number
			what: TaskEvent
			post: string | null
			agency_id: string | null
			reason: string | null
			code: string | null
			at: Instant
		}
	}
}
