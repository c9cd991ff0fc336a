import { z } from 'zod'
import { id, instant, point, text, version } from '#kernel/contract/scalars.ts'
import {
	callerKind,
	callState,
	channel,
	datum,
	disposition,
	facts,
	incidentState,
	incidentType,
	priority,
	section,
	timerKind,
	unitKind,
	unitStatus,
	unspoken,
} from './lists.ts'

/** Shapes several acts and views share. Output shapes are plain objects; input shapes are strict. */

/** A sentence or name in both languages. */
export const both = z.object({ en: z.string(), zh: z.string() })

export const agencyRef = z.object({ id, code: z.string(), en: z.string(), zh: z.string() })
export type AgencyRef = z.output<typeof agencyRef>

/**
 * A place as given. Verified when `address` names an address of the map in use; without one it must be `forced` with a
 * reason, and is then listed. `point` without `datum` is an unknown datum: a circle, never a point.
 */
export const placeInput = z.strictObject({
	/** What the caller said or the address line, in the language it was given. */
	words: text(160),
	/** Id of an address, crossing or named place as the geo search answered it. */
	address: text(64).optional(),
	point: point.optional(),
	datum: datum.optional(),
	accuracyMetres: z.number().min(0).max(50_000).optional(),
	/** Floor, room, yard. */
	detail: text(120).optional(),
	forced: z.strictObject({ reason: text(200) }).optional(),
})
export type PlaceInput = z.output<typeof placeInput>

/** A place as shown. A protected one has no point and no words, only an area at least 300 m across, off its centre. */
export const placeShown = z.object({
	words: both.nullable(),
	detail: z.string().nullable(),
	point: point.nullable(),
	accuracyMetres: z.number().nullable(),
	area: z.object({ centre: point, radiusMetres: z.number() }).nullable(),
	verified: z.boolean(),
	forced: z.boolean(),
	protected: z.boolean(),
	mapVersion: z.string().nullable(),
})
export type PlaceShown = z.output<typeof placeShown>

/** Which table decided, at which version, by which rows. Shown as `P3 · version 7, row 2`. */
export const ruleShown = z.object({
	table: z.string(),
	rule: z.string(),
	version: z.string(),
	rows: z.array(z.int()),
})
export type RuleShown = z.output<typeof ruleShown>

/** A deadline: `dueAt` = `startedAt` + `targetSeconds`; done when `metAt` is set. */
export const timerShown = z.object({
	kind: timerKind,
	startedAt: instant,
	dueAt: instant,
	targetSeconds: z.int(),
	metAt: instant.nullable(),
	rule: z.string(),
})
export type TimerShown = z.output<typeof timerShown>

/** Who did it: the post and its agency, never a name. */
export const byShown = z.object({ post: z.string(), agency: agencyRef.nullable() })

export const unitRef = z.object({ id, callSign: both, status: unitStatus })

export const positionShown = z.object({
	point,
	at: instant,
	/** Degrees clockwise from north, null when not known. */
	heading: z.number().nullable(),
	/** Older than 60 s. */
	stale: z.boolean(),
})

export const unitShown = z.object({
	id,
	callSign: both,
	kind: unitKind,
	agency: agencyRef,
	status: unitStatus,
	statusAt: instant,
	onShift: z.boolean(),
	/** From being sent to setting out. */
	turnoutSeconds: z.int(),
	crew: z.object({ sworn: z.int(), auxiliary: z.int() }),
	credentials: z.array(z.string()),
	/** Why out of service. */
	reason: z.string().nullable(),
	incident: z.object({ id, number: z.string(), timer: timerShown.nullable() }).nullable(),
	/** D293. The station in whose area it was told to stand in. */
	standsIn: agencyRef.nullable(),
	position: positionShown.nullable(),
	simulated: z.boolean(),
	version,
})
export type UnitShown = z.output<typeof unitShown>

export const callRow = z.object({
	id,
	number: z.string(),
	state: callState,
	line: z.string(),
	rangAt: instant,
	answeredAt: instant.nullable(),
	endedAt: instant.nullable(),
	/** Last four digits, null when the number is withheld. */
	callerEnding: z.string().nullable(),
	located: z.object({ point, accuracyMetres: z.number(), datum }).nullable(),
	type: incidentType.nullable(),
	place: placeShown.nullable(),
	/** The newest thing said. */
	words: z.string().nullable(),
	channel,
	unspoken: unspoken.nullable(),
	/** The caller has a code to write by. */
	written: z.boolean(),
	/** D285. By when the oldest line the caller wrote is answered; null when none waits. */
	answerDueAt: instant.nullable(),
	incident: z.object({ id, number: z.string() }).nullable(),
	by: byShown.nullable(),
	agency: agencyRef,
	generated: z.boolean(),
	version,
})
export type CallRow = z.output<typeof callRow>

