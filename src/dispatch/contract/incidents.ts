import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { deskResource, incidentResource } from '../resources.ts'
import { shown } from './examples.ts'
import { disposition, facts, someFacts, incidentState, incidentType, priority, section, timeKind } from './lists.ts'
import { majorShown } from './major.ts'
import {
	agencyRef,
	byShown,
	callRow,
	incidentRow,
	nextAct,
	page,
	placeInput,
	placeShown,
	ruleShown,
	storyLine,
	timerShown,
	unitShown,
} from './shapes.ts'

const incident = shown.incident
const changed = z.object({ incident: id, state: incidentState, version })

/** D5. An incident is born waiting, from a call or seen by an officer, at the station its place lies in. */
export const openIncident = act({
	name: 'dispatch.incident.open',
	summary: { en: 'Open an incident', zh: '生成警情' },
	resource: deskResource,
	input: z.strictObject({
		/** The bureau (or station) whose desk opens it. */
		agency: id,
		/** The call it comes from; takes the call's type, facts and place where none are given here. */
		call: z.strictObject({ id, version }).optional(),
		type: incidentType.optional(),
		facts: someFacts.optional(),
		place: placeInput.optional(),
		note: text(500).optional(),
	}),
	output: changed.extend({
		number: z.string(),
		agency: id,
		priority,
		rule: ruleShown,
		/** Code the caller follows the report with; read it out or send it as text. */
		followCode: z.string(),
	}),
	purpose: 'none',
	personal: ['place.words', 'place.detail', 'note'],
	context: { generated: 'Bool' },
	example: {
		input: {
			agency: shown.bureau,
			call: { id: shown.call, version: 3 },
			type: 'assault_weapon',
			facts: { weapon: 'blade', ongoing: 'yes' },
		},
		output: {
			incident,
			state: 'waiting',
			version: 1,
			number: 'X2611-0447',
			agency: shown.station,
			priority: 1,
			rule: shown.rule,
			followCode: '4K7P-92MX-TQ',
		},
	},
})

