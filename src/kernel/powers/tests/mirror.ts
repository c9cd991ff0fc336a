import { sql } from 'kysely'
import type { AttributeDeclaration, ResourceDeclaration } from '#kernel/contract/declare.ts'
import type { Db, Tx } from '#kernel/db/schema.ts'
import type { Who } from '#kernel/who.ts'
import { conditionOf, walk } from '../policy.ts'
import type { Powers, PowersContext } from '../powers.ts'
import { whereOf } from '../filter.ts'
import type { Subject } from '../subject.ts'
import { agencyId, type Node, personAt, tree, unitId } from './people.ts'
import { postKinds } from '../explain.ts'

/** Tables of the test's own in the shape of any resource, filled with generated rows: filter and decide must agree on them. */

export type Pools = { readonly strings: readonly string[]; readonly longs: readonly number[] }

/** Words and numbers the rules speak of, so that generated rows meet them often. */
export function poolsOf(powers: Powers, action: string, type: string): Pools {
	const strings = new Set(['theft', 'traffic_jam', 'other', unitId(1), unitId(2), unitId(3), 'person-1', 'person-2'])
	const longs = new Set([-1, 0, 1, 2, 3, 4, 5])
	for (const policy of powers.rulesFor(action, type, 1)) {
		walk(conditionOf(policy.json), (node) => {
			if (!('Value' in node)) return
			if (typeof node.Value === 'string') strings.add(node.Value)
			if (typeof node.Value === 'number') for (const near of [-1, 0, 1]) longs.add(node.Value + near)
		})
	}
	return { strings: [...strings], longs: [...longs] }
}

/** The same resource over tables of the test's own: one column per attribute, one table per set. */
export function mirrorOf(resource: ResourceDeclaration): ResourceDeclaration {
	const table = `powers_mirror.${resource.type.toLowerCase()}`
	const attributes = Object.entries(resource.attributes).map(([name, declared]): [string, AttributeDeclaration] => {
		if (!('table' in declared)) return [name, { ...declared, column: `a_${name}` }]
		// Every other set repeats the page's order, so that both ways of walking a set are met.
		const carries = name.length % 2 === 0 ? { carries: { at: 'row_at' } } : {}
		return [
			name,
			{ is: declared.is, table: `${table}_${name.toLowerCase()}`, key: 'row_id', column: 'member', ...carries },
		]
	})
	return { ...resource, table, id: 'id', attributes: Object.fromEntries(attributes) }
}

const columnTypes = { String: 'text', Long: 'bigint', Bool: 'boolean', Agency: 'uuid' } as const

/** Creates the mirror's tables. Needs the owner's role. */
export async function createMirror(tx: Tx, mirror: ResourceDeclaration): Promise<void> {
	const columns: string[] = []
	await sql`create schema if not exists powers_mirror`.execute(tx)
	for (const declared of Object.values(mirror.attributes)) {
		if ('table' in declared) {
			const type = declared.is === 'Set<Agency>' ? 'uuid' : 'text'
			await sql`create table ${sql.table(declared.table)} (row_id uuid not null, member ${sql.raw(type)} not null, row_at timestamptz not null)`.execute(
				tx,
			)
			await sql`create index on ${sql.table(declared.table)} (member, row_at desc, row_id desc)`.execute(tx)
			await sql`create index on ${sql.table(declared.table)} (row_id)`.execute(tx)
		} else columns.push(`"${declared.column}" ${columnTypes[declared.is]} ${declared.optional ? '' : 'not null'}`)
	}
	await sql`create table ${sql.table(mirror.table ?? '')} (id uuid primary key, at timestamptz not null, ${sql.raw(columns.join(', ') || 'none boolean')})`.execute(
		tx,
	)
}

const rowId = (n: number) => `0c000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`

/** Generated rows of a resource, as powers see them. */
export function rowsOf(
	mirror: ResourceDeclaration,
	count: number,
	pools: Pools,
	random: () => number,
	nodes: readonly Node[] = tree,
): Subject[] {
	const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
	const agency = () => (random() < 0.03 ? agencyId(9_999) : pick(nodes).id)
	const some = <T>(from: () => T): T[] => [...new Set(Array.from({ length: Math.floor(random() * 4) }, from))]
	const value = (declared: AttributeDeclaration) => {
		if ('optional' in declared && declared.optional && random() < 0.3) return null
		if (declared.is === 'String') return pick(pools.strings)
		if (declared.is === 'Long') return pick(pools.longs)
		if (declared.is === 'Bool') return random() < 0.5
		if (declared.is === 'Agency') return agency()
		return declared.is === 'Set<Agency>' ? some(agency) : some(() => pick(pools.strings))
	}
	return Array.from({ length: count }, (_, n) => ({
		resource: mirror,
		id: mirror.type === 'Agency' ? (nodes[n % nodes.length]?.id ?? rowId(n)) : rowId(n),
		attributes: Object.fromEntries(
			Object.entries(mirror.attributes).map(([name, declared]) => [name, value(declared)]),
		),
	})).slice(0, mirror.type === 'Agency' ? nodes.length : count)
}

