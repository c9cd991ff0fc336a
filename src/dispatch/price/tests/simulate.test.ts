import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type PlanFacts, rank, type UnitFacts } from '../../rules/rank.ts'
import { solveHypercube } from '../hypercube.ts'
import { weightOf } from '../measures.ts'
import { policies } from '../policy.ts'
import { type PastIncident, simulate, type StandingUnit, type Trial } from '../simulate.ts'
import { middles, nearestPoint, type Town } from '../town.ts'
import { lineTown, past, plan, seeded, unitAt } from './builders.ts'

const oracles = process.env['SEAWALL_ORACLES']

const tried = (trial: Partial<Trial> & Pick<Trial, 'incidents' | 'units'>) => {
	const found = simulate({ town: lineTown(10, 2), plans: [plan()], policy: 'closest', coverSeconds: 120, ...trial })
	if (found === null) throw new Error('stopped')
	return found
}

test('D263 the nearest goes, and is not there for the next until it is back', () => {
	const units = [unitAt(0, 2, 0, { turnoutSeconds: 30 }), unitAt(1, 7, 1)]
	// 2 -> 4 is 120 s and 30 s of turn-out; the second finds unit 1, three points off.
	const found = tried({ units, incidents: [past(0, 4), past(60, 4)] })
	expect(found.all.meanSeconds).toBe((150 + 180) / 2)
	expect(found.all.waited).toBe(0)
})

test('D263 what nobody can go to waits, the more urgent first, and leaves from where the unit stands', () => {
	const units = [unitAt(0, 0, 0)]
	const incidents = [past(0, 0, { staySeconds: 100 }), past(10, 9, { priority: 4 }), past(20, 1, { priority: 1 })]
	const found = tried({ units, incidents })
	// Free at 100 at point 0: first to point 1 (there at 160), free at 760, then to 9, 480 s on (there at 1240).
	expect(found.all.waited).toBe(2)
	expect(found.all.meanSeconds).toBe(Math.round(((0 + 140 + 1230) / 3) * 10) / 10)
	const weight = weightOf(3) * 0 + weightOf(1) * 140 + weightOf(4) * 1230
	expect(found.all.weightedSeconds).toBeCloseTo(weight / (weightOf(3) + weightOf(1) + weightOf(4)), 0)
})

test('D263 without anyone of the right kind it is never met, and counts as late', () => {
	const found = tried({
		units: [unitAt(0, 0, 0)],
		plans: [plan({ kinds: ['marine'] })],
		incidents: [past(0, 1), past(9, 1)],
	})
	expect(found.all).toMatchObject({ never: 2, lateShare: 1, meanSeconds: null })
})

test('D264 minutes an area is uncovered: from the unit’s going until one is back', () => {
	// Two minutes reach points 0 to 4 from the middle of the left area; while it is at point 9 nobody reaches half of it.
	const units = [unitAt(0, 2, 0), unitAt(1, 7, 1, { kind: 'marine' })]
	const incidents = [past(0, 9, { staySeconds: 600 }), past(36_000, 2)]
	const found = tried({ units, plans: [plan({ kinds: ['patrol'] })], incidents })
	// Gone at 0, there at 420, free at 1020 at point 9, home 420 s later.
	expect(found.areas[0]?.uncoveredMinutes).toBe((1020 + 420) / 60)
	expect(found.areas[1]?.uncoveredMinutes).toBe(0)
})

test('D264 an area nobody covers is uncovered all the time', () => {
	const found = tried({ units: [unitAt(0, 2, 0)], incidents: [past(0, 2, { staySeconds: 0 }), past(6_000, 2)] })
	expect(found.areas[1]?.uncoveredMinutes).toBe(100)
	expect(found.uncoveredMinutes).toBe(100)
})

test('D265 priority: an urgent call gets the nearest; another leaves the last free unit where one is in time besides', () => {
	const units = [unitAt(0, 4, 0), unitAt(1, 6, 1), unitAt(2, 7, 1)]
	const minor = tried({ units, policy: 'priority', incidents: [past(0, 4, { priority: 4 })] })
	expect(minor.all.meanSeconds).toBe(120)
	const urgent = tried({ units, policy: 'priority', incidents: [past(0, 4, { priority: 2 })] })
	expect(urgent.all.meanSeconds).toBe(0)
	const late = tried({ units, policy: 'priority', incidents: [past(0, 4, { priority: 4, targetSeconds: 60 })] })
	expect(late.all.meanSeconds).toBe(0)
})

