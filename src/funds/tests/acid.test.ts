import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { perform } from '#kernel/spine/perform.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import { openFresh } from '#tests/database.ts'
import { approveMeasure } from '../contract.ts'
import { type MeasureStage, openMeasureStage } from './measure-stage.ts'
import { between, type Level, lost, type Session, settledOrBlocked } from './two-sessions.ts'

/**
 * F91. The anomalies of the ACID suite of LDBC FinBench, written anew. Each scenario counts what went wrong: nothing under the
 * isolation that checking and stopping runs in, and something where that is taken away, so that each test can fail.
 */

const twoSessions = process.env['SEAWALL_TEST_DATABASE_URL'] !== undefined

let store: Store
beforeAll(async () => {
	store = await openFresh()
	await store.transact('owner', async (tx) => {
		await sql`create schema acid`.execute(tx)
		await sql`create table acid.account (id int primary key, balance int not null, marks text[] not null default '{}')`.execute(
			tx,
		)
		await sql`create table acid.moved (source int not null, target int not null, amount int not null)`.execute(tx)
		await sql`grant usage on schema acid to seawall_app`.execute(tx)
		await sql`grant select on all tables in schema acid to seawall_app`.execute(tx)
	})
}, 120_000)
afterAll(() => store?.close())
beforeEach(() =>
	store.transact('owner', async (tx) => {
		await sql`truncate acid.account, acid.moved`.execute(tx)
		await sql`insert into acid.account (id, balance) values (1, 100), (2, 100)`.execute(tx)
	}),
)

const read = 'select balance as value from acid.account where id = $1'
const write = 'update acid.account set balance = $2 where id = $1'
const mark = 'update acid.account set marks = marks || $2::text where id = $1'
const counted = 'select count(*)::int as value from acid.moved where target = $1'

/** What one transfer does: both accounts and its row. */
const transfer = [
	'update acid.account set balance = balance - 30 where id = 1',
	'update acid.account set balance = balance + 30 where id = 2',
	'insert into acid.moved (source, target, amount) values (1, 2, 30)',
] as const

async function stands(): Promise<{ first: number; second: number; moved: number }> {
	const { rows } = await sql<{ first: number; second: number; moved: number }>`select
		(select balance from acid.account where id = 1) as first, (select balance from acid.account where id = 2) as second,
		(select count(*)::int from acid.moved) as moved`.execute(store.db)
	return rows[0] ?? { first: 0, second: 0, moved: 0 }
}

describe('on one connection, on either engine', () => {
	test('F91 atomicity: a commit leaves all of a transfer', async () => {
		await store.transact('owner', async (tx) => {
			for (const step of transfer) await sql.raw(step).execute(tx)
		})
		expect(await stands()).toEqual({ first: 70, second: 130, moved: 1 })
	})

	test('F91 atomicity: what fails in the middle leaves nothing; statements by themselves would', async () => {
		const half = store.transact('owner', async (tx) => {
			await sql.raw(transfer[0]).execute(tx)
			throw new Error('the power goes')
		})
		await expect(half).rejects.toThrow('the power goes')
		expect(await stands()).toEqual({ first: 100, second: 100, moved: 0 })
		await store.lease('owner', ({ wire }) => wire.send(transfer[0], []))
		expect(await stands()).toEqual({ first: 70, second: 100, moved: 0 })
	})

	test('F91 aborted read G1a: what was rolled back is read by nobody after it', async () => {
		const seen: number[] = []
		const aborted = store.transact('owner', async (tx) => {
			await sql`update acid.account set balance = 200 where id = 1`.execute(tx)
			const { rows } = await sql<{ balance: number }>`select balance from acid.account where id = 1`.execute(tx)
			seen.push(rows[0]?.balance ?? 0)
			throw new Error('taken back')
		})
		await expect(aborted).rejects.toThrow('taken back')
		seen.push((await stands()).first)
		expect(seen).toEqual([200, 100])
	})
})

/** Runs a scenario at a level; gives how many anomalies were seen. */
type Scenario = (a: Session, b: Session) => Promise<number>

