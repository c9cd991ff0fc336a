import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { deskResource, incidentResource, unitResource } from '../resources.ts'
import { shown } from './examples.ts'
import { incidentState, outReason, unitStatus } from './lists.ts'
import {
	both,
	cover,
	hole,
	incidentRow,
	plan,
	placeShown,
	ranked,
	refusedUnit,
	storyLine,
	timerShown,
	unitRef,
	unitShown,
} from './shapes.ts'

const changed = z.object({ unit: id, status: unitStatus, version })
const hex = z.string().regex(/^[0-9a-f]{64}$/, 'is not a card')

/**
 * D12 to D16. Sends one or several units. What differs from the recommendation needs a reason. The recommendation is
 * kept as a card: map version, plan rows, travel seconds per unit, never coordinates.
 */
export const assignUnit = act({
	name: 'dispatch.unit.assign',
	summary: { en: 'Send units to an incident', zh: '派警' },
	resource: incidentResource,
	input: z.strictObject({
		incident: id,
		version,
		units: z.array(id).min(1).max(20),
		/** The card the person saw (`dispatch.recommend.show`); made anew when no longer held. */
		card: hex.optional(),
		/** Why others than recommended. */
		override: text(200).optional(),
	}),
	output: z.object({
		incident: id,
		state: incidentState,
		version,
		card: id.nullable(),
		assignments: z.array(z.object({ id, unit: id, unitVersion: version })),
	}),
	purpose: 'none',
	personal: [],
	example: {
		input: { incident: shown.incident, version: 2, units: [shown.unit] },
		output: {
			incident: shown.incident,
			state: 'in_progress',
			version: 3,
			card: shown.card,
			assignments: [{ id: shown.assignment, unit: shown.unit, unitVersion: 5 }],
		},
	},
})

/** D17. The status machine; a move not in it is refused. */
export const setStatus = act({
	name: 'dispatch.unit.set-status',
	summary: { en: 'Set the status of a unit', zh: '更新处警单元状态' },
	resource: unitResource,
	input: z.strictObject({
		unit: id,
		version,
		to: unitStatus,
		/** The phone's clock when the act was kept offline; never later than now. */
		at: instant.optional(),
		/** Needed for `out_of_service`. */
		reason: outReason.optional(),
	}),
	output: changed,
	purpose: 'none',
	personal: [],
	context: { to: 'String' },
	example: {
		input: { unit: shown.unit, version: 5, to: 'en_route' },
		output: { unit: shown.unit, status: 'en_route', version: 6 },
	},
})

/** D293. A free unit stands in for another area, or comes back to its own. */
export const moveUp = act({
	name: 'dispatch.unit.move-up',
	summary: { en: 'Tell a free unit to stand in for another area', zh: '通知空闲单元补位' },
	resource: unitResource,
	input: z.strictObject({
		unit: id,
		/** The station in whose area it stands in; null: back to its own. */
		area: id.nullable(),
	}),
	output: changed.extend({ area: id.nullable() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { unit: shown.unit, area: shown.station },
		output: { unit: shown.unit, status: 'available', version: 6, area: shown.station },
	},
})

/** D18. Ends the unit's part in its incident; the last to clear clears the incident. */
export const clearUnit = act({
	name: 'dispatch.unit.clear',
	summary: { en: 'Clear a unit from its incident', zh: '处警单元处置完毕' },
	resource: unitResource,
	input: z.strictObject({ unit: id, version, note: text(1000).optional(), at: instant.optional() }),
	output: changed.extend({ incident: id, incidentState }),
	purpose: 'none',
	personal: ['note'],
	example: {
		input: { unit: shown.unit, version: 7 },
		output: { unit: shown.unit, status: 'available', version: 8, incident: shown.incident, incidentState: 'cleared' },
	},
})

export const signOnUnit = act({
	name: 'dispatch.unit.sign-on',
	summary: { en: 'Bring a unit on shift with its crew', zh: '处警单元上岗' },
	resource: unitResource,
	input: z.strictObject({
		unit: id,
		version,
		/** Posts (holdings) that crew it; the officer's own when left out. */
		crew: z.array(id).min(1).max(8).optional(),
	}),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: { unit: shown.unit, version: 1 },
		output: { unit: shown.unit, status: 'available', version: 2 },
	},
})

export const signOffUnit = act({
	name: 'dispatch.unit.sign-off',
	summary: { en: 'Take a unit off shift', zh: '处警单元下岗' },
	resource: unitResource,
	input: z.strictObject({ unit: id, version }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: { unit: shown.unit, version: 8 },
		output: { unit: shown.unit, status: 'out_of_service', version: 9 },
	},
})

/**
 * D27. Opens the feed of positions of a unit on shift. The key goes with every batch of fixes to `POST /positions`; it is
 * answered once and kept only as a hash. Opening again closes the feed before it.
 */
export const openFeedUnit = act({
	name: 'dispatch.unit.open-feed',
	summary: { en: 'Begin to send the positions of a unit', zh: '开始上报处警单元位置' },
	resource: unitResource,
	input: z.strictObject({ unit: id }),
	output: z.object({ unit: id, feed: id, key: z.string() }),
	purpose: 'none',
	personal: [],
	secret: [],
	example: {
		input: { unit: shown.unit },
		output: { unit: shown.unit, feed: shown.assignment, key: 'pos_4f9c1d0a7be24c5d9e6f' },
	},
})

export const closeFeedUnit = act({
	name: 'dispatch.unit.close-feed',
	summary: { en: 'Stop sending the positions of a unit', zh: '停止上报处警单元位置' },
	resource: unitResource,
	input: z.strictObject({ unit: id }),
	output: z.object({ unit: id }),
	purpose: 'none',
	personal: [],
	example: { input: { unit: shown.unit }, output: { unit: shown.unit } },
})

