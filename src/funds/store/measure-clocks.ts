import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { dropDeadline, meetDeadline, setDeadline } from '#kernel/deadlines/keep.ts'
import { meetTimer, setTimer } from '#kernel/matters/api.ts'
import type { PackTerms } from '../rules/measure.ts'

/** The clocks of a measure: when the bank should have answered, until when it holds, when an objection must be answered. */

/** Kinds of timers that `workers` hears. */
export const endsKind = 'measure_end'
export const alarmKind = 'measure_alarm'
export const answerKind = 'measure_answer'
export const objectionKind = 'measure_objection'
const holdDeadline = 'funds_hold'

type On = { readonly tx: Tx; readonly measure: string; readonly now: Date }

/** F69, F70. The hold runs from a moment by the regime of its pack; an alarm before, its end at the end. @returns its end */
export async function startHold({ tx, measure, now }: On, from: Date, terms: PackTerms): Promise<Date> {
	const set = { matter: measure, regime: terms.regime, kind: holdDeadline, from, now }
	const { dueAt } = await setDeadline(tx, set)
	const left = Math.max(0, Math.ceil((dueAt.getTime() - now.getTime()) / 1000))
	await setTimer(tx, { matter: measure, kind: endsKind, targetSeconds: left, rule: terms.rule, now })
	const alarm = Math.max(0, left - terms.alarmMinutes * 60)
	await setTimer(tx, { matter: measure, kind: alarmKind, targetSeconds: alarm, rule: terms.rule, now })
	return dueAt
}

/** F69. @returns when the bank should have answered */
export async function startAnswer({ tx, measure, now }: On, terms: PackTerms): Promise<Date> {
	const targetSeconds = terms.answerMinutes * 60
	const { dueAt } = await setTimer(tx, { matter: measure, kind: answerKind, targetSeconds, rule: terms.rule, now })
	return dueAt
}

export async function meetAnswer({ tx, measure, now }: On): Promise<void> {
	await meetTimer(tx, { matter: measure, kind: answerKind, now })
}

/** F86, F87. @returns when silence releases */
export async function startObjection({ tx, measure, now }: On, terms: PackTerms): Promise<Date> {
	const set = { matter: measure, regime: terms.objection, kind: objectionKind, from: now, now }
	const { dueAt } = await setDeadline(tx, set)
	const targetSeconds = Math.max(0, Math.ceil((dueAt.getTime() - now.getTime()) / 1000))
	await setTimer(tx, { matter: measure, kind: objectionKind, targetSeconds, rule: terms.rule, now })
	return dueAt
}

export async function meetObjection({ tx, measure, now }: On): Promise<void> {
	await meetDeadline(tx, { matter: measure, kind: objectionKind, now })
	await meetTimer(tx, { matter: measure, kind: objectionKind, now })
}

/** F75. What ended waits for nothing. */
export async function stopClocks(tx: Tx, measure: string, now: Date): Promise<void> {
	for (const kind of [holdDeadline, objectionKind]) await dropDeadline(tx, { matter: measure, kind, now })
	await sql`update matters.timer set dropped_at = ${now} where matter_id = ${measure} and met_at is null and dropped_at is null`.execute(
		tx,
	)
}
