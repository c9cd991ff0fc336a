import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { type Cut, Edges } from '#funds/tracer/reads/edges.ts'
import { blockedMedia, loanTrace, shortestPath, tracesOf } from '#funds/tracer/reads/paths.ts'
import { gathered, inOut, toCompanies, triangles } from '#funds/tracer/reads/sums.ts'
import { openFresh } from '#tests/database.ts'

/** FinBench's complex reads over its sample, each against SQL written apart. */

const folder = join(process.env['SEAWALL_ORACLES'] ?? '', 'funds', 'finbench_sf001', 'data', 'snapshot')
const why = process.env['SEAWALL_ORACLES'] !== undefined && existsSync(folder) ? '' : 'no FinBench sample here'

let store: Store
const numbers = new Map<string, number>()
/** Accounts, loans, people, companies and media share one row of numbers; their ids keep them apart by kind. */
function numberOf(kind: string, id = ''): number {
	const key = `${kind} ${id}`
	const known = numbers.get(key)
	if (known !== undefined) return known
	numbers.set(key, numbers.size)
	return numbers.size - 1
}

const cells = (name: string): readonly string[][] =>
	readFileSync(join(folder, `${name}.csv`), 'utf8')
		.trim()
		.split('\n')
		.slice(1)
		.map((line) => line.split('|'))
const moment = (text = ''): number => Date.parse(`${text.replace(' ', 'T')}Z`)

type Row = { from: number; to: number; amount: string; at: number; n: number }
function edgesOf(name: string, from: string, to: string): readonly Row[] {
	return cells(name).map((row, n) => ({
		from: numberOf(from, row[0]),
		to: numberOf(to, row[1]),
		amount: row.length > 3 ? (row[2] ?? '0') : '0',
		at: moment(row.at(-1)),
		n,
	}))
}

let given: Readonly<
	Record<'transfer' | 'withdraw' | 'deposit' | 'sign' | 'owns' | 'firm' | 'blocked' | 'loan', readonly Row[]>
>
let transfers: Edges
let withdrawals: Edges
let deposits: Edges
let window = { after: 0, before: 0 }

beforeAll(async () => {
	if (why !== '') return
	given = {
		transfer: edgesOf('AccountTransferAccount', 'account', 'account'),
		withdraw: edgesOf('AccountWithdrawAccount', 'account', 'account'),
		deposit: edgesOf('LoanDepositAccount', 'loan', 'account'),
		sign: edgesOf('MediumSignInAccount', 'medium', 'account'),
		owns: edgesOf('PersonOwnAccount', 'person', 'account'),
		firm: edgesOf('CompanyOwnAccount', 'company', 'account'),
		blocked: cells('Medium').flatMap(([id, , is], n) =>
			is === 'true' ? [{ from: numberOf('medium', id), to: 0, amount: '0', at: 0, n }] : [],
		),
		loan: cells('Loan').map(([id, amount = '0'], n) => ({ from: numberOf('loan', id), to: 0, amount, at: 0, n })),
	}
	transfers = new Edges(given.transfer)
	withdrawals = new Edges(given.withdraw)
	deposits = new Edges(given.deposit)
	const times = given.transfer.map(({ at }) => at).sort((a, b) => a - b)
	// A tenth of the time lies outside at both ends; both ends are moments of transfers.
	window = { after: times[Math.floor(times.length / 10)] ?? 0, before: times[Math.floor(times.length * 0.9)] ?? 0 }
	store = await openFresh()
	await store.transact('owner', async (tx) => {
		await sql`create schema finbench`.execute(tx)
		await sql`grant usage on schema finbench to seawall_app`.execute(tx)
		for (const [name, rows] of Object.entries(given)) {
			const table = sql.ref(`finbench.${name}`)
			await sql`create table ${table} ("from" int, "to" int, amount numeric, at float8, n int)`.execute(tx)
			await sql`insert into ${table} select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
				as r ("from" int, "to" int, amount numeric, at float8, n int)`.execute(tx)
			await sql`create index on ${table} ("from")`.execute(tx)
			await sql`create index on ${table} ("to")`.execute(tx)
			await sql`grant select on ${table} to seawall_app`.execute(tx)
			await sql`analyze ${table}`.execute(tx)
		}
	})
}, 240_000)
afterAll(() => store?.close())

