import { sql } from 'kysely'
import { slices } from '#app/slices.ts'
import type { Store } from '#kernel/db/store.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import { makeSpine, type Spine } from '#kernel/spine/spine.ts'
import { loadTables } from '#kernel/tables/api.ts'
import { system, type Who } from '#kernel/who.ts'
import { demoId } from '../demo/ids.ts'
import { seedDemo } from '../demo/seed.ts'
import { openFresh, urlOf } from './database.ts'
import { testPowers } from './powers.ts'
import { everyPost } from './world.ts'

/** The demo's agencies and people without its map and incidents, and a clock the test sets: for what needs no more. */
export type BareWorld = {
	readonly store: Store
	readonly spine: Spine
	/** DATABASE_URL of the store; null on the embedded database. */
	readonly databaseUrl: string | null
	at(time: string | Date): void
	readonly now: () => Date
	agency(code: string): string
	person(kind: string, agency: string): Who
	/** Performs an act under a key of its own. */
	act(who: Who, name: string, input: Record<string, unknown>): Promise<Record<string, unknown>>
	asSystem(name: string, input: Readonly<Record<string, unknown>>, key: string): Promise<unknown>
	view(who: Who, name: string, input: Record<string, unknown>): Promise<Record<string, unknown>>
	write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
	close(): Promise<void>
}

export async function openBareWorld(): Promise<BareWorld> {
	const store = await openFresh()
	const powers = testPowers()
	await loadTables(slices)
	let now = new Date('2026-11-24T08:00:00Z')
	const spine = makeSpine({ store, powers, slices, clock: () => now })
	await store.transact('owner', (tx) => seedDemo(tx, now))
	const people = await everyPost(store, now)
	const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(store.db)
	const url = process.env['SEAWALL_TEST_DATABASE_URL']
	let keys = 0
	return {
		store,
		spine,
		databaseUrl: url === undefined ? null : urlOf(url, rows[0]?.name ?? ''),
		at(time) {
			now = new Date(time)
		},
		now: () => now,
		agency: (code) => demoId('agency', code),
		person(kind, code) {
			const found = people.find((who) => who.postKind === kind && who.agency === demoId('agency', code))
			if (found === undefined) throw new Error(`the demo has no ${kind} at ${code}`)
			return { ...found, until: null }
		},
		async act(who, name, input) {
			keys += 1
			return asRecord((await perform(spine, { name, input, who, key: `bare-world-${keys}` })).output)
		},
		asSystem: async (name, input, key) => (await perform(spine, { name, input, who: system, key })).output,
		view: async (who, name, input) => asRecord((await show(spine, { name, input, who })).output),
		write: (work) => store.transact('seawall_app', work),
		close: () => store.close(),
	}
}

function asRecord(value: unknown): Record<string, unknown> {
	if (typeof value !== 'object' || value === null) throw new Error('the answer is no object')
	return Object.fromEntries(Object.entries(value))
}
