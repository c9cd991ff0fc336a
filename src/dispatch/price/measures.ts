/** D264. What a dry run says of each area and of the whole: several numbers, since one misleads. */

export type Measured = {
	readonly incidents: number
	/** Seconds from when a unit could first be sent until the first is there: waiting, turn-out, way. Null without any. */
	readonly meanSeconds: number | null
	readonly p90Seconds: number | null
	/** The mean in which each priority counts twice the next lower. */
	readonly weightedSeconds: number | null
	/** Share of the incidents whose first unit is there after the target of D9. */
	readonly lateShare: number | null
	/** Incidents that nobody free could go to at once. */
	readonly waited: number
	/** Incidents to which fewer units went than the plan asks for. */
	readonly short: number
	/** Incidents to which nobody who may go was ever free. */
	readonly never: number
}

export type Outcome = {
	readonly priority: number
	readonly area: number
	readonly targetSeconds: number
	/** NaN: nobody ever went. */
	readonly response: number
	readonly waited: boolean
	readonly short: boolean
}

export const weightOf = (priority: number): number => 2 ** (5 - priority)

export function measured(outcomes: readonly Outcome[]): Measured {
	const went = outcomes.filter(({ response }) => !Number.isNaN(response))
	const times = Float64Array.from(went, ({ response }) => response).sort()
	const count = (of: (outcome: Outcome) => boolean) => outcomes.reduce((sum, one) => sum + (of(one) ? 1 : 0), 0)
	const weights = went.reduce((sum, one) => sum + weightOf(one.priority), 0)
	const weighted = went.reduce((sum, one) => sum + weightOf(one.priority) * one.response, 0)
	const none = times.length === 0
	return {
		incidents: outcomes.length,
		meanSeconds: none ? null : rounded(times.reduce((sum, value) => sum + value, 0) / times.length),
		p90Seconds: none ? null : rounded(times[Math.ceil(times.length * 0.9) - 1] ?? 0),
		weightedSeconds: none ? null : rounded(weighted / weights),
		lateShare:
			outcomes.length === 0
				? null
				: Math.round((10_000 * count((one) => !(one.response <= one.targetSeconds))) / outcomes.length) / 10_000,
		waited: count(({ waited }) => waited),
		short: count(({ short }) => short),
		never: outcomes.length - went.length,
	}
}

const rounded = (seconds: number): number => Math.round(seconds * 10) / 10
