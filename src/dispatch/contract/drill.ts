import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { deskResource, drillResource, unitResource } from '../resources.ts'
import { shown } from './examples.ts'
import { raiseEmergency } from './emergency.ts'
import { incidentType, priority } from './lists.ts'
import { agencyRef, both } from './shapes.ts'

/** Drills: D250 to D257. */

export const drillState = z.enum(['proposed', 'running', 'refused', 'ended', 'erased'])
export type DrillState = z.output<typeof drillState>

/** D251. Posts that can be played. */
export const drillPost = z.enum([
	'call_taker',
	'dispatcher',
	'shift_leader',
	'commander',
	'station_chief',
	'officer',
	'auxiliary_officer',
])
export type DrillPost = z.output<typeof drillPost>

const drill = '019aa000-0000-7000-8000-000000000d25'
const person = '7a2d8e3f-6b41-8c5d-9e22-5f4a3b2c1d0e'
const changed = z.object({ drill: id, state: drillState, version })
const key = z.strictObject({ drill: id, version })

/** D250. */
export const proposeDrill = act({
	name: 'dispatch.drill.propose',
	summary: { en: 'Propose a drill of the bureau', zh: '提请开展演练' },
	resource: deskResource,
	input: z.strictObject({
		/** The bureau that is copied. */
		agency: id,
		why: text(300),
		/** At most 72 hours away. */
		endsAt: instant,
		/** Units copied at each station and branch that has any. */
		crews: z.int().min(1).max(6).default(2),
	}),
	output: changed,
	purpose: 'none',
	personal: ['why'],
	example: {
		input: { agency: shown.bureau, why: 'Winter shift: fire at the quayside.', endsAt: shown.at, crews: 2 },
		output: { drill, state: 'proposed', version: 1 },
	},
})

/** D250, D251. Agreed to by another: the copy stands from now on. */
export const agreeDrill = act({
	name: 'dispatch.drill.agree',
	summary: { en: 'Agree to a drill and open it', zh: '同意开展演练' },
	resource: drillResource,
	input: key,
	output: changed.extend({ agencies: z.int(), units: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { drill, version: 1 },
		output: { drill, state: 'running', version: 2, agencies: 14, units: 18 },
	},
})

/** D250. */
export const refuseDrill = act({
	name: 'dispatch.drill.refuse',
	summary: { en: 'Refuse a drill', zh: '不同意开展演练' },
	resource: drillResource,
	input: key.extend({ reason: text(300) }),
	output: changed,
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { drill, version: 1, reason: 'The harbour festival is on.' },
		output: { drill, state: 'refused', version: 2 },
	},
})

/** D251. One person, one post in the drill beside their own. */
export const inviteDrill = act({
	name: 'dispatch.drill.invite',
	summary: { en: 'Invite someone to a drill', zh: '邀请人员参加演练' },
	resource: drillResource,
	input: z.strictObject({
		drill: id,
		person: id,
		as: drillPost,
		/** Agency of the drill; without it the one the drill has for the desk, or for the person's own station. */
		agency: id.optional(),
	}),
	output: z.object({
		drill: id,
		person: id,
		post: id,
		agency: id,
		/** Who goes out crews it; null when no unit is left. */
		unit: id.nullable(),
	}),
	purpose: 'none',
	personal: [],
	example: {
		input: { drill, person, as: 'dispatcher' },
		output: { drill, person, post: '9c3e7f4a-5d52-8d6e-af33-6a5b4c3d2e1f', agency: shown.bureau, unit: null },
	},
})

