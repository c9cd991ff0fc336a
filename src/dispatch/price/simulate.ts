import { opened } from '../rules/hole.ts'
import { choose, type PlanFacts } from '../rules/rank.ts'
import type { UnitKind } from '../contract.ts'
import { Coverage } from './cover.ts'
import { type Measured, measured, type Outcome } from './measures.ts'
import { ordered, type Policy } from './policy.ts'
import { middles, secondsBetween, type Town } from './town.ts'

/**
 * D263. Last month's incidents met by the units that stand today, under a plan and a policy: pure, so that the same facts
 * give the same answer. Times are seconds; an incident begins when a unit could first be sent.
 */

export type PastIncident = {
	readonly at: number
	/** Nearest demand point. */
	readonly point: number
	/** Index of the area that answers for it; -1 for none of these. */
	readonly area: number
	readonly priority: number
	/** Index into the plans: what this incident asks for. */
	readonly plan: number
	/** How long its units stayed. */
	readonly staySeconds: number
	readonly targetSeconds: number
}

export type StandingUnit = {
	/** Call sign and id: the tie-break of D13. */
	readonly en: string
	readonly unit: string
	readonly area: number
	/** Demand point it stands at when it is free. */
	readonly home: number
	readonly kind: UnitKind
	readonly sworn: number
	readonly auxiliary: number
	readonly credentials: readonly string[]
	readonly turnoutSeconds: number
}

export type Trial = {
	readonly town: Town
	readonly incidents: readonly PastIncident[]
	readonly units: readonly StandingUnit[]
	readonly plans: readonly PlanFacts[]
	readonly policy: Policy
	/** Seconds in which a free unit must reach a point for it to be covered. */
	readonly coverSeconds: number
}

export type TrialResult = {
	readonly all: Measured
	/** By area index. */
	readonly areas: readonly (Measured & Kept)[]
	readonly uncoveredMinutes: number
	/** Moves made to cover an area again (D290). */
	readonly moves: number
	/** Share of the units' time spent on incidents. */
	readonly load: number
}

type Kept = { readonly uncoveredMinutes: number; readonly moves: number }

type Mover = StandingUnit & {
	/** Area it stands in for, by index; -1: its own. */
	standsIn: number
	at: number
	homeAt: number
	freeAt: number
	free: boolean
	arrives: number
}
type Waiting = { readonly incident: PastIncident; readonly n: number }

/** Units weighed for a move, as on a card. */
const movers = 8
/** Incidents between two calls of `onStep`. */
const stride = 2_000

/** @param onStep called with the share done; a false answer stops the run, which then gives null */
export function simulate(trial: Trial, onStep: (share: number) => boolean = () => true): TrialResult | null {
	const run = new Run(trial)
	for (const [n, incident] of trial.incidents.entries()) {
		if (n % stride === 0 && !onStep(n / Math.max(1, trial.incidents.length))) return null
		run.meet(incident, n)
	}
	return run.end()
}

class Run {
	private readonly trial: Trial
	private readonly units: readonly Mover[]
	private readonly cover: Coverage
	private readonly freeIn: Int32Array
	private readonly demand: Float64Array
	private readonly load: number
	private readonly out: Mover[] = []
	private readonly waiting: Waiting[] = []
	private readonly outcomes: Outcome[]
	/** Demand point at the middle of each area; -1 for none. */
	private readonly middles: Int32Array
	/** Moves to cover each area again. */
	private readonly moves: Int32Array
	private readonly from: number
	/** When the last incident begins: coverage is counted up to it. */
	private readonly last: number
	private busySeconds = 0
	private now: number

	constructor(trial: Trial) {
		this.trial = trial
		const { town, units, incidents } = trial
		this.from = incidents[0]?.at ?? 0
		this.last = incidents.at(-1)?.at ?? this.from
		this.now = this.from
		this.units = units
			.filter(({ sworn, auxiliary }) => sworn + auxiliary > 0)
			.map((unit) => ({ ...unit, at: unit.home, homeAt: 0, freeAt: 0, free: true, arrives: 0, standsIn: -1 }))
		this.cover = new Coverage(town, trial.coverSeconds, this.from)
		this.freeIn = new Int32Array(town.areas.length)
		this.middles = middles(town)
		this.moves = new Int32Array(town.areas.length)
		this.demand = demandOf(trial)
		this.load = loadOf(trial, this.units.length)
		this.outcomes = []
		for (const unit of this.units) this.setFree(unit, this.from)
	}

	meet(incident: PastIncident, n: number): void {
		this.until(incident.at)
		if (!this.send({ incident, n }, incident.at)) this.wait({ incident, n })
	}

