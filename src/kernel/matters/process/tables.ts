import type { ColumnType, Generated } from 'kysely'
import type { Happening } from './happening.ts'
import type { Ending, TokenState, Wait } from './state.ts'

type Instant = ColumnType<Date, Date, Date>
type LaterInstant = ColumnType<Date | null, Date | null, Date | null>
type Json<T> = ColumnType<T, string, string>

declare module '#kernel/db/schema.ts' {
	interface Tables {
		'matters.instance': {
			id: string
			matter_id: string
			drawing_id: string
			process: string
			caller_id: string | null
			caller_wait: number | null
			rest: Json<unknown>
			version: Generated<number>
			ended_how: Ending['how'] | null
			ended_code: string | null
			opened_at: Instant
			ended_at: LaterInstant
		}
		'matters.process_token': {
			instance_id: string
			n: number
			element: string
			scope: number
			state: TokenState
			rest: Json<unknown> | null
			arrived_at: Instant
		}
		'matters.process_wait': {
			instance_id: string
			n: number
			kind: Wait['kind']
			element: string
			token: number | null
			scope: number
			name: string | null
			key: string | null
			due_at: LaterInstant
			cycle: Json<unknown> | null
			lane: string | null
			asked_at: Instant
		}
		'matters.process_step': {
			instance_id: string
			n: number
			happening: Happening['is'] | 'migrate'
			steps: Json<unknown>
			at: Instant
		}
	}
}
