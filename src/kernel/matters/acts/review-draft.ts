import { performs } from '../../act.ts'
import { reviewDraft } from '../contract/drawings.ts'
import { reviewContext, signingOf } from '../publishing/signing.ts'
import { loadDraft, stepDraft } from './decide-draft.ts'

/** M82. */
export const reviewDraftAct = performs(reviewDraft, {
	async load(tx, input, who, now) {
		const loaded = await loadDraft(tx, input.id)
		return { ...loaded, context: await reviewContext(tx, await signingOf(tx, loaded.row, now), who) }
	},
	run: ({ tx, who, now }, row, input) => stepDraft(tx, row, 'reviewed', { who, now, ground: input.ground }),
})
