/**
 * The hypercube queueing model (R. C. Larson, 1974; Larson and Odoni, Urban Operations Research, 5.4 to 5.5): how busy each
 * unit is, and how often one leaves its own area, when units answer for each other in an order that the area sets. Exact
 * over the 2^N states for few units, by Larson's approximation for many.
 */

export type DemandClass = {
	/** Requests an hour, in the same unit of time as the service rate. */
	readonly rate: number
	/** Units by index from 0, first choice first. Each stands once; with a line, all of them stand. */
	readonly prefer: readonly number[]
}

export type Hypercube = {
	readonly units: number
	/** Services an hour of each unit, or of all alike. */
	readonly serviceRate: number | readonly number[]
	readonly classes: readonly DemandClass[]
	/** Requests that may wait when nobody is free: null for any number, 0 when such a request is lost. */
	readonly line: number | null
}

export type HypercubeAnswer = {
	/** Share of the time each unit is busy. */
	readonly workload: readonly number[]
	/** Share of the time all are busy, with those waiting. */
	readonly allBusy: number
	/** Share of requests that are lost. */
	readonly lost: number
	/** By unit, then class: its share of all services given. Sums to 1. */
	readonly share: readonly (readonly number[])[]
	/** Share of services given by another than the area's first choice. */
	readonly interArea: number
	readonly how: 'exact' | 'approximate'
}

/** More units than this are answered by the approximation: 4,096 states are solved in well under a second. */
export const exactMost = 12
const tolerance = 1e-13
const roundsMost = 200_000

/** @throws RangeError naming what is wrong with the instance, or that the line would grow for ever */
export function solveHypercube(model: Hypercube): HypercubeAnswer {
	if (model.units > exactMost) return approximateHypercube(model)
	const mu = ratesOf(model)
	check(model, mu)
	return exact(model, mu)
}

/** Larson's approximation, for any number of units. @throws RangeError as `solveHypercube` */
export function approximateHypercube(model: Hypercube): HypercubeAnswer {
	const mu = ratesOf(model)
	check(model, mu)
	return approximate(model, mu)
}

function ratesOf({ units, serviceRate }: Hypercube): readonly number[] {
	return typeof serviceRate === 'number' ? Array.from({ length: units }, () => serviceRate) : serviceRate
}

const positive = (value: number) => Number.isFinite(value) && value > 0

function check({ units, classes, line }: Hypercube, mu: readonly number[]): void {
	if (!Number.isInteger(units) || units < 1 || units > 1000) throw new RangeError('units must be 1 to 1000')
	if (mu.length !== units || !mu.every(positive)) throw new RangeError('each unit needs a service rate above 0')
	if (line !== null && (!Number.isInteger(line) || line < 0))
		throw new RangeError('line must be a whole number, or none')
	if (classes.length === 0) throw new RangeError('there must be a class of demand')
	for (const [n, { rate, prefer }] of classes.entries()) {
		if (!positive(rate)) throw new RangeError(`class ${n + 1}: the rate must be above 0`)
		if (new Set(prefer).size !== prefer.length) throw new RangeError(`class ${n + 1}: a unit stands twice`)
		if (prefer.length === 0 || prefer.some((unit) => !Number.isInteger(unit) || unit < 0 || unit >= units))
			throw new RangeError(`class ${n + 1}: a unit that is not there`)
		if (line !== 0 && prefer.length < units)
			throw new RangeError(`class ${n + 1}: with a line every unit must be listed`)
	}
	const demand = classes.reduce((sum, { rate }) => sum + rate, 0)
	const power = mu.reduce((sum, rate) => sum + rate, 0)
	if (line === null && demand >= power) throw new RangeError('more is asked than all units can do: the line has no end')
}

/** First free unit of a class in each state; -1 for none. */
function choices(states: number, classes: readonly DemandClass[]): Int16Array[] {
	return classes.map(({ prefer }) =>
		Int16Array.from({ length: states }, (_, state) => prefer.find((unit) => (state & (1 << unit)) === 0) ?? -1),
	)
}

