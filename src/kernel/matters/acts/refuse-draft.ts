import { performs } from '../../act.ts'
import { refuseDraft } from '../contract/drawings.ts'
import { loadDraft, stepDraft } from './decide-draft.ts'

/** M81. */
export const refuseDraftAct = performs(refuseDraft, {
	load: (tx, input) => loadDraft(tx, input.id),
	run: ({ tx, who, now }, row, input) => stepDraft(tx, row, 'refused', { who, now, ground: input.ground }),
})
