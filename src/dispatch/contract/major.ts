import { z } from 'zod'
import { act } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { incidentResource } from '../resources.ts'
import { shown } from './examples.ts'
import { incidentState } from './lists.ts'
import { agencyRef, both } from './shapes.ts'

/** D30. City and province see counts; a matter handed up is seen by name. */
export const handUpIncident = act({
	name: 'dispatch.incident.hand-up',
	summary: { en: 'Hand an incident up to city or province', zh: '上报警情' },
	resource: incidentResource,
	input: z.strictObject({ incident: id, version, to: id, reason: text(300) }),
	output: z.object({ incident: id, state: incidentState, version, to: id }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: {
			incident: shown.incident,
			version: 4,
			to: shown.bureau,
			reason: 'The suspect fled towards the next county.',
		},
		output: { incident: shown.incident, state: 'in_progress', version: 5, to: shown.bureau },
	},
})

/** D205, D206. Tiers a major incident is handed up to, lowest first. */
export const majorTier = z.enum(['county', 'city', 'province'])
export type MajorTier = z.output<typeof majorTier>

/** D206. The clock hands it up, to each tier up to that one. */
export const raiseMajor = act({
	name: 'dispatch.major.raise',
	summary: { en: 'A major incident is handed up by its table', zh: '重大警情按表上报' },
	resource: incidentResource,
	input: z.strictObject({ incident: id, tier: majorTier }),
	/** Null: the row no longer holds, or it was handed up there before. */
	output: z.object({ incident: id, tier: majorTier.nullable() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { incident: shown.incident, tier: 'city' },
		output: { incident: shown.incident, tier: 'city' },
	},
})

/** What the table says of an incident now, and the agencies it was handed up to by it. */
export const majorShown = z.object({
	now: z
		.object({
			tier: majorTier,
			why: both,
			rule: z.string(),
			/** Kinds of post that are told. */
			tells: z.array(z.string()),
			/** Null: no clock runs, it was handed up. */
			dueAt: instant.nullable(),
		})
		.nullable(),
	/** Whoever looks may say how many are dead, injured and in danger. */
	mayCount: z.boolean(),
	told: z.array(
		z.object({ to: agencyRef, tier: majorTier, why: both, rule: z.string(), tells: z.array(z.string()), at: instant }),
	),
})
