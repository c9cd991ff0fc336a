import { sql } from 'kysely'
import type { ActContext } from '../act.ts'
import type { Tx } from '../db/schema.ts'
import { newId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { keepSum } from './keep.ts'
import { nextOf } from './ladder.ts'
import type { Pause } from './reckon.ts'
import { type DeadlineOf, mustBeOpen } from './row.ts'
import { dateOf, minuteOf, reckonFor } from './sum.ts'

/** Pauses and extensions: each makes a new sum and leaves the old ones as they are. Called by acts, under their powers. */

type By = Pick<ActContext, 'tx' | 'who' | 'now'>
export type Recounted = { readonly dueAt: Date; readonly version: number }

/** C20, C21. Stops the clock from `now`. @throws Refusal `invalid`, `wrong_state`, `already` */
export async function pause(
	{ tx, who, now }: By,
	row: DeadlineOf,
	asked: { readonly ground: string; readonly minutes?: number; readonly reason: string },
): Promise<Recounted & { readonly until: Date }> {
	mustRun(row, now)
	const ground = row.regime.pauses.find((one) => one.ground === asked.ground)
	if (ground === undefined) throw noGround(row.regime.pauses, 'C20')
	const before = await pausesOf(tx, row.id)
	// A clock stands still from the next whole minute and runs again from the last: never longer than was meant.
	const from = Math.ceil(now.getTime() / 60_000)
	if (before.some((one) => one.until > from)) throw standsStill()
	const used = before.filter((one) => one.ground === asked.ground).reduce((sum, one) => sum + one.until - one.from, 0)
	const left = ground.mostMinutes - used
	if (left < 1 || (asked.minutes ?? 1) > left) throw usedUp(left)
	const until = from + (asked.minutes ?? left)
	await tx
		.insertInto('deadlines.pause')
		.values({
			id: newId<'pause'>(now.getTime()),
			deadline_id: row.id,
			ground: asked.ground,
			from_at: dateOf(from),
			until_at: dateOf(until),
			resumed_at: null,
			by_person: who.person,
			by_post: who.postKind,
			reason: asked.reason,
		})
		.execute()
	const pauses = [...before, { from, until, ground: asked.ground }]
	return { ...(await recount(tx, row, 'pause', now, { amount: row.amount, pauses })), until: dateOf(until) }
}

/** C21. Ends the pause the clock stands in. @throws Refusal `already` when it runs */
export async function resume({ tx, now }: By, row: DeadlineOf): Promise<Recounted> {
	mustBeOpen(row)
	const ended = await tx
		.updateTable('deadlines.pause')
		.set({ resumed_at: sql`greatest(from_at, ${dateOf(minuteOf(now))}::timestamptz)` })
		.where('deadline_id', '=', row.id)
		.where('until_at', '>', now)
		.where('resumed_at', 'is', null)
		.returning('id')
		.executeTakeFirst()
	if (ended === undefined)
		throw new Refusal('already', { en: 'The clock is running.', zh: '计时未中止。' }, { rule: 'C21' })
	return recount(tx, row, 'resume', now, { amount: row.amount, pauses: await pausesOf(tx, row.id) })
}

/** C24. Makes the deadline `amount` long from its start. @throws Refusal `invalid`, `already`, `wrong_state` */
export async function extend(
	{ tx, who, now }: By,
	row: DeadlineOf,
	asked: { readonly ground: string; readonly amount: number; readonly reason: string },
): Promise<Recounted> {
	mustBeOpen(row)
	if (row.liberty) mustRun(row, now)
	const ground = row.regime.extensions.find((one) => one.ground === asked.ground)
	if (ground === undefined) throw noGround(row.regime.extensions, 'C24')
	if (asked.amount <= row.amount || asked.amount > ground.most) throw notLonger(row.amount, ground.most)
	const added = await tx
		.insertInto('deadlines.extension')
		.values({
			deadline_id: row.id,
			ground: asked.ground,
			amount: asked.amount,
			at: now,
			by_person: who.person,
			by_post: who.postKind,
			reason: asked.reason,
		})
		.onConflict((conflict) => conflict.doNothing())
		.returning('ground')
		.executeTakeFirst()
	if (added === undefined) {
		const words = { en: 'It was extended on this ground before.', zh: '已按该事由延长过。' }
		throw new Refusal('already', words, { rule: 'C24', field: 'ground' })
	}
	return recount(tx, row, 'extend', now, { amount: asked.amount, pauses: await pausesOf(tx, row.id) })
}

async function pausesOf(tx: Tx, deadline: string): Promise<readonly Pause[]> {
	const rows = await tx
		.selectFrom('deadlines.pause')
		.select(['ground', 'from_at', 'until_at', 'resumed_at'])
		.where('deadline_id', '=', deadline)
		.orderBy('from_at')
		.orderBy('id')
		.execute()
	return rows.map((one) => ({
		ground: one.ground,
		from: minuteOf(one.from_at),
		until: minuteOf(one.resumed_at ?? one.until_at),
	}))
}

/** C5, C17. A new sum by the editions the deadline was set with. A due moment that lies ahead again lets the clock run on. */
async function recount(
	tx: Tx,
	row: DeadlineOf,
	cause: 'pause' | 'resume' | 'extend',
	now: Date,
	{ amount, pauses }: { readonly amount: number; readonly pauses: readonly Pause[] },
): Promise<Recounted> {
	const sum = reckonFor(row.regime, row.calendar, { from: minuteOf(row.from_at), amount, pauses })
	const due_at = dateOf(sum.due)
	const stage = due_at > now ? ('running' as const) : row.stage
	const next = nextOf({ ...row, due_at, stage })
	const { n } = await tx
		.selectFrom('deadlines.reckoning')
		.select((eb) => eb.fn.max('n').as('n'))
		.where('deadline_id', '=', row.id)
		.executeTakeFirstOrThrow()
	await keepSum(tx, { deadline: row.id, n: n + 1, cause, at: now, amount, pauses, sum })
	await tx
		.updateTable('deadlines.deadline')
		.set({ amount, due_at, stage, next_at: next?.at ?? null, version: row.version + 1 })
		.where('id', '=', row.id)
		.execute()
	return { dueAt: due_at, version: row.version + 1 }
}

/** C25 and plain sense: what has run out is not stopped. */
function mustRun(row: DeadlineOf, now: Date): void {
	mustBeOpen(row)
	if (row.due_at > now && row.stage !== 'breached') return
	const words = {
		en: 'The clock has run out. It is neither stopped nor made longer now.',
		zh: '该时限已届满，不能再中止或延长。',
	}
	throw new Refusal('wrong_state', words, { rule: 'C25' })
}

type Grounds = readonly { readonly ground: string; readonly name: { readonly en: string; readonly zh: string } }[]

function noGround(grounds: Grounds, rule: string): Refusal {
	const listed = (language: 'en' | 'zh') =>
		grounds.map(({ name }) => name[language]).join(language === 'en' ? ', ' : '、')
	const words =
		grounds.length === 0
			? { en: 'The rule of this deadline lists no such ground.', zh: '该时限规则没有此类事由。' }
			: { en: `The rule lists these grounds: ${listed('en')}.`, zh: `规则所列事由为：${listed('zh')}。` }
	return new Refusal('invalid', words, {
		rule,
		field: 'ground',
		extra: { grounds: grounds.map(({ ground }) => ground) },
	})
}

function standsStill(): Refusal {
	return new Refusal('already', { en: 'The clock stands still already.', zh: '计时已经中止。' }, { rule: 'C21' })
}

function usedUp(left: number): Refusal {
	const words = {
		en: `On this ground the clock may stand still for ${Math.max(0, left)} more minutes.`,
		zh: `按该事由还可中止 ${Math.max(0, left)} 分钟。`,
	}
	return new Refusal('invalid', words, { rule: 'C21', field: 'minutes' })
}

function notLonger(now: number, most: number): Refusal {
	const words = {
		en: `The whole length is more than ${now} and at most ${most}.`,
		zh: `总时长须大于 ${now}，不超过 ${most}。`,
	}
	return new Refusal('invalid', words, { rule: 'C24', field: 'amount' })
}
