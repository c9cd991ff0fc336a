import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { snap } from '../graph/graph.ts'
import { route } from '../graph/route.ts'
import { car, driving, emergency } from '../import/access.ts'
import { graphOf } from '../import/graph-of.ts'
import { readExtract } from '../import/read.ts'
import { at, gridMap, oracles, osmFile, turn, xigang, why } from './town.ts'

const ways = (names: readonly { readonly name_en: string }[]) => names.map((s) => s.name_en)

test.skipIf(oracles === undefined)(
	`G2 nine routes in Monaco agree within 2 m with a router we did not write${why}`,
	async () => {
		const graph = graphOf(await readExtract(osmFile('monaco.osm.gz')), 'monaco')
		const rows: [number, number, number, number, number][] = JSON.parse(
			readFileSync(osmFile('monaco-route-distances.json'), 'utf8'),
		)['monaco.osm.gz']
		expect(rows).toHaveLength(9)
		for (const [lat1, lon1, lat2, lon2, metres] of rows) {
			const way = route(graph, [lon1, lat1], [lon2, lat2], { weight: 'distance', who: car })
			expect(Math.abs((way?.metres ?? -100) - metres)).toBeLessThanOrEqual(2)
		}
	},
)

test.skipIf(oracles === undefined)(`G2 a one-way dead end neither swallows a start nor an end${why}`, async () => {
	const extract = await readExtract(osmFile('one_way_dead_end.osm.pbf'))
	const graph = graphOf(extract, 'dead-end')
	// Nodes of the one-way car park aisles and the roundabout.
	for (const id of [1315722253, 1315722279, 1315722343, 5362321688, 5362321690]) {
		const place = extract.place(id)
		if (place === null) continue
		const from = snap(graph, place, 'from', car)
		const to = snap(graph, place, 'to', car)
		expect(from).not.toBeNull()
		expect(to).not.toBeNull()
		const main = snap(graph, [-81.6158, 28.776], 'to', car)
		if (main !== null) expect(route(graph, place, main.point, { who: car })).not.toBeNull()
	}
})

test.skipIf(oracles === undefined)(`G2 paths closed at some hours are no road${why}`, async () => {
	const graph = graphOf(await readExtract(osmFile('conditional-restrictions.osm.xml')), 'cliff')
	expect(graph.reached).toHaveLength(0)
})

test('G2 a road closed at some hours is closed to cars at all hours, not to an emergency vehicle', () => {
	const how = driving({
		highway: 'residential',
		access: 'destination',
		'motor_vehicle:conditional': 'no @ (Mo-Fr 08:00-18:00)',
	})
	expect(how?.forward).toBe(emergency)
	expect(driving({ highway: 'residential', access: 'no', 'access:conditional': 'yes @ (20:00-06:00)' })).toBeNull()
})

test('G2 private ground is for emergency vehicles, and a path only where the map opens it', () => {
	expect(driving({ highway: 'service', access: 'private' })?.forward).toBe(emergency)
	expect(driving({ highway: 'residential', motor_vehicle: 'no', emergency: 'yes' })?.forward).toBe(emergency)
	expect(driving({ highway: 'footway' })).toBeNull()
	expect(driving({ highway: 'pedestrian', emergency: 'designated' })?.forward).toBe(emergency)
	expect(driving({ highway: 'residential', access: 'no', motorcar: 'yes' })?.forward).toBe(car | emergency)
})