export const listUnits = view({
	name: 'dispatch.unit.list',
	summary: { en: 'Units and where they stand', zh: '处警单元列表' },
	resource: deskResource,
	input: z.strictObject({
		station: id.optional(),
		status: unitStatus.optional(),
		shift: z.enum(['on', 'off']).optional(),
	}),
	output: z.object({ rows: z.array(unitShown) }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { rows: [shown.unitShown] } },
})

/** The officer's phone: my unit, what it is on, and the one next act. */
export const mineUnit = view({
	name: 'dispatch.unit.mine',
	summary: { en: 'My unit and its incident', zh: '本单元与当前警情' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({
		unit: unitShown.nullable(),
		incident: incidentRow.nullable(),
		facts: z.array(both),
		assignment: z
			.object({
				id,
				dispatchedAt: instant,
				enRouteAt: instant.nullable(),
				onSceneAt: instant.nullable(),
				clearedAt: instant.nullable(),
			})
			.nullable(),
		others: z.array(unitRef),
		timer: timerShown.nullable(),
		/** D124. When the crew is asked whether it is well; `late` once the desk was told that it has not answered. */
		welfare: z.object({ dueAt: instant, late: z.boolean() }).nullable(),
		/** The one big button; null when there is none. `clear` ends the unit's part. */
		next: z.object({ act: z.string(), to: unitStatus.nullable() }).nullable(),
		moves: z.array(unitStatus),
		news: z.array(storyLine),
		/** Incidents this unit was on during the shift. */
		earlier: z.array(z.object({ id, number: z.string(), at: instant })),
		/** Units of my station I may sign on to, when I crew none. */
		choices: z.array(unitRef.extend({ version })),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: {},
		output: {
			unit: shown.unitShown,
			incident: null,
			facts: [],
			assignment: null,
			others: [],
			timer: null,
			welfare: null,
			next: null,
			moves: ['out_of_service'],
			news: [],
			earlier: [],
			choices: [],
		},
	},
})

/** D12 to D15. Every unit by road travel time, ranked with reasons, with the coverage left behind. */
export const showRecommendation = view({
	name: 'dispatch.recommend.show',
	summary: { en: 'Which units to send, and why', zh: '推荐派警' },
	resource: incidentResource,
	input: z.strictObject({ incident: id }),
	output: z.object({
		incident: id,
		at: instant,
		mapVersion: z.string().nullable(),
		/** Names the card while it is held, ten minutes: hand it back with `dispatch.unit.assign`. */
		card: hex,
		plan,
		ranked: z.array(ranked),
		refused: z.array(refusedUnit),
		coverBefore: cover.nullable(),
		holes: z.array(hole),
		/** What is missing of the plan with the units there are. */
		short: z.object({ units: z.int(), sworn: z.int(), credentials: z.array(z.string()), crew: z.int() }),
		looked: z.object({ onShift: z.int(), available: z.int() }),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { incident: shown.incident },
		output: {
			incident: shown.incident,
			at: shown.at,
			mapVersion: 'demo-1',
			card: '3f'.repeat(32),
			plan: shown.plan,
			ranked: [shown.ranked],
			refused: [shown.refused],
			coverBefore: { worstSeconds: 390, meanSeconds: 185 },
			holes: [shown.hole],
			short: { units: 1, sworn: 0, credentials: [], crew: 0 },
			looked: { onShift: 24, available: 10 },
		},
	},
})

/** D16. Runs a kept card again: same facts, same plan version, same answer, years later. */
export const rerunCard = view({
	name: 'dispatch.card.rerun',
	summary: { en: 'Run a recommendation again', zh: '重算派警推荐' },
	resource: incidentResource,
	input: z.strictObject({ incident: id, card: id }),
	output: z.object({
		card: id,
		incident: id,
		at: instant,
		mapVersion: z.string().nullable(),
		plan,
		ranked: z.array(ranked),
		refused: z.array(refusedUnit),
		coverBefore: cover.nullable(),
		holes: z.array(hole),
		sent: z.array(unitRef),
		override: z.string().nullable(),
		/** The answer of today equals the one that was shown. */
		same: z.boolean(),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { incident: shown.incident, card: shown.card },
		output: {
			card: shown.card,
			incident: shown.incident,
			at: shown.at,
			mapVersion: 'demo-1',
			plan: shown.plan,
			ranked: [shown.ranked],
			refused: [shown.refused],
			coverBefore: { worstSeconds: 390, meanSeconds: 185 },
			holes: [shown.hole],
			sent: [shown.unitRef],
			override: null,
			same: true,
		},
	},
})

/** Incident points and units by power; a protected address is an area, and its crew is not drawn. */
export const showOverlay = view({
	name: 'dispatch.map.overlay',
	summary: { en: 'Incidents and units for the map', zh: '地图叠加：警情与处警单元' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({
		at: instant,
		incidents: z.array(
			z.object({
				id,
				number: z.string(),
				type: z.string(),
				priority: z.int(),
				state: incidentState,
				place: placeShown,
			}),
		),
		units: z.array(unitShown.pick({ id: true, callSign: true, status: true, kind: true, position: true })),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: {},
		output: {
			at: shown.at,
			incidents: [
				{
					id: shown.incident,
					number: 'X2611-0447',
					type: 'assault_weapon',
					priority: 1,
					state: 'waiting',
					place: shown.place,
				},
			],
			units: [{ ...shown.unitRef, kind: 'patrol', position: shown.unitShown.position }],
		},
	},
})