/** Two that change the same two accounts leave them in the same order. */
const dirtyWrite: Scenario = async (a, b) => {
	await a.begin()
	await b.begin()
	await a.do(mark, [1, 'a'])
	const other = (async () => {
		await b.do(mark, [1, 'b'])
		await b.do(mark, [2, 'b'])
	})()
	await settledOrBlocked(store, b, other)
	await a.do(mark, [2, 'a'])
	await a.commit()
	await again(b, other, async () => {
		await b.do(mark, [1, 'b'])
		await b.do(mark, [2, 'b'])
	})
	const { rows } = await sql<{ same: boolean }>`select (select marks from acid.account where id = 1)
		= (select marks from acid.account where id = 2) as same`.execute(store.db)
	return rows[0]?.same === true ? 0 : 1
}

/** Ends what `b` does; when it lost, once more in a new transaction. */
async function again(b: Session, first: Promise<unknown>, work: () => Promise<unknown>): Promise<void> {
	try {
		await first
		await b.commit()
	} catch (error) {
		if (!lost(error)) throw error
		await b.rollback()
		await b.begin()
		await work()
		await b.commit()
	}
}

const abortedRead: Scenario = async (a, b) => {
	await a.begin()
	await b.begin()
	await a.do(write, [1, 200])
	const seen = await b.one(read, [1])
	await a.rollback('update acid.account set balance = 100 where id = 1')
	await b.commit()
	return seen === 200 ? 1 : 0
}

const intermediateRead: Scenario = async (a, b) => {
	await a.begin()
	await b.begin()
	await a.do(write, [1, 200])
	const seen = await b.one(read, [1])
	await a.do(write, [1, 300])
	await a.commit()
	await b.commit()
	return seen === 200 ? 1 : 0
}

/** Each sees what the other wrote. */
const circularFlow: Scenario = async (a, b) => {
	await a.begin()
	await b.begin()
	await a.do(write, [1, 1])
	await b.do(write, [2, 2])
	const bySecond = await a.one(read, [2])
	const byFirst = await b.one(read, [1])
	await Promise.allSettled([a.commit(), b.commit()])
	return bySecond === 2 && byFirst === 1 ? 1 : 0
}

/** One that was seen in one account is not seen in the next. */
const observedVanishes: Scenario = async (a, b) => {
	await a.begin()
	await b.begin()
	await a.do(write, [1, 1])
	const first = await b.one(read, [1])
	const second = await b.one(read, [2])
	await a.do(write, [2, 1])
	await a.commit()
	await b.commit()
	return first === 1 && second !== 1 ? 1 : 0
}

/** Half of a transfer is seen. */
const fracturedRead: Scenario = async (a, b) => {
	await b.begin()
	const first = await b.one(read, [1])
	await a.begin()
	for (const step of transfer) await a.do(step)
	await a.commit()
	const second = await b.one(read, [2])
	await b.commit()
	return first + second === 200 ? 0 : 1
}

const itemPreceders: Scenario = async (a, b) => {
	await b.begin()
	const first = await b.one(read, [1])
	await a.begin()
	await a.do(write, [1, 40])
	await a.commit()
	const second = await b.one(read, [1])
	await b.commit()
	return first === second ? 0 : 1
}

const predicatePreceders: Scenario = async (a, b) => {
	await b.begin()
	const first = await b.one(counted, [2])
	await a.begin()
	await a.do(transfer[2])
	await a.commit()
	const second = await b.one(counted, [2])
	await b.commit()
	return first === second ? 0 : 1
}

/** Two add ten to what they read. */
const lostUpdate: Scenario = async (a, b) => {
	await a.begin()
	await b.begin()
	const forA = await a.one(read, [1])
	const forB = await b.one(read, [1])
	await a.do(write, [1, forA + 10])
	await a.commit()
	await again(b, b.do(write, [1, forB + 10]), async () => b.do(write, [1, (await b.one(read, [1])) + 10]))
	return (await stands()).first === 120 ? 0 : 1
}

const sum = 'select sum(balance)::int as value from acid.account'

