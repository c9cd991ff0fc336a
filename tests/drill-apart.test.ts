import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { slices } from '#app/slices.ts'
import { standingOf } from '#kernel/identity/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { seeded } from '#kernel/seeded.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import type { Who } from '#kernel/who.ts'
import { demoId } from '../demo/ids.ts'
import { shown } from '#dispatch/contract/examples.ts'
import { agreeDrill, type DrillPost, inviteDrill, proposeDrill } from '#dispatch/contract.ts'
import { county, oldTown, openStage, type Stage } from '../src/dispatch/tests/stage.ts'

/**
 * D252 as a property: acts of every kind at random on one side, and every view of the other side answers byte for byte as
 * before. Views and acts are taken from the registry, so that a new one is in it by itself.
 */

let stage: Stage
let players: readonly Who[]
let real: readonly Who[]
let root: string
let drill: string
let keys = 0
const moment = new Date(Date.now() + 120_000)

beforeAll(async () => {
	stage = await openStage()
	real = [...new Map(stage.people.map((who) => [who.postKind, who])).values()]
	await stage.sent('theft')
	await stage.incident('noise')
	await stage.call()
	fixed = stage.address()
}, 240_000)
afterAll(() => stage?.close())

async function openDrill(): Promise<void> {
	const held = (kind: string) => real.find((who) => who.postKind === kind && who.bureau === county) ?? stage.desk
	const endsAt = new Date(Date.now() + 8 * 3_600_000).toISOString()
	const proposed = await stage.act(proposeDrill, held('trainer'), { agency: county, why: 'x', endsAt, crews: 2 })
	drill = proposed.drill
	await stage.act(agreeDrill, held('commander'), { drill, version: 1 })
	const invited: [string, DrillPost][] = [
		['fang-zhixin', 'call_taker'],
		['tao-xingzhou', 'dispatcher'],
		['shen-jinghai', 'shift_leader'],
		['he-pingan', 'officer'],
		['zhou-anjie', 'station_chief'],
	]
	const found: Who[] = []
	for (const [person, as] of invited) {
		const { post } = await stage.act(inviteDrill, held('trainer'), { drill, person: demoId('person', person), as })
		const who = await standingOf(stage.store.db, post, moment)
		if (who !== null) found.push(who)
	}
	players = found
	const { rows } = await sql<{ root: string }>`select root_id as root from dispatch.drill`.execute(stage.store.db)
	root = rows[0]?.root ?? ''
}

type World = 'real' | 'drill'

type Row = { readonly id: string; readonly version: number }
type Rows = ReadonlyMap<string, readonly Row[]>

/** Rows of a world that stand in for the ids of the examples. */
async function rowsOf(world: World): Promise<Rows> {
	const of = async (table: string) => {
		const { rows } = await sql<Row>`select t.id, t.version from ${sql.table(`dispatch.${table}`)} t
			where (identity.drill_of(t.agency_id) is not null) = ${world === 'drill'} order by t.id`.execute(stage.store.db)
		return rows
	}
	const stations = world === 'real' ? [oldTown] : await stationsOfDrill()
	return new Map<string, readonly Row[]>([
		[shown.bureau, [{ id: world === 'real' ? county : root, version: 1 }]],
		[shown.station, stations.map((id) => ({ id, version: 1 }))],
		[shown.incident, await of('incident')],
		[shown.call, await of('call')],
		[shown.unit, await of('unit')],
	])
}

async function stationsOfDrill(): Promise<readonly string[]> {
	const { rows } = await sql<{
		id: string
	}>`select id from identity.agency where drill_id = ${drill} and tier = 'station'
		order by code`.execute(stage.store.db)
	return rows.map((row) => row.id)
}

/** An example's input about rows of a world, with the version of the row it is about. */
function inWorld(input: unknown, rows: Rows, random: () => number, at: Point): unknown {
	const picked = new Map(
		[...rows].map(([example, known]) => [example, known[Math.floor(random() * known.length)]] as const),
	)
	const text = JSON.stringify(input) ?? ''
	const about = [shown.unit, shown.call, shown.incident].find((example) => text.includes(example))
	const version = (about === undefined ? undefined : picked.get(about)?.version) ?? 1
	const replaced = (value: unknown): unknown => {
		if (typeof value === 'string') return picked.get(value)?.id ?? value
		if (Array.isArray(value)) return value[0] === 121.9012 ? at.point : value.map(replaced)
		if (typeof value !== 'object' || value === null) return value
		return Object.fromEntries(
			Object.entries(value).map(([name, its]) => [
				name,
				name === 'version' ? version : name === 'address' ? at.id : replaced(its),
			]),
		)
	}
	return replaced(input)
}
type Point = ReturnType<Stage['address']>