test('D265 coverage: of those in time goes the one whose going leaves the least uncovered', () => {
	const units = [unitAt(0, 2, 0), unitAt(1, 5, 1), unitAt(2, 7, 1)]
	const demand = Array.from({ length: 40 }, (_, n) => past(n * 90_000, n % 5, { staySeconds: 1 }))
	const at = 41 * 90_000
	const closest = tried({ units, incidents: [...demand, past(at, 3)] })
	const keeping = tried({ units, policy: 'coverage', incidents: [...demand, past(at, 3)] })
	expect(keeping.all.meanSeconds ?? 0).toBeGreaterThan(closest.all.meanSeconds ?? 0)
	const first = tried({
		units,
		policy: 'coverage',
		incidents: [...demand.map((one) => ({ ...one, priority: 1 })), past(at, 3, { priority: 1 })],
	})
	expect(first.all.meanSeconds).toBe(closest.all.meanSeconds)
})

test('D290 a move that covers an area again is made and counted, ends when one of its own is free, and leaves fewer minutes uncovered', () => {
	const units = [unitAt(0, 2, 0), unitAt(1, 7, 1), unitAt(2, 8, 1)]
	const incidents = [past(0, 1), past(3_000, 1), past(9_000, 9, { area: 1 })]
	const still = tried({ units, plans: [plan()], incidents, coverSeconds: 120 })
	const moving = tried({ units, plans: [plan({ moves: 1 })], incidents, coverSeconds: 120 })
	expect(still.moves).toBe(0)
	expect(moving.moves).toBe(2)
	expect(moving.areas[0]?.moves).toBe(2)
	expect(moving.areas[0]?.uncoveredMinutes).toBeLessThan(still.areas[0]?.uncoveredMinutes ?? 0)
	expect(moving.areas[1]?.uncoveredMinutes).toBe(still.areas[1]?.uncoveredMinutes)
	expect(moving.all.meanSeconds).toBe(still.all.meanSeconds)
})

test('D290 nobody moves whose going uncovers another area', () => {
	const found = tried({
		units: [unitAt(0, 2, 0), unitAt(1, 7, 1)],
		plans: [plan({ moves: 3 })],
		incidents: [past(0, 1), past(3_000, 1)],
		coverSeconds: 120,
	})
	expect(found.moves).toBe(0)
})

test('D263 it can be stopped on the way', () => {
	const incidents = Array.from({ length: 5_000 }, (_, n) => past(n * 60, n % 10))
	const shares: number[] = []
	const stopped = simulate(
		{
			town: lineTown(10, 2),
			units: [unitAt(0, 2, 0)],
			plans: [plan()],
			incidents,
			policy: 'closest',
			coverSeconds: 120,
		},
		(share) => shares.push(share) < 2,
	)
	expect(stopped).toBeNull()
	expect(shares).toEqual([0, 0.4])
})

test('D263 the middle of an area is the point from which it is reached soonest, and a place is put at its nearest point', () => {
	const town = lineTown(10, 2)
	expect([...middles(town)]).toEqual([2, 7])
	expect(nearestPoint(town, 0.0421, 0.001)).toBe(4)
})

