import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { loadReady } from '#app/drawings/ready.ts'
import { slices } from '#app/slices.ts'
import { equipCommand } from '#command'
import { equipDispatch, openTownMap, seedDispatchDemo, startDispatch } from '#dispatch'
import type { Store } from '#kernel/db/store.ts'
import { projectFolder } from '#kernel/folder.ts'
import { publishShipped } from '#kernel/deadlines/api.ts'
import { type Graph, importMap, openRoads } from '#kernel/geo/api.ts'
import { standingOf } from '#kernel/identity/api.ts'
import { openSession } from '#kernel/identity/sessions.ts'
import { equipLedger } from '#kernel/ledger/api.ts'
import { newSignerKey, readSigner, type Signer } from '#kernel/ledger/signer.ts'
import { followDrawings, loadProcesses, publishDrawings, useServices } from '#kernel/matters/api.ts'
import { useRecord } from '#kernel/record.ts'
import { makeSpine, type Spine } from '#kernel/spine/spine.ts'
import { loadTables, publishTables, useRecorded } from '#kernel/tables/api.ts'
import type { Who } from '#kernel/who.ts'
import { equipFunds, seedFundsDemo } from '#funds'
import { equipWarnings } from '#warnings'
import { demoDispatch } from '../demo/dispatch.ts'
import { seedDemo } from '../demo/seed.ts'
import { openFresh } from './database.ts'
import { testPowers } from './powers.ts'

/** The demo town with its people, units and incidents in a database of its own, and a spine over it. */
export type World = {
	readonly store: Store
	readonly spine: Spine
	readonly graph: Graph | null
	readonly signer: Signer
	/** One person for every kind of post at every agency that has one. */
	readonly people: readonly Who[]
	close(): Promise<void>
}

/**
 * Opens the world as a first start makes it; with `past`, also its month of incidents and the present night. About five
 * seconds; close it.
 */
export async function openWorld({ past = false }: { readonly past?: boolean } = {}): Promise<World> {
	const folder = mkdtempSync(join(tmpdir(), 'seawall-world-'))
	const store = await openFresh()
	const signer = readSigner(newSignerKey('test.example/world'))
	await loadTables(slices)
	await loadReady()
	await loadProcesses(slices)
	const powers = testPowers()
	useRecord(slices)
	useServices(slices)
	const spine = makeSpine({ store, powers, slices })
	await store.transact('owner', async (tx) => {
		await publishDrawings(tx, spine.clock())
		await publishTables(tx, spine.clock())
		await publishShipped(tx, spine.clock())
	})
	useRecorded(slices)
	const unfollow = await followDrawings(store, spine.clock)
	equipLedger({ powers: spine.powers, vkey: signer.vkey })
	await importMap({ store, file: join(projectFolder, 'demo', 'xigang.osm.pbf'), folder })
	const roads = openRoads(folder)
	const town = await store.transact('seawall_app', (tx) => openTownMap(tx))
	const graph = town === null ? null : await roads.of(town.version)
	equipCommand(slices)
	equipWarnings(slices)
	equipFunds({ signer })
	equipDispatch({ powers: spine.powers, map: () => town })
	await store.transact('owner', async (tx) => {
		await seedDemo(tx, spine.clock())
		await seedDispatchDemo(tx, spine.clock(), demoDispatch)
		await seedFundsDemo(tx, spine.clock(), demoDispatch.bureau)
	})
	if (past) await livePast(spine, graph)
	return {
		store,
		spine,
		graph,
		signer,
		people: await everyPost(store, spine.clock()),
		async close() {
			await unfollow()
			await store.close()
			rmSync(folder, { recursive: true, force: true })
		},
	}
}

async function livePast(spine: Spine, graph: Graph | null): Promise<void> {
	const onFault = (error: unknown): void => {
		throw error
	}
	const running = await startDispatch({ spine, graph, replay: true, onFault })
	await running.stop()
}

export async function everyPost(store: Store, now: Date): Promise<readonly Who[]> {
	const { rows } = await sql<{ id: string }>`select distinct on (kind, agency_id) id from identity.post
		where from_at <= now() order by kind, agency_id, id`.execute(store.db)
	const people: Who[] = []
	for (const { id } of rows) {
		const who = await standingOf(store.db, id, now)
		if (who === null) continue
		const { id: session } = await store.transact('seawall_app', (tx) =>
			openSession(tx, { person: who.person, post: who.post, method: 'demo', locale: 'en' }, now),
		)
		people.push({ ...who, session })
	}
	return people
}
