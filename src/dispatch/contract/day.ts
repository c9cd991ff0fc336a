import { z } from 'zod'
import { view } from '#kernel/contract/declare.ts'
import { id, instant } from '#kernel/contract/scalars.ts'
import { deskResource } from '../resources.ts'
import { shown } from './examples.ts'
import { incidentType, priority, timerKind } from './lists.ts'
import { agencyRef, both } from './shapes.ts'

/** D273 to D275. The supervisor's day: what is overdue now, which area is uncovered now, then how long things took. */

const overdue = z.object({
	incident: id,
	number: z.string(),
	type: incidentType,
	priority,
	station: agencyRef,
	/** The target that passed. */
	kind: timerKind,
	dueAt: instant,
})
export type OverdueRow = z.output<typeof overdue>

const areaNow = z.object({
	area: agencyRef,
	covered: z.boolean(),
	/** Demand points that somebody free reaches in time, of all of the area. */
	inTime: z.int(),
	points: z.int(),
	free: z.int(),
	onShift: z.int(),
	/** Units that stand in for it (D293). */
	standing: z.array(z.object({ id, callSign: both })),
	/** For an uncovered one: the move that helps most (D271). */
	moveUp: z.object({ unit: id, callSign: both, driveSeconds: z.int() }).nullable(),
})
export type AreaNow = z.output<typeof areaNow>

const taken = z.object({
	/** Null: all areas, all types together. */
	area: agencyRef.nullable(),
	type: incidentType.nullable(),
	incidents: z.int(),
	/** Seconds; null while fewer than five incidents have it. */
	p50: z.number().nullable(),
	p90: z.number().nullable(),
})
export type TakenRow = z.output<typeof taken>

export const dayMeasure = z.enum(['dispatched', 'on_scene'])

export const showDay = view({
	name: 'dispatch.day.show',
	summary: { en: 'What is overdue and uncovered now, and how long things took', zh: '当前超时与空档，以及响应时长' },
	resource: deskResource,
	input: z.strictObject({
		days: z.coerce.number().int().min(1).max(92).default(30),
		/** From the call until a unit was sent, or until the first was there. */
		measure: dayMeasure.default('on_scene'),
	}),
	output: z.object({
		at: instant,
		agency: agencyRef,
		overdue: z.object({
			total: z.int(),
			/** Most urgent first, then longest overdue; at most 50. */
			rows: z.array(overdue),
		}),
		/** Null while no map is loaded. */
		areas: z.array(areaNow).nullable(),
		coverSeconds: z.number(),
		from: instant,
		measure: dayMeasure,
		rows: z.array(taken),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { days: 30, measure: 'on_scene' },
		output: {
			at: shown.at,
			agency: shown.bureauRef,
			overdue: {
				total: 1,
				rows: [
					{
						incident: shown.incident,
						number: 'X2611-0447',
						type: 'noise',
						priority: 4,
						station: shown.agency,
						kind: 'dispatch',
						dueAt: shown.at,
					},
				],
			},
			areas: [
				{
					area: shown.agency,
					covered: false,
					inTime: 11,
					points: 40,
					free: 1,
					onShift: 8,
					standing: [],
					moveUp: shown.hole.moveUp,
				},
			],
			coverSeconds: 420,
			from: shown.at,
			measure: 'on_scene',
			rows: [{ area: shown.agency, type: 'noise', incidents: 12, p50: 312, p90: 655 }],
		},
	},
})