function exact({ units, classes, line }: Hypercube, mu: readonly number[]): HypercubeAnswer {
	const states = 1 << units
	const full = states - 1
	const choice = choices(states, classes)
	const power = mu.reduce((sum, rate) => sum + rate, 0)
	const demand = classes.reduce((sum, { rate }) => sum + rate, 0)
	const tail = tailOf(demand / power, line)
	const leaving = new Float64Array(states)
	/** By state and unit: how fast that unit is sent in that state. */
	const sent = new Float64Array(states * units)
	for (let state = 0; state < states; state += 1) {
		for (let unit = 0; unit < units; unit += 1)
			if ((state & (1 << unit)) !== 0) leaving[state] = (leaving[state] ?? 0) + (mu[unit] ?? 0)
		for (const [n, { rate }] of classes.entries()) {
			const unit = choice[n]?.[state] ?? -1
			if (unit < 0) continue
			leaving[state] = (leaving[state] ?? 0) + rate
			sent[state * units + unit] = (sent[state * units + unit] ?? 0) + rate
		}
	}
	const p = balanced(units, leaving, sent, mu)
	const scale = 1 / (p.reduce((sum, value) => sum + value, 0) - (p[full] ?? 0) + (p[full] ?? 0) * tail.all)
	const at = (state: number) => (p[state] ?? 0) * scale
	const waits = at(full) * tail.mayWait
	const workload = mu.map((_, unit) => {
		let busy = at(full) * tail.all
		for (let state = 0; state < full; state += 1) if ((state & (1 << unit)) !== 0) busy += at(state)
		return busy
	})
	const given = mu.map((rate, unit) =>
		classes.map((one, n) => {
			let share = (waits * rate) / power
			for (let state = 0; state < full; state += 1) if (choice[n]?.[state] === unit) share += at(state)
			return (share * one.rate) / demand
		}),
	)
	return answer(classes, given, { workload, allBusy: at(full) * tail.all, how: 'exact' })
}

/** Of the states with everyone busy: all of them, and those a new request may join, per state without anyone waiting. */
function tailOf(load: number, line: number | null): { readonly all: number; readonly mayWait: number } {
	if (line === null) return { all: 1 / (1 - load), mayWait: 1 / (1 - load) }
	let mayWait = 0
	for (let waiting = 0; waiting < line; waiting += 1) mayWait += load ** waiting
	return { all: mayWait + load ** line, mayWait }
}

/** Solves the balance of flows by Gauss and Seidel, up and down the cube in turn. The result is not yet scaled. */
function balanced(units: number, leaving: Float64Array, sent: Float64Array, mu: readonly number[]): Float64Array {
	const states = 1 << units
	const p = new Float64Array(states).fill(1 / states)
	for (let round = 0; round < roundsMost; round += 1) {
		let moved = 0
		for (let n = 0; n < states; n += 1) {
			const state = round % 2 === 0 ? n : states - 1 - n
			let into = 0
			for (let unit = 0; unit < units; unit += 1) {
				const other = state ^ (1 << unit)
				into += (p[other] ?? 0) * (other < state ? (sent[other * units + unit] ?? 0) : (mu[unit] ?? 0))
			}
			const value = into / (leaving[state] ?? 1)
			moved = Math.max(moved, Math.abs(value - (p[state] ?? 0)))
			p[state] = value
		}
		const sum = p.reduce((total, value) => total + value, 0)
		for (let state = 0; state < states; state += 1) p[state] = (p[state] ?? 0) / sum
		if (moved < tolerance) return p
	}
	throw new RangeError('the balance of flows was not found')
}

