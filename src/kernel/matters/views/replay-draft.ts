import { shows } from '../../view.ts'
import { replayDraft } from '../contract/drawings.ts'
import { replayPage } from '../publishing/replay.ts'
import { draftSubject, needDraft } from '../publishing/store.ts'

/** M88. */
export const replayDraftView = shows(replayDraft, {
	subject: async (tx, input) => draftSubject(await needDraft(tx, input.id)),
	show: async ({ tx, who, now }, { id, after }) => ({
		output: await replayPage(tx, await needDraft(tx, id), after ?? null, who, now),
	}),
})
