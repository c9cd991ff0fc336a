import { performs } from '../../act.ts'
import { withdrawDraft } from '../contract/drawings.ts'
import { loadDraft, stepDraft } from './decide-draft.ts'

/** M81. */
export const withdrawDraftAct = performs(withdrawDraft, {
	load: (tx, input) => loadDraft(tx, input.id),
	run: ({ tx, who, now }, row, input) => stepDraft(tx, row, 'withdrawn', { who, now, ground: input.ground }),
})