/** D256. */
export const endDrill = act({
	name: 'dispatch.drill.end',
	summary: { en: 'End a drill', zh: '结束演练' },
	resource: drillResource,
	input: z.strictObject({ drill: id }),
	output: changed.extend({ incidents: z.int(), calls: z.int(), posts: z.int(), keepUntil: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { drill },
		output: { drill, state: 'ended', version: 3, incidents: 2, calls: 1, posts: 6, keepUntil: shown.at },
	},
})

/** D257. The clock's. */
export const eraseDrill = act({
	name: 'dispatch.drill.erase',
	summary: { en: 'Delete the record of a drill', zh: '删除演练记录' },
	resource: drillResource,
	input: z.strictObject({ drill: id }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: { input: { drill }, output: { drill, state: 'erased', version: 4 } },
})

/** D254. Not a drill: one press opens a real emergency at the real agency. */
export const realEmergency = act({
	name: 'dispatch.emergency.real',
	summary: { en: 'Not a drill: an officer needs help', zh: '非演练：真实情况，民警求助' },
	resource: unitResource,
	input: raiseEmergency.input,
	output: raiseEmergency.output,
	purpose: 'none',
	personal: [],
	example: raiseEmergency.example,
})

const drillRow = z.object({
	id,
	state: drillState,
	why: z.string().nullable(),
	crews: z.int(),
	endsAt: instant,
	proposedAt: instant,
	endedAt: instant.nullable(),
	keepUntil: instant.nullable(),
	reason: z.string().nullable(),
	/** Who leads it. */
	leader: both,
	mine: z.boolean(),
	people: z.array(z.object({ person: id, name: both, as: drillPost, agency: agencyRef })),
	stations: z.array(agencyRef),
	calls: z.int(),
	incidents: z.int(),
	may: z.array(z.string()),
	version,
})
export type DrillRow = z.output<typeof drillRow>

/** Drills of the bureau: those that wait or run first, then newest. */
export const listDrills = view({
	name: 'dispatch.drill.list',
	summary: { en: 'Drills of the bureau', zh: '本局演练' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({ rows: z.array(drillRow), mayPropose: z.boolean() }),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: {},
		output: {
			rows: [
				{
					id: drill,
					state: 'running',
					why: 'Winter shift: fire at the quayside.',
					crews: 2,
					endsAt: shown.at,
					proposedAt: shown.at,
					endedAt: null,
					keepUntil: null,
					reason: null,
					leader: { en: 'Trainer', zh: '教官' },
					mine: false,
					people: [{ person, name: { en: 'He Ping’an', zh: '何平安' }, as: 'dispatcher', agency: shown.bureauRef }],
					stations: [shown.agency],
					calls: 3,
					incidents: 2,
					may: ['dispatch.drill.invite', 'dispatch.drill.end'],
					version: 2,
				},
			],
			mayPropose: true,
		},
	},
})

/** D251. Who could be invited: people of the bureau and its stations. */
export const drillCandidates = view({
	name: 'dispatch.drill.people',
	summary: { en: 'People who could take part in a drill', zh: '可参加演练的人员' },
	resource: drillResource,
	input: z.strictObject({ drill: id }),
	output: z.object({
		rows: z.array(z.object({ person: id, name: both, agency: agencyRef, as: z.array(drillPost) })),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { drill },
		output: { rows: [{ person, name: { en: 'He Ping’an', zh: '何平安' }, agency: shown.agency, as: ['officer'] }] },
	},
})

/** D257. What happened in a drill, read from outside it. */
export const drillRecord = view({
	name: 'dispatch.drill.record',
	summary: { en: 'Record of a drill', zh: '演练记录' },
	resource: drillResource,
	input: z.strictObject({ drill: id }),
	output: z.object({
		incidents: z.array(
			z.object({
				id,
				number: z.string(),
				type: incidentType,
				priority,
				agency: agencyRef,
				receivedAt: instant,
				closed: z.boolean(),
				lines: z.array(z.object({ at: instant, act: z.string(), post: z.string(), text: z.string().nullable() })),
			}),
		),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { drill },
		output: {
			incidents: [
				{
					id: shown.incident,
					number: 'DR-X2611-0001',
					type: 'fire_help',
					priority: 1,
					agency: shown.agency,
					receivedAt: shown.at,
					closed: true,
					lines: [{ at: shown.at, act: 'dispatch.incident.open', post: 'call_taker', text: null }],
				},
			],
		},
	},
})

/** Topic of every change of a drill. */
export const drillChanged = 'dispatch.drill.changed'
