import { sql } from 'kysely'
import type { Message } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import type { MatchField, MeasureState } from '../contract.ts'
import { termsOf } from '../rules/measure.ts'
import { needMeasure, type MeasureOf, type Moved, moveMeasure } from './measure.ts'
import { meetAnswer, startHold } from './measure-clocks.ts'
import { packInForce } from './pack.ts'

/** What a bank said of an order, however it came. */
export type BankAnswer =
	| { readonly is: 'held'; readonly heldMinor: number; readonly at: Date; readonly bankReference?: string }
	| { readonly is: 'mismatch'; readonly field: MatchField }
	| { readonly is: 'refused'; readonly reason: string }
	| { readonly is: 'released'; readonly at: Date }

/** What became of an answer. Not applied: the same again, older than what is known, or of no sense where the measure stands. */
export type Applied = {
	readonly applied: boolean
	readonly why: 'same' | 'older' | 'state' | null
	readonly measure: string
	readonly state: MeasureState
	readonly version: number
	readonly messages: readonly Message[]
}

/**
 * F73. Writes what a bank answered. Doubled, late and reordered answers leave a measure as the newest left it. Called inside an
 * act, whose powers were asked; its messages go out with that act.
 * @throws Refusal `not_found`
 */
export async function applyAnswer(tx: Tx, measureId: string, answer: BankAnswer, now: Date): Promise<Applied> {
	const row = await needMeasure(tx, measureId)
	switch (answer.is) {
		case 'held':
			return applyHeld(tx, row, answer, now)
		case 'mismatch':
			return row.state === 'sent'
				? ended(tx, row, now, { to: 'mismatch', changes: sql`mismatch = ${answer.field}, answered_at = ${now}` })
				: left(row, row.state === 'mismatch' ? 'same' : 'state')
		case 'refused':
			return row.state === 'sent'
				? ended(tx, row, now, {
						to: 'refused',
						end: 'refused',
						changes: sql`refused_reason = ${answer.reason}, answered_at = ${now}`,
					})
				: left(row, row.state === 'refused' ? 'same' : 'state')
		case 'released':
			return row.state === 'sent' || row.state === 'held'
				? ended(tx, row, now, { to: 'released', end: 'bank' })
				: left(row, row.state === 'released' ? 'same' : 'state')
	}
}

type Held = Extract<BankAnswer, { is: 'held' }>

async function applyHeld(tx: Tx, row: MeasureOf, answer: Held, now: Date): Promise<Applied> {
	if (row.state !== 'sent' && row.state !== 'mismatch' && row.state !== 'held') return left(row, 'state')
	if (row.sentAt === null) return left(row, 'state')
	// A clock of a bank that runs wrong gives no hold from before the order, nor from after now.
	const at = new Date(Math.min(now.getTime(), Math.max(answer.at.getTime(), row.sentAt.getTime())))
	if (row.state === 'held' && row.answeredAt !== null) {
		if (at < row.answeredAt) return left(row, 'older')
		if (answer.heldMinor === row.heldMinor) return left(row, 'same')
	}
	const first = row.state !== 'held'
	const on = { tx, measure: row.id, now }
	const { pack } = await packInForce(tx, row.agency)
	const until = first ? await startHold(on, at, termsOf(pack, row.kind)) : row.untilAt
	await meetAnswer(on)
	const moved = await ended(tx, row, now, {
		to: 'held',
		changes: sql`held_minor = ${answer.heldMinor}, answered_at = ${at}, until_at = ${until}, mismatch = null,
			bank_reference = coalesce(${answer.bankReference ?? null}::text, bank_reference)`,
	})
	const taken = first && row.kind === 'freeze' ? await takeOver(tx, row, now) : []
	return { ...moved, messages: [...moved.messages, ...taken] }
}

/** F71. The bank freezes: the stop it takes over from has ended. */
async function takeOver(tx: Tx, freeze: MeasureOf, now: Date): Promise<readonly Message[]> {
	if (freeze.stop === null) return []
	const stop = await needMeasure(tx, freeze.stop)
	if (stop.state !== 'held') return []
	return (await moveMeasure({ tx, now }, stop, { to: 'frozen', end: 'frozen' })).messages ?? []
}

async function ended(tx: Tx, row: MeasureOf, now: Date, move: Parameters<typeof moveMeasure>[2]): Promise<Applied> {
	await meetAnswer({ tx, measure: row.id, now })
	const { output, messages } = await moveMeasure({ tx, now }, row, move)
	return { applied: true, why: null, ...(output satisfies Moved), messages: messages ?? [] }
}

function left(row: MeasureOf, why: 'same' | 'older' | 'state'): Applied {
	return { applied: false, why, measure: row.id, state: row.state, version: row.version, messages: [] }
}
