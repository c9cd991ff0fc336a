import { shows } from '../../view.ts'
import { draftEffects } from '../contract/drawings.ts'
import { effectsOf } from '../publishing/effects.ts'
import { draftSubject, needDraft } from '../publishing/store.ts'

/** M87. */
export const draftEffectsView = shows(draftEffects, {
	subject: async (tx, input) => draftSubject(await needDraft(tx, input.id)),
	show: async ({ tx, who, now }, input) => ({ output: await effectsOf(tx, await needDraft(tx, input.id), who, now) }),
})
