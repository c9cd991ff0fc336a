import { setTimeout as wait } from 'node:timers/promises'
import type { Tx } from '#kernel/db/schema.ts'
import type { Tracer } from '../tracer/open.ts'
import { type TraceAnswer, type TraceQuery, traceBySql } from './trace-sql.ts'

/** F216. Two answers to one question that stayed different. */
export type Differing = {
	readonly query: TraceQuery
	readonly byDatabase: TraceAnswer
	readonly byTracer: TraceAnswer
}

/** What follows money beside the database, how many of its answers are taken for one that is recomputed, and who hears. */
export type Follower = {
	readonly tracer: Pick<Tracer, 'trace' | 'ready'>
	readonly every: number
	differed(found: Differing): void
}

/** A commit is told within this; an answer that is behind by it is no fault. */
const toldWithin = 100

let follower: Follower | null = null
let answers = 0

/** Called at start, once the tracer has read; with null it follows by SQL alone. */
export function useFollower(given: Follower | null): void {
	follower = given
	answers = 0
}

/**
 * F216. Follows money: by the tracer where one is ready, else by SQL. Of every so many answers one, the first among them, is
 * recomputed by SQL; where they stay different what SQL gives is the answer, and it is told.
 */
export async function follow(tx: Tx, query: TraceQuery): Promise<TraceAnswer> {
	if (follower === null || !follower.tracer.ready) return traceBySql(tx, query)
	const { tracer, every, differed } = follower
	const first = await tracer.trace(query).catch(() => null)
	if (first === null) return traceBySql(tx, query)
	answers += 1
	if ((answers - 1) % every !== 0) return first
	if (isAlike(first, await traceBySql(tx, query))) return first
	await wait(toldWithin)
	const byDatabase = await traceBySql(tx, query)
	const byTracer = await tracer.trace(query).catch(() => first)
	if (!isAlike(byTracer, byDatabase)) differed({ query, byDatabase, byTracer })
	return byDatabase
}

function isAlike(one: TraceAnswer, two: TraceAnswer): boolean {
	return told(one) === told(two)
}

const told = ({ rows, cuts }: TraceAnswer): string =>
	JSON.stringify([
		rows.map(({ id, matter, from, to, minor, currency, at, hop }) => [id, matter, from, to, minor, currency, at, hop]),
		cuts.map(({ node, shown, of }) => [node, shown, of]).sort(([a = 0], [b = 0]) => a - b),
	])