export const callShown = callRow.extend({
	said: z.array(z.object({ at: instant, text: z.string(), by: byShown })),
	callerKind: callerKind.nullable(),
	safeToCall: z.boolean().nullable(),
	interpreter: z.string().nullable(),
	silent: z.boolean(),
	nameGiven: z.boolean(),
	facts,
	answer: timerShown.nullable(),
	callBacks: z.array(z.object({ at: instant, outcome: z.string(), by: byShown })),
	closeReason: z.string().nullable(),
	transferredTo: z.string().nullable(),
})

export const incidentRow = z.object({
	id,
	number: z.string(),
	type: incidentType,
	priority,
	state: incidentState,
	section,
	place: placeShown,
	/** The caller's newest words; null while the address is protected. */
	words: z.string().nullable(),
	agency: agencyRef,
	units: z.array(unitRef),
	/** Units the plan asks for. */
	needs: z.int(),
	/** Alarm level, 1 to 4 (D292). */
	level: z.int(),
	receivedAt: instant,
	disposition: disposition.nullable(),
	/** The deadline that runs now. */
	timer: timerShown.nullable(),
	generated: z.boolean(),
	version,
})
export type IncidentRow = z.output<typeof incidentRow>

/** An act that the matter's state allows or refuses now; powers are asked with `powers.explain`. */
export const nextAct = z.object({
	act: z.string(),
	allowed: z.boolean(),
	rule: z.string().nullable(),
	sentence: both.nullable(),
})

export const storyLine = z.object({
	at: instant,
	/** Act that wrote it: with `at` it finds the ledger entry of the matter. */
	act: z.string(),
	by: byShown,
	/** Words a person wrote, null for plain acts. */
	text: z.string().nullable(),
	/** Ids, states, rule rows: what the act did. */
	fact: z.record(z.string(), z.unknown()),
})

/**
 * Why a unit stands where it stands: `nearest`, `next_nearest`, `has` a credential, `sworn`, `not_alone`, `few_people`, `from_station`,
 * `slow_to_turn_out`.
 */
export const why = z.object({ code: z.string(), value: z.string().nullable() })

export const cover = z.object({ worstSeconds: z.number(), meanSeconds: z.number() })

export const ranked = z.object({
	rank: z.int(),
	unit: id,
	callSign: both,
	agency: agencyRef,
	status: unitStatus,
	travelSeconds: z.number(),
	turnoutSeconds: z.number(),
	arrivesSeconds: z.number(),
	why: z.array(why),
	/** Coverage left behind when this one (and the chosen before it) go. */
	coverLeft: cover.nullable(),
	/** Areas that nobody free reaches in time once this one (and the chosen before it) are gone (D270). */
	uncovers: z.array(agencyRef),
	/** Part of the recommendation. */
	chosen: z.boolean(),
	/** False: may not go alone, since the plan needs a power and no sworn officer crews it. */
	alone: z.boolean(),
})
export type Ranked = z.output<typeof ranked>

/** An area left uncovered when all that are recommended go (D270 to D272). */
export const hole = z.object({
	area: agencyRef,
	/** About how long, until one of the area's own is back. Null when none of its own is out. */
	minutes: z.int().nullable(),
	/** The free unit whose move to the middle of the area helps most, uncovering nothing else. */
	moveUp: z.object({ unit: id, callSign: both, driveSeconds: z.int() }).nullable(),
})
export type Hole = z.output<typeof hole>

export const refusedUnit = z.object({
	unit: id,
	callSign: both,
	agency: agencyRef,
	status: unitStatus,
	travelSeconds: z.number().nullable(),
	rule: z.string(),
	sentence: both,
})

export const plan = z.object({
	rule: ruleShown,
	units: z.int(),
	sworn: z.int(),
	credentials: z.array(z.string()),
	/** The type needs police powers. */
	power: z.boolean(),
	kinds: z.array(unitKind),
	/** People in each unit at least (D291). */
	crew: z.int(),
	/** In how many uncovered areas a move is proposed (D290). */
	moves: z.int(),
})
export type Plan = z.output<typeof plan>

export const page = {
	after: text(200).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
}
