import type { Extract, Position } from './osm.ts'

/**
 * The sea out of the coastline. OpenStreetMap draws no sea: only lines with the land on their left and the water on their
 * right (wiki: Tag:natural=coastline). Cut at the edge of the map and joined along that edge, clockwise so that the water
 * stays on the right, they enclose it.
 */

type Box = readonly [west: number, south: number, east: number, north: number]
type Ring = Position[]

/** Polygons of sea with islands as holes; empty where the map has no coastline. */
export function seaOf(extract: Extract): Ring[][] {
	const box = extract.bounds
	const lines = joined(extract.ways.filter((w) => w.tags?.natural === 'coastline').map((w) => [...w.refs])).map(
		(refs) => refs.map((r) => extract.place(r)).filter((p) => p !== null),
	)
	const closed = lines.filter((l) => l.length > 3 && same(l[0], l.at(-1)))
	const open = lines.filter((l) => l.length > 1 && !same(l[0], l.at(-1))).map((l) => toEdge(l, box))
	const seas = enclosed(open, box)
	for (const lake of closed.filter((r) => area(r) < 0)) seas.push(lake)
	const islands = closed.filter((r) => area(r) > 0)
	// Islands alone: everything around them is sea.
	if (seas.length === 0 && islands.length > 0) seas.push(wholeOf(box))
	return seas.map((sea) => [sea, ...islands.filter((i) => i[0] !== undefined && inside(i[0], sea))])
}

const same = (a: Position | undefined, b: Position | undefined) => a?.[0] === b?.[0] && a?.[1] === b?.[1]
const wholeOf = ([w, s, e, n]: Box): Ring => [
	[w, s],
	[w, n],
	[e, n],
	[e, s],
	[w, s],
]

/** Joins ways that follow one another; direction is kept, since it says where the water is. */
function joined(lines: number[][]): number[][] {
	const byStart = new Map(lines.map((l) => [l[0], l]))
	const ends = new Set(lines.map((l) => l.at(-1)))
	const used = new Set<number[]>()
	const out: number[][] = []
	const begin = [...lines.filter((l) => !ends.has(l[0])), ...lines]
	for (const line of begin) {
		if (used.has(line)) continue
		used.add(line)
		const whole = [...line]
		for (
			let next = byStart.get(whole.at(-1));
			next !== undefined && !used.has(next);
			next = byStart.get(whole.at(-1))
		) {
			used.add(next)
			for (let i = 1; i < next.length; i++) whole.push(next[i] ?? 0)
		}
		out.push(whole)
	}
	return out
}

/** A cut line is led on to the nearest edge of the map at both ends. */
function toEdge(line: Ring, box: Box): Ring {
	const first = line[0]
	const last = line.at(-1)
	return first === undefined || last === undefined ? line : [onEdge(first, box), ...line, onEdge(last, box)]
}

function onEdge([x, y]: Position, [w, s, e, n]: Box): Position {
	const gaps = [x - w, y - s, e - x, n - y]
	const least = gaps.indexOf(Math.min(...gaps))
	return least === 0 ? [w, y] : least === 1 ? [x, s] : least === 2 ? [e, y] : [x, n]
}

/** How far along the edge, clockwise from the south-west corner: west side 0 to 1, north 1 to 2, east 2 to 3, south 3 to 4. */
function along([x, y]: Position, [w, s, e, n]: Box): number {
	if (x === w) return (y - s) / (n - s)
	if (y === n) return 1 + (x - w) / (e - w)
	if (x === e) return 2 + (n - y) / (n - s)
	return 3 + (e - x) / (e - w)
}

/** Follows each line to its end, then the edge clockwise to where the next line begins, until back where it began. */
function enclosed(lines: readonly Ring[], box: Box): Ring[] {
	const corners = wholeOf(box).slice(0, 4)
	const starts = lines.map((line) => along(line[0] ?? [0, 0], box))
	const left = new Set(lines.keys())
	const out: Ring[] = []
	for (const first of lines.keys()) {
		if (!left.has(first)) continue
		const ring: Ring = []
		let at = first
		do {
			left.delete(at)
			const line = lines[at] ?? []
			ring.push(...line)
			const from = along(line.at(-1) ?? [0, 0], box)
			const ahead = (to: number) => (to - from + 4) % 4
			const open = [...lines.keys()].filter((i) => left.has(i) || i === first)
			at = open.reduce((best, i) => (ahead(starts[i] ?? 0) < ahead(starts[best] ?? 0) ? i : best), first)
			const reach = ahead(starts[at] ?? 0)
			// Corners 0 to 3 lie at 0, 1, 2 and 3 along the edge.
			const between = [0, 1, 2, 3].filter((c) => ahead(c) < reach).sort((a, b) => ahead(a) - ahead(b))
			for (const c of between) ring.push(corners[c] ?? [0, 0])
		} while (at !== first)
		if (ring[0] !== undefined) ring.push(ring[0])
		out.push(ring)
	}
	return out
}

/** Twice the signed area: positive when the ring runs counter-clockwise. */
function area(ring: Ring): number {
	let sum = 0
	for (let i = 0; i + 1 < ring.length; i++) {
		const a = ring[i] ?? [0, 0]
		const b = ring[i + 1] ?? a
		sum += a[0] * b[1] - b[0] * a[1]
	}
	return sum
}

function inside(p: Position, ring: Ring): boolean {
	let odd = false
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
		const a = ring[i] ?? p
		const b = ring[j] ?? p
		if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) odd = !odd
	}
	return odd
}