const cuts: readonly Cut[] = [null, { limit: 6, oldest: false }, { limit: 6, oldest: true }]

/** The edges of a kind that are looked at from one end, after the cut and the window. */
function seen(name: string, end: 'from' | 'to', cut: Cut): RawBuilder<unknown> {
	const down = cut?.oldest === true ? sql`asc` : sql`desc`
	return sql`(select * from (select e.*, row_number() over (partition by ${sql.ref(end)} order by at ${down}, n ${down}) as r
		from ${sql.ref(`finbench.${name}`)} e) e
		where ${cut === null ? sql`true` : sql`r <= ${cut.limit}::int`} and at > ${window.after}::float8 and at < ${window.before}::float8)`
}

async function asked<T>(statement: RawBuilder<T>): Promise<readonly T[]> {
	return (await statement.execute(store.db)).rows
}
/** Numbers of SQL as text without zeros at their end. */
const plain = (value: unknown): string =>
	String(value).includes('.') ? String(value).replace(/\.?0+$/, '') : String(value)

/** Accounts that have the most edges of a kind, from one end. */
async function busiest(name: string, end: 'from' | 'to', count: number): Promise<readonly number[]> {
	const rows = await asked(sql<{ node: number }>`select ${sql.ref(end)} as node from ${sql.ref(`finbench.${name}`)}
		group by 1 order by count(*) desc, 1 limit ${count}`)
	return rows.map(({ node }) => node)
}

/** Compares over all parameters and cuts; of the answers at least half as many as parameters must say something. */
async function alike<P>(
	parameters: readonly P[],
	ours: (one: P, cut: Cut) => unknown,
	theirs: (one: P, cut: Cut) => Promise<unknown>,
	says: (answer: unknown) => boolean = (answer) => Array.isArray(answer) && answer.length > 0,
): Promise<void> {
	let said = 0
	for (const one of parameters)
		for (const cut of cuts) {
			const answer = ours(one, cut)
			expect(answer).toEqual(await theirs(one, cut))
			if (says(answer)) said += 1
		}
	expect(said).toBeGreaterThanOrEqual(parameters.length / 2)
}
const named = (text: string): string => `${text}${why && ` (skipped: ${why})`}`

test.skipIf(why !== '')(
	named('F221 read 1: accounts signed in to by a blocked medium within three transfers'),
	async () => {
		const blocked = new Set(given.blocked.map(({ from }) => from))
		const signIns = given.sign.map(({ from, to, at }) => ({ medium: from, account: to, at }))
		await alike(
			await busiest('transfer', 'from', 8),
			(account, cut) => blockedMedia(transfers, signIns, blocked, { account, window, cut }),
			(account, cut) =>
				asked(sql`with recursive edge as materialized (select * from ${seen('transfer', 'from', cut)} e),
			walked as (select "to", at, 1 as hop from edge where "from" = ${account}::int
				union select e."to", e.at, w.hop + 1 from walked w join edge e on e."from" = w."to" and e.at > w.at where w.hop < 3)
			select s."to" as account, min(w.hop)::int as distance, s."from" as medium from walked w
			join finbench.sign s on s."to" = w."to" and s.at > ${window.after}::float8 and s.at < ${window.before}::float8
			join finbench.blocked b on b."from" = s."from" group by 1, 3 order by 2, 1, 3`),
		)
	},
	120_000,
)

test.skipIf(why !== '')(
	named('F221 read 3: the shortest path between two accounts'),
	async () => {
		const from = await busiest('transfer', 'from', 6)
		const to = await busiest('transfer', 'to', 6)
		await alike(
			from.map((node, n) => [node, to[5 - n] ?? 0] as const),
			([a, b], cut) => shortestPath(transfers, { from: a, to: b, window, cut }),
			async ([a, b], cut) => {
				const rows = await asked(sql<{ length: number }>`with recursive edge as materialized
				(select distinct "from", "to" from ${seen('transfer', 'from', cut)} e),
				walked (node, length) as (select ${a}::int, 0 union select e."to", w.length + 1 from walked w
					join edge e on e."from" = w.node where w.length < 12)
				select coalesce(min(length), -1)::int as length from walked where node = ${b}::int`)
				return rows[0]?.length
			},
			(answer) => Number(answer) > 0,
		)
	},
	120_000,
)

