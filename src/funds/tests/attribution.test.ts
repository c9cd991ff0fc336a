import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AttributionInput, attributionRule, type Movement } from '../contract.ts'
import { attribute } from '../rules/attribution/attribute.ts'
import { fifoBackward, fifoForward, type Lots } from '../rules/attribution/fifo-lots.ts'
import { lostUnits, replay } from '../rules/attribution/replay.ts'
import { shareOut } from '../rules/attribution/share.ts'

const accounts = 6
const victims = ['F-2611-00001', 'F-2611-00002', 'F-2611-00003']

/** Small graphs that mix much: few accounts, many at one moment, some to themselves, some of victims. */
const graph: fc.Arbitrary<AttributionInput> = fc
	.record({
		openings: fc.array(fc.record({ account: fc.nat(accounts - 1), amountMinor: fc.nat(5_000) }), { maxLength: 5 }),
		moves: fc.array(
			fc.record({
				at: fc.nat(30),
				from: fc.nat(accounts - 1),
				to: fc.nat(accounts - 1),
				amountMinor: fc.oneof(fc.integer({ min: 1, max: 7_000 }), fc.constant(2 ** 44)),
				victim: fc.option(fc.constantFrom(...victims), { freq: 2 }),
			}),
			{ minLength: 1, maxLength: 60 },
		),
	})
	.map(({ openings, moves }) => ({
		openings,
		transfers: moves.map(({ victim: _victim, ...move }, index) => ({ ...move, id: index + 1 })),
		seeds: moves.flatMap(({ victim }, index) => (victim === null ? [] : [{ transfer: index + 1, victim }])),
	}))

const shared = attributionRule.options.filter((rule) => rule !== 'poison')
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)

