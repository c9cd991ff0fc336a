import { seeded } from '#kernel/seeded.ts'
import { along, crossing, distance, smooth, type Xy } from './geometry.ts'
import type { Tags } from './osm.ts'
import { type Name, parks, type Quarter, quarters, type RoadClass, roads } from './plan.ts'

/** One street as a line of points in metres; where streets cross they share a point. */
export type Street = {
	readonly name: Name
	readonly alt: Name | null
	readonly highway: RoadClass
	readonly quarter: Quarter | null
	readonly oneWay: boolean
	/** Ends that reach past their last crossing and are cut back to it. */
	readonly loose: readonly [boolean, boolean]
	line: Xy[]
}

const speed: Record<RoadClass, number> = {
	trunk: 70,
	primary: 60,
	secondary: 50,
	tertiary: 40,
	unclassified: 40,
	residential: 30,
	living_street: 20,
}

export function streetTags(street: Street): Tags {
	const [zh, en] = street.name
	return {
		highway: street.highway,
		name: zh,
		'name:zh': zh,
		'name:en': en,
		...(street.alt === null ? {} : { 'alt_name:zh': street.alt[0], 'alt_name:en': street.alt[1] }),
		maxspeed: String(speed[street.highway]),
		...(street.oneWay ? { oneway: 'yes' } : {}),
	}
}

/** All streets, noded: wherever two lines meet, both have the point. */
export function layStreets(seed: number): Street[] {
	const random = seeded(seed)
	const main = roads.map(
		(road): Street => ({
			name: road.name,
			alt: road.alt ?? null,
			highway: road.highway,
			quarter: null,
			oneWay: false,
			loose: [true, true],
			line: smooth(road.line, road.smooth ?? 1),
		}),
	)
	const streets = [...main, ...quarters.flatMap((q) => lay(q, random))]
	return cutLoose(nodeAll(streets))
}

function lay(quarter: Quarter, random: () => number): Street[] {
	const [nw, ne, se, sw] = quarter.corners
	const rows = quarter.rows.length
	const columns = quarter.columns.length
	const stray = () => (random() - 0.5) * 2 * quarter.stray
	const grid = quarter.rows.map((_, r) => {
		const left = along(nw, sw, r / (rows - 1))
		const right = along(ne, se, r / (rows - 1))
		return quarter.columns.map((_, c): Xy => {
			const [x, y] = along(left, right, c / (columns - 1))
			return [x + stray(), y + stray()]
		})
	})
	const out: Street[] = []
	const { reach } = quarter
	quarter.rows.forEach((name, r) => {
		const points = grid[r] ?? []
		const ends: [boolean, boolean] = [reach?.left?.includes(r) ?? false, reach?.right?.includes(r) ?? false]
		out.push(...pieces(quarter, name, points, ends, quarter.mainRows?.includes(r) ?? false, false, random))
	})
	quarter.columns.forEach((name, c) => {
		const points = grid.map((row): Xy => row[c] ?? [0, 0])
		const ends: [boolean, boolean] = [reach?.up?.includes(c) ?? false, reach?.down?.includes(c) ?? false]
		const oneWay = quarter.oneWayColumns === true && c % 3 !== 1
		const turned = oneWay && c % 2 === 0
		const line = turned ? points.toReversed() : points
		if (turned) ends.reverse()
		out.push(...pieces(quarter, name, line, ends, quarter.mainColumns?.includes(c) ?? false, oneWay, random))
	})
	return out
}

/** One row or column as streets: reaching out at its ends, with pieces left out by chance (never of a main street). */
function pieces(
	quarter: Quarter,
	name: Name,
	points: readonly Xy[],
	ends: readonly [boolean, boolean],
	main: boolean,
	oneWay: boolean,
	random: () => number,
): Street[] {
	const metres = quarter.reach?.metres ?? 0
	const first = points[0] ?? [0, 0]
	const last = points.at(-1) ?? [0, 0]
	const full = [...points]
	if (ends[0]) full.unshift(beyond(points[1] ?? first, first, metres))
	if (ends[1]) full.push(beyond(points.at(-2) ?? last, last, metres))
	const runs: Xy[][] = [[]]
	const park = parks.map((p) => p.ring)
	full.forEach((p, i) => {
		runs.at(-1)?.push(p)
		const next = full[i + 1]
		const inner = i >= 1 && i < full.length - 2
		const through = next !== undefined && park.some((ring) => middleInside(p, next, ring))
		if ((inner && !main && random() < quarter.gaps) || (through && !main)) runs.push([])
	})
	const highway: RoadClass = main ? 'tertiary' : quarter.stray > 20 && random() < 0.2 ? 'living_street' : 'residential'
	const curved = quarter.stray > 0 ? 3 : 1
	const kept = runs.filter((run) => run.length > 1)
	return kept.map((run, i) => ({
		name,
		alt: null,
		highway,
		quarter,
		oneWay: oneWay && !main,
		loose: [ends[0] && i === 0, ends[1] && i === kept.length - 1],
		line: smooth(run, curved),
	}))
}

