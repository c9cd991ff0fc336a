import type { PlanFacts } from '../../rules/rank.ts'
import type { PastIncident, StandingUnit } from '../simulate.ts'
import type { Town } from '../town.ts'

/** A line of demand points a minute apart, cut into areas of equal length. */
export function lineTown(points: number, areas: number, secondsApart = 60): Town {
	const seconds = new Float32Array(points * points)
	for (let from = 0; from < points; from += 1)
		for (let to = 0; to < points; to += 1) seconds[from * points + to] = Math.abs(from - to) * secondsApart
	return {
		mapVersion: 'line',
		points,
		places: Float64Array.from({ length: 2 * points }, (_, n) => (n % 2 === 0 ? n / 200 : 0)),
		areaOf: Int16Array.from({ length: points }, (_, n) => Math.floor((n * areas) / points)),
		areas: Array.from({ length: areas }, (_, n) => `area-${n}`),
		seconds,
	}
}

export const unitAt = (n: number, home: number, area: number, more: Partial<StandingUnit> = {}): StandingUnit => ({
	en: `Unit ${String(n).padStart(3, '0')}`,
	unit: `u${n}`,
	area,
	home,
	kind: 'patrol',
	sworn: 1,
	auxiliary: 0,
	credentials: [],
	turnoutSeconds: 0,
	...more,
})

export const plan = (more: Partial<PlanFacts> = {}): PlanFacts => ({
	units: 1,
	sworn: 0,
	credentials: [],
	power: false,
	kinds: [],
	...more,
})

export const past = (at: number, point: number, more: Partial<PastIncident> = {}): PastIncident => ({
	at,
	point,
	area: 0,
	priority: 3,
	plan: 0,
	staySeconds: 600,
	targetSeconds: 600,
	...more,
})

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
	let state = seed >>> 0
	return () => {
		state = (state + 0x6d2b79f5) >>> 0
		let mixed = Math.imul(state ^ (state >>> 15), state | 1)
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
	}
}