test('G2 a one-way is driven one way, also when it is written backwards', () => {
	// 0 -> 1 -> 2 along way 1; the way back is 2, 12, 11, 10, 0.
	const detour = [2, [2, 12, 11, 10, 0]] as const
	const graph = graphOf(gridMap([[1, [0, 1, 2], { oneway: 'yes' }], detour]), 'x')
	expect(ways(route(graph, at(0), at(2))?.streets ?? [])).toEqual(['Way 1'])
	expect(ways(route(graph, at(2), at(0))?.streets ?? [])).toEqual(['Way 2'])
	const back = graphOf(gridMap([[1, [0, 1, 2], { oneway: '-1' }], detour]), 'x')
	expect(ways(route(back, at(0), at(2))?.streets ?? [])).toEqual(['Way 2'])
	const circle = graphOf(gridMap([[1, [0, 1, 11, 10, 0], { junction: 'roundabout' }]]), 'x')
	expect(route(circle, at(10), at(1))?.metres).toBeGreaterThan(200)
})

const cross = [
	[1, [10, 11]],
	[2, [11, 12], { oneway: 'yes' }],
	[3, [11, 21]],
	[4, [12, 22, 21]],
	[5, [1, 11]],
] as const

test('G2 a forbidden turn is gone round', () => {
	const free = graphOf(gridMap(cross), 'x')
	expect(ways(route(free, at(10), at(21))?.streets ?? [])).toEqual(['Way 1', 'Way 3'])
	const bound = graphOf(gridMap(cross, [['no_left_turn', turn(1, 11, 3)]]), 'x')
	expect(ways(route(bound, at(10), at(21))?.streets ?? [])).toEqual(['Way 1', 'Way 2', 'Way 4'])
	// The restriction binds who comes by way 1 alone.
	expect(ways(route(bound, at(1), at(21))?.streets ?? [])).toEqual(['Way 5', 'Way 3'])
})

test('G2 an only-turn forbids every other, and one that excepts cars binds none', () => {
	const only = graphOf(gridMap(cross, [['only_straight_on', turn(1, 11, 2)]]), 'x')
	expect(ways(route(only, at(10), at(21))?.streets ?? [])).toEqual(['Way 1', 'Way 2', 'Way 4'])
	const extract = gridMap(cross)
	extract.add({
		type: 'relation',
		id: 9,
		members: turn(1, 11, 3),
		tags: { type: 'restriction', restriction: 'no_left_turn', except: 'bus;motorcar' },
	})
	expect(ways(route(graphOf(extract, 'x'), at(10), at(21))?.streets ?? [])).toEqual(['Way 1', 'Way 3'])
})

test('G2 a bollard stops a car, and an emergency vehicle where the map opens it', () => {
	const extract = gridMap([
		[1, [0, 1, 2]],
		[2, [0, 10, 11, 12, 2]],
	])
	extract.add({
		type: 'node',
		id: 1,
		...{ lon: at(1)[0], lat: at(1)[1] },
		tags: { barrier: 'bollard', emergency: 'yes' },
	})
	const graph = graphOf(extract, 'x')
	expect(route(graph, at(0), at(2), { who: emergency })?.metres).toBeLessThan(250)
	expect(route(graph, at(0), at(2), { who: car })?.metres).toBeGreaterThan(300)
})

test('G2 the same point is no way at all, and two points on one road are as far as the road is long', () => {
	const graph = graphOf(gridMap([[1, [0, 1, 2, 12, 11, 10, 0]]]), 'x')
	expect(route(graph, at(1), at(1))?.metres).toBe(0)
	const half = route(graph, at(0), [123.0005, 28])
	expect(half?.metres).toBeCloseTo(49.1, 0)
	expect(half?.line.at(-1)?.[0]).toBeCloseTo(123.0005, 6)
})

test('G2 in Xigang every road hangs together, and the way over the bridge keeps to it', async () => {
	const graph = graphOf(await readExtract(xigang), 'xigang')
	expect(graph.reached.every((bits) => bits === (car | emergency))).toBe(true)
	expect(graph.leaves.every((bits) => bits === (car | emergency))).toBe(true)
	const way = route(graph, [123.396, 28.4985], [123.409, 28.4985])
	expect(ways(way?.streets ?? [])).toContain('Harbour Avenue')
	expect(way?.seconds).toBeGreaterThan(60)
})
