import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Slice } from '../slice.ts'
import { answerServiceAct } from './acts/answer-service.ts'
import { askHoldAct } from './acts/ask-hold.ts'
import { assignFaultAct } from './acts/assign-fault.ts'
import { beginByEventAct } from './acts/begin-process.ts'
import { breachTimerAct } from './acts/breach-timer.ts'
import { deliverMessageAct } from './acts/deliver-message.ts'
import { deliverThrownAct } from './acts/deliver-thrown.ts'
import { giveUpFaultAct } from './acts/give-up-fault.ts'
import { resumeFaultAct } from './acts/resume-fault.ts'
import { returnHoldAct } from './acts/return-hold.ts'
import { sendEventAct } from './acts/send-event.ts'
import { tickProcessAct } from './acts/tick-process.ts'
import { faultBook, matter, processFault } from './contract.ts'
import { deliverWorker } from './runner/thrown.ts'
import { listFaultsView } from './views/list-faults.ts'
import { showFaultView } from './views/show-fault.ts'
import { briefs } from './briefs.ts'
import { taskDuties } from './duties.ts'
import { showHoldView } from './views/show-hold.ts'
import { publishingParts } from './publishing/api.ts'
import { taskParts } from './task/api.ts'

export { DrawingFault } from './drawing.ts'
export { drawnNext, type MatterState, openMatter, publishDrawings, type Step, stateOf, stepMatter } from './matter.ts'
export { loadProcesses } from './processes.ts'
export { findReadyDrawing, type ReadyDrawing, readyDrawings, useReadyDrawings } from './ready.ts'
export { type Service, type ServiceAnswer, type ServiceCall, servicesInUse, useServices } from './process/services.ts'
export { dueProcessTimers } from './process/waiting.ts'
export { dueStarts } from './runner/start.ts'
export { type AskedService, delayService, mostTries, releaseServices, takeServices } from './process/asking.ts'
export { draftedTable, followDrawings } from './publishing/api.ts'
export { lapsedTasks, passTasks } from './task/api.ts'
export { dueTimers, meetTimer, setTimer } from './timer.ts'

export const mattersSlice: Slice = {
	name: 'matters',
	folder: dirname(fileURLToPath(import.meta.url)),
	resources: [matter, processFault, faultBook, ...taskParts.resources, ...publishingParts.resources],
	acts: [
		askHoldAct,
		returnHoldAct,
		breachTimerAct,
		tickProcessAct,
		beginByEventAct,
		answerServiceAct,
		deliverThrownAct,
		deliverMessageAct,
		sendEventAct,
		assignFaultAct,
		resumeFaultAct,
		giveUpFaultAct,
		...taskParts.acts,
		...publishingParts.acts,
	],
	views: [showHoldView, listFaultsView, showFaultView, ...taskParts.views, ...publishingParts.views],
	hears: [deliverWorker, ...taskParts.hears],
	briefs,
	duties: [taskDuties],
}
