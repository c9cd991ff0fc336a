import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inTx } from '#tests/database.ts'
import { traceBySql, type TraceQuery } from '../store/trace-sql.ts'
import { minute, openBook } from './money.ts'

const letters = ['A', 'B', 'C', 'D', 'E']

type Told = {
	readonly id: number
	readonly from: number
	readonly to: number
	readonly minor: number
	readonly at: number
}
type Plain = {
	readonly start: number
	readonly at: number
	readonly forward: boolean
	readonly hops: number
	readonly perHop: number
	readonly nearest: boolean
	readonly least: number
	readonly after: number
	readonly before: number
}

/** The rule as it is written, transfer by transfer: nothing of the statement under test. */
function walked(told: readonly Told[], asked: Plain) {
	const fits = (one: Told) => one.at > asked.after && one.at < asked.before && one.minor >= asked.least
	const next = (node: number, at: number) =>
		told
			.filter((one) => fits(one) && (asked.forward ? one.from === node && one.at > at : one.to === node && one.at < at))
			.sort((a, b) => (a.at - b.at || a.id - b.id) * (asked.forward === asked.nearest ? 1 : -1))
	const hops = new Map<number, number>()
	const arrivals = [{ node: asked.start, at: asked.at }]
	let level = [...arrivals]
	for (let hop = 1; hop <= asked.hops; hop += 1) {
		const reached = level
			.flatMap(({ node, at }) => next(node, at).slice(0, asked.perHop))
			.filter((one) => !hops.has(one.id))
		for (const one of reached) hops.set(one.id, hop)
		level = reached.map((one) => ({ node: asked.forward ? one.to : one.from, at: one.at }))
		if (hop < asked.hops) arrivals.push(...level)
	}
	const cuts = [...new Set(arrivals.map(({ node }) => node))].flatMap((node) => {
		const times = arrivals.filter((one) => one.node === node).map(({ at }) => at)
		const of = next(node, asked.forward ? Math.min(...times) : Math.max(...times)).length
		const shown = told.filter((one) => hops.has(one.id) && (asked.forward ? one.from : one.to) === node).length
		return of > shown ? [{ node, shown, of }] : []
	})
	return { hops: [...hops].sort(([a], [b]) => a - b), cuts: cuts.sort((a, b) => a.node - b.node) }
}

test('F235 F236 F237 F238 the statement walks as the rule is written, both ways, and names every account it cut', async () => {
	const node = fc.integer({ min: 0, max: letters.length - 1 })
	const transfer = fc.tuple(node, node, fc.integer({ min: 2, max: 9 }), fc.integer({ min: 0, max: 40 }))
	const plain = fc.record({
		start: node,
		at: fc.integer({ min: 15, max: 25 }),
		forward: fc.boolean(),
		hops: fc.integer({ min: 1, max: 8 }),
		perHop: fc.integer({ min: 1, max: 6 }),
		nearest: fc.boolean(),
		least: fc.integer({ min: 1, max: 4 }),
		after: fc.integer({ min: -5, max: 9 }),
		before: fc.integer({ min: 30, max: 60 }),
	})
	let answered = 0
	await fc.assert(
		fc.asyncProperty(
			fc.noBias(fc.array(transfer, { minLength: 15, maxLength: 40 })),
			fc.noBias(plain),
			async (given, chosen) => {
				// Where the way is long before it: from early on forward, from late on backward.
				const asked = { ...chosen, at: chosen.forward ? chosen.at - 15 : chosen.at + 15 }
				const [found, wanted] = await inTx(async (tx) => {
					const book = await openBook(tx)
					const report = await book.report()
					const nodes = await Promise.all(letters.map(async (letter) => (await book.account(letter)).node))
					const told: Told[] = []
					for (const [from, to, minor, at] of given) {
						const id = await book.move(report, letters[from] ?? '', letters[to] ?? '', minor, at)
						told.push({ id, from: nodes[from] ?? -1, to: nodes[to] ?? -1, minor, at })
					}
					const start = nodes[asked.start] ?? -1
					const query: TraceQuery = {
						starts: [{ node: start, at: minute(asked.at) }],
						direction: asked.forward ? 'forward' : 'backward',
						hops: asked.hops,
						after: minute(asked.after),
						before: minute(asked.before),
						leastMinor: asked.least,
						perHop: asked.perHop,
						first: asked.nearest ? 'nearest' : 'farthest',
						matters: [report],
						currency: 'CNY',
					}
					const { rows, cuts } = await traceBySql(tx, query)
					answered += rows.length
					const hops = rows.map(({ id, hop }) => [id, hop] as [number, number]).sort(([a], [b]) => a - b)
					return [{ hops, cuts: cuts.toSorted((a, b) => a.node - b.node) }, walked(told, { ...asked, start })]
				}, 'owner')
				expect(found).toEqual(wanted)
			},
		),
		{ numRuns: 60, seed: 235 },
	)
	expect(answered).toBeGreaterThan(200)
}, 120_000)

test('F236 what matters may not be walked is neither followed nor counted; nothing is asked without a start', async () => {
	await inTx(async (tx) => {
		const book = await openBook(tx)
		const [mine, theirs] = [await book.report(), await book.report()]
		const own = await book.move(mine, 'A', 'B', 5, 1)
		await book.move(theirs, 'A', 'C', 5, 2)
		const query: TraceQuery = {
			starts: [{ node: (await book.account('A')).node, at: minute(0) }],
			direction: 'forward',
			hops: 3,
			after: null,
			before: null,
			leastMinor: 1,
			perHop: 50,
			first: 'nearest',
			matters: [mine],
			currency: null,
		}
		const { rows, cuts } = await traceBySql(tx, query)
		expect(rows.map(({ id, hop, matter }) => [id, hop, matter])).toEqual([[own, 1, mine]])
		expect(cuts).toEqual([])
		expect(await traceBySql(tx, { ...query, starts: [] })).toEqual({ rows: [], cuts: [] })
		expect((await traceBySql(tx, { ...query, matters: null })).rows).toHaveLength(2)
	}, 'owner')
})