describe('whatever the graph', () => {
	test('F273, F271 what was seeded is conserved, to the last unit, under each rule that shares', () => {
		fc.assert(
			fc.property(graph, fc.constantFrom(...shared), (input, rule) => {
				const result = attribute(input, rule)
				for (const victim of victims) {
					const held = sum([...result.accounts.values()].map((account) => account.byVictim[victim] ?? 0))
					expect(held + (result.displaced[victim] ?? 0)).toBe(result.seeded[victim] ?? 0)
				}
				for (const account of result.accounts.values())
					expect(sum(Object.values(account.byVictim))).toBeLessThanOrEqual(account.balanceMinor)
			}),
			{ numRuns: 300 },
		)
	})

	test('F275 poison covers every other rule, account by account and victim by victim', () => {
		fc.assert(
			fc.property(graph, fc.constantFrom(...shared), (input, rule) => {
				const bound = attribute(input, 'poison')
				for (const [node, account] of attribute(input, rule).accounts) {
					expect(bound.accounts.get(node)?.balanceMinor).toBe(account.balanceMinor)
					for (const [victim, amount] of Object.entries(account.byVictim))
						expect(bound.accounts.get(node)?.byVictim[victim] ?? 0).toBeGreaterThanOrEqual(amount)
				}
			}),
			{ numRuns: 300 },
		)
	})

	test('F275 the lowest-balance claim never exceeds the lowest balance since the last of that money came', () => {
		fc.assert(
			fc.property(graph, (input) => {
				const result = attribute(input, 'lowest', new Set(Array.from({ length: accounts }, (_, node) => node)))
				for (const [node, steps] of result.steps) {
					for (const victim of victims) {
						const came = steps.findLastIndex((step) => step.is === 'in' && (step.parts[victim] ?? 0) > 0)
						if (came < 0) continue
						const lowest = Math.min(...steps.slice(came).map((step) => step.balanceMinor))
						expect(result.accounts.get(node)?.byVictim[victim] ?? 0).toBeLessThanOrEqual(lowest)
					}
				}
			}),
			{ numRuns: 300 },
		)
	})

	test('F270 equal input in another order gives the same result', () => {
		const shuffled = graph.chain((input) =>
			fc
				.tuple(
					fc.shuffledSubarray([...input.transfers], { minLength: input.transfers.length }),
					fc.shuffledSubarray([...input.seeds], { minLength: input.seeds.length }),
					fc.shuffledSubarray([...input.openings], { minLength: input.openings.length }),
				)
				.map(([transfers, seeds, openings]) => ({ input, other: { transfers, seeds, openings } })),
		)
		const plain = (input: AttributionInput, rule: (typeof attributionRule.options)[number]) => {
			const { accounts: held, steps: _steps, ...rest } = attribute(input, rule)
			return { ...rest, held: [...held].sort(([a], [b]) => a - b) }
		}
		fc.assert(
			fc.property(shuffled, fc.constantFrom(...attributionRule.options), ({ input, other }, rule) => {
				expect(plain(other, rule)).toEqual(plain(input, rule))
			}),
			{ numRuns: 200 },
		)
	})

	test('F277 first in first out backward of forward is where it began', () => {
		const bed = fc.tuple(
			fc.array(fc.array(fc.record({ label: fc.nat(3), amount: fc.integer({ min: 1, max: 900 }) }), { maxLength: 6 }), {
				minLength: accounts,
				maxLength: accounts,
			}),
			fc.array(
				fc.record({ from: fc.nat(accounts - 1), to: fc.nat(accounts - 1), share: fc.integer({ min: 1, max: 100 }) }),
				{
					maxLength: 50,
				},
			),
		)
		let moved = 0
		fc.assert(
			fc.property(bed, ([held, wishes]) => {
				const start: Lots = fifoForward(new Map(held.map((parts, account) => [account, parts])), [])
				const balances = held.map((parts) => sum(parts.map((part) => part.amount)))
				const transfers: Movement[] = []
				for (const [index, { from, to, share }] of wishes.entries()) {
					const amountMinor = Math.floor(((balances[from] ?? 0) * share) / 100)
					if (amountMinor === 0 || from === to) continue
					balances[from] = (balances[from] ?? 0) - amountMinor
					balances[to] = (balances[to] ?? 0) + amountMinor
					transfers.push({ id: index, at: index, from, to, amountMinor })
				}
				moved += transfers.length
				expect(fifoBackward(fifoForward(start, transfers), transfers)).toEqual(start)
			}),
			{ numRuns: 300 },
		)
		expect(moved).toBeGreaterThan(100)
	})

	test('F285 the replay over typed arrays says the same as the rules, account by account, and loses nothing', () => {
		fc.assert(
			fc.property(graph, fc.constantFrom('fifo', 'lifo', 'lowest'), (input, rule) => {
				const told = attribute({ ...input, openings: [] }, rule)
				const order = [...input.transfers].sort((one, other) => one.at - other.at || one.id - other.id)
				const names = Object.keys(told.seeded).sort()
				const whose = new Map(input.seeds.map((seed) => [seed.transfer, names.indexOf(seed.victim) + 1]))
				const replayed = replay(
					{
						accounts,
						from: Int32Array.from(order, (one) => one.from),
						to: Int32Array.from(order, (one) => one.to),
						amount: Float64Array.from(order, (one) => one.amountMinor),
						label: Uint16Array.from(order, (one) => whose.get(one.id) ?? 0),
					},
					names.length,
					rule,
				)
				expect(lostUnits(replayed)).toBe(0)
				for (const [node, account] of told.accounts) {
					const holds = replayed.holds(node)
					expect(sum(holds.values())).toBe(account.balanceMinor)
					for (const [index, victim] of names.entries())
						expect(holds.get(index + 1) ?? 0).toBe(account.byVictim[victim] ?? 0)
				}
			}),
			{ numRuns: 300 },
		)
	})

	test('F271 shares add up, stay within their weights, and ties go to the earlier', () => {
		fc.assert(
			fc.property(fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 8 }), fc.nat(1_000_000), (weights, part) => {
				const total = weights.reduce((all, weight) => all + BigInt(weight), 0n)
				const amount = Number((total * BigInt(part)) / 1_000_000n)
				if (!Number.isSafeInteger(amount)) return
				const shares = shareOut(amount, weights)
				expect(sum(shares)).toBe(total === 0n ? 0 : amount)
				for (const [index, share] of shares.entries()) expect(share).toBeLessThanOrEqual(weights[index] ?? 0)
			}),
		)
		expect(shareOut(100, [1, 1, 1])).toEqual([34, 33, 33])
		expect(shareOut(5, [2, 1, 1])).toEqual([3, 1, 1])
		expect(shareOut(7, [0, 0])).toEqual([0, 0])
	})
})

