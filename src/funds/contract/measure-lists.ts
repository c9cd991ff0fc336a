import { z } from 'zod'

/** Closed word lists of measures; the migration's CHECK constraints hold the same members (F13). */

export const measureKind = z.enum(['stop', 'freeze'])
export type MeasureKind = z.output<typeof measureKind>

/** Elements of `process/stop.bpmn` and `process/freeze.bpmn` a measure can rest on. */
export const measureState = z.enum([
	'draft',
	'signing',
	'sent',
	'mismatch',
	'held',
	'frozen',
	'released',
	'refused',
	'declined',
	'withdrawn',
])
export type MeasureState = z.output<typeof measureState>

/** F61. The four that banks match on. */
export const matchField = z.enum(['holder', 'number', 'amount', 'time'])
export type MatchField = z.output<typeof matchField>

export const endReason = z.enum([
	'frozen',
	'clock',
	'not_a_case',
	'decision',
	'objection_upheld',
	'objection_silence',
	'bank',
	'refused',
	'declined',
	'withdrawn',
])
export type EndReason = z.output<typeof endReason>

/** F68. Rule packs that ship: who may stop and freeze, and for how long. */
export const rulePack = z.enum(['cn', 'neutral'])
export type RulePack = z.output<typeof rulePack>

/** Posts that approve measures, as the table names them. */
export const approverPost = z.enum(['investigator', 'shift_leader', 'commander'])
export type ApproverPost = z.output<typeof approverPost>

/** F85. What became of an objection; silence is the clock's. */
export const objectionAnswer = z.enum(['upheld', 'dismissed', 'silence'])
export type ObjectionAnswer = z.output<typeof objectionAnswer>

/** Topic of every change of a measure; its body says which and where it stands. An order goes out at `sent`. */
export const measureChanged = 'funds.measure.changed'
