import { beforeAll, expect, test } from 'vitest'
import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { loadTables } from '#kernel/tables/api.ts'
import { dispatchSlice } from '#dispatch'
import type { Source, TownMap } from '../machine.ts'
import { bestMove, coverOf, coveredAreas, opened } from '../rules/hole.ts'
import { rank, type UnitFacts } from '../rules/rank.ts'
import { stayOf, targetOf } from '../rules/tables.ts'
import { coverLimit, leftBehind } from '../store/holes.ts'

/** D270 to D272 on a street of thirty points a minute apart: a third each is the west's, the middle's and the east's. */

const many = 30
const minute = 60
const codes = ['east', 'middle', 'west']
const pointAt = (n: number): Point => [n / 100, 0]
const secondsFrom = ([lon]: Point) =>
	Array.from({ length: many }, (_, n) => Math.abs(Math.round(lon * 100) - n) * minute)
const reach = (sources: readonly Source[]) =>
	Float64Array.from({ length: many }, (_, n) =>
		Math.min(
			Number.POSITIVE_INFINITY,
			...sources.map(({ point, turnoutSeconds }) => (secondsFrom(point)[n] ?? 0) + turnoutSeconds),
		),
	)
const none = async () => null
const street: TownMap = {
	version: 'street',
	inside: () => true,
	place: none,
	near: none,
	station: none,
	travelSeconds: (target, sources) =>
		sources.map((source) => (source === null ? null : Math.abs(Math.round((source[0] - target[0]) * 100)) * minute)),
	points: Array.from({ length: many }, (_, n) => pointAt(n)),
	areas: Array.from({ length: many }, (_, n) => ['west', 'middle', 'east'][Math.floor(n / 10)] ?? null),
	reach,
	reachWithout: (sources, gone) => gone.map((without) => reach(sources.filter((_, n) => !without.has(n)))),
	between: () => Float32Array.from(Array.from({ length: many }, (_, n) => secondsFrom(pointAt(n))).flat()),
}

const unit = (id: string, at: number, agency: string): { facts: UnitFacts; place: Point } => ({
	place: pointAt(at),
	facts: {
		unit: id,
		en: id,
		zh: id,
		agency,
		kind: 'patrol',
		status: 'available',
		onShift: true,
		sworn: 1,
		auxiliary: 0,
		credentials: [],
		turnoutSeconds: 30,
		travelSeconds: Math.abs(at - 5) * minute,
	},
})

/** One unit is sent to point 5, in the west; the names of agencies are their areas. */
const left = (...standing: readonly { facts: UnitFacts; place: Point }[]) => leftWith(3, standing)

async function leftWith(moves: number, standing: readonly { facts: UnitFacts; place: Point }[]) {
	const units = standing.map(({ facts }) => facts)
	const answer = rank(units, { units: 1, sworn: 0, credentials: [], power: false, kinds: [] })
	const places = standing.map(({ place }) => place)
	const incident = { type: 'theft' as const, point: pointAt(5) as readonly [number, number] }
	const names = async (ids: readonly string[]) => new Map(ids.map((id) => [id, id]))
	// Nobody is out, so nothing is asked of the database.
	const nothing = null as unknown as Tx
	return leftBehind(nothing, street, { units, places, answer, moves, incident }, names, new Date())
}

beforeAll(() => loadTables([dispatchSlice]))

test('D270 covered within the target of priority 1: at half of the points the area is covered, below it is not', () => {
	expect(coverLimit()).toBe(targetOf('on_scene', 1).seconds)
	const points = { codes, areaOf: Int16Array.from(street.areas, (code) => codes.indexOf(code ?? '')) }
	const half = Float64Array.from({ length: many }, (_, n) => (n % 10 < 5 ? 420 : 421))
	const less = Float64Array.from({ length: many }, (_, n) => (n % 10 < 4 ? 420 : 421))
	expect(coveredAreas(half, points, 420)).toEqual([true, true, true])
	expect(coveredAreas(less, points, 420)).toEqual([false, false, false])
	expect(opened([true, true, false], [true, false, false])).toEqual([1])
	expect(coverOf(new Float64Array([Number.POSITIVE_INFINITY]))).toBeNull()
})

test('D270 D272 the west is uncovered until its own unit is back: way, stay by the table, and way', async () => {
	const found = await left(unit('W', 6, 'west'), unit('M', 15, 'middle'), unit('E', 25, 'east'))
	expect(found.uncovers).toMatchObject({ W: ['west'] })
	// A minute there and half a minute of turn-out, the stay, and a minute back to point 4, the middle of the west.
	const back = minute + 30 + stayOf('theft') * 60 + minute
	expect(found.holes[0]?.minutes).toBe(Math.round(back / 60))
	expect(found.holes.map(({ area }) => area)).toEqual(['west'])
})

test('D271 the move that helps most covers the hole and uncovers nothing; where each would, none is named', async () => {
	// Two stand in the middle: one may go west. With one alone its going would uncover the middle.
	const spare = await left(
		unit('W', 6, 'west'),
		unit('M1', 15, 'middle'),
		unit('M2', 16, 'middle'),
		unit('E', 25, 'east'),
	)
	expect(spare.holes[0]?.moveUp).toEqual({ unit: 'M1', driveSeconds: 11 * minute + 30 })
	const none = await left(unit('W', 6, 'west'), unit('M', 16, 'middle'), unit('E', 25, 'east'))
	expect(none.holes[0]?.moveUp).toBeNull()
})

test('D290, D293 where the plan asks for no move none is proposed, and a unit that stands in already is not proposed', async () => {
	const standing = [unit('W', 6, 'west'), unit('M1', 15, 'middle'), unit('M2', 16, 'middle'), unit('E', 25, 'east')]
	expect((await leftWith(0, standing)).holes).toMatchObject([{ area: 'west', moveUp: null }])
	const told = standing.map((one) =>
		one.facts.unit === 'M1' ? { ...one, facts: { ...one.facts, standsIn: true as const } } : one,
	)
	expect((await left(...told)).holes[0]?.moveUp).toMatchObject({ unit: 'M2' })
})

test('D270 an area that was not covered before is no hole of this sending, and one that stays covered is none', async () => {
	expect((await left(unit('W', 6, 'west'), unit('W2', 4, 'west'))).holes).toEqual([])
	const alone = await left(unit('W', 6, 'west'))
	expect(alone.holes.map(({ area }) => area)).toEqual(['west'])
	expect(alone.holes[0]?.moveUp).toBeNull()
	expect(alone.left).toEqual({})
})

test('D271 of two moves that mend it the one after which more points are reached, then the quicker', () => {
	const points = { codes, areaOf: Int16Array.from(street.areas, (code) => codes.indexOf(code ?? '')) }
	const move = (reached: number, driveSeconds: number) => ({
		driveSeconds,
		seconds: Float64Array.from({ length: many }, (_, n) => (n < reached ? 100 : 900)),
	})
	const set = { hole: 2, now: [false, false, false], points, limit: 420 }
	expect(bestMove([move(6, 100), move(9, 300), move(9, 200)], set)).toBe(2)
	expect(bestMove([move(4, 1)], set)).toBeNull()
	expect(bestMove([move(9, 200)], { ...set, now: [true, false, false] })).toBeNull()
})
