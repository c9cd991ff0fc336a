import type { ActContext, Done } from '../../act.ts'
import { newId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { digest, newestOf } from '../editions.ts'

/** What proposing a calendar and proposing a regime share. */

/** Keeps the next edition of the bureau's line; nothing changes until another person publishes it (C4). */
export async function keepProposal(
	{ tx, who, now }: ActContext,
	edition: {
		readonly kind: 'calendar' | 'regime'
		readonly key: string
		readonly body: unknown
		readonly reason: string
	},
): Promise<Done<{ id: string; version: number }>> {
	const { kind, key, reason } = edition
	const text = JSON.stringify(edition.body)
	const id = newId<'edition'>(now.getTime())
	const version = ((await newestOf(tx, kind, key, who.bureau))?.version ?? 0) + 1
	const added = await tx
		.insertInto('deadlines.edition')
		.values({
			id,
			kind,
			key,
			agency_id: who.bureau,
			version,
			body: text,
			sha256: digest(text),
			reason,
			proposed_by: who.person,
			proposed_at: now,
		})
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst()
	if (added === undefined) {
		const words = { en: 'Another proposal was made at this moment. Try again.', zh: '此刻另有人提出新版本，请重试。' }
		throw new Refusal('already', words, { rule: 'C4' })
	}
	return {
		output: { id, version },
		fact: { edition: id, kind, key, agency: who.bureau, version, sha256: digest(text), reason },
		messages: [
			{ topic: 'deadlines.edition.proposed', resource: { type: 'Edition', id }, body: { kind, key, version } },
		],
	}
}
