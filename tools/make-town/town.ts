import { build, lineLength, walk } from './buildings.ts'
import { along, crossing, distance, inside, smooth, type Xy } from './geometry.ts'
import { Drawing, type Tags, type Way } from './osm.ts'
import { drawAddressPoint, drawThings, grounds, named, spokenOf } from './places.ts'
import * as plan from './plan.ts'
import { keyOf, layStreets, type Street, streetTags } from './roads.ts'

const seed = 20_260_418

/** Xigang: the same drawing every time. */
export function drawTown(): Drawing {
	const drawing = new Drawing()
	const river = riverRing()
	const sea = [...plan.coast, plan.at(plan.edge.east, plan.edge.south), plan.at(plan.edge.west, plan.edge.south)]
	const streets = layStreets(seed)
	const ways = drawStreets(drawing, streets, river)
	drawWater(drawing, sea, river)
	drawGround(drawing)
	drawRailway(drawing)
	drawThings(drawing)
	drawQuarterNames(drawing)
	drawAreas(drawing)
	const kept = [river, sea, ...plan.parks.map((p) => p.ring), ...grounds, ...railGround()]
	const addresses = build(drawing, streets, kept, seed + 1)
	for (const [zh, en, number] of spokenOf)
		if (!addresses.has(`${zh} ${number}`)) drawAddressPoint(drawing, [zh, en], number, placeOf(streets, zh, number))
	signalsAndTurns(drawing, ways)
	return drawing
}

function riverRing(): Xy[] {
	const bed = smooth(plan.riverBed, 3)
	const side = (sign: 1 | -1) =>
		bed.map((p, i): Xy => {
			const before = bed[i - 1] ?? p
			const after = bed[i + 1] ?? p
			const d = distance(before, after)
			const share = (i / (bed.length - 1)) * (plan.riverHalf.length - 1)
			const half = plan.riverHalf[Math.round(share)] ?? 40
			return [p[0] - ((after[1] - before[1]) / d) * half * sign, p[1] + ((after[0] - before[0]) / d) * half * sign]
		})
	return [...side(1), ...side(-1).reverse()]
}

function drawWater(drawing: Drawing, sea: readonly Xy[], river: readonly Xy[]): void {
	drawing.way(plan.coast, { natural: 'coastline' })
	drawing.ring(sea, { natural: 'water', water: 'sea', ...named(['汐港湾', 'Xigang Bay']) })
	drawing.ring(river, { natural: 'water', water: 'river' })
	drawing.way(smooth(plan.riverBed, 3), { waterway: 'river', ...named(['汐河', 'Xi River']) })
	drawing.node(plan.at(745, 632), { natural: 'bay', ...named(['内港池', 'Inner Basin']) })
	for (const [i, mole] of plan.breakwaters.entries())
		drawing.way(mole, {
			man_made: 'breakwater',
			...named(i === 0 ? ['西防波堤', 'Breakwater'] : ['东防波堤', 'East Breakwater']),
		})
	for (const pier of plan.piers) drawing.ring(pier.ring, { man_made: 'pier', area: 'yes', ...named(pier.name) })
	drawing.way(plan.seawall, { barrier: 'wall', wall: 'seawall', ...named(['海堤', 'The Seawall']) })
}

function drawGround(drawing: Drawing): void {
	for (const park of plan.parks)
		drawing.ring(
			park.ring,
			park.kind === 'park' ? { leisure: 'park', ...named(park.name) } : { landuse: 'forest', ...named(park.name) },
		)
}

function drawRailway(drawing: Drawing): void {
	for (const { name, line } of plan.railway) drawing.way(smooth(line, 3), { railway: 'rail', ...named(name) })
}

function railGround(): Xy[][] {
	return plan.railway.flatMap(({ line }) => {
		const curve = smooth(line, 3)
		return curve.slice(1).map((b, i): Xy[] => {
			const a = curve[i] ?? b
			const d = distance(a, b)
			const n: Xy = [(-(b[1] - a[1]) / d) * 9, ((b[0] - a[0]) / d) * 9]
			return [
				[a[0] + n[0], a[1] + n[1]],
				[b[0] + n[0], b[1] + n[1]],
				[b[0] - n[0], b[1] - n[1]],
				[a[0] - n[0], a[1] - n[1]],
			]
		})
	})
}

function drawQuarterNames(drawing: Drawing): void {
	for (const quarter of plan.quarters) {
		const middle: Xy = [0, 1].map((k) => quarter.corners.reduce((sum, c) => sum + (c[k] ?? 0), 0) / 4) as unknown as Xy
		drawing.node([middle[0] + 7, middle[1] - 11], { place: quarter.place, ...named(quarter.name) })
	}
	drawing.node(plan.at(520, 340), {
		place: 'town',
		...named(['汐港', 'Xigang']),
		fictional: 'yes',
		note: 'A town that does not exist',
	})
}

function drawAreas(drawing: Drawing): void {
	const { west, east, north, south } = plan.edge
	const area = (code: string, name: plan.Name, ring: readonly Xy[]) => {
		const way = drawing.ring(ring, {})
		drawing.relation([{ type: 'way', ref: way.id, role: 'outer' }], {
			type: 'boundary',
			boundary: 'police',
			'seawall:station_area': code,
			...named(name),
		})
	}
	const back = [...plan.areaSouth].reverse()
	area(
		'xigang-northgate',
		['北门所辖区', 'Northgate Station area'],
		[...plan.areaWest, ...plan.areaEast.slice(1), plan.at(east, north), plan.at(west, north)],
	)
	area(
		'xigang-old-town',
		['老城所辖区', 'Old Town Station area'],
		[...plan.areaWest, ...plan.areaSouth.slice(1), plan.at(west, south)],
	)
	area(
		'xigang-quayside',
		['码头所辖区', 'Quayside Station area'],
		[...plan.areaEast, plan.at(east, south), ...back.slice(0, -1)],
	)
}

