import { showDrillList } from './views/list-drills.ts'
import { showDrillCandidates, showDrillRecord } from './views/show-drill.ts'
import { showOutwardList } from './views/list-outward.ts'
import { showTransferList, showTransferSheetView } from './views/show-transfers.ts'
import { showHazardList, showHazardsAtAddress, showHazardsOfIncident } from './views/show-hazards.ts'
import { showSampleCountView } from './views/count-samples.ts'
import { showAttachmentList, showAttachmentPart } from './views/list-attachments.ts'
import { showAlarmList } from './views/list-alarms.ts'
import { showCallList } from './views/list-calls.ts'
import { showDowngradeList } from './views/list-downgrades.ts'
import { showForcedList } from './views/list-forced.ts'
import { showIncidentList } from './views/list-incidents.ts'
import { showNearList } from './views/list-near.ts'
import { showPriceList } from './views/list-prices.ts'
import { showTypeList } from './views/list-types.ts'
import { showUnitList } from './views/list-units.ts'
import { showMineUnit } from './views/mine-unit.ts'
import { showRerunCard } from './views/rerun-card.ts'
import { showAddressDetail } from './views/show-address.ts'
import { showCallDetail } from './views/show-call.ts'
import { showCallerDetail } from './views/show-caller.ts'
import { showCotView } from './views/show-cot.ts'
import { showCountsView } from './views/show-counts.ts'
import { showDayView } from './views/show-day.ts'
import { showDeskView } from './views/show-desk.ts'
import { showFollowView } from './views/show-follow.ts'
import { showIncidentDetail } from './views/show-incident.ts'
import { showCarriedList, showCarriedPart } from './views/list-carried.ts'
import { showOverlayView } from './views/show-overlay.ts'
import { showPriceView } from './views/show-price.ts'
import { showRecommended } from './views/show-recommendation.ts'
import { showReplayView } from './views/show-replay.ts'
import { showScriptView } from './views/show-script.ts'
import { showTrackView } from './views/show-track.ts'
import { showSampleView } from './views/show-sample.ts'
import { showAgainView } from './views/show-again.ts'
import { showPhraseList, showTextThread, showTextView } from './views/show-text.ts'
import { showWatchView } from './views/show-watch.ts'

/** Every way dispatch can be looked at. */
export const views = [
	showDeskView,
	showDayView,
	showIncidentList,
	showIncidentDetail,
	showAddressDetail,
	showRecommended,
	showRerunCard,
	showCallList,
	showCallDetail,
	showCallerDetail,
	showScriptView,
	showPhraseList,
	showTextView,
	showTextThread,
	showNearList,
	showUnitList,
	showMineUnit,
	showAlarmList,
	showAttachmentList,
	showAttachmentPart,
	showCotView,
	showTrackView,
	showCountsView,
	showForcedList,
	showOverlayView,
	showTypeList,
	showReplayView,
	showPriceView,
	showPriceList,
	showFollowView,
	showOutwardList,
	showTransferList,
	showCarriedList,
	showCarriedPart,
	showTransferSheetView,
	showHazardList,
	showHazardsAtAddress,
	showHazardsOfIncident,
	showWatchView,
	showAgainView,
	showDowngradeList,
	showSampleView,
	showSampleCountView,
	showDrillList,
	showDrillCandidates,
	showDrillRecord,
] as const
