import { sql } from 'kysely'
import type { Worker } from '#kernel/jobs/api.ts'
import { timerBreached } from '#kernel/matters/contract.ts'
import { lapseMeasure, lapseObjection, reportChanged, warnMeasure } from './contract.ts'
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

/** F72. A report that is no case, or was taken back, holds nobody's money. */
const noCase: Worker = {
	queue: 'funds-measure-no-case',
	topics: [reportChanged],
	run: async ({ body, resource }, tools) => {
		if (resource === null || (body['state'] !== 'refused' && body['state'] !== 'withdrawn')) return
		const { rows } = await tools.read((tx) =>
			sql<{
				id: string
			}>`select id from funds.measure where report_id = ${resource.id} and ended_at is null order by id`.execute(tx),
		)
		for (const { id } of rows) await tools.perform(lapseMeasure.name, { measure: id }, id)
	},
}

export const measureWorkers: readonly Worker[] = [clocks, noCase]
