import { z } from 'zod'

/** Closed word lists of warnings; the migration's CHECK constraints hold the same members (test V40). */

/** Kinds of danger. What a person believes, says or asks for is none of them. */
export const warningKind = z.enum([
	'fire_smoke',
	'chemical',
	'explosion',
	'unsafe_structure',
	'flood_tide',
	'road_closed',
	'crowd',
	'armed_danger',
	'animal',
	'outage',
	'fraud',
])
export type WarningKind = z.output<typeof warningKind>

/** Elements of `process/warning.bpmn` a warning can rest on. */
export const warningState = z.enum(['proposed', 'in_force', 'refused', 'withdrawn', 'ended', 'replaced'])
export type WarningState = z.output<typeof warningState>

export const severity = z.enum(['extreme', 'severe', 'moderate', 'minor'])
export const urgency = z.enum(['immediate', 'expected', 'future'])
export const certainty = z.enum(['observed', 'likely', 'possible'])
/** What people should do, as CAP names it. */
export const response = z.enum(['shelter', 'evacuate', 'prepare', 'avoid', 'monitor', 'none'])
export type Response = z.output<typeof response>
/** An exercise goes out marked as one. */
export const warningStatus = z.enum(['actual', 'exercise'])
export const messageType = z.enum(['alert', 'update', 'cancel'])
export type MessageType = z.output<typeof messageType>
export const issuerPost = z.enum(['shift_leader', 'commander', 'station_chief'])
export type IssuerPost = z.output<typeof issuerPost>

/** V4. Why an area is not warned of. */
export const extentFault = z.enum(['radius', 'area', 'width', 'crosses', 'large'])
export type ExtentFault = z.output<typeof extentFault>
