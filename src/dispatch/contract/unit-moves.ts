import type { UnitStatus } from './lists.ts'

/**
 * D17. Moves a crew or the desk may enter by hand. `dispatched` comes from being sent (`dispatch.unit.assign`), and an
 * incident is left by clearing (`dispatch.unit.clear`), so neither stands here. Plain, since a phone without a network goes by it too.
 */
export const unitMoves: Readonly<Record<UnitStatus, readonly UnitStatus[]>> = {
	available: ['out_of_service'],
	dispatched: ['en_route', 'on_scene'],
	en_route: ['on_scene'],
	on_scene: ['transporting'],
	transporting: ['on_scene'],
	out_of_service: ['available'],
}

/** The one big button of the officer's phone. */
export function nextOnPhone(status: UnitStatus): { act: string; to: UnitStatus | null } | null {
	switch (status) {
		case 'dispatched':
			return { act: 'dispatch.unit.set-status', to: 'en_route' }
		case 'en_route':
			return { act: 'dispatch.unit.set-status', to: 'on_scene' }
		case 'on_scene':
		case 'transporting':
			return { act: 'dispatch.unit.clear', to: null }
		case 'out_of_service':
			return { act: 'dispatch.unit.set-status', to: 'available' }
		default:
			return null
	}
}
