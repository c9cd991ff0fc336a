import type { Worker } from '#kernel/jobs/api.ts'
import { timerBreached } from '#kernel/matters/contract.ts'
import { lapseMeasure, lapseObjection, warnMeasure } from './contract.ts'
import { alarmKind, answerKind, endsKind, objectionKind } from './store/measure-clocks.ts'

const actOf: Readonly<Record<string, string>> = {
	[endsKind]: lapseMeasure.name,
	[alarmKind]: warnMeasure.name,
	[answerKind]: warnMeasure.name,
	[objectionKind]: lapseObjection.name,
}

/** F69, F70, F87. What the clocks of measures do when they run out. */
const clocks: Worker = {
	queue: 'funds-measure-clocks',
	topics: [timerBreached],
	run: async (event, tools) => {
		const { matter, kind } = event.body
		const act = typeof kind === 'string' ? actOf[kind] : undefined
		if (act !== undefined && typeof matter === 'string') await tools.perform(act, { measure: matter })
	},
}

export const measureWorkers: readonly Worker[] = [clocks]
