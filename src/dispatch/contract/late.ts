import { z } from 'zod'
import { act } from '#kernel/contract/declare.ts'
import { id } from '#kernel/contract/scalars.ts'
import { incidentResource } from '../resources.ts'
import { shown } from './examples.ts'

/** D276, D277. An overdue incident goes to the station's chief, then to the county's command. */
export const lateLevel = z.enum(['station', 'county'])
export type LateLevel = z.output<typeof lateLevel>

export const raiseLate = act({
	name: 'dispatch.late.raise',
	summary: { en: 'An overdue incident is put higher', zh: '超时警情上报' },
	resource: incidentResource,
	input: z.strictObject({ incident: id, level: lateLevel }),
	/** Null: what was overdue was done meanwhile. */
	output: z.object({ incident: id, level: lateLevel.nullable() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { incident: shown.incident, level: 'station' },
		output: { incident: shown.incident, level: 'station' },
	},
})