	end(): TrialResult {
		const last = this.now
		this.until(Number.POSITIVE_INFINITY)
		this.cover.end(last)
		for (const { incident, n } of this.waiting) this.keep({ incident, n }, Number.NaN, true, true)
		const { areas } = this.trial.town
		const by = areas.map((): Outcome[] => [])
		for (const outcome of this.outcomes) by[outcome.area]?.push(outcome)
		const minutes = areas.map((_, area) => Math.round((this.cover.uncoveredSeconds[area] ?? 0) / 60))
		const span = Math.max(1, last - this.from) * Math.max(1, this.units.length)
		return {
			all: measured(this.outcomes),
			areas: by.map((outcomes, area) => ({
				...measured(outcomes),
				uncoveredMinutes: minutes[area] ?? 0,
				moves: this.moves[area] ?? 0,
			})),
			uncoveredMinutes: minutes.reduce((sum, value) => sum + value, 0),
			moves: this.moves.reduce((sum, value) => sum + value, 0),
			load: Math.round((this.busySeconds / span) * 1e4) / 1e4,
		}
	}

	/** Lets all happen that happens before a moment: units come free, take what waits, come home. */
	private until(moment: number): void {
		for (;;) {
			const next = this.out[0]
			if (next === undefined || nextOf(next) > moment) break
			this.out.shift()
			const now = nextOf(next)
			if (now < this.last) this.now = Math.max(this.now, now)
			if (next.free) this.arrive(next, now)
			else {
				this.setFree(next, now)
				this.takeWaiting(now)
			}
		}
		if (Number.isFinite(moment)) this.now = Math.max(this.now, moment)
	}

	private setFree(unit: Mover, now: number): void {
		unit.free = true
		this.freeIn[unit.area] = (this.freeIn[unit.area] ?? 0) + 1
		this.cover.add(unit.at, unit.turnoutSeconds, this.clip(now))
		this.drive(unit, now)
		for (const other of this.units)
			if (other.free && other.standsIn === unit.area) {
				other.standsIn = -1
				this.drive(other, now)
			}
	}

	/** Where a free unit belongs: the middle of the area it stands in for, else its own place. */
	private placeOf(unit: Mover): number {
		return this.middles[unit.standsIn] ?? unit.home
	}

	/** Sets a free unit on its way to where it belongs. Until it is there it stands where it was. */
	private drive(unit: Mover, now: number): void {
		if (unit.homeAt > 0) takeOut(this.out, unit)
		unit.homeAt = 0
		const to = this.placeOf(unit)
		if (unit.at === to) return
		const seconds = secondsBetween(this.trial.town, unit.at, to)
		if (!Number.isFinite(seconds)) return
		unit.homeAt = now + seconds
		putIn(this.out, unit)
	}

	private arrive(unit: Mover, now: number): void {
		this.cover.remove(unit.at, unit.turnoutSeconds, this.clip(now))
		unit.at = this.placeOf(unit)
		unit.homeAt = 0
		this.cover.add(unit.at, unit.turnoutSeconds, this.clip(now))
	}

	private clip(now: number): number {
		return Math.min(now, this.last)
	}

	private wait(one: Waiting): void {
		const at = this.waiting.findIndex(({ incident }) => incident.priority > one.incident.priority)
		if (at < 0) this.waiting.push(one)
		else this.waiting.splice(at, 0, one)
	}

	private takeWaiting(now: number): void {
		for (let n = 0; n < this.waiting.length; n += 1) {
			const one = this.waiting[n]
			if (one === undefined || !this.send(one, now)) continue
			this.waiting.splice(n, 1)
			n -= 1
		}
	}

	private send(one: Waiting, now: number): boolean {
		const { incident } = one
		const plan = this.trial.plans[incident.plan]
		if (plan === undefined) throw new RangeError(`incident ${one.n} has no plan`)
		const able = this.able(incident, plan)
		if (able.length === 0) return false
		const { cover, freeIn, demand, load } = this
		const rule = { priority: incident.priority, target: incident.targetSeconds }
		const chosen = choose(ordered(able, this.trial.policy, rule, { cover, freeIn, demand, load }), plan)
		if (chosen.length === 0) return false
		const { moves = 0 } = plan
		const was = moves === 0 ? null : this.coveredNow()
		let first = Number.POSITIVE_INFINITY
		for (const unit of chosen) {
			first = Math.min(first, unit.arrives)
			this.goes(unit, incident, now)
		}
		if (was !== null) for (const area of opened(was, this.coveredNow()).slice(0, moves)) this.coverAgain(area, now)
		this.keep(one, now - incident.at + first, now > incident.at, chosen.length < plan.units)
		return true
	}

	private coveredNow(): readonly boolean[] {
		return this.trial.town.areas.map((_, area) => this.cover.isCovered(area))
	}