test('D263 under the policy of D13 a dry run sends whom the card recommends: 400 random standings', () => {
	const random = seeded(7)
	const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
	for (let round = 0; round < 400; round += 1) {
		const town = lineTown(12, 3)
		const units = Array.from({ length: 1 + Math.floor(random() * 9) }, (_, n): StandingUnit => {
			const home = Math.floor(random() * 12)
			return unitAt(n, home, town.areaOf[home] ?? 0, {
				kind: pick(['patrol', 'foot', 'marine']),
				sworn: Math.floor(random() * 3),
				auxiliary: Math.floor(random() * 2),
				credentials: random() < 0.3 ? ['first_aid'] : [],
				turnoutSeconds: pick([0, 30, 60]),
			})
		})
		const asked: PlanFacts = plan({
			units: 1 + Math.floor(random() * 3),
			sworn: Math.floor(random() * 3),
			power: random() < 0.5,
			credentials: random() < 0.3 ? ['first_aid'] : [],
			kinds: random() < 0.5 ? ['patrol', 'foot'] : [],
		})
		const point = Math.floor(random() * 12)
		const facts = units.map(
			(unit): UnitFacts => ({
				...unit,
				zh: unit.en,
				agency: town.areas[unit.area] ?? '',
				status: 'available',
				onShift: true,
				travelSeconds: town.seconds[unit.home * 12 + point] ?? null,
			}),
		)
		const card = rank(facts, asked)
		const chosen = card.ranked.filter((one) => one.chosen)
		const found = tried({ town, units, plans: [asked], incidents: [past(0, point)] })
		expect(found.all.never).toBe(chosen.length === 0 ? 1 : 0)
		if (chosen.length === 0) continue
		expect(found.all.meanSeconds).toBe(Math.min(...chosen.map((one) => one.arrivesSeconds)))
		expect(found.all.short).toBe(chosen.length < asked.units ? 1 : 0)
	}
})

describe.skipIf(oracles === undefined)('against the queueing model (needs SEAWALL_ORACLES)', () => {
	test('D260 D263 a long run of Larson and Odoni’s instance waits and works as the model says', () => {
		const { classes } = JSON.parse(
			readFileSync(join(oracles ?? '', 'siting', 'larson-odoni-3-server.json'), 'utf8'),
		) as {
			classes: readonly { rate: number; pref: readonly number[] }[]
		}
		const model = solveHypercube({
			units: 3,
			serviceRate: 1,
			line: null,
			classes: classes.map(({ rate, pref }) => ({ rate, prefer: pref.map((n) => n - 1) })),
		})
		// Ways so short that they cost nothing, yet set whom each class prefers. Points 0 to 3 are classes, 4 to 6 the units.
		const seconds = new Float32Array(49)
		for (const [n, { pref }] of classes.entries())
			for (const [choice, unit] of pref.entries()) seconds[(3 + unit) * 7 + n] = (choice + 1) / 1024
		const town: Town = { ...lineTown(7, 1), seconds }
		const random = seeded(11)
		const hour = 3_600
		const exponential = (rate: number) => (-Math.log(1 - random()) / rate) * hour
		let at = 0
		const incidents = Array.from({ length: 120_000 }, (): PastIncident => {
			at += exponential(1.5)
			let left = random() * 1.5
			const point = classes.findIndex(({ rate }) => (left -= rate) < 0)
			return past(at, Math.max(0, point), { staySeconds: exponential(1) })
		})
		const units = [0, 1, 2].map((n) => unitAt(n, 4 + n, 0))
		const found = tried({ town, units, incidents })
		expect(found.load).toBeCloseTo(0.5, 1)
		expect(Math.abs(found.all.waited / incidents.length - model.allBusy)).toBeLessThan(0.01)
	})
})

test('D265 every policy meets every incident, and the three differ', () => {
	const random = seeded(3)
	const town = lineTown(40, 4)
	const units = Array.from({ length: 12 }, (_, n) => unitAt(n, 3 * n + 1, town.areaOf[3 * n + 1] ?? 0))
	let at = 0
	const incidents = Array.from({ length: 4_000 }, () => {
		const point = Math.floor(random() * 40)
		at += random() * 400
		return past(at, point, {
			area: town.areaOf[point] ?? 0,
			priority: 1 + Math.floor(random() * 5),
			staySeconds: 300 + random() * 1_500,
		})
	})
	const found = policies.map((policy) => tried({ town, units, incidents, policy, coverSeconds: 300 }))
	for (const one of found) {
		expect(one.all.incidents).toBe(4_000)
		expect(one.all.never).toBe(0)
		expect(one.areas.reduce((sum, area) => sum + area.incidents, 0)).toBe(4_000)
	}
	expect(new Set(found.map((one) => one.all.meanSeconds)).size).toBe(3)
	expect(Math.min(...found.map((one) => one.all.meanSeconds ?? 0))).toBe(found[0]?.all.meanSeconds)
})
