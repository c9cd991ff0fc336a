import type { Town } from './town.ts'

/**
 * D270. Which demand points a free unit reaches in time, kept up as units come and go. An area is covered while at least half of
 * its points are.
 */
export class Coverage {
	/** Free units that reach each point in time. */
	readonly reached: Int32Array
	/** By area: its points, those covered now, and the seconds it was not covered so far. */
	readonly pointsOf: Int32Array
	private readonly town: Town
	private readonly limit: number
	private readonly covered: Int32Array
	readonly uncoveredSeconds: Float64Array
	private readonly openSince: Float64Array
	private readonly order: readonly Int32Array[]
	private readonly sorted: readonly Float32Array[]

	/** @param limit seconds in which a unit must be there, turn-out and all */
	constructor(town: Town, limit: number, from: number) {
		this.town = town
		this.limit = limit
		this.reached = new Int32Array(town.points)
		this.pointsOf = new Int32Array(town.areas.length)
		for (const area of town.areaOf) if (area >= 0) this.pointsOf[area] = (this.pointsOf[area] ?? 0) + 1
		this.covered = new Int32Array(town.areas.length)
		this.uncoveredSeconds = new Float64Array(town.areas.length)
		this.openSince = new Float64Array(town.areas.length).fill(from)
		this.order = Array.from({ length: town.points }, (_, at) => byDistance(town, at))
		this.sorted = this.order.map((order, at) =>
			Float32Array.from(order, (to) => town.seconds[at * town.points + to] ?? Number.POSITIVE_INFINITY),
		)
	}

	/** The points reached in time from one, with so long a turn-out. */
	inTime(at: number, turnout: number): Int32Array {
		const order = this.order[at]
		const sorted = this.sorted[at]
		if (order === undefined || sorted === undefined) return new Int32Array(0)
		let low = 0
		let high = sorted.length
		while (low < high) {
			const middle = (low + high) >> 1
			if ((sorted[middle] ?? 0) + turnout <= this.limit) low = middle + 1
			else high = middle
		}
		return order.subarray(0, low)
	}

	/** A unit is free at a point from now on. */
	add(at: number, turnout: number, now: number): void {
		for (const point of this.inTime(at, turnout)) {
			const count = this.reached[point] ?? 0
			this.reached[point] = count + 1
			if (count === 0) this.count(point, 1, now)
		}
	}

	/** A unit is no more free at a point. */
	remove(at: number, turnout: number, now: number): void {
		for (const point of this.inTime(at, turnout)) {
			const count = this.reached[point] ?? 0
			this.reached[point] = count - 1
			if (count === 1) this.count(point, -1, now)
		}
	}

	isCovered(area: number): boolean {
		return 2 * (this.covered[area] ?? 0) >= (this.pointsOf[area] ?? 0)
	}

	/** Closes the clocks of what is still uncovered. */
	end(now: number): void {
		for (let area = 0; area < this.openSince.length; area += 1)
			if ((this.pointsOf[area] ?? 0) > 0 && !this.isCovered(area)) this.close(area, now)
	}

	private count(point: number, by: 1 | -1, now: number): void {
		const area = this.town.areaOf[point] ?? -1
		if (area < 0) return
		const before = this.isCovered(area)
		this.covered[area] = (this.covered[area] ?? 0) + by
		const after = this.isCovered(area)
		if (before && !after) this.openSince[area] = now
		else if (!before && after) this.close(area, now)
	}

	private close(area: number, now: number): void {
		this.uncoveredSeconds[area] = (this.uncoveredSeconds[area] ?? 0) + Math.max(0, now - (this.openSince[area] ?? now))
	}
}

function byDistance(town: Town, at: number): Int32Array {
	const row = town.seconds.subarray(at * town.points, (at + 1) * town.points)
	return Int32Array.from(row.keys()).sort((a, b) => (row[a] ?? 0) - (row[b] ?? 0) || a - b)
}
