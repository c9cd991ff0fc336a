import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Declaration } from '#kernel/contract/declare.ts'
import { shown } from '#dispatch/contract/examples.ts'
import { type Filter, filteredRows } from '#kernel/powers/filter.ts'
import { Refusal } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import { nobody, system, type Who } from '#kernel/who.ts'
import { demoId } from '../../demo/ids.ts'
import { openWorld, type World } from '../world.ts'
import { type Garbage, garbageFor } from './garbage.ts'

let world: World
beforeAll(async () => {
	world = await openWorld({ past: true })
	const { rows } = await sql<{
		lon: number
		lat: number
	}>`select st_x(point) as lon, st_y(point) as lat from geo.address order by id limit 1`.execute(world.store.db)
	if (rows[0] !== undefined) townPoint = [rows[0].lon, rows[0].lat]
}, 120_000)
afterAll(() => world.close())

const seed = Number(process.env['SEAWALL_SEED'] ?? '20261124')
/** Acts and views that somebody got done. */
const done = new Set<string>()
let keys = 0
let townPoint: readonly [number, number] = [0, 0]

/** Ids, versions and points of the examples, and rows of the world that stand in for them. */
type Row = {
	readonly type: 'incident' | 'call' | 'unit'
	readonly id: string
	readonly version: number
	readonly agency: string
}

/** A row of the kind that an example's id stands for: the own unit, or one that `who` may see when there is one, so that acts get past loading. */
async function realRow(type: Row['type'], who: Who): Promise<Row | undefined> {
	const { rows } =
		await sql<Row>`select ${type} as type, id::text, version, agency_id::text as agency from ${sql.table(`dispatch.${type}`)}
		order by (id::text = ${who.unit ?? ''}) desc, (agency_id::text = any(${[...who.below]}::text[])) desc, random() limit 1`.execute(
			world.store.db,
		)
	return rows[0]
}

/** The input with the example's ids, versions and points replaced by ones of this world. */
async function inThisWorld(input: unknown, who: Who): Promise<unknown> {
	const ids = new Map<string, string>([
		[shown.bureau, demoId('agency', 'xigang')],
		[shown.station, demoId('agency', 'xigang-old-town')],
	])
	let version = 1
	for (const type of ['incident', 'call', 'unit'] as const) {
		if (!JSON.stringify(input)?.includes(shown[type])) continue
		const row = await realRow(type, who)
		if (row === undefined) continue
		ids.set(shown[type], row.id)
		version = row.version
	}
	const replaced = (value: unknown, field: string): unknown => {
		if (typeof value === 'string') return ids.get(value) ?? made.get(value) ?? value
		if (field === 'version' && Number.isInteger(value) && Number(value) > 0 && Number(value) < 10) return version
		if (Array.isArray(value)) {
			if (value[0] === 121.9012 && value[1] === 29.1034) return townPoint
			return value.length > 100 ? value : value.map((one) => replaced(one, ''))
		}
		if (typeof value !== 'object' || value === null) return value
		return Object.fromEntries(Object.entries(value).map(([name, its]) => [name, replaced(its, name)]))
	}
	return replaced(input, '')
}

async function ask(declaration: Declaration, given: unknown, who: Who): Promise<{ output: unknown } | Refusal> {
	const { name } = declaration
	const input = await inThisWorld(given, who)
	const purpose = declaration.purpose === 'required' ? { reason: 'garbage test' } : undefined
	keys += 1
	try {
		const answer =
			declaration.kind === 'view'
				? await show(world.spine, { name, input, purpose, who })
				: await perform(world.spine, { name, input, purpose, key: `garbage-${process.pid}-${keys}`, who })
		done.add(name)
		learn(declaration.example.output, answer.output)
		return answer
	} catch (error) {
		if (error instanceof Refusal) return error
		throw new Error(`${name} as ${who.postKind} with ${JSON.stringify(input)?.slice(0, 300)}: ${String(error)}`, {
			cause: error,
		})
	}
}

/** Ids of the examples, and the rows that an act or view answered in their stead: what one makes the next is asked about. */
const made = new Map<string, string>()
const isId = (value: unknown): value is string =>
	typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)

function learn(example: unknown, answer: unknown): void {
	if (isId(example) && isId(answer)) made.set(example, answer)
	else if (Array.isArray(example) && Array.isArray(answer)) learn(example[0], answer[0])
	else if (isRecord(example) && isRecord(answer))
		for (const [name, value] of Object.entries(example)) learn(value, answer[name])
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value)

async function pendingSince(mark: number): Promise<number> {
	const { rows } = await sql<{ n: number }>`select count(*) as n from ledger.pending where id > ${mark}`.execute(
		world.store.db,
	)
	return rows[0]?.n ?? 0
}