type Drawn = { readonly street: Street; readonly way: Way; readonly points: readonly Xy[] }

/** Streets as ways, cut at river banks (the part between is a bridge) and at shared crossings of main roads. */
function drawStreets(drawing: Drawing, streets: readonly Street[], river: readonly Xy[]): Drawn[] {
	const crossings = new Map<string, number>()
	for (const s of streets) for (const p of s.line) crossings.set(keyOf(p), (crossings.get(keyOf(p)) ?? 0) + 1)
	const out: Drawn[] = []
	for (const street of streets) {
		let run: Xy[] = []
		let wet = false
		const flush = () => {
			if (run.length > 1) out.push({ street, way: drawing.way(run, wayTags(street, wet)), points: run })
		}
		for (const p of bankPoints(street.line, river)) {
			run.push(p.point)
			const cut = p.bank || ((crossings.get(keyOf(p.point)) ?? 0) > 1 && isMain(street))
			if (!cut || run.length < 2) {
				if (p.bank) wet = !wet
				continue
			}
			flush()
			run = [p.point]
			if (p.bank) wet = !wet
		}
		flush()
	}
	return out
}

const isMain = (s: Street) => ['trunk', 'primary', 'secondary', 'tertiary'].includes(s.highway)

function wayTags(street: Street, wet: boolean): Tags {
	if (!wet) return streetTags(street)
	const bridge: plan.Name =
		street.highway === 'primary' ? ['汐河大桥', 'Xi River Bridge'] : [`${street.name[0]}桥`, `${street.name[1]} Bridge`]
	return { ...streetTags(street), bridge: 'yes', layer: '1', 'bridge:name': bridge[0], 'bridge:name:en': bridge[1] }
}

function bankPoints(line: readonly Xy[], river: readonly Xy[]): { readonly point: Xy; readonly bank: boolean }[] {
	const out: { point: Xy; bank: boolean }[] = []
	line.forEach((p, i) => {
		out.push({ point: p, bank: false })
		const next = line[i + 1]
		if (next === undefined) return
		const hits: { t: number; point: Xy }[] = []
		river.forEach((a, k) => {
			const hit = crossing(p, next, a, river[(k + 1) % river.length] ?? a)
			if (hit !== null) hits.push({ t: hit.t, point: along(p, next, hit.t) })
		})
		hits.sort((a, b) => a.t - b.t)
		for (const hit of hits) out.push({ point: hit.point, bank: true })
	})
	return inside(line[0] ?? [0, 0], river) ? out.map((o) => ({ ...o, bank: false })) : out
}

function placeOf(streets: readonly Street[], zh: string, number: number): Xy {
	let left = (number - 1) * 5
	for (const street of streets.filter((s) => s.name[0] === zh)) {
		const total = lineLength(street.line)
		if (left <= total) {
			const { point, way } = walk(street.line, left)
			const side = number % 2 === 1 ? 12 : -12
			return [point[0] - way[1] * side, point[1] + way[0] * side]
		}
		left -= total + 20
	}
	throw new Error(`${zh} ${number} is beyond the street's end`)
}

/** Signals where main roads meet; at every third of those crossings one turn is forbidden. */
function signalsAndTurns(drawing: Drawing, drawn: readonly Drawn[]): void {
	const main = drawn.filter((d) => isMain(d.street))
	const ends = new Map<number, { readonly drawn: Drawn; readonly arrives: boolean }[]>()
	for (const d of main)
		for (const [ref, arrives] of [
			[d.way.refs[0], false],
			[d.way.refs.at(-1), true],
		] as const)
			if (ref !== undefined) ends.set(ref, [...(ends.get(ref) ?? []), { drawn: d, arrives }])
	const nodes = new Map(drawing.nodes.map((n) => [n.id, n]))
	let count = 0
	for (const [ref, here] of ends) {
		if (new Set(here.map((h) => h.drawn.street.name[0])).size < 2) continue
		const node = nodes.get(ref)
		if (node !== undefined) node.tags = { ...node.tags, highway: 'traffic_signals' }
		count += 1
		if (count % 3 === 0) forbidTurn(drawing, ref, here)
	}
}

function forbidTurn(
	drawing: Drawing,
	ref: number,
	here: readonly { readonly drawn: Drawn; readonly arrives: boolean }[],
): void {
	const from = here.find((h) => h.arrives)
	const to = here.find((h) => h.drawn.street.name[0] !== from?.drawn.street.name[0])
	if (from === undefined || to === undefined) return
	const [a, b, c] = turn(from.drawn.points, to.drawn.points, to.arrives)
	const left = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]) > 0
	drawing.relation(
		[
			{ type: 'way', ref: from.drawn.way.id, role: 'from' },
			{ type: 'node', ref, role: 'via' },
			{ type: 'way', ref: to.drawn.way.id, role: 'to' },
		],
		{ type: 'restriction', restriction: left ? 'no_left_turn' : 'no_right_turn' },
	)
}

function turn(from: readonly Xy[], to: readonly Xy[], arrives: boolean): [Xy, Xy, Xy] {
	const via = from.at(-1) ?? [0, 0]
	return [from.at(-2) ?? via, via, (arrives ? to.at(-2) : to[1]) ?? via]
}