test.skipIf(why !== '')(
	named('F221 read 5: every way of one to three transfers from a person’s accounts'),
	async () => {
		const payers = await busiest('transfer', 'from', 400)
		const owners = [...new Set(given.owns.filter(({ to }) => payers.includes(to)).map(({ from }) => from))].slice(
			100,
			106,
		)
		await alike(
			owners,
			(person, cut) =>
				tracesOf(transfers, {
					accounts: given.owns.filter(({ from }) => from === person).map(({ to }) => to),
					window,
					cut,
				}).map((path) => [...path]),
			async (person, cut) => {
				const rows = await asked(sql<{ path: number[] }>`with recursive edge as materialized
				(select * from ${seen('transfer', 'from', cut)} e),
				walked as (select array[e."from", e."to"] as path, e.at from finbench.owns o join edge e on e."from" = o."to"
						where o."from" = ${person}::int
					union select w.path || e."to", e.at from walked w
						join edge e on e."from" = w.path[cardinality(w.path)] and e.at > w.at where cardinality(w.path) < 4)
				select distinct path, cardinality(path) from walked order by cardinality(path) desc, path`)
				return rows.map(({ path }) => path)
			},
		)
	},
	120_000,
)

test.skipIf(why !== '')(
	named('F221 read 8: where a loan went, and how much of it'),
	async () => {
		const loans = (await busiest('deposit', 'from', 8)).map((loan) => ({
			loan,
			amount: given.loan.find(({ from }) => from === loan)?.amount ?? '1',
		}))
		const edges = { deposits, transfers, withdrawals }
		await alike(
			loans,
			({ loan, amount }, cut) => loanTrace(edges, { loan, amount, threshold: '0.05', window, cut }),
			async ({ loan, amount }, cut) => {
				const rows = await asked(sql<{
					account: number
					ratio: string
					distance: number
				}>`with recursive edge as materialized (
				select 't' as k, n, "from", "to", amount, at from ${seen('transfer', 'from', cut)} e union all
				select 'w', n, "from", "to", amount, at from ${seen('withdraw', 'from', cut)} e),
				walked as (select 'd' as k, n, "to", amount, at, 1 as hop from finbench.deposit where "from" = ${loan}::int
						and at > ${window.after}::float8 and at < ${window.before}::float8
					union select e.k, e.n, e."to", e.amount, e.at, w.hop + 1 from walked w join edge e
						on e."from" = w."to" and e.at > w.at and e.amount > w.amount * 0.05 where w.hop < 4),
				once as (select k, n, "to", amount, min(hop) as hop from walked where k <> 'd' group by 1, 2, 3, 4)
				select "to" as account, round(sum(amount) / ${amount}::numeric, 3)::text as ratio, min(hop)::int as distance
				from once group by 1 order by 3 desc, sum(amount) desc, 1`)
				return rows.map((one) => ({ ...one, ratio: plain(one.ratio) }))
			},
		)
	},
	120_000,
)

test.skipIf(why !== '')(
	named('F222 read 4: who closes a triangle of transfers'),
	async () => {
		const pairs = await asked(sql<{ first: number; second: number }>`select a."from" as first, a."to" as second
		from finbench.transfer a join finbench.transfer b on b."from" = a."to" join finbench.transfer c on c."from" = b."to" and c."to" = a."from"
		where a.at > ${window.after}::float8 and a.at < ${window.before}::float8
		group by 1, 2 order by count(distinct b."to") desc, 1, 2 limit 12`)
		const side = (
			end: string,
		) => sql`count(*)::int as many, sum(amount) as sum, round(sum(amount), 3)::text as told, round(max(amount), 3)::text as most
		from ${sql.ref(end)} group by 1`
		await alike(
			pairs,
			(pair, cut) => triangles(transfers, { ...pair, window, cut }),
			async ({ first, second }, cut) => {
				const rows = await asked(sql<{
					other: number
					a: number
					b: string
					c: string
					d: number
					e: string
					f: string
				}>`
				with paid as (select * from ${seen('transfer', 'to', cut)} e where "to" = ${first}::int),
				got as (select * from ${seen('transfer', 'from', cut)} e where "from" = ${second}::int),
				into_first as (select "from" as other, ${side('paid')}), out_second as (select "to" as other, ${side('got')})
				select i.other, i.many as a, i.told as b, i.most as c, o.many as d, o.told as e, o.most as f
				from into_first i join out_second o using (other)
				where exists (select 1 from ${seen('transfer', 'from', cut)} e where "from" = ${first}::int and "to" = ${second}::int)
				order by i.sum desc, o.sum desc, other`)
				return rows.map(({ other, a, b, c, d, e, f }) => ({
					other,
					into: [a, plain(b), plain(c)],
					out: [d, plain(e), plain(f)],
				}))
			},
		)
	},
	120_000,
)