/** D7, D8. Type and priority: by the table with its row shown, or by hand with a reason. Earlier ones stay. */
export const classifyIncident = act({
	name: 'dispatch.incident.classify',
	summary: { en: 'Set type and priority of an incident', zh: '确定警情类别与等级' },
	resource: incidentResource,
	input: z.strictObject({
		incident: id,
		version,
		type: incidentType.optional(),
		facts: someFacts.optional(),
		/** By hand; the table's answer is entered beside it. */
		priority: z.strictObject({ value: priority, reason: text(200) }).optional(),
	}),
	output: changed.extend({ type: incidentType, priority, rule: ruleShown, byHand: z.boolean() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { incident, version: 1, facts: { weapon: 'blade', ongoing: 'yes' } },
		output: {
			incident,
			state: 'waiting',
			version: 2,
			type: 'assault_weapon',
			priority: 1,
			rule: shown.rule,
			byHand: false,
		},
	},
})

/** D10. Verified against the map in use, or forced with a reason and listed. */
export const placeIncident = act({
	name: 'dispatch.incident.place',
	summary: { en: 'Set the place of an incident', zh: '确定警情地点' },
	resource: incidentResource,
	input: z.strictObject({ incident: id, version, place: placeInput }),
	output: changed.extend({ agency: id, verified: z.boolean() }),
	purpose: 'none',
	personal: ['place.words', 'place.detail'],
	example: {
		input: { incident, version: 2, place: { words: '鱼市街 41 号', address: 'a-1041', detail: '一楼' } },
		output: { incident, state: 'waiting', version: 3, agency: shown.station, verified: true },
	},
})

export const noteIncident = act({
	name: 'dispatch.incident.note',
	summary: { en: 'Write a note on an incident', zh: '记一笔' },
	resource: incidentResource,
	input: z.strictObject({
		incident: id,
		text: text(1000),
		/** The phone's clock when the note was kept offline. */
		at: instant.optional(),
	}),
	output: z.object({ incident: id, note: id }),
	purpose: 'none',
	personal: ['text'],
	example: {
		input: { incident, text: 'Back door to no. 43 is open.' },
		output: { incident, note: shown.assignment },
	},
})

/** D22. Only after a unit arrived, or with a disposition that needs none. */
export const disposeIncident = act({
	name: 'dispatch.incident.dispose',
	summary: { en: 'Record how an incident ended', zh: '填写处置结果' },
	resource: incidentResource,
	input: z.strictObject({ incident: id, version, disposition, report: text(4000).optional() }),
	output: changed.extend({ disposition }),
	purpose: 'none',
	personal: ['report'],
	example: {
		input: { incident, version: 9, disposition: 'person_detained', report: 'Person detained, first aid given.' },
		output: { incident, state: 'cleared', version: 10, disposition: 'person_detained' },
	},
})

/**
 * D23. A reported crime is never closed from the street: it ends `accepted_for_decision`, with a numbered receipt for
 * the caller. Everything else closes with its disposition.
 */
export const closeIncident = act({
	name: 'dispatch.incident.close',
	summary: { en: 'Close an incident, or accept a reported crime for decision', zh: '办结警情；报案转受案待决' },
	resource: incidentResource,
	input: z.strictObject({ incident: id, version }),
	output: changed.extend({ receiptNumber: z.string().nullable() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { incident, version: 10 },
		output: { incident, state: 'accepted_for_decision', version: 11, receiptNumber: 'S2611-00092' },
	},
})

/** D24. Within 30 minutes whoever may close; later the shift leader or above. */
export const reopenIncident = act({
	name: 'dispatch.incident.reopen',
	summary: { en: 'Reopen a closed incident', zh: '重新打开警情' },
	resource: incidentResource,
	input: z.strictObject({ incident: id, version, reason: text(300) }),
	output: changed,
	purpose: 'none',
	personal: ['reason'],
	context: { minutesClosed: 'Long' },
	example: {
		input: { incident, version: 11, reason: 'Second caller says it goes on.' },
		output: { incident, state: 'waiting', version: 12 },
	},
})

/** D292. More help than the plan's first answer: raised, never lowered. */
export const raiseLevel = act({
	name: 'dispatch.incident.raise-level',
	summary: { en: 'Raise the alarm level of an incident', zh: '提升警情增援级别' },
	resource: incidentResource,
	input: z.strictObject({ incident: id, version, level: z.int().min(2).max(4), reason: text(300) }),
	output: changed.extend({
		level: z.int(),
		/** Units the plan asks for now. */
		needs: z.int(),
	}),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { incident, version: 4, level: 2, reason: 'Three are fighting, more are coming.' },
		output: { incident, state: 'in_progress', version: 5, level: 2, needs: 5 },
	},
})

export const listIncidents = view({
	name: 'dispatch.incident.list',
	summary: { en: 'Incidents, newest first', zh: '警情列表' },
	resource: deskResource,
	input: z.strictObject({
		...page,
		section: section.optional(),
		type: incidentType.optional(),
		/** Highest number wanted: 2 shows priorities 1 and 2. */
		priority: z.coerce.number().int().min(1).max(5).optional(),
		station: id.optional(),
		number: z
			.string()
			.regex(/^[A-Z]?[0-9-]{1,12}$/, 'is not an incident number')
			.optional(),
		from: instant.optional(),
		until: instant.optional(),
	}),
	output: z.object({ rows: z.array(incidentRow), next: z.string().nullable() }),
	purpose: 'none',
	looks: 'entered',
	example: { input: { section: 'to_dispatch' }, output: { rows: [shown.incidentRow], next: null } },
})

export const classification = z.object({
	type: incidentType,
	priority,
	facts,
	rule: ruleShown,
	/** Reason when set by hand. */
	reason: z.string().nullable(),
	at: instant,
	by: byShown,
})

export const assignmentShown = z.object({
	id,
	unit: unitShown,
	card: id.nullable(),
	/** Sent against the recommendation, and why. */
	override: z.string().nullable(),
	by: byShown,
	dispatchedAt: instant,
	enRouteAt: instant.nullable(),
	onSceneAt: instant.nullable(),
	clearedAt: instant.nullable(),
})

export const incidentShown = incidentRow.extend({
	process: z.object({ key: z.string(), version: z.string(), element: z.string() }),
	times: z.array(z.object({ kind: timeKind, at: instant.nullable(), timer: timerShown.nullable() })),
	facts,
	classifications: z.array(classification),
	places: z.array(z.object({ place: placeShown, reason: z.string().nullable(), at: instant, by: byShown })),
	calls: z.array(callRow),
	assignments: z.array(assignmentShown),
	cards: z.array(z.object({ id, at: instant, chosen: z.array(id), sent: z.array(id) })),
	story: z.array(storyLine),
	report: z.string().nullable(),
	receiptNumber: z.string().nullable(),
	reportedCrime: z.boolean(),
	needsPower: z.boolean(),
	handedUp: z.array(z.object({ to: agencyRef, reason: z.string(), at: instant })),
	/** D205, D206. */
	major: majorShown,
	/** Tiers it could be handed up to, nearest first. */
	above: z.array(agencyRef),
	next: z.array(nextAct),
	closedAt: instant.nullable(),
})
export type IncidentShown = z.output<typeof incidentShown>

export const showIncident = view({
	name: 'dispatch.incident.show',
	summary: { en: "An incident's whole story", zh: '警情全貌' },
	resource: incidentResource,
	input: z.strictObject({ incident: id }),
	output: incidentShown,
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { incident },
		output: {
			...shown.incidentRow,
			process: { key: 'incident', version: '1', element: 'waiting' },
			times: [{ kind: 'received', at: shown.at, timer: null }],
			facts: shown.callShown.facts,
			classifications: [
				{
					type: 'assault_weapon',
					priority: 1,
					facts: shown.callShown.facts,
					rule: shown.rule,
					reason: null,
					at: shown.at,
					by: shown.by,
				},
			],
			places: [{ place: shown.place, reason: null, at: shown.at, by: shown.by }],
			calls: [shown.callRow],
			assignments: [],
			cards: [],
			story: [{ at: shown.at, act: 'dispatch.incident.open', by: shown.by, text: null, fact: { priority: 1 } }],
			report: null,
			receiptNumber: null,
			reportedCrime: true,
			needsPower: true,
			handedUp: [],
			major: { now: null, mayCount: true, told: [] },
			above: [],
			next: [
				{
					act: 'dispatch.incident.close',
					allowed: false,
					rule: 'D22',
					sentence: { en: 'No unit has arrived.', zh: '还没有单元到场。' },
				},
			],
			closedAt: null,
		},
	},
})

