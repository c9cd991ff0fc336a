import { UnitStatus } from '#kernel/web/parts/UnitStatus.tsx'
import { useSay } from '#kernel/web/words.ts'

type Ref = {
	readonly id: string
	readonly callSign: { readonly en: string; readonly zh: string }
	readonly status: 'available' | 'dispatched' | 'en_route' | 'on_scene' | 'transporting' | 'out_of_service'
}

/** The farthest unit with its glyph, and how many more. */
export function UnitsCell({ units }: { readonly units: readonly Ref[] }) {
	const say = useSay()
	const first = units.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))[0]
	if (first === undefined) return null
	return (
		<UnitStatus state={first.status}>
			{say(first.callSign)}
			{units.length > 1 ? ` +${units.length - 1}` : ''}
		</UnitStatus>
	)
}

const order: readonly Ref['status'][] = [
	'on_scene',
	'transporting',
	'en_route',
	'dispatched',
	'available',
	'out_of_service',
]
