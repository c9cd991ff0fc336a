/** The town as a dry run sees it: demand points of the map, whose area each lies in, and the seconds between them. */
export type Town = {
	readonly mapVersion: string
	/** Number of demand points. */
	readonly points: number
	/** Longitude and latitude by turns. */
	readonly places: Float64Array
	/** Index of the area each point lies in; -1 for none. */
	readonly areaOf: Int16Array
	/** Ids of the agencies whose areas these are, by index. */
	readonly areas: readonly string[]
	/** Driving seconds from the row's point to the column's; Infinity without a way. */
	readonly seconds: Float32Array
}

export const secondsBetween = (town: Town, from: number, to: number): number =>
	town.seconds[from * town.points + to] ?? Number.POSITIVE_INFINITY

/** The demand point nearest to a place, in a straight line. */
export function nearestPoint({ places, points }: Pick<Town, 'places' | 'points'>, lon: number, lat: number): number {
	const squeeze = Math.cos((lat * Math.PI) / 180)
	let best = -1
	let least = Number.POSITIVE_INFINITY
	for (let n = 0; n < points; n += 1) {
		const x = ((places[2 * n] ?? 0) - lon) * squeeze
		const y = (places[2 * n + 1] ?? 0) - lat
		const far = x * x + y * y
		if (far < least) {
			least = far
			best = n
		}
	}
	return best
}

/** D263. The point of each area from which its points are reached soonest in the mean; -1 for an area without a point. */
export function middles(town: Town): Int32Array {
	const best = new Int32Array(town.areas.length).fill(-1)
	const least = new Float64Array(town.areas.length).fill(Number.POSITIVE_INFINITY)
	for (let from = 0; from < town.points; from += 1) {
		const area = town.areaOf[from] ?? -1
		if (area < 0) continue
		let sum = 0
		for (let to = 0; to < town.points; to += 1)
			if (town.areaOf[to] === area) sum += Math.min(secondsBetween(town, from, to), 36_000)
		if (sum < (least[area] ?? 0)) {
			least[area] = sum
			best[area] = from
		}
	}
	return best
}
