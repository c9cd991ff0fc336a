import type { UnitKind, UnitStatus } from '../contract.ts'

/** D12 to D16. Which units to send: pure, so that a kept card gives the same answer years later. */

export type PlanFacts = {
	readonly units: number
	readonly sworn: number
	readonly credentials: readonly string[]
	readonly power: boolean
	readonly kinds: readonly UnitKind[]
	/** D291. People in each unit at least; cards kept before it have none. */
	readonly crew?: number | undefined
	/** D290. In how many uncovered areas a move is proposed. */
	readonly moves?: number | undefined
}

/** D15. The plan for what is still to be sent: what is on it already counts. */
export function planFacts({ plan, onIt }: { readonly plan: PlanFacts; readonly onIt: number }): PlanFacts {
	return {
		units: Math.max(0, plan.units - onIt),
		sworn: onIt > 0 ? 0 : plan.sworn,
		power: plan.power && onIt === 0,
		credentials: plan.credentials,
		kinds: plan.kinds,
		crew: plan.crew,
	}
}

/** What is known of one unit when the card is made. Seconds, never coordinates. */
export type UnitFacts = {
	readonly unit: string
	readonly en: string
	readonly zh: string
	readonly agency: string
	readonly kind: UnitKind
	readonly status: UnitStatus
	readonly onShift: boolean
	readonly sworn: number
	readonly auxiliary: number
	readonly credentials: readonly string[]
	readonly turnoutSeconds: number
	/** Null: no way by road, or no position. */
	readonly travelSeconds: number | null
	/** D116. Its positions are silent: reckoned from its station. */
	readonly fromStation?: true | undefined
	/** D293. It was told to stand in for another area. */
	readonly standsIn?: true | undefined
}

export type Verdict = { readonly rule: string; readonly sentence: { readonly en: string; readonly zh: string } }

export type Candidate = {
	readonly unit: string
	readonly arrivesSeconds: number
	readonly why: readonly { readonly code: string; readonly value: string | null }[]
	readonly chosen: boolean
	readonly alone: boolean
}

export type Ranking = {
	readonly ranked: readonly Candidate[]
	readonly refused: readonly ({ readonly unit: string } & Verdict)[]
	readonly short: {
		readonly units: number
		readonly sworn: number
		readonly credentials: readonly string[]
		/** D291. Chosen units with fewer people than the plan asks for. */
		readonly crew?: number
	}
}

/** Later than this the turn-out is named as a reason. */
const slowTurnout = 45

const no = (rule: string, en: string, zh: string): Verdict => ({ rule, sentence: { en, zh } })
const noes = {
	offShift: no('D14', 'Not on shift.', '不在班。'),
	outOfService: no('D14', 'Out of service.', '停勤。'),
	busy: no('D19', 'On another incident.', '正在处理其他警情。'),
	kind: no('D14', 'Not a kind of unit the plan asks for.', '不是预案要求的单元种类。'),
	crew: no('D14', 'No crew signed on.', '没有人员上岗。'),
	way: no('D14', 'No position, or no way by road.', '没有位置，或没有道路可达。'),
}

/** D14. Why a unit cannot be sent now, or null. */
export function refusalOf(unit: UnitFacts, plan: PlanFacts): Verdict | null {
	if (!unit.onShift) return noes.offShift
	if (unit.status === 'out_of_service') return noes.outOfService
	if (unit.status !== 'available') return noes.busy
	if (plan.kinds.length > 0 && !plan.kinds.includes(unit.kind)) return noes.kind
	if (unit.sworn + unit.auxiliary === 0) return noes.crew
	if (unit.travelSeconds === null) return noes.way
	return null
}

const arrives = (unit: UnitFacts): number => (unit.travelSeconds ?? Number.POSITIVE_INFINITY) + unit.turnoutSeconds

