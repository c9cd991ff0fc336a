import type { Slice } from '#kernel/slice.ts'
import { performAnswerObjection } from './acts/answer-objection.ts'
import { performApproveMeasure } from './acts/approve-measure.ts'
import { performChangeMeasure } from './acts/change-measure.ts'
import { performConfirmPack } from './acts/confirm-pack.ts'
import { performDeclineMeasure } from './acts/decline-measure.ts'
import { performDescribeAccount } from './acts/describe-account.ts'
import { performDraftFreeze } from './acts/draft-freeze.ts'
import { performDraftStop } from './acts/draft-stop.ts'
import { performEnterObjection } from './acts/enter-objection.ts'
import { performLapseMeasure } from './acts/lapse-measure.ts'
import { performLapseObjection } from './acts/lapse-objection.ts'
import { performProposePack } from './acts/propose-pack.ts'
import { performReleaseMeasure } from './acts/release-measure.ts'
import { performRenewFreeze } from './acts/renew-freeze.ts'
import { performSignMeasure } from './acts/sign-measure.ts'
import { performWarnMeasure } from './acts/warn-measure.ts'
import { performWithdrawMeasure } from './acts/withdraw-measure.ts'
import { measureWorkers } from './measure-workers.ts'
import { showMeasureList } from './views/list-measures.ts'
import { showMeasureView } from './views/show-measure.ts'
import { showPackView } from './views/show-pack.ts'
import { showPublishedView } from './views/show-published.ts'

/** What this room of funds hands to the slice: stops, freezes, objections and rule packs. */
export const measureParts: Pick<Slice, 'acts' | 'views' | 'hears' | 'connectors' | 'duties'> = {
	acts: [
		performDraftStop,
		performChangeMeasure,
		performSignMeasure,
		performApproveMeasure,
		performDeclineMeasure,
		performWithdrawMeasure,
		performReleaseMeasure,
		performLapseMeasure,
		performWarnMeasure,
		performDraftFreeze,
		performRenewFreeze,
		performDescribeAccount,
		performEnterObjection,
		performAnswerObjection,
		performLapseObjection,
		performProposePack,
		performConfirmPack,
	],
	views: [showMeasureList, showMeasureView, showPackView, showPublishedView],
	hears: measureWorkers,
}
