import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Slice } from '../slice.ts'
import { breachTimerAct } from './acts/breach-timer.ts'
import { matter } from './contract.ts'

export { DrawingFault } from './drawing.ts'
export { drawnNext, type MatterState, openMatter, publishDrawings, type Step, stateOf, stepMatter } from './matter.ts'
export { loadProcesses } from './processes.ts'
export { dueTimers, meetTimer, setTimer } from './timer.ts'

export const mattersSlice: Slice = {
	name: 'matters',
	folder: dirname(fileURLToPath(import.meta.url)),
	resources: [matter],
	acts: [breachTimerAct],
	views: [],
}