/** Together two accounts keep 100; each takes from another one what both may take once. */
const writeSkew: Scenario = async (a, b) => {
	await a.begin()
	await b.begin()
	const seenByA = await a.one(sum)
	const seenByB = await b.one(sum)
	if (seenByA - 100 >= 100) await a.do(write, [1, 0])
	await a.commit()
	const takes = async (seen: number) => (seen - 100 >= 100 ? b.do(write, [2, 0]) : [])
	await again(b, takes(seenByB), async () => takes(await b.one(sum)))
	const { first, second } = await stands()
	return first + second >= 100 ? 0 : 1
}

const scenarios: readonly (readonly [name: string, scenario: Scenario, weakest: readonly Level[]])[] = [
	['dirty write G0', dirtyWrite, ['none']],
	['aborted read G1a', abortedRead, ['none']],
	['intermediate read G1b', intermediateRead, ['none']],
	['circular information flow G1c', circularFlow, ['none']],
	['observed transaction vanishes OTV', observedVanishes, ['none']],
	['fractured read FR', fracturedRead, ['none', 'read committed']],
	['item-many-preceders IMP', itemPreceders, ['none', 'read committed']],
	['predicate-many-preceders PMP', predicatePreceders, ['none', 'read committed']],
	['lost update LU', lostUpdate, ['none', 'read committed']],
	['write skew WS', writeSkew, ['none', 'read committed', 'repeatable read']],
]

// The embedded database has one connection: two transactions never overlap there.
describe.skipIf(!twoSessions)('between two sessions (a PostgreSQL server; one connection cannot interleave)', () => {
	for (const [name, scenario, weakest] of scenarios) {
		test(`F91 ${name}: not under serializable`, async () => {
			expect(await between(store, 'serializable', scenario)).toBe(0)
		})
		for (const level of weakest)
			test(`F91 ${name}: it is seen under ${level}`, async () => {
				expect(await between(store, level, scenario)).toBe(1)
			})
	}
})

describe('check, then stop', () => {
	let stage: MeasureStage
	beforeAll(async () => {
		stage = await openMeasureStage()
	}, 240_000)
	afterAll(() => stage?.close())

	/** Two stops signed on an account that may be stopped once more, approved at once; gives how many went out. */
	async function race(on: Spine): Promise<{ sent: number; refused: unknown[] }> {
		const report = await stage.signed()
		const draft = async () => {
			const { measure } = await stage.stop(report.id, { payment: report.payment, askedMinor: 1_000_000 })
			await stage.sign(measure)
			return measure
		}
		const first = await draft()
		await stage.approve(first)
		const measures = [await draft(), await draft()]
		const approve = (measure: string) =>
			perform(on, {
				name: approveMeasure.name,
				input: { measure, version: 2 },
				key: `race-${measure}`,
				who: stage.leader,
			})
		const ended = await Promise.allSettled(measures.map(approve))
		const refused = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
		const rows = await Promise.all(measures.map((measure) => stage.row(measure)))
		return { sent: rows.filter((row) => row?.state === 'sent').length, refused }
	}

	/** The act as it is, but for its isolation when that is taken away; its first two runs wait for one another before they commit. */
	function meeting(isolation: 'serializable' | null): Spine {
		const performer = stage.spine.acts.get(approveMeasure.name)
		if (performer === undefined) throw new Error('no such act')
		const both = Promise.withResolvers<void>()
		let arrived = 0
		const { isolation: _declared, ...bare } = performer
		const run: typeof performer.run = async (context, row, input) => {
			const done = await performer.run(context, row, input)
			arrived += 1
			if (arrived === 2) both.resolve()
			await both.promise
			return done
		}
		const acts = new Map(stage.spine.acts).set(approveMeasure.name, {
			...bare,
			...(isolation === null ? {} : { isolation }),
			run,
		})
		return { ...stage.spine, acts }
	}

	test('F90 of two that would be the last stop of an account one goes out, the other is told why', async () => {
		const { sent, refused } = await race(twoSessions ? meeting('serializable') : stage.spine)
		expect(sent).toBe(1)
		expect(refused).toEqual([expect.objectContaining({ code: 'wrong_state', rule: 'F65' })])
	})

	test.skipIf(!twoSessions)('F90 without the isolation both would go out', async () => {
		expect(await race(meeting(null))).toEqual({ sent: 2, refused: [] })
	})
})
