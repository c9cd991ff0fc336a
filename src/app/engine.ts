import type { ResourceDeclaration } from '#kernel/contract/declare.ts'
import type { Store } from '#kernel/db/store.ts'
import type { Caller, Doors, Poke } from '#kernel/http/doors.ts'
import { findMap } from '#kernel/geo/api.ts'
import { publishShipped } from '#kernel/deadlines/api.ts'
import { SessionCache } from '#kernel/identity/session-cache.ts'
import { backlogOf, type RunningSequencer, startSequencer } from '#kernel/ledger/sequencer.ts'
import { loadSigner } from '#kernel/ledger/signer.ts'
import { followDrawings, loadProcesses, publishDrawings, useServices } from '#kernel/matters/api.ts'
import { followPublished, loadPowers, loadPowersChecked, usePowers } from '#kernel/powers/api.ts'
import { useRecord } from '#kernel/record.ts'
import { eventsAfter, newestCursor, parseCursor } from '#kernel/spine/events.ts'
import { forgetOld } from '#kernel/spine/forget.ts'
import { Meters } from '#kernel/spine/meters.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import { enterCounts, makeSpine, type Spine } from '#kernel/spine/spine.ts'
import { loadTables, publishTables, useRecorded } from '#kernel/tables/api.ts'
import { nobody, type Who } from '#kernel/who.ts'
import { defaultOrigin, openMigrated, type Place } from './open.ts'
import { loadReady } from './drawings/ready.ts'
import { type Running, startRooms } from './rooms.ts'
import { slices } from './slices.ts'

export type EngineEvents = {
	/** A line about what is being done, for the person who started it. */
	readonly onProgress: (line: string) => void
	/** Called after each numbered batch with the newest entry number. */
	readonly onNumbered: Poke
}

export type Engine = { readonly doors: Doors; close(): Promise<void> }

/** What was begun before this was loaded. */
export type Begun = {
	/** The embedded database of the place. */
	readonly opening?: Promise<Store>
	/** Another thread's check of the written powers: nothing runs before it is through (P2). */
	readonly checking?: Promise<void>
}

/**
 * Everything that touches the database: acts, views, the sequencer, jobs and clocks. In embedded mode it runs in a thread
 * of its own beside the database; with PostgreSQL in the process that answers HTTP.
 */
export async function openEngine(place: Place, events: EngineEvents, begun: Begun = {}): Promise<Engine> {
	const store = await openMigrated(place, (name) => events.onProgress(`database: ${name}`), begun.opening)
	const signer = loadSigner(place.data, process.env['SEAWALL_ORIGIN'] ?? defaultOrigin)
	await loadTables(slices)
	await loadReady()
	await loadProcesses(slices)
	const powers = begun.checking === undefined ? loadPowers(slices) : loadPowersChecked(slices)
	usePowers(powers)
	useRecord(slices)
	useServices(slices)
	const unfollow = await followPublished(store, powers)
	const spine = makeSpine({ store, powers, slices })
	await store.transact('owner', async (tx) => {
		await publishDrawings(tx, spine.clock())
		await publishTables(tx, spine.clock())
		await publishShipped(tx, spine.clock())
	})
	useRecorded(slices)
	const unfollowDrawings = await followDrawings(store, spine.clock)
	await begun.checking
	const rooms = await startRooms({ place, spine, signer, onProgress: events.onProgress })
	const meters = new Meters(() => backlogOf(store.db))
	const sequencer = startSequencer({
		store,
		signer,
		everyMs: 50,
		onEntries: (_from, to) => {
			rooms.numbered(to)
			events.onNumbered(to)
		},
		onFault: (error) => console.error('sequencer', error),
	})
	const unfollowAll = async () => {
		await unfollow()
		await unfollowDrawings()
	}
	return assemble({ store, spine, rooms, meters, sequencer, unfollow: unfollowAll })
}

type Parts = {
	readonly store: Store
	readonly spine: Spine
	readonly rooms: Running
	readonly meters: Meters
	readonly sequencer: RunningSequencer
	readonly unfollow: () => Promise<void>
}

async function assemble({ store, spine, rooms, meters, sequencer, unfollow }: Parts): Promise<Engine> {
	const sessions = new SessionCache(store.db)
	const forget = () => sessions.clear()
	const stops = [
		unfollow,
		await store.listen('seawall_standing', forget),
		await store.listen('seawall_session', forget),
	]
	const counting = setInterval(() => void enterCounts(spine).catch((error) => console.error('counts', error)), 20_000)
	const forgetting = setInterval(
		() => void forgetOld(store, spine.clock()).catch((error) => console.error('forget', error)),
		3_600_000,
	)
	const resources = new Map<string, ResourceDeclaration>(
		slices.flatMap((slice) => slice.resources.map((one) => [one.type, one] as const)),
	)

	const asCalling = callers()
	const whoOf = async (caller: Caller, active: boolean): Promise<Who> => {
		const found = caller.token === null ? null : await sessions.who(caller.token, spine.clock(), active)
		return asCalling(found ?? nobody, caller)
	}

	const doors: Doors = {
		async perform(call) {
			const { name, input, purpose, key } = call
			const who = await whoOf(call, true)
			const label = spine.acts.has(name) ? name : 'unknown'
			const act = () => perform(spine, { name, input, purpose, key, who })
			// D253 of dispatch: what is done in a drill is not measured.
			const answer = await (who.drill === null ? meters.measured('act', label, act) : act())
			if (label.startsWith('identity.')) forget()
			return answer
		},
		async show(call) {
			const { name, input, purpose } = call
			const who = await whoOf(call, call.present)
			const label = spine.views.has(name) ? name : 'unknown'
			const view = () => show(spine, { name, input, purpose, who })
			return who.drill === null ? meters.measured('view', label, view) : view()
		},
		async events(call) {
			const who = await whoOf(call, false)
			const after = call.after === null ? await newestCursor(spine.store.db) : parseCursor(call.after)
			if (who.person === 'nobody') return { events: [], cursor: `${after.n}.${after.k}`, more: false, signedIn: false }
			const page = await eventsAfter(spine, resources, who, after)
			return { events: page.events, cursor: `${page.cursor.n}.${page.cursor.k}`, more: page.more, signedIn: true }
		},
		async frame(call) {
			const who = await whoOf(call, false)
			return who.person === 'nobody' ? null : rooms.frame(who, call.since)
		},
		ledger: (method, args) => rooms.ledger(method, args),
		feed: (call) => rooms.feed(call),
		mapVersion: async () => (await store.transact('seawall_app', (tx) => findMap(tx)))?.version ?? null,
		async ready() {
			const { n } = await newestCursor(spine.store.db)
			return { ready: true, engine: store.engine, newest: n }
		},
		metrics: () => meters.text(),
	}

	return {
		doors,
		async close() {
			clearInterval(counting)
			clearInterval(forgetting)
			await rooms.stop()
			await enterCounts(spine, true)
			await sequencer.stop()
			for (const stop of stops) await stop()
			await store.close()
		},
	}
}

/** One Who object for each person, source and language, so that what is worked out from it is worked out once. */
function callers(): (who: Who, caller: Caller) => Who {
	const known = new WeakMap<Who, Map<string, Who>>()
	return (who, { source, locale }) => {
		const mark = `${locale} ${source}`
		const own = known.get(who) ?? new Map<string, Who>()
		known.set(who, own)
		const before = own.get(mark)
		if (before !== undefined) return before
		const made = { ...who, source, locale }
		if (own.size >= 1_000) own.clear()
		own.set(mark, made)
		return made
	}
}