	/** D271, D290. The move that helps most, as the card proposes it, is made. */
	private coverAgain(area: number, now: number): void {
		const middle = this.middles[area] ?? -1
		if (middle < 0) return
		const near = this.units
			.flatMap((unit) => {
				const seconds = unit.free ? secondsBetween(this.trial.town, unit.at, middle) : Number.POSITIVE_INFINITY
				return Number.isFinite(seconds) && unit.standsIn < 0 ? [{ unit, drives: seconds + unit.turnoutSeconds }] : []
			})
			.sort((a, b) => a.drives - b.drives || (a.unit.unit < b.unit.unit ? -1 : 1))
			.slice(0, movers)
		const before = this.coveredNow()
		let best: { unit: Mover; areas: number; points: number } | null = null
		for (const { unit } of near) {
			const then = this.tried(unit, middle, now)
			if (then.covered[area] !== true || opened(before, then.covered).length > 0) continue
			const areas = then.covered.filter(Boolean).length
			if (best === null || areas > best.areas || (areas === best.areas && then.points > best.points))
				best = { unit, areas, points: then.points }
		}
		if (best === null) return
		best.unit.standsIn = area
		this.moves[area] = (this.moves[area] ?? 0) + 1
		this.drive(best.unit, now)
	}

	/** What is covered were the unit there already. */
	private tried(unit: Mover, middle: number, now: number) {
		const at = this.clip(now)
		this.cover.remove(unit.at, unit.turnoutSeconds, at)
		this.cover.add(middle, unit.turnoutSeconds, at)
		const covered = this.coveredNow()
		const points = this.cover.reached.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0)
		this.cover.remove(middle, unit.turnoutSeconds, at)
		this.cover.add(unit.at, unit.turnoutSeconds, at)
		return { covered, points }
	}

	private able(incident: PastIncident, plan: PlanFacts): Mover[] {
		const able: Mover[] = []
		for (const unit of this.units) {
			if (!unit.free || (plan.kinds.length > 0 && !plan.kinds.includes(unit.kind))) continue
			const seconds = secondsBetween(this.trial.town, unit.at, incident.point)
			if (!Number.isFinite(seconds)) continue
			unit.arrives = seconds + unit.turnoutSeconds
			able.push(unit)
		}
		return able.sort((a, b) => a.arrives - b.arrives || (a.en < b.en ? -1 : a.en > b.en ? 1 : a.unit < b.unit ? -1 : 1))
	}

	private goes(unit: Mover, incident: PastIncident, now: number): void {
		if (unit.homeAt > 0) takeOut(this.out, unit)
		this.cover.remove(unit.at, unit.turnoutSeconds, this.clip(now))
		this.freeIn[unit.area] = (this.freeIn[unit.area] ?? 0) - 1
		unit.free = false
		unit.standsIn = -1
		unit.homeAt = 0
		unit.at = incident.point
		unit.freeAt = now + unit.arrives + incident.staySeconds
		this.busySeconds += unit.arrives + incident.staySeconds
		putIn(this.out, unit)
	}

	private keep({ incident, n }: Waiting, response: number, waited: boolean, short: boolean): void {
		const { priority, area, targetSeconds } = incident
		this.outcomes[n] = { priority, area, targetSeconds, response, waited, short }
	}
}

/** When something next happens to a unit that is out: it comes home when it is free, and else comes free. */
const nextOf = (unit: Mover): number => (unit.free ? unit.homeAt : unit.freeAt)

function putIn(out: Mover[], unit: Mover): void {
	const at = nextOf(unit)
	let low = 0
	let high = out.length
	while (low < high) {
		const middle = (low + high) >> 1
		const there = out[middle]
		if (there !== undefined && nextOf(there) <= at) low = middle + 1
		else high = middle
	}
	out.splice(low, 0, unit)
}

function takeOut(out: Mover[], unit: Mover): void {
	const at = out.indexOf(unit)
	if (at >= 0) out.splice(at, 1)
}

function demandOf({ town, incidents }: Trial): Float64Array {
	const demand = new Float64Array(town.points)
	for (const { point } of incidents) demand[point] = (demand[point] ?? 0) + 1 / Math.max(1, incidents.length)
	return demand
}

/** What is asked of the units, over what they have: at most 0.95. */
function loadOf({ incidents, plans }: Trial, units: number): number {
	const span = (incidents.at(-1)?.at ?? 0) - (incidents[0]?.at ?? 0)
	const asked = incidents.reduce((sum, one) => sum + (one.staySeconds + 600) * (plans[one.plan]?.units ?? 1), 0)
	return span <= 0 || units === 0 ? 0.5 : Math.min(0.95, asked / (span * units))
}