export async function fillMirror(tx: Tx, mirror: ResourceDeclaration, rows: readonly Subject[]): Promise<void> {
	const plain = Object.entries(mirror.attributes).filter(([, declared]) => !('table' in declared))
	const at = (n: number) => new Date(1_700_000_000_000 + Math.floor(n / 3) * 1_000)
	const json = rows.map((row, n) => ({
		id: row.id,
		at: at(n),
		...Object.fromEntries(plain.map(([name]) => [`a_${name}`, row.attributes[name]])),
	}))
	for (let n = 0; n < json.length; n += 2_000) {
		const part = JSON.stringify(json.slice(n, n + 2_000))
		await sql`insert into ${sql.table(mirror.table ?? '')} select * from jsonb_populate_recordset(null::${sql.table(mirror.table ?? '')}, ${part}::jsonb)`.execute(
			tx,
		)
	}
	for (const [name, declared] of Object.entries(mirror.attributes)) {
		if (!('table' in declared)) continue
		const members = rows.flatMap((row, n) => {
			const set = row.attributes[name]
			// Some stand in the set twice.
			const twice = Array.isArray(set) && n % 4 === 0 ? [...set, ...set] : set
			return Array.isArray(twice) ? twice.map((member) => ({ row_id: row.id, member, row_at: at(n) })) : []
		})
		await sql`insert into ${sql.table(declared.table)} select * from jsonb_populate_recordset(null::${sql.table(declared.table)}, ${JSON.stringify(members)}::jsonb)`.execute(
			tx,
		)
	}
}

/** Generated people: every kind of post, anywhere in the tree, sworn or not, with and without credentials and a unit. */
export function peopleOf(count: number, pools: Pools, random: () => number, nodes: readonly Node[] = tree): Who[] {
	const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
	return Array.from({ length: count }, (_, n) =>
		personAt(
			pick(nodes),
			{
				n,
				post: pick(postKinds),
				sworn: random() < 0.6,
				credentials: random() < 0.4 ? [pick(pools.strings)] : [],
				unit: random() < 0.5 ? pick([unitId(1), unitId(2), unitId(3)]) : null,
				...(random() < 0.3 ? { drill: [pick(nodes), pick(nodes)] } : { drills: random() < 0.5 ? [pick(nodes)] : [] }),
			},
			nodes,
		),
	)
}

export function contextOf(powers: Powers, action: string, random: () => number): PowersContext {
	const extra = Object.entries(powers.words.contexts.get(action) ?? {}).map(([name, is]) => {
		if (is === 'Bool') return [name, random() < 0.5]
		return [name, is === 'Long' ? Math.floor(random() * 4) : 'other']
	})
	return { now: 1_800_000_000, purpose: random() < 0.5, ...Object.fromEntries(extra) }
}

export type Difference = {
	readonly who: Who
	readonly row: Subject
	readonly decided: boolean
	readonly filtered: boolean
}

/** Pairs on which one decision and the filter do not agree. */
export async function differences(
	db: Db | Tx,
	powers: Powers,
	action: string,
	people: readonly Who[],
	rows: readonly Subject[],
	random: () => number,
): Promise<{ pairs: number; allowed: number; found: Difference[] }> {
	const found: Difference[] = []
	let allowed = 0
	const [first] = rows
	if (first === undefined) return { pairs: 0, allowed, found }
	const { resource } = first
	for (const who of people) {
		const context = contextOf(powers, action, random)
		const filter = powers.filter(who, action, resource, context)
		const query = sql<{
			id: string
		}>`select t.id from ${sql.table(resource.table ?? '')} t where ${whereOf(filter, 't')}`
		const ids = new Set((await query.execute(db)).rows.map((row) => row.id))
		for (const row of rows) {
			const decided = powers.decide(who, action, row, context).allowed
			const filtered = ids.has(row.id)
			if (decided) allowed += 1
			if (decided !== filtered) found.push({ who, row, decided, filtered })
		}
	}
	return { pairs: people.length * rows.length, allowed, found }
}
