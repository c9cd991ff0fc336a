import { z } from 'zod'
import { view } from '#kernel/contract/declare.ts'
import { id, instant } from '#kernel/contract/scalars.ts'
import { deskResource } from '../resources.ts'
import { shown } from './examples.ts'
import { incidentState, incidentType, priority } from './lists.ts'
import { agencyRef, both, placeShown } from './shapes.ts'

/** D245. How an incident came through the day: states, classes and units, each from when; from rows that only grow. */
export const againIncident = z.object({
	id,
	number: z.string(),
	station: agencyRef,
	place: placeShown,
	states: z.array(z.object({ at: instant, state: incidentState })),
	classes: z.array(z.object({ at: instant, type: incidentType, priority })),
	units: z.array(
		z.object({
			callSign: both,
			dispatched: instant,
			enRoute: instant.nullable(),
			onScene: instant.nullable(),
			cleared: instant.nullable(),
		}),
	),
})
export type AgainIncident = z.output<typeof againIncident>

/** D245. One day (UTC+8) of what the one who asks may see, to be gone through minute by minute. */
export const showAgain = view({
	name: 'dispatch.again.show',
	summary: { en: 'A day of the desk, minute by minute', zh: '逐分钟回放一天' },
	resource: deskResource,
	input: z.strictObject({ day: z.iso.date() }),
	output: z.object({
		from: instant,
		until: instant,
		/** Those open at some moment of the day; at most 1,000, `total` counts all. */
		total: z.int(),
		incidents: z.array(againIncident),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { day: '2026-11-24' },
		output: {
			from: '2026-11-23T16:00:00.000Z',
			until: '2026-11-24T16:00:00.000Z',
			total: 1,
			incidents: [
				{
					id: shown.incident,
					number: 'X2611-0447',
					station: shown.agency,
					place: shown.place,
					states: [{ at: shown.at, state: 'waiting' }],
					classes: [{ at: shown.at, type: 'assault_weapon', priority: 1 }],
					units: [],
				},
			],
		},
	},
})
