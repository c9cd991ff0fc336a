import { performProposeDrill } from './acts/propose-drill.ts'
import { performAgreeDrill } from './acts/agree-drill.ts'
import { performRefuseDrill } from './acts/refuse-drill.ts'
import { performInviteDrill } from './acts/invite-drill.ts'
import { performEndDrill } from './acts/end-drill.ts'
import { performEraseDrill } from './acts/erase-drill.ts'
import { performRealEmergency } from './acts/real-emergency.ts'
import { performAddFollow } from './acts/add-follow.ts'
import { performApproveHazard } from './acts/approve-hazard.ts'
import { performProposeHazard } from './acts/propose-hazard.ts'
import { performRefuseHazard } from './acts/refuse-hazard.ts'
import { performWithdrawHazard } from './acts/withdraw-hazard.ts'
import { performAcknowledgeTransfer } from './acts/acknowledge-transfer.ts'
import { performCancelFollow } from './acts/cancel-follow.ts'
import { performFinishOutward } from './acts/finish-outward.ts'
import { performReopenFollow } from './acts/reopen-follow.ts'
import { performReturnTransfer } from './acts/return-transfer.ts'
import { performAnswerCall } from './acts/answer-call.ts'
import { performAnswerEmergency } from './acts/answer-emergency.ts'
import { performAnswerScript } from './acts/answer-script.ts'
import { performAnswerWelfare } from './acts/answer-welfare.ts'
import { performAskPrice } from './acts/ask-price.ts'
import { performAssignUnit } from './acts/assign-unit.ts'
import { performAttachIncident } from './acts/attach-incident.ts'
import { performPlaceUnit } from './acts/place-unit.ts'
import { performPutCarried } from './acts/put-carried.ts'
import { performPutAttachment } from './acts/put-attachment.ts'
import { performAttachCall } from './acts/attach-call.ts'
import { performBeginWatch } from './acts/begin-watch.ts'
import { performCallBack } from './acts/call-back.ts'
import { performClassifyIncident } from './acts/classify-incident.ts'
import { performClearUnit } from './acts/clear-unit.ts'
import { performCloseCall } from './acts/close-call.ts'
import { performCloseFeedUnit } from './acts/close-feed-unit.ts'
import { performCloseIncident } from './acts/close-incident.ts'
import { performCountersignRelief } from './acts/countersign-relief.ts'
import { performDecideDowngrade } from './acts/decide-downgrade.ts'
import { performDisposeIncident } from './acts/dispose-incident.ts'
import { performDrawSample } from './acts/draw-sample.ts'
import { performEndWatch } from './acts/end-watch.ts'
import { performEnterSample } from './acts/enter-sample.ts'
import { performHandUpIncident } from './acts/hand-up-incident.ts'
import { performHangUpCall } from './acts/hang-up-call.ts'
import { performKeepPrice } from './acts/keep-price.ts'
import { performNoteIncident } from './acts/note-incident.ts'
import { performOfferRelief } from './acts/offer-relief.ts'
import { performOpenFeedUnit } from './acts/open-feed-unit.ts'
import { performOpenIncident } from './acts/open-incident.ts'
import { performPauseReplay } from './acts/pause-replay.ts'
import { performPlaceIncident } from './acts/place-incident.ts'
import { performRaiseLevel } from './acts/raise-level.ts'
import { performRaiseEmergency } from './acts/raise-emergency.ts'
import { performRaiseMajor } from './acts/raise-major.ts'
import { performRaiseLate } from './acts/raise-late.ts'
import { performRaiseWelfare } from './acts/raise-welfare.ts'
import { performReopenIncident } from './acts/reopen-incident.ts'
import { performRingCall } from './acts/ring-call.ts'
import { performRingReplay } from './acts/ring-replay.ts'
import { performSaveDetail } from './acts/save-detail.ts'
import { performSetCodeWord } from './acts/set-code-word.ts'
import { performMoveUp } from './acts/move-up.ts'
import { performSetStatus } from './acts/set-status.ts'
import { performSignOffUnit } from './acts/sign-off-unit.ts'
import { performSignOnUnit } from './acts/sign-on-unit.ts'
import { performSpeedReplay } from './acts/speed-replay.ts'
import { performStartReplay } from './acts/start-replay.ts'
import { performStopPrice } from './acts/stop-price.ts'
import { performTransferCall } from './acts/transfer-call.ts'
import { performBeginText } from './acts/begin-text.ts'
import { performInviteText } from './acts/invite-text.ts'
import { performReadText } from './acts/read-text.ts'
import { performSayText } from './acts/say-text.ts'
import { performWriteText } from './acts/write-text.ts'
import { performWithdrawRelief } from './acts/withdraw-relief.ts'

/** Every way dispatch can be changed. */
export const acts = [
	performRingCall,
	performAnswerCall,
	performHangUpCall,
	performSaveDetail,
	performAttachCall,
	performCallBack,
	performCloseCall,
	performTransferCall,
	performBeginText,
	performWriteText,
	performSayText,
	performReadText,
	performInviteText,
	performOpenIncident,
	performClassifyIncident,
	performRaiseLevel,
	performPlaceIncident,
	performNoteIncident,
	performAssignUnit,
	performSetStatus,
	performMoveUp,
	performClearUnit,
	performSignOnUnit,
	performSignOffUnit,
	performOpenFeedUnit,
	performCloseFeedUnit,
	performDisposeIncident,
	performCloseIncident,
	performReopenIncident,
	performHandUpIncident,
	performDecideDowngrade,
	performDrawSample,
	performEnterSample,
	performBeginWatch,
	performEndWatch,
	performOfferRelief,
	performWithdrawRelief,
	performCountersignRelief,
	performAddFollow,
	performCancelFollow,
	performReopenFollow,
	performAcknowledgeTransfer,
	performReturnTransfer,
	performFinishOutward,
	performAttachIncident,
	performPutAttachment,
	performPutCarried,
	performPlaceUnit,
	performProposeHazard,
	performApproveHazard,
	performRefuseHazard,
	performWithdrawHazard,
	performRaiseEmergency,
	performAnswerEmergency,
	performSetCodeWord,
	performAnswerWelfare,
	performRaiseWelfare,
	performStartReplay,
	performPauseReplay,
	performSpeedReplay,
	performRingReplay,
	performRaiseLate,
	performRaiseMajor,
	performAnswerScript,
	performAskPrice,
	performStopPrice,
	performKeepPrice,
	performProposeDrill,
	performAgreeDrill,
	performRefuseDrill,
	performInviteDrill,
	performEndDrill,
	performEraseDrill,
	performRealEmergency,
] as const
