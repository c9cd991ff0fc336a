import type { Graph } from '#kernel/geo/graph/graph.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import { writeHistory } from '../demo/history.ts'
import { drillsDue } from '../drills-due.ts'
import { forgetPositions, loadPositions, savePositions } from '../positions.ts'
import { deleteTracks, saveTracks } from '../tracks.ts'
import { ReplayClock } from './clock.ts'
import { Hands } from './hands.ts'
import { townPlaces } from './places.ts'
import { drivenUnits, runningDesks } from './read.ts'

export type DispatchParts = {
	readonly spine: Spine
	readonly graph: Graph | null
	/** False: no demo history, no generated calls, and no unit changes its status by itself. */
	readonly replay: boolean
	readonly onFault: (error: unknown) => void
	/** Told once the demo's past is written, with the number of acts. */
	readonly onHistory?: (acts: number) => void
}

const everyMs = 1_000
const saveEvery = 5
const deleteEvery = 600
const drillsEvery = 10
/** A machine that slept does not replay its night at once. */
const longest = 5

/**
 * Starts what moves by itself: positions loaded and kept, the demo's past once, and the replay clock. Call it before the
 * clock of targets begins, so that the past's own targets are met before anyone looks at them.
 */
export async function startDispatch(parts: DispatchParts): Promise<{ stop(): Promise<void> }> {
	const { spine, graph, replay, onFault } = parts
	const { store } = spine
	forgetPositions()
	const hands = new Hands(spine)
	const [places, desks] = await store.transact('seawall_app', async (tx) => [
		await townPlaces(tx),
		await runningDesks(tx),
	])
	const first = desks[0]
	const acts = replay && first !== undefined ? await writeHistory(spine, first.desk, places, onFault) : 0
	await store.transact('seawall_app', (tx) => loadPositions(tx))
	const clock = new ReplayClock({ hands, graph, places, onFault, generates: replay })
	if (acts > 0) {
		parts.onHistory?.(acts)
		const units = await store.transact('seawall_app', (tx) => drivenUnits(tx, spine.clock()))
		for (const unit of units) clock.drive.settle(unit)
	}
	return ticking(async (tick, seconds) => {
		await clock.step(seconds)
		if (tick % saveEvery === 0)
			await store.transact('seawall_app', async (tx) => {
				await savePositions(tx)
				await saveTracks(tx)
			})
		if (tick % deleteEvery === 1) await store.transact('seawall_app', (tx) => deleteTracks(tx, spine.clock()))
		if (tick % drillsEvery === 1) await drillsDue(spine)
	}, onFault)
}

/** Calls `work` once a second, one at a time; an error is told and the next second comes. */
function ticking(
	work: (tick: number, seconds: number) => Promise<void>,
	onFault: (error: unknown) => void,
): { stop(): Promise<void> } {
	let tick = 0
	let last = performance.now()
	let under: Promise<void> | null = null
	const timer = setInterval(() => {
		if (under !== null) return
		const now = performance.now()
		const seconds = Math.min(longest, (now - last) / 1000)
		last = now
		tick += 1
		under = work(tick, seconds)
			.catch(onFault)
			.finally(() => {
				under = null
			})
	}, everyMs)
	return {
		async stop() {
			clearInterval(timer)
			await under
		},
	}
}