describe('account 7752 of the mock-up', () => {
	const minute = 60_000
	const victim = 'F-2611-00118'
	/** 20,000 were there; 96,200 of the victim come at 21:33; 50,000 are drawn until 22:04. */
	const input: AttributionInput = {
		openings: [{ account: 1, amountMinor: 2_000_000 }],
		transfers: [
			{ id: 1, at: 33 * minute, from: 0, to: 1, amountMinor: 9_620_000 },
			{ id: 2, at: 52 * minute, from: 1, to: 2, amountMinor: 5_000_000 },
		],
		seeds: [{ transfer: 1, victim }],
	}
	const of = (rule: (typeof attributionRule.options)[number]) =>
		attribute(input, rule).accounts.get(1)?.byVictim[victim]

	test('F275 five rules side by side', () => {
		expect(Object.fromEntries(attributionRule.options.map((rule) => [rule, of(rule)]))).toEqual({
			lifo: 4_620_000,
			pro_rata: 5_480_585,
			fifo: 6_620_000,
			lowest: 6_620_000,
			poison: 6_620_000,
		})
	})

	test('F276 a figure opens into its lines', () => {
		const steps = attribute(input, 'lifo', new Set([1])).steps.get(1)
		expect(
			steps?.map(({ is, amountMinor, balanceMinor, after }) => [is, amountMinor, balanceMinor, after[victim] ?? 0]),
		).toEqual([
			['opening', 2_000_000, 2_000_000, 0],
			['in', 9_620_000, 11_620_000, 9_620_000],
			['out', 5_000_000, 6_620_000, 4_620_000],
		])
		expect(steps?.[2]?.parts).toEqual({ [victim]: 5_000_000 })
	})

	test('F272 what an account sends and is not known to have held is of others, and is said', () => {
		const more = {
			...input,
			transfers: [...input.transfers, { id: 3, at: 60 * minute, from: 1, to: 2, amountMinor: 7_000_000 }],
		}
		const result = attribute(more, 'pro_rata')
		// The victim's own account sent 96,200 that nobody told of, this one 3,800 more than it held.
		expect(result.unknownMinor).toBe(9_620_000 + 380_000)
		expect(result.accounts.get(2)).toEqual({ balanceMinor: 12_000_000, byVictim: { [victim]: 9_620_000 } })
		expect(attribute(more, 'poison').unknownMinor).toBe(result.unknownMinor)
	})

	test('F273 the payment of a victim who held another’s money displaces it', () => {
		const second = 'F-2611-00119'
		const result = attribute(
			{
				openings: [],
				transfers: [...input.transfers, { id: 3, at: 70 * minute, from: 1, to: 3, amountMinor: 1_000_000 }],
				seeds: [...input.seeds, { transfer: 3, victim: second }],
			},
			'fifo',
		)
		expect(result.accounts.get(3)?.byVictim).toEqual({ [second]: 1_000_000 })
		expect(result.displaced).toEqual({ [victim]: 1_000_000 })
	})

	test('F270, F274 faults of the caller are thrown; a transfer to itself moves nothing', () => {
		const bad = (change: Partial<AttributionInput>) => () => attribute({ ...input, ...change }, 'fifo')
		const one = input.transfers[0]
		if (one === undefined) throw new Error('no transfer')
		expect(bad({ transfers: [{ ...one, amountMinor: 0 }] })).toThrow(/amount/)
		expect(bad({ transfers: [{ ...one, amountMinor: 0.5 }] })).toThrow(/amount/)
		expect(bad({ transfers: [one, one] })).toThrow(/twice/)
		expect(bad({ seeds: [{ transfer: 9, victim }] })).toThrow(/no transfer/)
		expect(bad({ seeds: [...input.seeds, ...input.seeds] })).toThrow(/seeded twice/)
		expect(bad({ openings: [{ account: 1, amountMinor: -1 }] })).toThrow(/opening/)
		const self = { id: 9, at: 34 * minute, from: 1, to: 1, amountMinor: 999 }
		expect(
			attribute({ ...input, transfers: [...input.transfers, self] }, 'lifo').accounts.get(1)?.byVictim[victim],
		).toBe(4_620_000)
	})
})