/** D32. The address itself, for those who send and those who go; every look is entered. */
export const showAddress = view({
	name: 'dispatch.address.show',
	summary: { en: 'The address of an incident, protected or not', zh: '警情地址（含受保护地址）' },
	resource: incidentResource,
	input: z.strictObject({ incident: id }),
	output: z.object({ incident: id, place: placeShown }),
	purpose: 'none',
	looks: 'entered',
	example: { input: { incident }, output: { incident, place: shown.place } },
})

/** D10. Places forced, so that each is looked at again. */
export const listForced = view({
	name: 'dispatch.forced.list',
	summary: { en: 'Incidents whose place was forced', zh: '强制定位清单' },
	resource: deskResource,
	input: z.strictObject({ ...page }),
	output: z.object({
		rows: z.array(
			z.object({
				incident: id,
				number: z.string(),
				type: incidentType,
				state: incidentState,
				version,
				place: placeShown,
				/** Null while the address is protected: it may name the place. */
				reason: z.string().nullable(),
				at: instant,
				agency: agencyRef,
				by: byShown,
				/** Whether the one who looks may set its place. */
				mayPlace: z.boolean(),
			}),
		),
		next: z.string().nullable(),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: {},
		output: {
			rows: [
				{
					incident,
					number: 'X2611-0447',
					type: 'assault_weapon',
					state: 'waiting',
					version: 1,
					place: { ...shown.place, verified: false, forced: true },
					reason: 'New building, not on the map yet.',
					at: shown.at,
					agency: shown.agency,
					by: shown.by,
					mayPlace: true,
				},
			],
			next: null,
		},
	},
})
