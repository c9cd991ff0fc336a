import type { Kept } from '#kernel/web/outbox/outbox.ts'
import { unitStatus } from '../../contract/lists.ts'
import { nextOnPhone, unitMoves } from '../../contract/unit-moves.ts'
import { clearUnit, setStatus } from '../../contract/units.ts'
import type { Mine } from './Phone.tsx'

/** DS103. What the phone shows while acts wait: the unit as they will leave it, each on the version the one before gives. */
export function projected(mine: Mine, items: readonly Kept[]): Mine {
	let shown = mine
	for (const item of items) {
		const { unit } = shown
		// One that was answered counts until the unit is read anew: its version still stands.
		if (
			unit === null ||
			item.state === 'refused' ||
			item.input['unit'] !== unit.id ||
			item.input['version'] !== unit.version
		)
			continue
		const version = unit.version + 1
		const statusAt = new Date(item.at).toISOString()
		if (item.act === clearUnit.name)
			shown = {
				...shown,
				unit: { ...unit, status: 'available', version, statusAt, incident: null },
				incident: null,
				assignment: null,
				timer: null,
				welfare: null,
				next: null,
				moves: [...unitMoves.available],
			}
		const to = unitStatus.safeParse(item.input['to'])
		if (item.act !== setStatus.name || !to.success) continue
		const assignment = shown.assignment
		shown = {
			...shown,
			unit: { ...unit, status: to.data, version, statusAt },
			assignment:
				assignment === null
					? null
					: {
							...assignment,
							...(to.data === 'en_route' ? { enRouteAt: assignment.enRouteAt ?? statusAt } : {}),
							...(to.data === 'on_scene' ? { onSceneAt: assignment.onSceneAt ?? statusAt } : {}),
						},
			next: nextOnPhone(to.data),
			moves: [...unitMoves[to.data]],
		}
	}
	return shown
}
