import { sql } from 'kysely'
import { notFound } from '#kernel/refusal.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { shows } from '../../view.ts'
import { showDraft } from '../contract/drawings.ts'
import { currentAt } from '../publishing/editions.ts'
import { draftShapes } from '../publishing/shape.ts'
import { signaturesOf, signingOf } from '../publishing/signing.ts'
import { draftSubject, needDraft } from '../publishing/store.ts'

export const showDraftView = shows(showDraft, {
	subject: async (tx, input) => draftSubject(await needDraft(tx, input.id)),
	async show({ tx, who, now }, { id }) {
		const row = await needDraft(tx, id)
		const [draft] = await draftShapes(tx, sql`matters.draft t`, sql`where t.id = ${id}::uuid`)
		if (draft === undefined) throw notFound(`draft ${id}`)
		const current = await currentAt(tx, { what: row.what, name: row.name, agency: row.scope_id, now })
		const at = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const mine = powersInUse().decide(who, 'matters.draft.save', draftSubject(row), at).allowed
		return {
			output: {
				draft,
				text: row.body,
				replaces: current?.edition ?? null,
				mine: mine && row.state === 'draft',
				signatures: await signaturesOf(tx, await signingOf(tx, row, now), who),
			},
		}
	},
})
