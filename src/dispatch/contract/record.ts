import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, version } from '#kernel/contract/scalars.ts'
import { deskResource, downgradeResource, sampleResource } from '../resources.ts'
import { shown } from './examples.ts'
import { incidentType, priority } from './lists.ts'
import { agencyRef } from './shapes.ts'

/** Quality of the record: lesser types and priorities confirmed outside, and a weekly sample asked about again. */

export const downgradeDecision = z.enum(['confirmed', 'refused'])

/** D227. */
export const decideDowngrade = act({
	name: 'dispatch.downgrade.decide',
	summary: { en: 'Confirm or refuse a lesser type or priority', zh: '确认或否决降类降级' },
	resource: downgradeResource,
	input: z.strictObject({ downgrade: id, version, decision: downgradeDecision }),
	output: z.object({ downgrade: id, version, decision: downgradeDecision }),
	purpose: 'none',
	personal: [],
	example: {
		input: { downgrade: shown.card, version: 1, decision: 'confirmed' },
		output: { downgrade: shown.card, version: 2, decision: 'confirmed' },
	},
})

const classed = z.object({ type: incidentType, priority })

/** D229. What waits to be decided, oldest first: no place, no name, no words of anyone. */
export const listDowngrades = view({
	name: 'dispatch.downgrade.list',
	summary: { en: 'Lesser types and priorities that wait to be confirmed', zh: '待确认的降类降级' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({
		rows: z.array(
			z.object({
				id,
				version,
				incident: id,
				number: z.string(),
				station: agencyRef,
				before: classed,
				after: classed,
				at: instant,
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: {
			rows: [
				{
					id: shown.card,
					version: 1,
					incident: shown.incident,
					number: 'X2611-0447',
					station: shown.agency,
					before: { type: 'assault_weapon', priority: 1 },
					after: { type: 'fight', priority: 3 },
					at: shown.at,
				},
			],
		},
	},
})

/** Monday of a week at UTC+8. */
const week = z.iso.date()
/** What a record got wrong, as the caller tells it. */
export const recordError = z.enum(['type', 'priority', 'place', 'times', 'disposition', 'not_told'])
export type RecordError = z.output<typeof recordError>

/** D232. The draw is worked out from the ledger: who asks for it chooses nothing. */
export const drawSample = act({
	name: 'dispatch.sample.draw',
	summary: { en: 'Draw the sample of a week', zh: '抽取一周样本' },
	resource: deskResource,
	input: z.strictObject({ week }),
	output: z.object({ sample: id, version, drawn: z.int(), of: z.int() }),
	purpose: 'none',
	personal: [],
	example: { input: { week: '2026-11-16' }, output: { sample: shown.card, version: 1, drawn: 20, of: 311 } },
})

/** D233. What the call-back found: whether anyone was reached, and what the record got wrong. */
export const enterSample = act({
	name: 'dispatch.sample.enter',
	summary: { en: 'Enter what a call-back found', zh: '填写回访核对结果' },
	resource: sampleResource,
	input: z.strictObject({ sample: id, incident: id, reached: z.boolean(), errors: z.array(recordError).max(6) }),
	output: z.object({ sample: id, incident: id, left: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { sample: shown.card, incident: shown.incident, reached: true, errors: ['times'] },
		output: { sample: shown.card, incident: shown.incident, left: 19 },
	},
})

/** D232. All a draw was made from: `seawall check-sample` draws it again from this answer alone. */
export const showSample = view({
	name: 'dispatch.sample.show',
	summary: { en: 'The sample of a week, and what it was drawn from', zh: '一周样本与抽取依据' },
	resource: deskResource,
	input: z.strictObject({ week: week.optional() }),
	output: z.object({
		/** Weeks that can be drawn or were, newest first. */
		weeks: z.array(z.object({ week, drawn: z.boolean() })),
		sample: z
			.object({
				id,
				week,
				agency: agencyRef,
				treeSize: z.int(),
				/** Root of the ledger at that size: SHA-256 in hex. */
				root: z.string(),
				/** Ids of the incidents closed in the week. */
				population: z.array(id),
				drawn: z.array(
					z.object({
						incident: id,
						number: z.string(),
						type: incidentType,
						station: agencyRef,
						calls: z.array(id),
						checked: z.object({ reached: z.boolean(), errors: z.array(recordError), at: instant }).nullable(),
					}),
				),
			})
			.nullable(),
	}),
	purpose: 'none',
	looks: 'entered',
	example: { input: {}, output: { weeks: [{ week: '2026-11-16', drawn: false }], sample: null } },
})

/** D234. Per station, type and week; nothing finer. */
export const showSampleCounts = view({
	name: 'dispatch.sample.count',
	summary: { en: 'Errors found in samples, per station, type and week', zh: '样本差错，按所、类别、周' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({
		rows: z.array(
			z.object({
				station: agencyRef,
				type: incidentType,
				week,
				/** Drawn, asked and reached; and of those how many records were wrong in each way. */
				drawn: z.int(),
				reached: z.int(),
				wrong: z.int(),
				errors: z.record(recordError, z.int()),
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: {
			rows: [
				{
					station: shown.agency,
					type: 'theft',
					week: '2026-11-16',
					drawn: 3,
					reached: 2,
					wrong: 1,
					errors: { type: 0, priority: 0, place: 0, times: 1, disposition: 0, not_told: 0 },
				},
			],
		},
	},
})
