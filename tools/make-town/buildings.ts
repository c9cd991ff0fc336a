import { seeded } from '#kernel/seeded.ts'
import { along, box, Cells, distance, inside, overlap, type Xy } from './geometry.ts'
import type { Drawing, Tags } from './osm.ts'
import { type Name, type Quarter, quarters } from './plan.ts'
import type { Street } from './roads.ts'

/**
 * Buildings stand along both sides of every street. House numbers grow with the distance from the street's beginning:
 * one number each 5 m, odd on the left, even on the right.
 */

const numberEvery = 5
const half: Readonly<Record<string, number>> = {
	trunk: 11,
	primary: 10,
	secondary: 8,
	tertiary: 6.5,
	unclassified: 5,
	residential: 4.2,
	living_street: 3,
}
const along2: Quarter['building'] = { front: [14, 30], depth: [10, 16], gap: [12, 60], back: 7, kind: 'commercial' }

export const addressTags = (street: Name, number: number): Tags => ({
	'addr:city': '汐港县',
	'addr:city:en': 'Xigang',
	'addr:street': street[0],
	'addr:street:en': street[1],
	'addr:housenumber': String(number),
})

type Ground = {
	readonly built: Cells<readonly Xy[]>
	readonly roads: Cells<readonly Xy[]>
	readonly kept: readonly (readonly Xy[])[]
}

/** Draws buildings with their addresses. `kept`: ground that stays free (water, parks, yards). Gives the addresses by "street number". */
export function build(
	drawing: Drawing,
	streets: readonly Street[],
	kept: readonly (readonly Xy[])[],
	seed: number,
): Map<string, Xy> {
	const random = seeded(seed)
	const ground: Ground = { built: new Cells(60), roads: new Cells(60), kept }
	for (const street of streets)
		for (let i = 0; i + 1 < street.line.length; i++) pave(ground, street, street.line[i], street.line[i + 1])
	const addresses = new Map<string, Xy>()
	const length = new Map<string, number>()
	for (const street of streets) {
		const key = street.name[0]
		const before = length.get(key) ?? 0
		for (const side of [1, -1] as const) row(drawing, ground, street, side, before, random, addresses)
		length.set(key, before + lineLength(street.line) + 20)
	}
	return addresses
}

export function lineLength(line: readonly Xy[]): number {
	let sum = 0
	for (let i = 0; i + 1 < line.length; i++) sum += distance(line[i] ?? [0, 0], line[i + 1] ?? [0, 0])
	return sum
}

function pave(ground: Ground, street: Street, a: Xy | undefined, b: Xy | undefined): void {
	if (a === undefined || b === undefined) return
	const d = distance(a, b)
	if (d === 0) return
	const strip = box(along(a, b, 0.5), [(b[0] - a[0]) / d, (b[1] - a[1]) / d], d / 2, half[street.highway] ?? 4)
	ground.roads.add(strip, strip)
}

/** The point `metres` along a line and the line's direction there. */
export function walk(line: readonly Xy[], metres: number): { readonly point: Xy; readonly way: Xy } {
	let left = metres
	for (let i = 0; i + 1 < line.length; i++) {
		const a = line[i] ?? [0, 0]
		const b = line[i + 1] ?? a
		const d = distance(a, b)
		if (left <= d || i + 2 === line.length)
			return { point: along(a, b, d === 0 ? 0 : left / d), way: [(b[0] - a[0]) / d, (b[1] - a[1]) / d] }
		left -= d
	}
	return { point: line[0] ?? [0, 0], way: [1, 0] }
}

function row(
	drawing: Drawing,
	ground: Ground,
	street: Street,
	side: 1 | -1,
	before: number,
	random: () => number,
	addresses: Map<string, Xy>,
): void {
	const total = lineLength(street.line)
	const style = street.quarter?.building ?? along2
	const between = ([a, b]: readonly [number, number]) => a + random() * (b - a)
	// Country roads are built up only near quarters.
	const sparse = street.quarter === null
	let from = 6
	while (from < total) {
		const front = between(style.front)
		const depth = between(style.depth)
		const { point, way } = walk(street.line, from + front / 2)
		const off = (half[street.highway] ?? 4) + style.back * (0.6 + random() * 0.5) + depth / 2
		const middle: Xy = [point[0] - way[1] * off * side, point[1] + way[0] * off * side]
		const shape = box(middle, way, front / 2, depth / 2)
		const wanted = from + front < total && (!sparse || (nearQuarter(middle) && random() < 0.5))
		if (wanted && free(ground, shape, middle, way, front, depth)) {
			ground.built.add(shape, shape)
			const number = numberAt(before + from + front / 2, side)
			addresses.set(`${street.name[0]} ${number}`, middle)
			drawing.ring(shape, {
				building: kindOf(style.kind, front, random),
				...levels(style.kind, random),
				...addressTags(street.name, number),
			})
			from += front + between(style.gap)
		} else from += 9
	}
}

export const numberAt = (metres: number, side: 1 | -1) =>
	2 * Math.floor(metres / (2 * numberEvery)) + (side === 1 ? 1 : 2)

function free(ground: Ground, shape: readonly Xy[], middle: Xy, way: Xy, front: number, depth: number): boolean {
	const roomy = box(middle, way, front / 2 + 1, depth / 2 + 1)
	for (const other of ground.built.near(roomy)) if (overlap(roomy, other)) return false
	for (const road of ground.roads.near(roomy)) if (overlap(roomy, road)) return false
	return !ground.kept.some((ring) => inside(middle, ring) || shape.some((p) => inside(p, ring)))
}

function nearQuarter(p: Xy): boolean {
	return quarters.some((q) => {
		const xs = q.corners.map((c) => c[0])
		const ys = q.corners.map((c) => c[1])
		return (
			p[0] > Math.min(...xs) - 90 &&
			p[0] < Math.max(...xs) + 90 &&
			p[1] > Math.min(...ys) - 90 &&
			p[1] < Math.max(...ys) + 90
		)
	})
}

function kindOf(kind: string, front: number, random: () => number): string {
	if (kind === 'house') return random() < 0.15 ? 'retail' : 'house'
	if (kind === 'warehouse') return random() < 0.3 ? 'industrial' : 'warehouse'
	if (kind === 'apartments') return front < 28 || random() < 0.2 ? 'commercial' : 'apartments'
	return kind
}

function levels(kind: string, random: () => number): Tags {
	const [low, more] = kind === 'apartments' ? [5, 13] : kind === 'house' ? [1, 4] : [1, 2]
	return { 'building:levels': String(low + Math.floor(random() * more)) }
}
