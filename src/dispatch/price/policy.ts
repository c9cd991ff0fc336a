import type { Coverage } from './cover.ts'

/** D265. In which order free units are taken: the policies a dry run sets side by side. */

export const policies = ['closest', 'priority', 'coverage'] as const
export type Policy = (typeof policies)[number]

export type Ordered = {
	readonly area: number
	/** Demand point it stands at. */
	readonly at: number
	readonly turnoutSeconds: number
	/** Turn-out and travel to the incident. */
	readonly arrives: number
}

export type Standing = {
	readonly cover: Coverage
	/** Free units by home area. */
	readonly freeIn: Int32Array
	/** Demand by point, summing to 1. */
	readonly demand: Float64Array
	/** Share of the time a unit is busy. */
	readonly load: number
}

/** Priorities up to this get the nearest under every policy but `coverage`, and there only the first does. */
const urgent = 2

/**
 * Puts candidates in the order of the policy; the given order, by arrival, breaks ties. Those who are not there within
 * `target` seconds stand behind those who are, by arrival.
 */
export function ordered<U extends Ordered>(
	able: readonly U[],
	policy: Policy,
	incident: { readonly priority: number; readonly target: number },
	standing: Standing,
): readonly U[] {
	const nearest = policy === 'closest' || incident.priority <= (policy === 'priority' ? urgent : 1)
	if (nearest || able.length < 2) return able
	const inTime = able.filter((unit) => unit.arrives <= incident.target)
	if (inTime.length < 2) return able
	const cost = inTime.map((unit) => (policy === 'priority' ? lastOf(unit, standing) : lossOf(unit, standing)))
	const order = inTime
		.map((unit, n) => ({ unit, n, cost: cost[n] ?? 0 }))
		.sort((a, b) => a.cost - b.cost || a.n - b.n)
		.map(({ unit }) => unit)
	return order.length === able.length ? order : [...order, ...able.filter((unit) => unit.arrives > incident.target)]
}

/** Does its going leave its own area without a free unit? */
const lastOf = (unit: Ordered, { freeIn }: Standing): number => ((freeIn[unit.area] ?? 0) <= 1 ? 1 : 0)

/** Expected demand that nobody free reaches in time once it is gone (Daskin's MEXCLP, as Jagtenberg and others use it). */
function lossOf(unit: Ordered, { cover, demand, load }: Standing): number {
	let loss = 0
	for (const point of cover.inTime(unit.at, unit.turnoutSeconds))
		loss += (demand[point] ?? 0) * (1 - load) * load ** Math.max(0, (cover.reached[point] ?? 1) - 1)
	return loss
}
