import { z } from 'zod'

/** Closed word lists of orders; a test compares them with the CHECK constraints of migration 0002. */

export const orderState = z.enum([
	'spoken',
	'given',
	'refused',
	'in_work',
	'to_check',
	'closed',
	'recheck',
	'disputed',
	'upheld',
	'withdrawn',
	'superseded',
])
export type OrderState = z.output<typeof orderState>

/** K31. What a target may count. There is no word for an arrest, a fine, a stop, a solved case or a person. */
export const orderCounts = z.enum([
	'places_visited',
	'places_inspected',
	'hazards_repaired',
	'equipment_repaired',
	'signs_repaired',
	'drills_held',
	'plans_reviewed',
	'records_corrected',
	'meetings_held',
	'tasks_done',
])
export type OrderCounts = z.output<typeof orderCounts>

/** K32. What the list of a target may hold. */
export const targetKind = z.enum(['place', 'task', 'repair'])

/** K21. What shows that an item is done. */
export const evidenceKind = z.enum(['photo', 'document', 'site_record', 'system_record', 'matter', 'part'])
export type EvidenceKind = z.output<typeof evidenceKind>

/** K29. What an order may claim for itself. */
export const orderClaim = z.enum(['staff', 'vehicles', 'place', 'road', 'premises_check', 'training', 'equipment'])
export type OrderClaim = z.output<typeof orderClaim>

/** Posts an order may name in place of the whole agency. */
export const recipientPost = z.enum([
	'shift_leader',
	'commander',
	'station_chief',
	'officer',
	'auxiliary_officer',
	'investigator',
	'traffic_officer',
	'dispatcher',
	'call_taker',
	'legal_reviewer',
	'trainer',
	'analyst',
])

/** Posts that may be named to check. */
export const checkerPost = z.enum([
	'shift_leader',
	'commander',
	'station_chief',
	'officer',
	'investigator',
	'traffic_officer',
	'legal_reviewer',
	'integrity_inspector',
])

export const orderLanguage = z.enum(['en', 'zh'])
export const orderSide = z.enum(['giver', 'recipient'])
export const lotRound = z.union([z.literal(30), z.literal(90)])
