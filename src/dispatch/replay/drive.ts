import type { Point } from '#kernel/contract/scalars.ts'
import { type Graph, metresBetween } from '#kernel/geo/api.ts'
import { feedIsOpen, isDriven, openFeed, positionOf, takeFix } from '../positions.ts'
import type { Hands } from './hands.ts'
import { stories } from './lines.ts'
import type { TownPlace } from './plan.ts'
import { between, randomOf } from './random.ts'
import type { Driven } from './read.ts'
import { moveOn, placeOn, type Way, wayBetween } from './travel.ts'
import type { Waits } from './waits.ts'

/** A crew of the demo stays half as long as its story says, so that the town keeps free crews. */
const staysShare = 0.5
/** Seconds between fixes of a unit that stands. */
const standingEvery = 20
const mealMinutes = 25
/** Metres a patrol strays from where its shift began, and its pace in metres per second. */
const beat = 900
const paces: Readonly<Record<Driven['kind'], number>> = { patrol: 7, traffic: 8, foot: 1.3, marine: 0, support: 0 }

type Parts = {
	readonly hands: Hands
	readonly graph: Graph | null
	readonly places: readonly TownPlace[]
	readonly waits: Waits
	/** Does one act; a refusal that a person's own act explains is no fault. */
	readonly attempt: (work: () => Promise<unknown>) => Promise<void>
}

/** D86. Drives simulated units: along the roads to where they are sent, and slowly about their area when free. */
export class Drive {
	readonly #parts: Parts
	readonly #ways = new Map<string, { readonly goal: string; readonly way: Way }>()
	readonly #homes = new Map<string, Point>()
	readonly #fixed = new Map<string, number>()

	constructor(parts: Parts) {
		this.#parts = parts
	}

	/** @param seconds of the replay's time that passed; 0 only keeps standing units in sight */
	async step(units: readonly Driven[], seconds: number): Promise<void> {
		for (const unit of units) {
			if (!feedIsOpen(unit.id)) openFeed(unit.id, '')
			if (seconds > 0) {
				if (isDriven(unit.id)) this.#move(unit, seconds)
				await this.#turn(unit)
			}
			if (isDriven(unit.id)) this.#stand(unit.id)
		}
	}

	/** Puts a unit where its work has it: used once after the demo's past was written. */
	settle(unit: Driven): void {
		const here = positionOf(unit.id)?.point
		if (!feedIsOpen(unit.id)) openFeed(unit.id, '')
		if (unit.target === null || here === undefined) return
		if (unit.status === 'on_scene' || unit.status === 'transporting') this.#fix(unit.id, unit.target, null)
		if (unit.status !== 'en_route') return
		const way = wayBetween(this.#parts.graph, here, unit.target)
		way.gone = way.metres * 0.45
		const { point, heading } = placeOn(way)
		this.#fix(unit.id, point, heading)
	}

	#move(unit: Driven, seconds: number): void {
		const way = this.#wayOf(unit)
		if (way === null || way.gone >= way.metres) return
		moveOn(way, seconds)
		const { point, heading } = placeOn(way)
		this.#fix(unit.id, point, heading)
	}

	#wayOf(unit: Driven): Way | null {
		const here = positionOf(unit.id)?.point
		if (here === undefined) return null
		if (unit.status === 'en_route' && unit.target !== null) {
			const { target } = unit
			return this.#keep(unit.id, `to ${target[0]} ${target[1]}`, () => wayBetween(this.#parts.graph, here, target))
		}
		if (unit.status !== 'available' || paces[unit.kind] === 0) {
			this.#ways.delete(unit.id)
			return null
		}
		return this.#patrol(unit, here)
	}

	/** Rolls to some address near where the shift began, waits there, and goes on. */
	#patrol(unit: Driven, here: Point): Way | null {
		const { waits, places, graph } = this.#parts
		const home = this.#homes.get(unit.id) ?? here
		this.#homes.set(unit.id, home)
		const known = this.#ways.get(unit.id)
		if (known?.goal.startsWith('patrol') === true && known.way.gone < known.way.metres) return known.way
		const turn = known?.goal.startsWith('patrol') === true ? Number(known.goal.slice(7)) : 0
		const random = randomOf(`patrol ${unit.id} ${turn}`)
		if (waits.of(`patrol ${unit.id} ${turn}`) < between(random, 30, 240)) return null
		const near = places.filter((place) => metresBetween([...home], [...place.point]) < beat)
		const next = near[Math.floor(random() * near.length)]
		if (next === undefined) return null
		const way = wayBetween(graph, here, next.point, paces[unit.kind])
		this.#ways.set(unit.id, { goal: `patrol ${turn + 1}`, way })
		return way
	}

	#keep(unit: string, goal: string, make: () => Way): Way {
		const known = this.#ways.get(unit)
		if (known?.goal === goal) return known.way
		const way = make()
		this.#ways.set(unit, { goal, way })
		return way
	}

	/** The next status, when its time has come and no person sets it. */
	async #turn(unit: Driven): Promise<void> {
		const { hands, waits, attempt } = this.#parts
		if (unit.byHand) return
		const waited = waits.of(`${unit.status} ${unit.id} ${unit.assignment ?? ''}`)
		if (unit.status === 'dispatched' && waited >= unit.turnoutSeconds)
			await attempt(() => hands.status(unit.id, unit.version, 'en_route'))
		if (unit.status === 'en_route') {
			const way = this.#ways.get(unit.id)?.way
			if (isDriven(unit.id) && way !== undefined && way.gone >= way.metres)
				await attempt(() => hands.status(unit.id, unit.version, 'on_scene'))
		}
		if ((unit.status === 'on_scene' || unit.status === 'transporting') && waited >= stayOf(unit))
			await attempt(() => hands.clear(unit.id, unit.version))
		if (unit.status === 'out_of_service' && unit.outReason === 'meal' && waited >= mealMinutes * 60)
			await attempt(() => hands.status(unit.id, unit.version, 'available'))
	}

	#stand(unit: string): void {
		const now = this.#parts.hands.now().getTime()
		if (now - (this.#fixed.get(unit) ?? 0) < standingEvery * 1000) return
		const here = positionOf(unit)
		if (here !== null) this.#fix(unit, here.point, here.heading)
	}

	#fix(unit: string, point: Point, heading: number | null): void {
		const now = this.#parts.hands.now().getTime()
		this.#fixed.set(unit, now)
		takeFix({ unit, point, at: now, heading, datum: 'wgs84' }, now)
	}
}

function stayOf(unit: Driven): number {
	const story = stories.find((one) => one.type === unit.type)
	const minutes = (story?.stay ?? 15) * staysShare
	return minutes * 60 * (0.7 + randomOf(`stay ${unit.assignment ?? ''}`)() * 0.6)
}