async function newest(): Promise<number> {
	const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from ledger.pending`.execute(
		world.store.db,
	)
	return rows[0]?.id ?? 0
}

/** What is wrong with the answer to a piece that must be refused; null when all is well. */
function faultOf(piece: Garbage, answer: { output: unknown } | Refusal): string | null {
	if (!(answer instanceof Refusal)) return 'was taken'
	if (answer.code === 'fault') return 'broke something'
	if (!piece.wrong) return null
	if (answer.code !== 'invalid') return `was answered ${answer.code}`
	if (piece.field === undefined) return null
	return answer.field === piece.field || answer.field?.startsWith(`${piece.field}/`) === true
		? null
		: `was refused for ${answer.field}`
}

/** One number that moves with any write of dispatch or identity. */
async function written(): Promise<string> {
	const { rows } = await sql<{ mark: string }>`select concat_ws(' ',
		(select count(*) || ':' || sum(version) from dispatch.incident), (select count(*) || ':' || sum(version) from dispatch.call),
		(select count(*) || ':' || sum(version) from dispatch.unit), (select count(*) from dispatch.story),
		(select count(*) from dispatch.assignment), (select count(*) from dispatch.classification),
		(select count(*) from identity.person), (select count(*) from identity.post), (select count(*) from identity.agency)) as mark`.execute(
		world.store.db,
	)
	return rows[0]?.mark ?? ''
}

const declarations = (): readonly Declaration[] =>
	[...world.spine.acts.values(), ...world.spine.views.values()].map((one) => one.declaration)

it('S9 every act and view takes garbage from every post without a fault; what cannot be right by its schema is refused', async () => {
	const faults: string[] = []
	for (const declaration of declarations()) {
		const all = garbageFor(declaration, seed)
		for (const [i, piece] of all.entries()) {
			// Each piece meets another post; the example and drawn ones meet several.
			const who = world.people[(i * 7 + keys) % world.people.length] ?? nobody
			const bad = piece.wrong || piece.senseless === true
			const before = bad && declaration.kind === 'act' ? await written() : null
			try {
				const answer = await ask(declaration, piece.input, who)
				const fault = bad ? faultOf(piece, answer) : null
				if (fault !== null) faults.push(`${declaration.name}: ${piece.what} ${fault}`)
				if (before !== null && (await written()) !== before) faults.push(`${declaration.name}: ${piece.what} wrote`)
			} catch (error) {
				faults.push(error instanceof Error ? error.message : String(error))
			}
		}
	}
	expect([...new Set(faults)].slice(0, 40)).toEqual([])
}, 600_000)

it('S1 every post asks every act and view with its example: no fault, and a refusal by power is entered once', async () => {
	const faults: string[] = []
	for (const declaration of declarations()) {
		for (const who of [...world.people, nobody]) {
			const mark = await newest()
			const answer = await ask(declaration, declaration.example.input, who).catch((error: unknown) => {
				faults.push(String(error))
				return null
			})
			if (!(answer instanceof Refusal)) continue
			const entered = await pendingSince(mark)
			const byPower =
				who.person !== 'nobody' && (answer.rule !== null || answer.inner !== null || answer.code === 'not_permitted')
			if (entered !== (byPower ? 1 : 0))
				faults.push(`${declaration.name} as ${who.postKind}: ${answer.code} made ${entered} entries`)
			if (answer.code === 'not_found' && answer.rule !== null)
				faults.push(`${declaration.name}: not_found tells a rule`)
			if (who.person === 'nobody' && declaration.anonymous !== true && answer.code !== 'not_signed_in') {
				faults.push(`${declaration.name} answered ${answer.code} to nobody`)
			}
		}
	}
	expect([...new Set(faults)].slice(0, 40)).toEqual([])
}, 600_000)

it('S1 the system asks what nobody could do of dispatch, with its example: no fault', async () => {
	const faults: string[] = []
	for (const declaration of declarations().filter(({ name }) => name.startsWith('dispatch.') && !done.has(name)))
		await ask(declaration, declaration.example.input, system).catch((error: unknown) => faults.push(String(error)))
	expect(faults).toEqual([])
}, 300_000)

it('S1 the garbage test is not blind: most acts and views of dispatch and the map are also done by somebody', () => {
	const names = declarations()
		.map((one) => one.name)
		.filter((name) => /^(dispatch|geo)\./.test(name))
	const never = names.filter((name) => !done.has(name))
	expect(1 - never.length / names.length, `never done: ${never.join(', ')}`).toBeGreaterThan(0.6)
})

it('S6 no view shows a post any row that it may not see', async () => {
	const { powers, views } = world.spine
	const rows = await sql<{ type: string; id: string }>`
		select 'Incident' as type, id::text from dispatch.incident union all
		select 'Call', id::text from dispatch.call union all
		select 'Unit', id::text from dispatch.unit`.execute(world.store.db)
	const typeOf = new Map(rows.rows.map((row) => [row.id, row.type]))
	const resources = new Map(
		[...views.values()].flatMap((view) => [[view.declaration.resource.type, view.declaration.resource] as const]),
	)
	const faults: string[] = []
	const context = { now: Math.floor(world.spine.clock().getTime() / 1000), purpose: true }
	for (const { declaration } of views.values()) {
		for (const who of world.people) {
			const answer = await ask(declaration, declaration.example.input, who)
			if (answer instanceof Refusal) continue
			const shown = new Set(
				JSON.stringify(answer.output).match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g),
			)
			for (const [type, ids] of Map.groupBy(
				[...shown].filter((id) => typeOf.has(id)),
				(id) => typeOf.get(id) ?? '',
			)) {
				const resource = resources.get(type)
				if (resource === undefined) continue
				const filter = powers.filter(who, resource.see, resource, context)
				const seen = await seenOf(filter, ids)
				for (const id of ids)
					if (!seen.has(id)) faults.push(`${declaration.name} showed ${type} ${id} to ${who.postKind} of ${who.agency}`)
			}
		}
	}
	expect([...new Set(faults)].slice(0, 40)).toEqual([])
}, 300_000)

async function seenOf(filter: Filter, ids: readonly string[]): Promise<ReadonlySet<string>> {
	if (filter.allows === 'nothing') return new Set()
	const { rows } = await sql<{ id: string }>`select r.id::text as id from ${filteredRows(filter, 'r')}
		where r.id in (${sql.join([...ids])})`.execute(world.store.db)
	return new Set(rows.map((row) => row.id))
}
