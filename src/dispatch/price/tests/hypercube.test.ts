import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { approximateHypercube, busyShares, corrections, type Hypercube, solveHypercube } from '../hypercube.ts'

/** D260 to D262 against what others published, and against what must hold of every instance. */

const oracles = process.env['SEAWALL_ORACLES']

type Published = {
	readonly servers: number
	readonly mu: number
	readonly classes: readonly { readonly pref: readonly number[]; readonly rate: number }[]
	readonly exact_workload: readonly number[]
	readonly approx_workload: readonly number[]
	readonly p_all_busy_incl_queue: number
	readonly interresponse_fraction: number
	readonly Q_correction: Readonly<Record<string, number>>
}

const alike = (units: number, rate: number, line: number | null): Hypercube => ({
	units,
	serviceRate: 1,
	line,
	classes: Array.from({ length: units }, (_, n) => ({
		rate: rate / units,
		prefer: Array.from({ length: units }, (__, k) => (n + k) % units),
	})),
})

describe.skipIf(oracles === undefined)('published instance (needs SEAWALL_ORACLES)', () => {
	const read = (): Published =>
		JSON.parse(readFileSync(join(oracles ?? '', 'siting', 'larson-odoni-3-server.json'), 'utf8'))

	test('D260 Larson and Odoni: workloads, all busy and inter-area within 1e-4', () => {
		const published = read()
		const classes = published.classes.map(({ rate, pref }) => ({ rate, prefer: pref.map((n) => n - 1) }))
		const found = solveHypercube({ units: published.servers, serviceRate: published.mu, classes, line: null })
		for (const [n, workload] of published.exact_workload.entries())
			expect(Math.abs((found.workload[n] ?? 0) - workload)).toBeLessThan(1e-4)
		expect(Math.abs(found.allBusy - published.p_all_busy_incl_queue)).toBeLessThan(1e-4)
		expect(Math.abs(found.interArea - published.interresponse_fraction)).toBeLessThan(1e-4)
	})

	test('D261 the corrections are those of the book', () => {
		const published = read()
		const q = corrections(3, 0.5, busyShares(3, 0.5, null))
		for (const [j, value] of Object.entries(published.Q_correction)) expect(q[Number(j)]).toBeCloseTo(value, 4)
	})

	test('D261 the approximate workloads are those of the book', () => {
		const published = read()
		const classes = published.classes.map(({ rate, pref }) => ({ rate, prefer: pref.map((n) => n - 1) }))
		const found = approximateHypercube({ units: 3, serviceRate: published.mu, classes, line: null })
		for (const [n, workload] of published.approx_workload.entries())
			expect(Math.abs((found.workload[n] ?? 0) - workload)).toBeLessThan(1e-3)
	})
})

test('D260 one unit is the M/M/1 queue, several alike ones are M/M/N', () => {
	const one = solveHypercube({ units: 1, serviceRate: 2, line: null, classes: [{ rate: 1, prefer: [0] }] })
	expect(one.workload[0]).toBeCloseTo(0.5, 10)
	for (const line of [0, 3, null]) {
		const five = solveHypercube(alike(5, 3.5, line))
		const shares = busyShares(5, 0.7, line)
		expect(five.allBusy).toBeCloseTo(shares[5] ?? 0, 9)
		for (const workload of five.workload) expect(workload).toBeCloseTo((3.5 * (1 - five.lost)) / 5, 9)
	}
})

test('D260 Erlang’s loss: five units offered three are all busy 11.01 % of the time', () => {
	const found = solveHypercube(alike(5, 3, 0))
	expect(found.allBusy).toBeCloseTo(0.11005, 5)
	expect(found.lost).toBeCloseTo(0.11005, 5)
})

test('D260 what comes in goes out: work done is work asked, shares sum to one', () => {
	const model: Hypercube = {
		units: 4,
		serviceRate: [1, 0.8, 1.5, 2],
		line: null,
		classes: [
			{ rate: 0.9, prefer: [0, 2, 1, 3] },
			{ rate: 0.4, prefer: [1, 3, 0, 2] },
			{ rate: 1.1, prefer: [3, 2, 1, 0] },
		],
	}
	const found = solveHypercube(model)
	const done = found.workload.reduce((sum, busy, n) => sum + busy * ([1, 0.8, 1.5, 2][n] ?? 0), 0)
	expect(done).toBeCloseTo(2.4, 9)
	expect(found.share.flat().reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
	for (const [n, { rate }] of model.classes.entries())
		expect(found.share.reduce((sum, row) => sum + (row[n] ?? 0), 0)).toBeCloseTo(rate / 2.4, 9)
})

test('D260 a class that only one unit may answer loses what finds it busy', () => {
	const found = solveHypercube({
		units: 2,
		serviceRate: 1,
		line: 0,
		classes: [
			{ rate: 1, prefer: [0] },
			{ rate: 3, prefer: [1] },
		],
	})
	expect(found.workload[0]).toBeCloseTo(1 / 2, 9)
	expect(found.workload[1]).toBeCloseTo(3 / 4, 9)
	expect(found.interArea).toBeCloseTo(0, 12)
})

test('D261 the approximation stands near the exact answer', () => {
	for (const units of [3, 7, 12]) {
		const model: Hypercube = {
			units,
			serviceRate: 1,
			line: null,
			classes: Array.from({ length: units }, (_, n) => ({
				rate: 0.2 + (0.8 * n) / units,
				prefer: Array.from({ length: units }, (__, k) => k).sort((a, b) => Math.abs(a - n) - Math.abs(b - n) || a - b),
			})),
		}
		const exact = solveHypercube(model)
		const near = approximateHypercube(model)
		expect([exact.how, near.how]).toEqual(['exact', 'approximate'])
		for (const [n, workload] of exact.workload.entries())
			expect(Math.abs((near.workload[n] ?? 0) - workload)).toBeLessThan(0.03)
		expect(Math.abs(near.interArea - exact.interArea)).toBeLessThan(0.03)
	}
	const many = solveHypercube(alike(40, 24, null))
	expect(many.how).toBe('approximate')
	for (const workload of many.workload) expect(workload).toBeCloseTo(0.6, 9)
	expect(many.share.flat().reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9)
})

test('D262 an instance that cannot be is refused, and says why', () => {
	expect(() => solveHypercube(alike(3, 3, null))).toThrow('the line has no end')
	expect(() => solveHypercube({ ...alike(2, 1, null), classes: [{ rate: 1, prefer: [0] }] })).toThrow('every unit')
	expect(() => solveHypercube({ ...alike(2, 1, 0), classes: [{ rate: 1, prefer: [0, 0] }] })).toThrow('twice')
	expect(() => solveHypercube({ ...alike(2, 1, 0), classes: [{ rate: -1, prefer: [0] }] })).toThrow('above 0')
	expect(() => solveHypercube({ ...alike(2, 1, 0), serviceRate: [1] })).toThrow('service rate')
})
