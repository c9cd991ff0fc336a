import type { Done } from '../../act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import type { Who } from '#kernel/who.ts'
import { type DraftRow, draftSubject, needDraft, takeStep, told } from '../publishing/store.ts'
import type { DraftStep } from '../publishing/tables.ts'

/** What review, refusal and withdrawal of a draft share. */

/** The draft, locked, as powers see it. @throws Refusal `not_found` */
export async function loadDraft(tx: Tx, id: string) {
	const row = await needDraft(tx, id, 'lock')
	return { subject: draftSubject(row), row, version: null }
}

/** Writes one step and tells of it. @throws Refusal `wrong_state` */
export async function stepDraft(
	tx: Tx,
	row: DraftRow,
	step: DraftStep,
	by: { readonly who: Who; readonly now: Date; readonly ground: string },
): Promise<Done<{ id: string }>> {
	await takeStep(tx, row, step, by)
	return { output: { id: row.id }, ...told(row, { mark: row.mark, ground: by.ground, state: step }) }
}
