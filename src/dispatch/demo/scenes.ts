import type { Disposition, IncidentType } from '../contract.ts'

/** How an incident of the demo's first minute came to where it stands. Seconds before now; absent: not yet. */
export type Scene = {
	readonly type: IncidentType
	readonly rang: number
	readonly sent?: number
	readonly enRoute?: number
	readonly onScene?: number
	readonly transporting?: number
	readonly cleared?: number
	readonly disposed?: { readonly ago: number; readonly as: Disposition }
}

const minutes = (value: number): number => Math.round(value * 60)

/** A desk in the middle of a shift: three to send, nine on their way, three to close. Some are overdue. */
export const scenes: readonly Scene[] = [
	{
		type: 'robbery',
		rang: minutes(82),
		sent: minutes(80),
		enRoute: minutes(79),
		onScene: minutes(74),
		cleared: minutes(63),
	},
	{
		type: 'burglary_inside',
		rang: minutes(78),
		sent: minutes(74),
		enRoute: minutes(73),
		onScene: minutes(66),
		cleared: minutes(52),
	},
	{
		type: 'neighbour_dispute',
		rang: minutes(66),
		sent: minutes(58),
		enRoute: minutes(56),
		onScene: minutes(49),
		cleared: minutes(31),
		disposed: { ago: minutes(28), as: 'mediated' },
	},
	{ type: 'found_property', rang: minutes(41), sent: minutes(30), enRoute: minutes(28), onScene: minutes(19) },
	{ type: 'blocked_road', rang: minutes(13), sent: minutes(1.2) },
	{ type: 'shop_dispute', rang: minutes(24), sent: minutes(19), enRoute: minutes(18), onScene: minutes(12) },
	{ type: 'missing_elder', rang: minutes(14), sent: minutes(10), enRoute: minutes(2.2) },
	{ type: 'domestic', rang: minutes(17), sent: minutes(15), enRoute: minutes(14), onScene: minutes(9) },
	{
		type: 'fight',
		rang: minutes(26),
		sent: minutes(25),
		enRoute: minutes(24.2),
		onScene: minutes(20),
		transporting: minutes(8),
	},
	{ type: 'theft', rang: minutes(16), sent: minutes(13.8), enRoute: minutes(12.6), onScene: minutes(7) },
	{ type: 'person_in_water', rang: minutes(11), sent: minutes(9.9), enRoute: minutes(9.2), onScene: minutes(5.5) },
	{ type: 'collision_injury', rang: minutes(8), sent: minutes(6.5), enRoute: minutes(1.8) },
	{ type: 'noise', rang: minutes(3.8) },
	{ type: 'assault_weapon', rang: minutes(2.8) },
	{ type: 'fraud_paying_now', rang: minutes(2.6) },
]

/** Calls that are not incidents yet: seconds before now. */
export const loose: readonly {
	readonly type: IncidentType
	readonly rang: number
	readonly answered?: number
	readonly hungUp?: number
}[] = [
	{ type: 'silent_call', rang: minutes(4.4), hungUp: minutes(4.1) },
	{ type: 'collision_damage', rang: 58, answered: 50 },
	{ type: 'medical_help', rang: 6 },
]
