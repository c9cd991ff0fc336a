import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { deskResource, hazardResource, incidentResource } from '../resources.ts'
import { shown } from './examples.ts'
import { both } from './shapes.ts'

/** Hazards at an address: D170 to D175. */

/** D170. What may hurt a crew at an address. Nothing about what people believe, say, ask for or complained of. */
export const hazardKind = z.enum([
	'dangerous_dog',
	'weapon_found',
	'crew_attacked',
	'chemical_store',
	'gas_store',
	'unsafe_structure',
	'live_wires',
	'infection_precaution',
	'hard_access',
])
export type HazardKind = z.output<typeof hazardKind>
export const hazardState = z.enum(['proposed', 'in_force', 'refused', 'withdrawn'])
export type HazardState = z.output<typeof hazardState>

const hazard = '019aa000-0000-7000-8000-000000000801'
const changed = z.object({ hazard: id, state: hazardState, version })
const key = z.strictObject({ hazard: id, version })

export const proposeHazard = act({
	name: 'dispatch.hazard.propose',
	summary: { en: 'Propose a hazard of the address', zh: '提请登记地址危险提示' },
	resource: incidentResource,
	input: z.strictObject({
		/** At which it was found; its place is the address. */
		incident: id,
		kind: hazardKind,
		/** One line, as the crew found it. */
		note: text(120).optional(),
		months: z.int().min(1).max(12).default(6),
	}),
	output: changed,
	purpose: 'none',
	personal: ['note'],
	example: {
		input: { incident: shown.incident, kind: 'dangerous_dog', note: 'In the yard, not on a chain.', months: 6 },
		output: { hazard, state: 'proposed', version: 1 },
	},
})

export const approveHazard = act({
	name: 'dispatch.hazard.approve',
	summary: { en: 'Approve a hazard of an address', zh: '同意登记地址危险提示' },
	resource: hazardResource,
	input: key,
	output: changed.extend({ until: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { hazard, version: 1 },
		output: { hazard, state: 'in_force', version: 2, until: '2027-05-24T04:00:00.000Z' },
	},
})

export const refuseHazard = act({
	name: 'dispatch.hazard.refuse',
	summary: { en: 'Refuse a hazard of an address', zh: '不同意登记地址危险提示' },
	resource: hazardResource,
	input: key.extend({ reason: text(300) }),
	output: changed,
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { hazard, version: 1, reason: 'The dog is gone.' },
		output: { hazard, state: 'refused', version: 2 },
	},
})

export const withdrawHazard = act({
	name: 'dispatch.hazard.withdraw',
	summary: { en: 'Withdraw a hazard of an address', zh: '撤销地址危险提示' },
	resource: hazardResource,
	input: key.extend({ reason: text(300) }),
	output: changed,
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { hazard, version: 2, reason: 'The store was cleared.' },
		output: { hazard, state: 'withdrawn', version: 3 },
	},
})

export const hazardShown = z.object({
	id,
	kind: hazardKind,
	/** As it was written, not checked. */
	note: z.string().nullable(),
	state: hazardState,
	until: instant.nullable(),
	/** The incident cited; null for those who may not see it. */
	incident: z.object({ id, number: z.string() }).nullable(),
})
export type HazardShown = z.output<typeof hazardShown>

const example: z.input<typeof hazardShown> = {
	id: hazard,
	kind: 'dangerous_dog',
	note: 'In the yard, not on a chain.',
	state: 'in_force',
	until: '2027-05-24T04:00:00.000Z',
	incident: { id: shown.incident, number: 'X2611-0447' },
}

/** D173. For a call: the address as the geo search named it, or the place saved with the call. */
export const hazardsAtAddress = view({
	name: 'dispatch.hazard.at',
	summary: { en: 'Hazards of an address', zh: '某地址的危险提示' },
	resource: deskResource,
	input: z.strictObject({
		address: text(64).optional(),
		/** Or the call of this desk whose place it is. */
		call: id.optional(),
	}),
	output: z.object({ rows: z.array(hazardShown) }),
	purpose: 'none',
	looks: 'entered',
	example: { input: { address: 'address:41' }, output: { rows: [example] } },
})

/** D173. For an incident: what is in force at its place, and what was proposed at it. */
export const hazardsOfIncident = view({
	name: 'dispatch.hazard.show',
	summary: { en: 'Hazards at the address of an incident', zh: '警情地址的危险提示' },
	resource: incidentResource,
	input: z.strictObject({ incident: id }),
	output: z.object({ rows: z.array(hazardShown), mayPropose: z.boolean() }),
	purpose: 'none',
	looks: 'entered',
	example: { input: { incident: shown.incident }, output: { rows: [example], mayPropose: true } },
})

export const hazardRow = hazardShown.extend({
	place: both,
	proposedAt: instant,
	may: z.array(z.string()),
	version,
})
export type HazardRow = z.output<typeof hazardRow>

/** D171. For those who decide: proposals first, then what is in force by its end. */
export const listHazards = view({
	name: 'dispatch.hazard.list',
	summary: { en: 'Hazards that wait for a decision or are in force', zh: '待审批和生效中的地址危险提示' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({ rows: z.array(hazardRow), more: z.boolean() }),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: {},
		output: {
			rows: [
				{
					...example,
					place: { en: '41 Fishmarket Street', zh: '鱼市街41号' },
					proposedAt: '2026-11-24T03:00:00.000Z',
					may: ['dispatch.hazard.withdraw'],
					version: 2,
				},
			],
			more: false,
		},
	},
})

/** Topic of every change of a hazard. */
export const hazardChanged = 'dispatch.hazard.changed'
