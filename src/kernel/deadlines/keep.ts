import { sql } from 'kysely'
import type { Tier } from '../contract/scalars.ts'
import type { Tx } from '../db/schema.ts'
import { newId } from '../ids.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { RegimeBody } from './contract/bodies.ts'
import { calendarOf, type Edition, regimeOf } from './editions.ts'
import { nextOf } from './ladder.ts'
import { dateOf, minuteOf, partsToKeep, type Reckoned, reckonFor, writeZone } from './sum.ts'
import type { Pause } from './reckon.ts'
import './tables.ts'

export type SetDeadline = {
	readonly matter: string
	/** Key of a regime, e.g. `cn.detention.interrogate`. */
	readonly regime: string
	/** What is waited for, e.g. `interrogate`: one open deadline of a kind on a matter (C30). */
	readonly kind: string
	/** When the clock began. */
	readonly from: Date
	readonly now: Date
	/** Who has to act, when it is not the matter's agency. */
	readonly agency?: string
	/** Persons who work on the matter: they stop no clock (C22) and read its words (C36). */
	readonly hands?: readonly string[]
	/** The matter is protected: its words are for `readers` alone. */
	readonly protected?: boolean
	readonly readers?: readonly string[]
}

/**
 * Sets a deadline: reckons it by the calendar and the regime that apply to the agency now, and keeps the sum.
 * @throws Refusal `invalid` for an unknown regime or a sum out of bounds (C18), `already` when an open liberty clock of the
 * kind stands (C30), `wrong_state` when the matter is closed, `not_found`
 */
export async function setDeadline(
	tx: Tx,
	set: SetDeadline,
): Promise<{ readonly deadline: string; readonly dueAt: Date; readonly missingYears: readonly number[] }> {
	const { agency, tier, above } = await ownerOf(tx, set)
	const regime = await needRegime(tx, set.regime, agency)
	const calendar = await calendarOf(tx, agency)
	const from = minuteOf(set.from)
	const { amount } = regime.body
	const sum = reckonFor(regime.body, calendar.body, { from, amount, pauses: [] })
	await dropEarlier(tx, set)
	const id = newId<'deadline'>(set.now.getTime())
	const from_at = dateOf(from)
	const due_at = dateOf(sum.due)
	const standing = { stage: 'running' as const, from_at, due_at, tier, reached: null, above, regime: regime.body }
	await tx
		.insertInto('deadlines.deadline')
		.values({
			id,
			matter_id: set.matter,
			kind: set.kind,
			agency_id: agency,
			duty_id: agency,
			regime_id: regime.id,
			calendar_id: calendar.id,
			liberty: regime.body.liberty,
			protected: set.protected ?? false,
			amount,
			from_at,
			due_at,
			next_at: nextOf(standing)?.at ?? null,
			set_at: set.now,
			breached_at: null,
			reached: null,
			met_at: null,
			decided_at: null,
			dropped_at: null,
		})
		.execute()
	await keepSum(tx, { deadline: id, n: 1, cause: 'set', at: set.now, amount, pauses: [], sum })
	await keepPeople(tx, id, set)
	return { deadline: id, dueAt: due_at, missingYears: sum.missingYears }
}

/** The regime of a key at an agency. @throws Refusal `invalid` when there is none (C20) */
export async function needRegime(tx: Tx, key: string, agency: string): Promise<Edition<RegimeBody>> {
	const regime = await regimeOf(tx, key, agency)
	if (regime === null) throw unknownRegime(key)
	return regime
}

type Owner = {
	readonly agency: string
	readonly tier: Tier
	readonly above: Readonly<Partial<Record<Tier, string>>>
}

