import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { armsByData, type Loss } from '../process/api.ts'
import { findShipped } from '../processes.ts'
import { type Alike, type Read, shapesOf } from './plan-shapes.ts'
import { type Candidate, isLive, type Moving, tryMatters } from './plan-trial.ts'

/** Matters read by one statement. */
const portion = 20_000
/** Of those that stay, told one by one. */
const told = 200
/** Shapes tried at once, and kept in mind from one portion to the next. */
const batch = 250
const minded = 20_000

export type Trial = {
	readonly of: number
	readonly moves: number
	/** The oldest 200 of those that would lose something. */
	readonly stays: readonly (Candidate & { readonly losses: readonly Loss[] })[]
}

/**
 * M92. The dry run over every live matter, however many: they are read a portion at a time, and of those that stand alike the
 * oldest is tried for all. Nothing is written.
 */
export async function tryAll(tx: Tx, moving: Moving): Promise<Trial> {
	const isStepped = findShipped(moving.name) !== null
	const isApart = !isStepped && (await armsByData(tx, moving))
	const read = (from: RawBuilder<unknown>) => shapesOf(tx, moving, { from, isStepped, isApart })
	const known = new Map<string, readonly Loss[]>()
	const stays: Trial['stays'][number][] = []
	let of = 0
	let moves = 0
	for (let after: string | null = null; ; ) {
		const alike: readonly Alike[] = await read(next(moving, after))
		const isTried = await tryShapes(tx, moving, { alike, known, read })
		// One tried had moved on since it was read: this portion is read again.
		if (!isTried) continue
		const losing = alike.filter(({ shape }) => lossesOf(known, shape).length > 0)
		of += count(alike)
		moves += count(alike) - count(losing)
		if (stays.length < told) stays.push(...oldest(losing, known, told - stays.length))
		after = alike[0]?.last ?? null
		if (known.size > minded) known.clear()
		if (count(alike) < portion) return { of, moves, stays }
	}
}

const count = (alike: readonly Alike[]) => alike.reduce((sum, one) => sum + one.count, 0)
const lossesOf = (known: ReadonlyMap<string, readonly Loss[]>, shape: string) => known.get(shape) ?? []

/** The next live matters by age; those begun meanwhile come last. */
function next(moving: Moving, after: string | null): RawBuilder<unknown> {
	return sql`select m.id as matter, m.kind from matters.matter m
		where ${isLive(moving)} and (${after}::uuid is null or m.id > ${after}::uuid) order by m.id limit ${portion}`
}

function named(matters: readonly string[]): RawBuilder<unknown> {
	return sql`select m.id as matter, m.kind from matters.matter m
		where m.id in (select jsonb_array_elements_text(${JSON.stringify(matters)}::text::jsonb)::uuid)`
}

type Shapes = {
	readonly alike: readonly Alike[]
	readonly known: Map<string, readonly Loss[]>
	readonly read: (from: Read['from']) => Promise<readonly Alike[]>
}

/** Tries the oldest of each shape not yet known. @returns false when one of them did not stand as it was read any more */
async function tryShapes(tx: Tx, moving: Moving, { alike, known, read }: Shapes): Promise<boolean> {
	const fresh = alike.filter(({ shape }) => !known.has(shape))
	for (let at = 0; at < fresh.length; at += batch) {
		const some = fresh.slice(at, at + batch)
		const list = some.flatMap(({ matters: [matter], kind }) => (matter === undefined ? [] : [{ matter, kind }]))
		const tried = await tryMatters(tx, moving, list)
		const still = new Set((await read(named(list.map(({ matter }) => matter)))).map(({ shape }) => shape))
		for (const [n, { shape }] of some.entries()) if (still.has(shape)) known.set(shape, tried[n]?.losses ?? [])
	}
	return fresh.every(({ shape }) => known.has(shape))
}

function oldest(losing: readonly Alike[], known: Shapes['known'], most: number): Trial['stays'] {
	return losing
		.flatMap(({ matters, kind, shape }) => matters.map((matter) => ({ matter, kind, losses: lossesOf(known, shape) })))
		.sort((a, b) => (a.matter < b.matter ? -1 : 1))
		.slice(0, most)
}
