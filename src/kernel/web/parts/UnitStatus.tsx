import { useWords } from '../words.ts'

/** Status of a unit: shape first, then colour, then word. */
export type UnitState = 'available' | 'dispatched' | 'en_route' | 'on_scene' | 'transporting' | 'out_of_service'

const tone: Readonly<Record<UnitState, string>> = {
	available: 'u-av',
	dispatched: 'u-di',
	en_route: 'u-en',
	on_scene: 'u-on',
	transporting: 'u-tr',
	out_of_service: 'u-out',
}

/** The shape alone on a 16 px grid, in the current colour; also used in marks on the map. */
export function UnitShape({ state }: { readonly state: UnitState }) {
	switch (state) {
		case 'available':
			return <circle cx="8" cy="8" r="5.500" fill="none" stroke="currentColor" strokeWidth="2.400" />
		case 'dispatched':
			return (
				<>
					<circle cx="8" cy="8" r="5.700" fill="none" stroke="currentColor" strokeWidth="2" />
					<path d="M8 2.300a5.700 5.700 0 010 11.400z" fill="currentColor" />
				</>
			)
		case 'en_route':
			return <path d="M3 1.800 14.500 8 3 14.200z" fill="currentColor" />
		case 'on_scene':
			return <path d="M2 2h12v12H2z" fill="currentColor" />
		case 'transporting':
			return <path d="M1.500 2.500 8 8l-6.500 5.500zM8 2.500 14.500 8 8 13.500z" fill="currentColor" />
		case 'out_of_service':
			return <path d="M3 3l10 10M13 3L3 13" stroke="currentColor" strokeWidth="2.600" fill="none" />
	}
}

export function UnitStatus(props: {
	readonly state: UnitState
	/** Text beside the glyph: the call sign, or nothing for the status word. */
	readonly children?: React.ReactNode
	/** Glyph only (a table column whose head names it); the word is read out. */
	readonly bare?: boolean
}) {
	const t = useWords()
	const word = t(`web.unit.${props.state}`)
	return (
		<span className={`u ${tone[props.state]}`}>
			<svg className="g" viewBox="0 0 16 16" aria-hidden="true">
				<UnitShape state={props.state} />
			</svg>
			{props.children === undefined ? props.bare === true ? <span className="hid">{word}</span> : word : props.children}
			{props.children === undefined ? null : <span className="hid">{word}</span>}
		</span>
	)
}