async function ownerOf(tx: Tx, set: SetDeadline): Promise<Owner> {
	const { rows } = await sql<{
		agency: string
		tier: Tier
		closed: boolean
		above: readonly { tier: Tier; id: string }[]
	}>`
		select a.id as agency, a.tier, m.closed_at is not null as closed,
			(select coalesce(json_agg(json_build_object('tier', u.tier, 'id', u.id) order by k.depth desc), '[]')
				from identity.agency_closure k join identity.agency u on u.id = k.ancestor
				where k.descendant = a.id and u.branch is null and k.depth > 0) as above
		from matters.matter m join identity.agency a on a.id = coalesce(${set.agency ?? null}::uuid, m.agency_id)
		where m.id = ${set.matter}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`matter ${set.matter} or its agency is absent`)
	if (row.closed) {
		const words = { en: 'The matter is closed; no deadline is set on it.', zh: '该事项已办结，不再设定时限。' }
		throw new Refusal('wrong_state', words, { rule: 'C33' })
	}
	return { ...row, above: Object.fromEntries(row.above.map((one) => [one.tier, one.id])) }
}

/** C30. */
async function dropEarlier(tx: Tx, set: SetDeadline): Promise<void> {
	const earlier = await tx
		.selectFrom('deadlines.deadline')
		.select(['id', 'liberty'])
		.where('matter_id', '=', set.matter)
		.where('kind', '=', set.kind)
		.where('met_at', 'is', null)
		.where('decided_at', 'is', null)
		.where('dropped_at', 'is', null)
		.forUpdate()
		.executeTakeFirst()
	if (earlier === undefined) return
	if (earlier.liberty) {
		const words = {
			en: 'A clock of this kind runs for the person who is held. It is met before another begins.',
			zh: '该人员的同类时限正在计时，办结后才能另行设定。',
		}
		throw new Refusal('already', words, { rule: 'C30' })
	}
	await tx
		.updateTable('deadlines.deadline')
		.set({ dropped_at: set.now, next_at: null, version: sql`version + 1` })
		.where('id', '=', earlier.id)
		.execute()
}

/** Keeps one sum with all it was made from (C17). */
export async function keepSum(
	tx: Tx,
	kept: {
		readonly deadline: string
		readonly n: number
		readonly cause: 'set' | 'pause' | 'resume' | 'extend'
		readonly at: Date
		readonly amount: number
		readonly pauses: readonly Pause[]
		readonly sum: Reckoned
	},
): Promise<void> {
	await tx
		.insertInto('deadlines.reckoning')
		.values({
			deadline_id: kept.deadline,
			n: kept.n,
			cause: kept.cause,
			at: kept.at,
			due_at: dateOf(kept.sum.due),
			amount: kept.amount,
			pauses: JSON.stringify(kept.pauses),
			parts: JSON.stringify(partsToKeep(kept.sum.parts)),
			zone: writeZone(kept.sum.zone),
			tz: process.versions['tz'] ?? 'unknown',
			missing_years: [...kept.sum.missingYears],
		})
		.execute()
}

async function keepPeople(tx: Tx, deadline: string, { hands = [], readers = [] }: SetDeadline): Promise<void> {
	const rows = (people: readonly string[]) =>
		[...new Set(people)].map((person_id) => ({ deadline_id: deadline, person_id }))
	if (hands.length > 0) await tx.insertInto('deadlines.hand').values(rows(hands)).execute()
	if (readers.length > 0) await tx.insertInto('deadlines.reader').values(rows(readers)).execute()
}

/** C22, C36. A person who comes to work on the matter of a deadline. */
export async function addHand(tx: Tx, deadline: string, person: string): Promise<void> {
	await tx
		.insertInto('deadlines.hand')
		.values({ deadline_id: deadline, person_id: person })
		.onConflict((conflict) => conflict.doNothing())
		.execute()
}

/**
 * C31. Meets the open deadline of a kind.
 * @returns by how many seconds it was late (negative: early), or null when none was open
 */
export async function meetDeadline(
	tx: Tx,
	meet: { readonly matter: string; readonly kind: string; readonly now: Date },
): Promise<{ readonly deadline: string; readonly dueAt: Date; readonly lateSeconds: number } | null> {
	const row = await tx
		.updateTable('deadlines.deadline')
		.set({ met_at: meet.now, next_at: null, version: sql`version + 1` })
		.where('matter_id', '=', meet.matter)
		.where('kind', '=', meet.kind)
		.where('met_at', 'is', null)
		.where('decided_at', 'is', null)
		.where('dropped_at', 'is', null)
		.returning(['id', 'due_at'])
		.executeTakeFirst()
	if (row === undefined) return null
	return { deadline: row.id, dueAt: row.due_at, lateSeconds: (meet.now.getTime() - row.due_at.getTime()) / 1000 }
}

/** C33. Drops the open deadline of a kind: what was waited for will not come. A liberty clock stands: it is met. */
export async function dropDeadline(
	tx: Tx,
	drop: { readonly matter: string; readonly kind: string; readonly now: Date },
): Promise<void> {
	await tx
		.updateTable('deadlines.deadline')
		.set({ dropped_at: drop.now, next_at: null, version: sql`version + 1` })
		.where('matter_id', '=', drop.matter)
		.where('kind', '=', drop.kind)
		.where('liberty', '=', false)
		.where('met_at', 'is', null)
		.where('decided_at', 'is', null)
		.where('dropped_at', 'is', null)
		.execute()
}

/** Ids of deadlines whose clock has something to do, oldest first, without those another runner holds (C32). */
export async function dueDeadlines(
	tx: Tx,
	now: Date,
	limit: number,
): Promise<readonly { id: string; version: number }[]> {
	return tx
		.selectFrom('deadlines.deadline')
		.select(['id', 'version'])
		.where('next_at', '<=', now)
		.orderBy('next_at')
		.limit(limit)
		.forUpdate()
		.skipLocked()
		.execute()
}

function unknownRegime(key: string): Refusal {
	const words = { en: `There is no regime ${key} here.`, zh: `本单位没有时限规则 ${key}。` }
	return new Refusal('invalid', words, { rule: 'C20', extra: { regime: key } })
}