function beyond(from: Xy, to: Xy, metres: number): Xy {
	const d = distance(from, to)
	return along(from, to, 1 + metres / d)
}

function middleInside(a: Xy, b: Xy, ring: readonly Xy[]): boolean {
	const [x, y] = along(a, b, 0.5)
	const xs = ring.map((p) => p[0])
	const ys = ring.map((p) => p[1])
	return x > Math.min(...xs) && x < Math.max(...xs) && y > Math.min(...ys) && y < Math.max(...ys)
}

type Cut = { readonly segment: number; readonly t: number; readonly point: Xy }

const snap = ([x, y]: Xy): Xy => [Math.round(x * 20) / 20, Math.round(y * 20) / 20]

function nodeAll(streets: Street[]): Street[] {
	const cuts = streets.map((): Cut[] => [])
	for (let i = 0; i < streets.length; i++)
		for (let j = i + 1; j < streets.length; j++) meet(streets[i], streets[j], cuts[i] ?? [], cuts[j] ?? [])
	streets.forEach((street, i) => {
		street.line = withCuts(street.line, cuts[i] ?? [])
	})
	return streets
}

function meet(a: Street | undefined, b: Street | undefined, cutsA: Cut[], cutsB: Cut[]): void {
	if (a === undefined || b === undefined) return
	for (let s = 0; s + 1 < a.line.length; s++) {
		const p = a.line[s] ?? [0, 0]
		const q = a.line[s + 1] ?? p
		for (let t = 0; t + 1 < b.line.length; t++) {
			const r = b.line[t] ?? p
			const v = b.line[t + 1] ?? r
			if (Math.max(p[0], q[0]) < Math.min(r[0], v[0]) || Math.max(r[0], v[0]) < Math.min(p[0], q[0])) continue
			const hit = crossing(p, q, r, v)
			if (hit === null) continue
			const point = snap(along(p, q, hit.t))
			cutsA.push({ segment: s, t: hit.t, point })
			cutsB.push({ segment: t, t: hit.u, point })
		}
	}
}

function withCuts(line: readonly Xy[], cuts: readonly Cut[]): Xy[] {
	const out: Xy[] = []
	line.forEach((p, s) => {
		const here = cuts.filter((c) => c.segment === s).sort((a, b) => a.t - b.t)
		for (const point of [snap(p), ...here.map((c) => c.point)]) {
			const before = out.at(-1)
			if (before === undefined || distance(before, point) > 0.5) out.push(point)
			else if (here.some((c) => c.point === point)) out[out.length - 1] = point
		}
	})
	return out
}

export const keyOf = ([x, y]: Xy) => `${Math.round(x * 20)},${Math.round(y * 20)}`

/** How many streets use each point. */
export function uses(streets: readonly Street[]): Map<string, number> {
	const count = new Map<string, number>()
	for (const street of streets) for (const p of street.line) count.set(keyOf(p), (count.get(keyOf(p)) ?? 0) + 1)
	return count
}

function cutLoose(streets: Street[]): Street[] {
	const count = uses(streets)
	const shared = (p: Xy | undefined) => p !== undefined && (count.get(keyOf(p)) ?? 0) > 1
	for (const street of streets) {
		const first = street.line.findIndex(shared)
		const last = street.line.findLastIndex(shared)
		if (first < 0) continue
		const from = street.loose[0] && outside(street.line[0]) === false ? first : 0
		const to = street.loose[1] && outside(street.line.at(-1)) === false ? last : street.line.length - 1
		street.line = street.line.slice(from, to + 1)
	}
	return streets.filter((s) => s.line.length > 1)
}

/** Roads that leave the map at its edge are not cut. */
function outside(p: Xy | undefined): boolean {
	return p !== undefined && (Math.abs(p[0]) > 2_980 || p[1] > 2_480)
}
