import { join } from 'node:path'
import { kernelFolder } from '../folder.ts'
import type { Slice } from '../slice.ts'
import { approveRuleAct } from './acts/approve-rule.ts'
import { proposeRuleAct } from './acts/propose-rule.ts'
import { refuseRuleAct } from './acts/refuse-rule.ts'
import { reviewRuleAct } from './acts/review-rule.ts'
import { briefs } from './briefs.ts'
import { bookResource, ruleResource } from './contract.ts'
import { draftRowsView } from './views/draft-rows.ts'
import { explainActView } from './views/explain-act.ts'
import { listActsView } from './views/list-acts.ts'
import { listRulesView } from './views/list-rules.ts'
import { listShippedView } from './views/list-shipped.ts'
import { listWordsView } from './views/list-words.ts'
import { previewDraftView } from './views/preview-draft.ts'
import { previewRuleView } from './views/preview-rule.ts'
import { showDutyView } from './views/show-duty.ts'
import { showPostView } from './views/show-post.ts'
import { showRuleView } from './views/show-rule.ts'
import { showTiersView } from './views/show-tiers.ts'
import { whoCouldView } from './views/who-could.ts'

/** The only server door to powers. */

export { columnFaults } from './columns.ts'
export { usePowers } from './current.ts'
export { type Filter, filteredRows, whereOf } from './filter.ts'
export { countOf, type Page, type PageOptions, pageKeys, pageOf } from './page.ts'
export {
	checkShipped,
	loadPowers,
	loadPowersChecked,
	mustSee,
	type Powers,
	type PowersContext,
} from './powers.ts'
export { followPublished, publishedRules } from './store.ts'
export type { Subject } from './subject.ts'

export const powersSlice: Slice = {
	name: 'powers',
	folder: join(kernelFolder, 'powers'),
	resources: [bookResource, ruleResource],
	acts: [proposeRuleAct, reviewRuleAct, approveRuleAct, refuseRuleAct],
	views: [
		explainActView,
		listActsView,
		showPostView,
		listRulesView,
		previewRuleView,
		showRuleView,
		previewDraftView,
		draftRowsView,
		listShippedView,
		listWordsView,
		showDutyView,
		showTiersView,
		whoCouldView,
	],
	briefs,
}
