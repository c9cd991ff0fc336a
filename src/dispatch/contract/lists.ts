import { z } from 'zod'

/**
 * Closed word lists of dispatch. The migration's CHECK constraints hold the same members (test D40);
 * their words in both languages stand in `words/{en,zh}.json` under `dispatch.<list>.<member>`.
 */

/** About twenty kinds of incident: enough to choose by ear in three seconds. */
export const incidentType = z.enum([
	'assault_weapon',
	'fight',
	'robbery',
	'theft',
	'burglary_inside',
	'fraud_paying_now',
	'domestic',
	'collision_injury',
	'collision_damage',
	'blocked_road',
	'person_in_water',
	'missing_elder',
	'missing_child',
	'self_harm',
	'noise',
	'neighbour_dispute',
	'shop_dispute',
	'found_property',
	'suspicious_object',
	'fire_help',
	'medical_help',
	'silent_call',
	'officer_emergency',
	'other',
])
export type IncidentType = z.output<typeof incidentType>

/** 1 first, 5 last. */
export const priority = z.int().min(1).max(5)

export const unitStatus = z.enum(['available', 'dispatched', 'en_route', 'on_scene', 'transporting', 'out_of_service'])
export type UnitStatus = z.output<typeof unitStatus>

export const unitKind = z.enum(['patrol', 'foot', 'traffic', 'marine', 'support'])
export type UnitKind = z.output<typeof unitKind>

/** Elements of `process/call.bpmn` a call can rest on. */
export const callState = z.enum([
	'ringing',
	'live',
	'abandoned',
	'ended',
	'attached',
	'transferred',
	'taken_over',
	'closed_without_incident',
])
export type CallState = z.output<typeof callState>

/** Elements of `process/incident.bpmn` an incident can rest on. */
export const incidentState = z.enum(['waiting', 'in_progress', 'cleared', 'accepted_for_decision', 'closed'])
export type IncidentState = z.output<typeof incidentState>

/** Sections of the desk's queue. */
export const section = z.enum(['to_dispatch', 'in_progress', 'to_close', 'done'])
export type Section = z.output<typeof section>

export const callerKind = z.enum(['witness', 'victim', 'party', 'unnamed'])
export type CallerShownKind = z.output<typeof callerKind>
/** How a call is spoken: by voice, or written. */
export const channel = z.enum(['voice', 'text'])
/** Why a caller is written to and not rung (D284). */
export const unspoken = z.enum(['cannot_speak', 'deaf', 'silent'])
export type Unspoken = z.output<typeof unspoken>
export const datum = z.enum(['wgs84', 'gcj02', 'bd09', 'unknown'])

export const disposition = z.enum([
	'settled_on_scene',
	'mediated',
	'advised',
	'helped',
	'handed_to_service',
	'report_taken',
	'person_detained',
	'property_kept',
	'person_found',
	'nothing_found',
	'false_report',
	'duplicate',
])
export type Disposition = z.output<typeof disposition>

/** Why an abandoned or empty call is closed without an incident. */
export const closeReason = z.enum([
	'reached_no_need',
	'reached_misdial',
	'not_reached_three_times',
	'number_unknown',
	'test_call',
	'non_police_advised',
])
/** Services a non-police call is handed to. */
export const service = z.enum(['government_12345', 'ambulance_120', 'fire_119', 'other_bureau', 'other_service'])
export const callBackOutcome = z.enum(['reached', 'not_reached', 'number_dead'])
export const outReason = z.enum(['meal', 'repair', 'crew_change', 'station_duty', 'training', 'no_contact'])

/** Answers that move the priority; `unknown` until asked. */
export const facts = z.strictObject({
	weapon: z.enum(['none', 'blade', 'firearm', 'other', 'unknown']).default('unknown'),
	hurt: z.enum(['none', 'slight', 'serious', 'unknown']).default('unknown'),
	/** The person or danger is still there. */
	ongoing: z.enum(['yes', 'no', 'unknown']).default('unknown'),
	/** A child, an elder, a person who cannot help themselves. */
	vulnerable: z.enum(['yes', 'no', 'unknown']).default('unknown'),
	/** D205. How many are dead, injured and in danger, as far as known; left out until somebody says. */
	dead: z.int().min(0).max(9999).optional(),
	injured: z.int().min(0).max(9999).optional(),
	endangered: z.int().min(0).max(9999).optional(),
	hostage: z.enum(['yes', 'no']).optional(),
})
export type Facts = z.output<typeof facts>
/** Some of the answers: what is left out stays as it was (`facts.partial()` would fill it in as unknown). */
export const someFacts = z.strictObject({
	weapon: facts.shape.weapon.unwrap().optional(),
	hurt: facts.shape.hurt.unwrap().optional(),
	ongoing: facts.shape.ongoing.unwrap().optional(),
	vulnerable: facts.shape.vulnerable.unwrap().optional(),
	dead: facts.shape.dead,
	injured: facts.shape.injured,
	endangered: facts.shape.endangered,
	hostage: facts.shape.hostage,
})
export const factName = z.enum(['weapon', 'hurt', 'ongoing', 'vulnerable'])

export const timeKind = z.enum([
	'rang',
	'answered',
	'received',
	'dispatched',
	'en_route',
	'on_scene',
	'cleared',
	'closed',
])
export const timerKind = z.enum(['answer', 'dispatch', 'en_route', 'on_scene', 'clear', 'close'])
/** D124. Clocks of a welfare check: asked, then the desk, the station and the county in turn. */
export const welfareLevel = z.enum(['desk', 'station', 'county'])
export type WelfareLevel = z.output<typeof welfareLevel>
export type TimerKind = z.output<typeof timerKind>
