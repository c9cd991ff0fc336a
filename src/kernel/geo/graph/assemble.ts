import Flatbush from 'flatbush'
import { metresBetween, type Graph, type StreetName } from './graph.ts'
import type { Position } from '../import/osm.ts'
import { emergency } from '../import/access.ts'
import { connect } from './connect.ts'
import { buildHierarchy } from './hierarchy.ts'

/** A road piece as the importer finds it. Milliseconds and millimetres are for its whole length; mask 0 closes a direction. */
export type Piece = {
	readonly a: number
	readonly b: number
	readonly line: readonly Position[]
	readonly forward: number
	readonly backward: number
	readonly forwardMs: number
	readonly backwardMs: number
	/** Null: measured along the line. */
	readonly mm: number | null
	readonly name: number
}
/** Turns that may not be made: arriving by course `from`, leaving by course `to` (edge number times 2, plus 1 against its line). */
export type Ban = { readonly from: number; readonly to: number }

export const mmOf = (line: readonly Position[]): number => {
	let metres = 0
	for (let i = 0; i + 1 < line.length; i++) metres += metresBetween(line[i] ?? [0, 0], line[i + 1] ?? [0, 0])
	return Math.round(metres * 1000)
}

type Arcs = { readonly tail: number[]; readonly head: number[]; readonly course: number[] }

/** Builds the graph's arrays out of road pieces between `nodes` junctions. */
export function assemble(
	version: string,
	nodes: number,
	pieces: readonly Piece[],
	bans: readonly Ban[],
	names: readonly StreetName[],
): Graph {
	const { arcs, count } = arcsOf(nodes, pieces, bans)
	const lengths = pieces.map((p) => p.mm ?? mmOf(p.line))
	const order = Array.from(arcs.tail.keys()).sort((x, y) => (arcs.tail[x] ?? 0) - (arcs.tail[y] ?? 0) || x - y)
	const sorted = (list: readonly number[]) => Uint32Array.from(order, (i) => list[i] ?? 0)
	const tails = sorted(arcs.tail)
	const head = sorted(arcs.head)
	const course = sorted(arcs.course)
	const piece = (c: number) => pieces[c >> 1]
	const ms = Uint32Array.from(course, (c) =>
		Math.max(0, Math.round(((c & 1) === 0 ? piece(c)?.forwardMs : piece(c)?.backwardMs) ?? 0)),
	)
	const mm = Uint32Array.from(course, (c) => lengths[c >> 1] ?? 0)
	const mask = Uint8Array.from(course, (c) => ((c & 1) === 0 ? piece(c)?.forward : piece(c)?.backward) ?? 0)
	const into = grouped(head, count)
	const byCourse = grouped(course, pieces.length * 2)
	const plain = {
		version,
		nodes: count,
		firstOut: grouped(tails, count).first,
		head,
		course,
		ms,
		mm,
		mask,
		firstIn: into.first,
		tail: Uint32Array.from(into.order, (a) => tails[a] ?? 0),
		inArc: into.order,
		firstOfCourse: byCourse.first,
		arcOfCourse: byCourse.order,
		edgeName: Uint32Array.from(pieces, (p) => p.name),
		...lines(pieces),
		names,
	}
	return { ...plain, ...connect(plain, pieces.length), hierarchy: buildHierarchy(plain, emergency) }
}

/** Arcs, with a copy of the junction for every arc that may not turn everywhere. */
function arcsOf(
	nodes: number,
	pieces: readonly Piece[],
	bans: readonly Ban[],
): { readonly arcs: Arcs; readonly count: number } {
	const mask = (c: number) => ((c & 1) === 0 ? pieces[c >> 1]?.forward : pieces[c >> 1]?.backward) ?? 0
	const start = (c: number) => ((c & 1) === 0 ? pieces[c >> 1]?.a : pieces[c >> 1]?.b) ?? 0
	const end = (c: number) => start(c ^ 1)
	const out = new Map<number, number[]>()
	for (let c = 0; c < pieces.length * 2; c++) {
		if (mask(c) === 0) continue
		const list = out.get(start(c))
		if (list === undefined) out.set(start(c), [c])
		else list.push(c)
	}
	const banned = new Map<number, Set<number>>()
	for (const ban of bans) {
		if (mask(ban.from) === 0) continue
		const set = banned.get(ban.from)
		if (set === undefined) banned.set(ban.from, new Set([ban.to]))
		else set.add(ban.to)
	}
	const copyOf = new Map<number, number>()
	let count = nodes
	for (const from of [...banned.keys()].sort((x, y) => x - y)) copyOf.set(from, count++)
	const headOf = (c: number) => copyOf.get(c) ?? end(c)
	const arcs: Arcs = { tail: [], head: [], course: [] }
	const add = (tail: number, c: number) => {
		arcs.tail.push(tail)
		arcs.head.push(headOf(c))
		arcs.course.push(c)
	}
	for (const [tail, courses] of out) for (const c of courses) add(tail, c)
	// No turning round on the spot either: it would undo the restriction.
	for (const [from, copy] of copyOf)
		for (const c of out.get(end(from)) ?? []) if (c !== (from ^ 1) && banned.get(from)?.has(c) !== true) add(copy, c)
	return { arcs, count }
}

/** Items in order of their group, and where each group begins. */
export function grouped(
	groups: Uint32Array,
	count: number,
): { readonly first: Uint32Array; readonly order: Uint32Array } {
	const first = new Uint32Array(count + 1)
	for (const g of groups) first[g + 1] = (first[g + 1] ?? 0) + 1
	for (let i = 0; i < count; i++) first[i + 1] = (first[i + 1] ?? 0) + (first[i] ?? 0)
	const next = first.slice()
	const order = new Uint32Array(groups.length)
	groups.forEach((g, i) => {
		const at = next[g] ?? 0
		order[at] = i
		next[g] = at + 1
	})
	return { first, order }
}

function lines(pieces: readonly Piece[]) {
	const firstPoint = new Uint32Array(pieces.length + 1)
	const flat: number[] = []
	let south = 90
	let north = -90
	for (const [e, piece] of pieces.entries()) {
		for (const [lon, lat] of piece.line) {
			flat.push(Math.round(lon * 1e7), Math.round(lat * 1e7))
			south = Math.min(south, lat)
			north = Math.max(north, lat)
		}
		firstPoint[e + 1] = flat.length / 2
	}
	const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
	const index = new Flatbush(Math.max(1, pieces.length))
	for (const { line } of pieces) {
		const xs = line.map((p) => p[0] * squeeze)
		const ys = line.map((p) => p[1])
		index.add(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))
	}
	if (pieces.length === 0) index.add(0, 0, 0, 0)
	index.finish()
	return { firstPoint, points: Int32Array.from(flat), squeeze, index }
}
