import { Worker as Thread } from 'node:worker_threads'
import type { PriceResult } from '../contract.ts'
import { type Hypercube, solveHypercube } from './hypercube.ts'
import type { PriceFacts } from './facts.ts'
import type { TrialResult, Trial } from './simulate.ts'
import type { FromThread } from './thread.ts'
import { secondsBetween } from './town.ts'
import { begins, ends } from './underway.ts'

/** Thrown when a person stopped it. */
export class Stopped extends Error {}

/** Runs the trials in a thread of their own. @throws Stopped, or what the thread met */
export function runTrials(price: string, trials: readonly Trial[]): Promise<readonly TrialResult[]> {
	const thread = new Thread(new URL('./thread.ts', import.meta.url), { workerData: trials })
	const { promise, resolve, reject } = Promise.withResolvers<readonly TrialResult[]>()
	const onShare = begins(price, () => reject(new Stopped('stopped')))
	thread.on('message', (message: FromThread) => {
		if ('share' in message) onShare(message.share)
		else if ('results' in message) resolve(message.results)
		else reject(new Error(message.fault))
	})
	thread.once('error', reject)
	thread.once('exit', (code) => reject(new Error(`the dry run's thread ended with ${code}`)))
	return promise.finally(() => {
		ends(price)
		return thread.terminate()
	})
}

/** D266. What is kept of the trials; areas by the agency of their code. */
export function resultOf(
	facts: PriceFacts,
	found: readonly TrialResult[],
	set: {
		readonly from: Date
		readonly until: Date
		readonly agencies: ReadonlyMap<string, { id: string; code: string; en: string; zh: string }>
	},
): PriceResult {
	const first = facts.trials[0]
	if (first === undefined) throw new RangeError('a price has at least one trial')
	const { town } = first.trial
	return {
		from: set.from.toISOString(),
		until: set.until.toISOString(),
		mapVersion: town.mapVersion,
		units: facts.units,
		noPoint: facts.noPoint,
		noStay: facts.noStay,
		coverSeconds: facts.coverSeconds,
		runs: facts.trials.flatMap(({ plan, policy }, n) => {
			const result = found[n]
			if (result === undefined) return []
			const { all, areas, load, uncoveredMinutes, moves } = result
			return [
				{
					plan,
					policy,
					all: { ...all, uncoveredMinutes, moves },
					areas: areas.flatMap((area, at) => {
						const agency = set.agencies.get(town.areas[at] ?? '')
						return agency === undefined ? [] : [{ ...area, area: agency }]
					}),
					load,
				},
			]
		}),
		model: modelOf(first.trial),
	}
}

/** What is taken for turn-out and way where the model knows only the stay. */
const wayAndBack = 600

/** D260. The queueing model of the plan in force under the nearest unit: each area a class, units by their way to its middle. */
export function modelOf({ town, incidents, units: all, plans }: Trial): PriceResult['model'] {
	const units = all.filter(({ sworn, auxiliary }) => sworn + auxiliary > 0)
	const hours = ((incidents.at(-1)?.at ?? 0) - (incidents[0]?.at ?? 0)) / 3_600
	if (units.length === 0 || incidents.length < 2 || hours <= 0) return null
	const asked = incidents.map((one) => ({ ...one, needs: plans[one.plan]?.units ?? 1 }))
	const sent = asked.reduce((sum, { needs }) => sum + needs, 0)
	const stay = asked.reduce((sum, one) => sum + one.needs * (one.staySeconds + wayAndBack), 0) / sent / 3_600
	const places = Map.groupBy(asked, ({ point }) => point)
	const model: Hypercube = {
		units: units.length,
		serviceRate: 1 / stay,
		line: null,
		classes: [...places].map(([point, here]) => ({
			rate: here.reduce((sum, { needs }) => sum + needs, 0) / hours,
			prefer: units
				.map(({ home, turnoutSeconds }, n) => ({ n, seconds: secondsBetween(town, home, point) + turnoutSeconds }))
				.sort((a, b) => a.seconds - b.seconds || a.n - b.n)
				.map(({ n }) => n),
		})),
	}
	const load = (sent / hours) * stay
	if (load >= units.length) return null
	const { how, allBusy, interArea } = solveHypercube(model)
	const four = (value: number) => Math.round(value * 1e4) / 1e4
	return { how, allBusy: four(allBusy), interArea: four(interArea), load: four(load / units.length) }
}
