import type { ColumnType, Generated } from 'kysely'
import type { Happening } from './happening.ts'
import type { Data, Ending, TokenState, Wait } from './state.ts'

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
			asks: string | null
			tries: Generated<number>
			tried: ColumnType<readonly Try[] | null, never, never>
			try_at: LaterInstant
		}
		'matters.process_step': {
			instance_id: string
			n: number
			happening: Happening['is'] | 'migrate'
			steps: Json<unknown>
			at: Instant
		}
		'matters.process_thrown': {
			id: string
			kind: 'message' | 'signal'
			name: string
			key: string | null
			data: Json<Data>
			instance_id: string | null
			at: Instant
		}
		'matters.process_delivered': {
			thrown_id: string
			instance_id: string
			kind: 'message' | 'signal'
			at: Instant
		}
		'matters.process_fault': {
			id: string
			matter_id: string
			agency_id: string
			kind: string
			instance_id: string
			token: number
			element: string
			rule: string
			sentence: string
			duty_id: string | null
			post: string | null
			version: Generated<number>
			tries: Generated<number>
			tried: ColumnType<readonly Try[], never, never>
			stood_at: Instant
			closed_at: LaterInstant
			closed_how: FaultEnd | null
		}
	}
}

/** M51. When a service of ours failed, RFC 3339, and what it said. */
export type Try = { readonly at: string; readonly why: string }

/** How a fault ended; `passed`: what it stood in went on or ended without it. */
export type FaultEnd = 'resumed' | 'given_up' | 'passed'