/** What a session's own end, keys made by chance and the ledger's newest head say moves with everything, whoever acts. */
const moves = new Set([
	'identity.session.show',
	'identity.session.list',
	'identity.keys.prepare',
	'ledger.checkpoint.newest',
	'dispatch.recommend.show',
])

/** What every view answers to everyone of one world, asked of its own rows and then of the other's. */
async function everyView(people: readonly Who[], own: World): Promise<Record<string, string>> {
	const spine = { ...stage.spine, clock: () => moment }
	const mine = await frozen(own)
	const other = own === 'real' ? null : await frozen('real')
	const answers: Record<string, string> = {}
	for (const { declaration } of slices.flatMap((slice) => slice.views)) {
		const { name } = declaration
		if (moves.has(name) || name.startsWith('dispatch.drill.')) continue
		const purpose = declaration.purpose === 'required' ? { purpose: { reason: 'to compare' } } : {}
		for (const rows of other === null ? [mine] : [mine, other]) {
			const random = seeded(7)
			const input = inWorld(declaration.example.input, rows, random, fixed)
			// Of the other's rows a few are enough: the floor is compared for everyone elsewhere (P4).
			for (const who of rows === mine ? people : people.slice(0, 3)) {
				const answer = await show(spine, { name, input, who, ...purpose }).then(
					(given) => JSON.stringify(given.output),
					(error: unknown) => {
						if (error instanceof Refusal) return error.code
						throw error
					},
				)
				answers[`${name} ${who.postKind} ${who.agency} ${rows === mine ? 'own' : 'other'}`] = answer
			}
		}
	}
	return answers
}
let fixed: Point
const kept = new Map<World, Rows>()
/** The rows asked about are chosen once: what comes to be later is seen in the lists. */
async function frozen(world: World) {
	const known = kept.get(world) ?? (await rowsOf(world))
	kept.set(world, known)
	return known
}

/** Every act of every slice, many times, by people of one world, on rows of both. Gives those that were done. */
async function actAtRandom(people: readonly Who[], world: World, rounds: number): Promise<ReadonlySet<string>> {
	const random = seeded(2026)
	const done = new Set<string>()
	for (let round = 0; round < rounds; round += 1) {
		for (const { declaration } of slices.flatMap((slice) => slice.acts)) {
			if (
				/^(identity\.session|identity\.organisation|dispatch\.drill|dispatch\.emergency\.real)/.test(declaration.name)
			)
				continue
			const rows = await rowsOf(random() < 0.7 ? world : world === 'real' ? 'drill' : 'real')
			const who = people[Math.floor(random() * people.length)] ?? stage.desk
			const input = inWorld(declaration.example.input, rows, random, stage.address())
			keys += 1
			const purpose = declaration.purpose === 'required' ? { purpose: { reason: 'at random' } } : {}
			const asked = { name: declaration.name, input, key: `apart-key-${keys}`, who, ...purpose }
			const refused = await perform(stage.spine, asked).catch((error: unknown) => error)
			if (!(refused instanceof Error)) done.add(declaration.name)
			else if (!(refused instanceof Refusal)) throw refused
		}
	}
	return done
}

function differing(before: Record<string, string>, after: Record<string, string>): string[] {
	return Object.keys(before).filter((key) => before[key] !== after[key])
}

test('D252 a drill opened and acts at random in it, and every real view answers byte for byte as before', {
	timeout: 600_000,
}, async () => {
	const before = await everyView(real, 'real')
	await openDrill()
	const done = await actAtRandom(players, 'drill', 8)
	expect(done.size, [...done].join(' ')).toBeGreaterThan(15)
	const after = await everyView(real, 'real')
	expect(differing(before, after).map((key) => [key, before[key]?.slice(0, 400), after[key]?.slice(0, 400)])).toEqual(
		[],
	)
})

test('D252 acts at random on what is real, and every view of a drill answers byte for byte as before', {
	timeout: 600_000,
}, async () => {
	const before = await everyView(players, 'drill')
	const done = await actAtRandom(real, 'real', 8)
	expect(done.size, [...done].join(' ')).toBeGreaterThan(15)
	const after = await everyView(players, 'drill')
	expect(differing(before, after).map((key) => [key, before[key]?.slice(0, 400), after[key]?.slice(0, 400)])).toEqual(
		[],
	)
})
