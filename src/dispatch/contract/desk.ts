import { z } from 'zod'
import { view } from '#kernel/contract/declare.ts'
import { id, instant } from '#kernel/contract/scalars.ts'
import { deskResource } from '../resources.ts'
import { shown } from './examples.ts'
import { disposition, factName, incidentType, section, unitStatus } from './lists.ts'
import { agencyRef, both, callRow, incidentRow, unitShown } from './shapes.ts'

export const replayShown = z.object({
	/** False once a real organisation is set up: generated calls cannot be written (D35). */
	allowed: z.boolean(),
	running: z.boolean(),
	speed: z.number(),
	seed: z.int(),
	calls: z.int(),
	version: z.int(),
})

export const measure = z.object({
	key: z.enum(['answer_p90', 'p1_dispatch_p90', 'p1_on_scene_p90', 'available', 'cover_worst']),
	/** Null while there is nothing to measure. Seconds, or units for `available`. */
	value: z.number().nullable(),
	target: z.number(),
	/** What it was reached from. */
	n: z.int(),
	/** `available`: units on shift. */
	of: z.int().nullable(),
	rule: z.string(),
})

/** The command desk: queue by section, calls now, units by station, and the five numbers of the head. */
export const showDesk = view({
	name: 'dispatch.desk.show',
	summary: { en: 'The command desk', zh: '指挥台' },
	resource: deskResource,
	input: z.strictObject({
		/** Highest number wanted: 2 shows priorities 1 and 2. */
		priority: z.coerce.number().int().min(1).max(5).optional(),
		overdue: z.enum(['yes']).optional(),
		station: id.optional(),
	}),
	output: z.object({
		at: instant,
		agency: agencyRef,
		/** `to_dispatch`, `in_progress`, `to_close`; most urgent first; at most 200 rows each, `total` is exact to 1,000. */
		sections: z.array(z.object({ key: section, total: z.int(), rows: z.array(incidentRow) })),
		calls: z.object({ total: z.int(), rows: z.array(callRow) }),
		stations: z.array(z.object({ agency: agencyRef, available: z.int(), onShift: z.int(), units: z.array(unitShown) })),
		statuses: z.array(z.object({ status: unitStatus, count: z.int() })),
		measures: z.array(measure),
		/** Age of positions: how many units are heard, out of how many on shift, and the oldest age in seconds. */
		positions: z.object({ live: z.int(), of: z.int(), oldestSeconds: z.number().nullable() }),
		forced: z.int(),
		replay: replayShown,
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: {},
		output: {
			at: shown.at,
			agency: shown.bureauRef,
			sections: [{ key: 'to_dispatch', total: 1, rows: [shown.incidentRow] }],
			calls: { total: 1, rows: [shown.callRow] },
			stations: [{ agency: shown.agency, available: 1, onShift: 1, units: [shown.unitShown] }],
			statuses: [{ status: 'available', count: 1 }],
			measures: [{ key: 'answer_p90', value: 7, target: 10, n: 31, of: null, rule: 'D9' }],
			positions: { live: 22, of: 24, oldestSeconds: 360 },
			forced: 0,
			replay: { allowed: true, running: true, speed: 1, seed: 1, calls: 12, version: 1 },
		},
	},
})

/** D31. What city and province see: counts per station, type and week, and what is open now. No names, no points. */
export const showCounts = view({
	name: 'dispatch.count.show',
	summary: { en: 'Counts per station, type and week', zh: '按所、类别、周计数' },
	resource: deskResource,
	input: z.strictObject({
		/** Any moment of the first week wanted; the last four weeks when left out. */
		from: instant.optional(),
	}),
	output: z.object({
		at: instant,
		agency: agencyRef,
		weeks: z.array(z.object({ week: z.string(), from: instant })),
		rows: z.array(z.object({ station: agencyRef, type: incidentType, week: z.string(), count: z.int() })),
		now: z.array(
			z.object({
				station: agencyRef,
				toDispatch: z.int(),
				inProgress: z.int(),
				toClose: z.int(),
				available: z.int(),
				onShift: z.int(),
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: {
			at: shown.at,
			agency: shown.bureauRef,
			weeks: [{ week: '2026-W48', from: '2026-11-22T16:00:00.000Z' }],
			rows: [{ station: shown.agency, type: 'noise', week: '2026-W48', count: 12 }],
			now: [{ station: shown.agency, toDispatch: 1, inProgress: 3, toClose: 1, available: 3, onShift: 6 }],
		},
	},
})

/** Every word list of dispatch with its words, and what each type asks and needs. */
export const listTypes = view({
	name: 'dispatch.type.list',
	summary: { en: 'Types, dispositions and other word lists', zh: '类别、处置结果等词表' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({
		types: z.array(
			z.object({
				code: incidentType,
				words: both,
				/** ICCS class for statistics, null when no offence. */
				iccs: z.string().nullable(),
				reportedCrime: z.boolean(),
				needsPower: z.boolean(),
				protectedAddress: z.boolean(),
				/** Questions to ask, in order: the facts that move the priority. */
				asks: z.array(factName),
				/** What to say to the caller while help is on its way. */
				say: both,
			}),
		),
		dispositions: z.array(z.object({ code: disposition, words: both, needsArrival: z.boolean() })),
		facts: z.array(
			z.object({ name: factName, question: both, answers: z.array(z.object({ code: z.string(), words: both })) }),
		),
		callerKinds: z.array(z.object({ code: z.string(), words: both })),
		closeReasons: z.array(z.object({ code: z.string(), words: both })),
		services: z.array(z.object({ code: z.string(), words: both })),
		outReasons: z.array(z.object({ code: z.string(), words: both })),
		statuses: z.array(z.object({ code: unitStatus, words: both, moves: z.array(unitStatus) })),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: {
			types: [
				{
					code: 'noise',
					words: { en: 'Noise', zh: '噪音扰民' },
					iccs: null,
					reportedCrime: false,
					needsPower: false,
					protectedAddress: false,
					asks: ['ongoing'],
					say: { en: 'A unit will come by when one is free.', zh: '有空闲民警就过去。' },
				},
			],
			dispositions: [{ code: 'advised', words: { en: 'Advised', zh: '现场劝导' }, needsArrival: true }],
			facts: [],
			callerKinds: [],
			closeReasons: [],
			services: [],
			outReasons: [],
			statuses: [{ code: 'available', words: { en: 'Available', zh: '待命' }, moves: ['out_of_service'] }],
		},
	},
})
