import type { Point } from '../../contract/scalars.ts'
import type { AreaMark, GroundMark, Mark, RouteMark } from './marks.ts'
import type { MapFacts, MapLanguage } from './style.ts'

/** Words on the map itself, already in the interface language. */
export type MapWords = {
	readonly metres: string
	readonly kilometres: string
	readonly nearer: string
	readonly farther: string
	readonly close: string
}

/** What a screen gives the map: data only. The map holds no act that the lists lack. */
export type MapData = {
	readonly marks: readonly Mark[]
	readonly areas: readonly AreaMark[]
	readonly route: RouteMark | null
	/** Ids drawn with ring and cross hair. */
	readonly selected: ReadonlySet<string>
	readonly onSelect: (id: string) => void
	/** Brought into view when it changes and lies outside. */
	readonly focus: Point | null
	/** Also centred when already in view. */
	readonly follow?: boolean
	/** Ground that is being chosen. */
	readonly ground?: GroundMark | null
	/** Points are chosen by pressing on the map; the screen has another way to the same. */
	readonly onPoint?: (at: Point) => void
	/** Where to start; null shows the whole town. */
	readonly centre: Point | null
	readonly zoom: number
}

export type TownMapProps = MapData & {
	readonly language: MapLanguage
	readonly theme: 'light' | 'dark'
	readonly facts: MapFacts
	readonly words: MapWords
	readonly onFail: () => void
}