function answer(
	classes: readonly DemandClass[],
	given: readonly (readonly number[])[],
	rest: Pick<HypercubeAnswer, 'workload' | 'allBusy' | 'how'>,
): HypercubeAnswer {
	const served = given.flat().reduce((sum, value) => sum + value, 0)
	const share = given.map((row) => row.map((value) => value / served))
	const own = classes.reduce((sum, { prefer }, n) => sum + (share[prefer[0] ?? 0]?.[n] ?? 0), 0)
	return { ...rest, lost: Math.max(0, 1 - served), share, interArea: 1 - own }
}

/** Shares of time k of N alike units are busy, k from 0 to N; the last with all that wait. */
export function busyShares(units: number, load: number, line: number | null): readonly number[] {
	const offered = load * units
	const terms = [1]
	for (let k = 1; k <= units; k += 1) terms.push(((terms[k - 1] ?? 0) * offered) / k)
	terms[units] = (terms[units] ?? 0) * tailOf(load, line).all
	const sum = terms.reduce((total, value) => total + value, 0)
	return terms.map((value) => value / sum)
}

/**
 * Larson's correction Q(N, r, j): how much more likely than by chance the first j of a random order are busy and the next
 * is free. `load` is the share of time a unit is busy.
 */
export function corrections(units: number, load: number, shares: readonly number[]): readonly number[] {
	return Array.from({ length: units }, (_, j) => {
		let sum = 0
		for (let k = j; k < units; k += 1) {
			let chance = (units - k) / (units - j)
			for (let n = 0; n < j; n += 1) chance *= (k - n) / (units - n)
			sum += (shares[k] ?? 0) * chance
		}
		return sum / (load ** j * (1 - load))
	})
}

/** Larson's approximation (1975): workloads by repeated substitution. */
function approximate({ units, classes, line }: Hypercube, mu: readonly number[]): HypercubeAnswer {
	const demand = classes.reduce((sum, { rate }) => sum + rate, 0)
	const power = mu.reduce((sum, rate) => sum + rate, 0)
	const shares = busyShares(units, demand / power, line)
	const allBusy = shares[units] ?? 0
	const tail = tailOf(demand / power, line)
	const waits = (allBusy * tail.mayWait) / tail.all
	const lost = allBusy - waits
	const load = (demand * (1 - lost)) / power
	const q = corrections(units, load, shares)
	let busy = mu.map(() => load)
	for (let round = 0; round < 10_000; round += 1) {
		const reach = reachOf(units, classes, q, busy)
		const next = mu.map((rate, unit) => {
			const flow = (reach[unit] ?? []).reduce((sum, value) => sum + value, 0) / rate
			const queued = (demand * waits) / power
			return (flow + queued) / (1 + flow)
		})
		const sum = next.reduce((total, value, unit) => total + value * (mu[unit] ?? 0), 0)
		const scaled = next.map((value) => (value * load * power) / sum)
		const moved = Math.max(...scaled.map((value, unit) => Math.abs(value - (busy[unit] ?? 0))))
		busy = scaled
		if (moved < 1e-12) break
	}
	const reach = reachOf(units, classes, q, busy)
	const given = mu.map((rate, unit) =>
		classes.map((one, n) => {
			const direct = (reach[unit]?.[n] ?? 0) * (1 - (busy[unit] ?? 0))
			return (direct + (one.rate * waits * rate) / power) / demand
		}),
	)
	return { ...answer(classes, given, { workload: busy, allBusy, how: 'approximate' }), lost }
}

/** By unit and class: the flow that finds those before the unit busy. */
function reachOf(
	units: number,
	classes: readonly DemandClass[],
	q: readonly number[],
	busy: readonly number[],
): number[][] {
	const reach = Array.from({ length: units }, () => classes.map(() => 0))
	for (const [n, { rate, prefer }] of classes.entries()) {
		let before = rate
		for (const [at, unit] of prefer.entries()) {
			const row = reach[unit]
			if (row !== undefined) row[n] = before * (q[at] ?? 0)
			before *= busy[unit] ?? 0
		}
	}
	return reach
}
