import { join } from 'node:path'
import { projectFolder } from '#kernel/folder.ts'
import { findMap, importMap, mapFolder, openRoads } from '#kernel/geo/api.ts'
import { nearestAddress } from '#kernel/geo/places.ts'
import { searchPlaces } from '#kernel/geo/search.ts'
import { type Jobs, prepareQueue, startJobs } from '#kernel/jobs/api.ts'
import { equipLedger, ledgerReader } from '#kernel/ledger/api.ts'
import { startAsking } from '#kernel/ledger/ask-witness.ts'
import { answerReader } from '#kernel/ledger/http.ts'
import type { Signer } from '#kernel/ledger/signer.ts'
import { notFound } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import { system, type Who } from '#kernel/who.ts'
import { equipCommand } from '#command'
import {
	dispatchFeed,
	dispatchFrame,
	dispatchWorkers,
	equipDispatch,
	openTownMap,
	seedDispatchDemo,
	startDispatch,
} from '#dispatch'
import { equipFunds, fundsFeed, seedFundsDemo, startFunds } from '#funds'
import { equipWarnings } from '#warnings'
import { demoDispatch } from '../../demo/dispatch.ts'
import { seedDemo } from '../../demo/seed.ts'
import type { Place } from './open.ts'
import { slices } from './slices.ts'

/** The rooms' own clocks and feeds, running. */
export type Running = {
	/** Called after each numbered batch. */
	numbered(newest: number): void
	frame(who: Who, since: number): Promise<{ readonly at: number; readonly body: unknown } | null>
	ledger(method: string, args: readonly unknown[]): Promise<unknown>
	feed(call: {
		readonly name: string
		readonly source: string
		readonly key: string | null
		readonly body: unknown
	}): Promise<unknown>
	stop(): Promise<void>
}

type Parts = {
	readonly place: Place
	readonly spine: Spine
	readonly signer: Signer
	readonly onProgress: (line: string) => void
}

/** The town that ships: fictional, made by `tools/make-town.ts`. */
const demoTown = join(projectFolder, 'demo', 'xigang.osm.pbf')

/** Brings the rooms up: the map, the demo while no organisation is real, jobs and the replay clock. */
export async function startRooms({ place, spine, signer, onProgress }: Parts): Promise<Running> {
	const { store, powers } = spine
	equipLedger({ powers, vkey: signer.vkey })
	await needSomeMap(spine, place, onProgress)
	const roads = openRoads(mapFolder(place.data))
	const town = await store.transact('seawall_app', (tx) => openTownMap(tx))
	const graph = town === null ? null : await roads.of(town.version)
	equipCommand(slices)
	equipWarnings(slices)
	equipFunds({ signer })
	equipDispatch({ powers, map: () => town })
	await seedAll(spine, onProgress)
	const asSystem = async (name: string, input: Readonly<Record<string, unknown>>, key: string): Promise<unknown> =>
		(await perform(spine, { name, input, key, who: system })).output
	const onFault = (error: unknown): void => console.error('job', error)
	// The demo's past first: its own targets are met before the clock of targets looks at them.
	const dispatch = await startDispatch({
		spine,
		graph,
		replay: process.env['SEAWALL_REPLAY'] !== 'off',
		onFault: (error) => console.error('replay', error),
		onHistory: (acts) => onProgress(`demo: a month of incidents, ${acts} acts`),
	})
	const queue = { store, databaseUrl: place.databaseUrl }
	onProgress('jobs: queue')
	await prepareQueue(queue)
	const jobs: Jobs = await startJobs({
		...queue,
		workers: [...dispatchWorkers, ...slices.flatMap((slice) => slice.hears ?? [])],
		perform: asSystem,
		onFault,
		clock: spine.clock,
	})
	const reader = ledgerReader(store.db, signer.vkey)
	const witnesses = startAsking({ db: store.db, reader, onFault })
	const warmed = warmUp(spine).catch(onFault)
	const funds = startFunds(spine, onFault)
	return {
		numbered: () => jobs.poke(),
		frame: (who, since) => dispatchFrame(spine, who, since),
		ledger: answerReader(reader),
		async feed(call) {
			const answer = (await dispatchFeed(spine, call)) ?? (await fundsFeed(spine, call))
			if (answer === undefined) throw notFound()
			return answer
		},
		async stop() {
			await warmed
			await funds.stop()
			await witnesses.stop()
			await dispatch.stop()
			await jobs.stop()
		},
	}
}

/** The first question to the map costs about a second; nobody on the line should pay for it. */
async function warmUp({ store }: Spine): Promise<void> {
	await store.transact('seawall_app', async (tx) => {
		const map = await findMap(tx)
		if (map === null) return
		await searchPlaces(tx, '1')
		await nearestAddress(tx, [(map.west + map.east) / 2, (map.south + map.north) / 2])
	})
}

async function needSomeMap({ store }: Spine, place: Place, onProgress: (line: string) => void): Promise<void> {
	if ((await store.transact('seawall_app', (tx) => findMap(tx))) !== null) return
	onProgress('map: Xigang, a town that does not exist')
	await importMap({
		store,
		file: demoTown,
		folder: mapFolder(place.data),
		onProgress: (step, line) => onProgress(`map: ${step} ${line}`),
	})
}

/** S2 does not hold here: the demo's people and history are written before anyone can act, labelled as demo. */
async function seedAll({ store, clock }: Spine, onProgress: (line: string) => void): Promise<void> {
	const now = clock()
	const written = await store.transact('owner', async (tx) => {
		const fresh = await seedDemo(tx, now)
		await seedDispatchDemo(tx, now, demoDispatch)
		await seedFundsDemo(tx, now, demoDispatch.bureau)
		return fresh
	})
	if (written) onProgress('demo: organisation, people and units of Xigang')
}