/** D13. Earliest arrival first; ties by call sign, then id, so that the order never depends on chance. */
function byArrival(a: UnitFacts, b: UnitFacts): number {
	return arrives(a) - arrives(b) || compare(a.en, b.en) || compare(a.unit, b.unit)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * D12 to D15, D291. Ranks every unit by arrival and chooses: first one unit for each credential the plan asks for, then sworn
 * officers, then the nearest; at each step one with people enough, if there is one. The chosen stand first, each group by
 * arrival.
 */
export function rank(units: readonly UnitFacts[], plan: PlanFacts): Ranking {
	const refused: ({ unit: string } & Verdict)[] = []
	const able: UnitFacts[] = []
	for (const unit of units) {
		const no = refusalOf(unit, plan)
		if (no === null) able.push(unit)
		else refused.push({ unit: unit.unit, ...no })
	}
	able.sort(byArrival)
	refused.sort((a, b) => compare(a.rule, b.rule) || compare(a.unit, b.unit))
	const chosen = new Set(choose(able, plan).map((unit) => unit.unit))
	const order = [...able.filter((u) => chosen.has(u.unit)), ...able.filter((u) => !chosen.has(u.unit))]
	const nearest = able[0]?.unit
	const ranked = order.map((unit, n) => ({
		unit: unit.unit,
		arrivesSeconds: arrives(unit),
		why: whyOf(unit, plan, { nearest: unit.unit === nearest, next: n === 1 && chosen.has(unit.unit) }),
		chosen: chosen.has(unit.unit),
		alone: !plan.power || unit.sworn > 0,
	}))
	return {
		ranked,
		refused,
		short: shortOf(
			able.filter((u) => chosen.has(u.unit)),
			plan,
		),
	}
}

type Choosable = Pick<UnitFacts, 'sworn' | 'auxiliary' | 'credentials'>

/** D291. */
const hasFew = (unit: Choosable, { crew = 0 }: PlanFacts): boolean => unit.sworn + unit.auxiliary < crew

/**
 * D12, D15. Which of the able units a plan takes, out of their order: one for each credential, then sworn officers, then
 * the first ones. Empty where the plan's power is missing. D291: of several the first with people enough.
 */
export function choose<U extends Choosable>(inOrder: readonly U[], plan: PlanFacts): readonly U[] {
	const few = inOrder.filter((unit) => hasFew(unit, plan))
	const able = few.length === 0 ? inOrder : [...inOrder.filter((unit) => !hasFew(unit, plan)), ...few]
	const chosen: U[] = []
	const take = (unit: U | undefined) => {
		if (unit !== undefined && !chosen.includes(unit)) chosen.push(unit)
	}
	const room = () => chosen.length < plan.units
	for (const credential of plan.credentials) {
		if (!room() || chosen.some((u) => u.credentials.includes(credential))) continue
		take(able.find((u) => !chosen.includes(u) && u.credentials.includes(credential)))
	}
	const sworn = () => chosen.reduce((sum, u) => sum + u.sworn, 0)
	const wanted = Math.max(plan.sworn, plan.power ? 1 : 0)
	while (room() && sworn() < wanted) {
		const next = able.find((u) => !chosen.includes(u) && u.sworn > 0)
		if (next === undefined) break
		take(next)
	}
	for (const unit of able) {
		if (!room()) break
		take(unit)
	}
	// D15. Without anyone sworn the plan's power is missing: such units are offered, but not recommended.
	return plan.power && sworn() === 0 ? [] : chosen
}

function whyOf(unit: UnitFacts, plan: PlanFacts, at: { nearest: boolean; next: boolean }) {
	const why: { code: string; value: string | null }[] = []
	if (at.nearest) why.push({ code: 'nearest', value: null })
	else if (at.next) why.push({ code: 'next_nearest', value: null })
	for (const credential of plan.credentials)
		if (unit.credentials.includes(credential)) why.push({ code: 'has', value: credential })
	if (plan.power && unit.sworn > 0) why.push({ code: 'sworn', value: null })
	if (plan.power && unit.sworn === 0) why.push({ code: 'not_alone', value: 'D15' })
	if (hasFew(unit, plan)) why.push({ code: 'few_people', value: String(unit.sworn + unit.auxiliary) })
	if (unit.fromStation === true) why.push({ code: 'from_station', value: 'D116' })
	if (unit.turnoutSeconds > slowTurnout) why.push({ code: 'slow_to_turn_out', value: String(unit.turnoutSeconds) })
	return why
}

function shortOf(chosen: readonly UnitFacts[], plan: PlanFacts) {
	const sworn = chosen.reduce((sum, u) => sum + u.sworn, 0)
	return {
		units: Math.max(0, plan.units - chosen.length),
		sworn: Math.max(0, Math.max(plan.sworn, plan.power ? 1 : 0) - sworn),
		credentials: plan.credentials.filter((c) => !chosen.some((u) => u.credentials.includes(c))),
		...(plan.crew === undefined ? {} : { crew: chosen.filter((unit) => hasFew(unit, plan)).length }),
	}
}

/** D26, D15. What must be explained when these units are sent. Null when it is what was recommended. */
export function deviation(sent: readonly string[], ranking: Ranking): 'other_units' | 'no_sworn' | null {
	const chosen = ranking.ranked.filter((one) => one.chosen).map((one) => one.unit)
	const alone = sent.some((unit) => ranking.ranked.find((one) => one.unit === unit)?.alone === true)
	const needsPower = ranking.ranked.some((one) => !one.alone) || ranking.short.sworn > 0
	if (needsPower && !alone) return 'no_sworn'
	const same = sent.length === chosen.length && sent.every((unit) => chosen.includes(unit))
	return same ? null : 'other_units'
}
