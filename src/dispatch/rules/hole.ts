import type { Cover } from '../machine.ts'

/** D270, D271. Which areas nobody free reaches in time, and which move mends that: pure, over seconds to the demand points. */

/** Demand points by the area each lies in. */
export type AreaPoints = {
	readonly codes: readonly string[]
	/** Index of the area of each point; -1 for none. */
	readonly areaOf: Int16Array
}

export function areaPoints(areas: readonly (string | null)[]): AreaPoints {
	const codes = [...new Set(areas.filter((code) => code !== null))].toSorted()
	return { codes, areaOf: Int16Array.from(areas, (code) => (code === null ? -1 : codes.indexOf(code))) }
}

/** Worst and mean seconds over the points that can be reached at all. Null when none can. */
export function coverOf(seconds: Float64Array): Cover | null {
	const reached = seconds.filter((value) => Number.isFinite(value))
	if (reached.length === 0) return null
	const mean = reached.reduce((sum, value) => sum + value, 0) / reached.length
	return { worstSeconds: Math.round(Math.max(...reached)), meanSeconds: Math.round(mean) }
}

/** By area: its demand points, and those reached within the limit. */
export function pointsInTime(
	seconds: Float64Array,
	{ codes, areaOf }: AreaPoints,
	limit: number,
): readonly { readonly all: number; readonly inTime: number }[] {
	const found = codes.map(() => ({ all: 0, inTime: 0 }))
	for (const [point, area] of areaOf.entries()) {
		const here = found[area]
		if (here === undefined) continue
		here.all += 1
		if ((seconds[point] ?? Number.POSITIVE_INFINITY) <= limit) here.inTime += 1
	}
	return found
}

/** D270. By area: is at least half of its points reached within the limit? */
export function coveredAreas(seconds: Float64Array, points: AreaPoints, limit: number): readonly boolean[] {
	return pointsInTime(seconds, points, limit).map(({ all, inTime }) => 2 * inTime >= all)
}

/** Areas, by index, that are covered in the one and not in the other. */
export function opened(before: readonly boolean[], after: readonly boolean[]): readonly number[] {
	return before.flatMap((was, area) => (was && after[area] === false ? [area] : []))
}

export type Move = {
	/** Seconds to every point once this unit stands at the middle of the hole. */
	readonly seconds: Float64Array
	/** Until it stands there. */
	readonly driveSeconds: number
}

/**
 * D271. The move that helps most: it covers the hole and uncovers nothing that is covered now; of several, the one after which
 * most areas, then most points, are covered; then the quickest. Null when none does.
 */
export function bestMove(
	moves: readonly Move[],
	set: { readonly hole: number; readonly now: readonly boolean[]; readonly points: AreaPoints; readonly limit: number },
): number | null {
	let best: { n: number; areas: number; points: number; drive: number } | null = null
	for (const [n, { seconds, driveSeconds }] of moves.entries()) {
		const then = coveredAreas(seconds, set.points, set.limit)
		if (then[set.hole] !== true || opened(set.now, then).length > 0) continue
		const areas = then.filter(Boolean).length
		const points = seconds.reduce((sum, value) => sum + (value <= set.limit ? 1 : 0), 0)
		const better =
			best === null ||
			areas > best.areas ||
			(areas === best.areas && (points > best.points || (points === best.points && driveSeconds < best.drive)))
		if (better) best = { n, areas, points, drive: driveSeconds }
	}
	return best?.n ?? null
}