test.skipIf(why !== '')(
	named('F222 read 6: accounts that withdrew to a card after many transfers'),
	async () => {
		await alike(
			await busiest('withdraw', 'to', 10),
			(card, cut) => gathered(transfers, withdrawals, { card, over: '1000', overWithdrawn: '2000', window, cut }),
			async (card, cut) => {
				const rows = await asked(sql<{ account: number; came: string; withdrawn: string }>`
				with w as (select "from" as account, sum(amount) as sum from ${seen('withdraw', 'to', cut)} e
					where "to" = ${card}::int and amount > 2000 group by 1)
				select account, round(t.sum, 3)::text as came, round(w.sum, 3)::text as withdrawn
				from w join (select "to" as account, sum(amount) as sum, count(*) as many from ${seen('transfer', 'to', cut)} e
					where amount > 1000 group by 1) t using (account)
				where t.many > 3 order by w.sum desc, account`)
				return rows.map(({ account, came, withdrawn }) => ({ account, came: plain(came), withdrawn: plain(withdrawn) }))
			},
		)
	},
	120_000,
)

test.skipIf(why !== '')(
	named('F222 read 7: what came to an account over what went'),
	async () => {
		await alike(
			[
				...(await busiest('transfer', 'to', 6)),
				...(await busiest('transfer', 'from', 6)),
				...(await busiest('deposit', 'to', 6)),
			],
			(account, cut) => inOut(transfers, { account, over: '2000', window, cut }),
			async (account, cut) => {
				const rows = await asked(sql<{ sources: number; targets: number; ratio: string }>`
				select (select count(distinct "from")::int from ${seen('transfer', 'to', cut)} e where "to" = ${account}::int and amount > 2000) as sources,
					o.targets, coalesce(round(coalesce((select sum(amount) from ${seen('transfer', 'to', cut)} e
						where "to" = ${account}::int and amount > 2000), 0) / o.sum, 3), -1)::text as ratio
				from (select count(distinct "to")::int as targets, sum(amount) as sum from ${seen('transfer', 'from', cut)} e
					where "from" = ${account}::int and amount > 2000) o`)
				return rows.map((one) => ({ ...one, ratio: plain(one.ratio) }))[0]
			},
			(answer) => JSON.stringify(answer) !== '{"sources":0,"targets":0,"ratio":"-1"}',
		)
	},
	120_000,
)

test.skipIf(why !== '')(
	named('F222 read 12: what a person paid accounts of companies'),
	async () => {
		const people = await asked(sql<{ person: number }>`select o."from" as person from finbench.owns o
		join finbench.transfer t on t."from" = o."to" join finbench.firm f on f."to" = t."to"
		group by 1 order by count(*) desc, 1 limit 8`)
		const firms = new Set(given.firm.map(({ to }) => to))
		await alike(
			people,
			({ person }, cut) => {
				const accounts = given.owns.filter(({ from }) => from === person).map(({ to }) => to)
				return toCompanies(transfers, firms, { accounts, window, cut })
			},
			async ({ person }, cut) => {
				const rows = await asked(sql<{
					account: number
					sum: string
				}>`select e."to" as account, round(sum(e.amount), 3)::text as sum
				from finbench.owns o join ${seen('transfer', 'from', cut)} e on e."from" = o."to"
				where o."from" = ${person}::int and e."to" in (select "to" from finbench.firm) group by 1 order by sum(e.amount) desc, 1`)
				return rows.map(({ account, sum }) => ({ account, sum: plain(sum) }))
			},
		)
	},
	120_000,
)
