import type { Slice } from '../../slice.ts'
import { openDraftAct } from '../acts/open-draft.ts'
import { proposeDraftAct } from '../acts/propose-draft.ts'
import { proposePlanAct } from '../acts/propose-plan.ts'
import { publishDraftAct } from '../acts/publish-draft.ts'
import { refuseDraftAct } from '../acts/refuse-draft.ts'
import { refusePlanAct } from '../acts/refuse-plan.ts'
import { reviewDraftAct } from '../acts/review-draft.ts'
import { runPlanAct } from '../acts/run-plan.ts'
import { saveDraftAct } from '../acts/save-draft.ts'
import { signPlanAct } from '../acts/sign-plan.ts'
import { withdrawDraftAct } from '../acts/withdraw-draft.ts'
import { checkTextView } from '../views/check-text.ts'
import { compareVersionsView } from '../views/compare-versions.ts'
import { draftEffectsView } from '../views/draft-effects.ts'
import { listDraftsView } from '../views/list-drafts.ts'
import { listDrawingsView } from '../views/list-drawings.ts'
import { listPlansView } from '../views/list-plans.ts'
import { listReadyView } from '../views/list-ready.ts'
import { replayDraftView } from '../views/replay-draft.ts'
import { showDraftView } from '../views/show-draft.ts'
import { showPlanView } from '../views/show-plan.ts'
import { showReadyView } from '../views/show-ready.ts'
import { showVersionView } from '../views/show-version.ts'
import { standOnView } from '../views/stand-on.ts'
import { tryPlanView } from '../views/try-plan.ts'
import { bookResource, draftResource } from '../contract/drawings.ts'
import { planResource } from '../contract/plans.ts'

export { followDrawings } from './in-force.ts'
export { draftedTable } from './replay.ts'

/** Publishing of drawings and tables, for the slice's list. */
export const publishingParts: Pick<Slice, 'resources' | 'acts' | 'views'> = {
	resources: [bookResource, draftResource, planResource],
	acts: [
		openDraftAct,
		saveDraftAct,
		proposeDraftAct,
		reviewDraftAct,
		publishDraftAct,
		refuseDraftAct,
		withdrawDraftAct,
		proposePlanAct,
		signPlanAct,
		refusePlanAct,
		runPlanAct,
	],
	views: [
		listDrawingsView,
		showVersionView,
		listReadyView,
		showReadyView,
		compareVersionsView,
		standOnView,
		checkTextView,
		listDraftsView,
		showDraftView,
		draftEffectsView,
		replayDraftView,
		tryPlanView,
		listPlansView,
		showPlanView,
	],
}
