import { performs } from '../../act.ts'
import { saveDraft } from '../contract/drawings.ts'
import { faultsOf } from '../publishing/check.ts'
import { markOf } from '../publishing/mark.ts'
import { draftSubject, keepHand, needDraft, told, wrongState } from '../publishing/store.ts'

/** M80, M81. Saved with its faults; what was proposed stands still. */
export const saveDraftAct = performs(saveDraft, {
	async load(tx, input) {
		const row = await needDraft(tx, input.id, 'lock')
		return { subject: draftSubject(row), row, version: row.version }
	},
	async run({ tx, who, now }, row, input) {
		if (row.state !== 'draft') throw wrongState(row.state)
		const mark = markOf(input.text)
		const version = row.version + 1
		await tx
			.updateTable('matters.draft')
			.set({ body: input.text, mark, version, saved_at: now, title: input.title ?? row.title })
			.where('id', '=', row.id)
			.execute()
		await keepHand(tx, row.id, who, now)
		const faults = await faultsOf({ ...row, body: input.text }, { tx, agency: row.scope_id, now })
		return { output: { id: row.id, version, faults }, ...told(row, { mark, state: 'draft' }) }
	},
})
