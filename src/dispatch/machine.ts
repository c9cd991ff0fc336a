import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { type CrewFacts, Crews } from '#kernel/identity/api.ts'
import type { Powers } from '#kernel/powers/powers.ts'
import { answerForErasure } from './store/erasing.ts'

/** A place found on the map in use, with its words in both scripts. */
export type MapPlace = { readonly id: string; readonly en: string; readonly zh: string; readonly point: Point }

/** Seconds until the first free unit is at the demand points of the map. */
export type Cover = { readonly worstSeconds: number; readonly meanSeconds: number }

/** Where a unit stands, and how long it takes to set out. */
export type Source = { readonly point: Point; readonly turnoutSeconds: number }

/** What dispatch asks of the map in use. Points are WGS 84; seconds are driving time of an emergency vehicle. */
export type TownMap = {
	readonly version: string
	inside(point: Point): boolean
	/** Address, crossing or named place under an id of the geo search. */
	place(tx: Tx, id: string): Promise<MapPlace | null>
	/** The nearest address within 150 m, for words beside a bare point. */
	near(tx: Tx, point: Point): Promise<MapPlace | null>
	/** Code of the station whose area holds the point. */
	station(tx: Tx, point: Point): Promise<string | null>
	/** Seconds from every source to the target by one reverse search; null without a way or a source. */
	travelSeconds(target: Point, sources: readonly (Point | null)[]): readonly (number | null)[]
	/** Demand points of the map, spread over its roads. */
	readonly points: readonly Point[]
	/** Code of the station whose area each of them lies in. */
	readonly areas: readonly (string | null)[]
	/** Seconds, turn-out and all, until the first of the sources is at each demand point; Infinity without a way. */
	reach(sources: readonly Source[]): Float64Array
	/** The same once for each set of sources (by index) that is not there. */
	reachWithout(sources: readonly Source[], gone: readonly ReadonlySet<number>[]): readonly Float64Array[]
	/** Seconds from every demand point (row) to every other (column). Worked out once. */
	between(): Float32Array
}

type Machine = { powers: Powers | null; map: () => TownMap | null; crews: Crews }

const machine: Machine = { powers: null, map: () => null, crews: new Crews() }

/** Hands the slice what lives where the engine lives. Called once at start, before the first act. */
export function equipDispatch(parts: { readonly powers: Powers; readonly map: () => TownMap | null }): void {
	answerForErasure()
	machine.powers = parts.powers
	machine.map = parts.map
	machine.crews = new Crews()
}

export function powersInUse(): Powers {
	if (machine.powers === null) throw new Error('dispatch was not equipped: call equipDispatch at start')
	return machine.powers
}

export function crewsInUse(): Crews {
	return machine.crews
}

/** D251. The crew of a unit of a drill that nobody plays, as the replay clock drives it. */
export const playedCrew: CrewFacts = { sworn: 2, auxiliary: 0, credentials: [] }

/** Null while no map is loaded: dispatch goes on without travel times. */
export function mapInUse(): TownMap | null {
	return machine.map()
}
