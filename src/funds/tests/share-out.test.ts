import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attributionRule } from '../contract.ts'
import { lostHundredths } from '../rules/lost.ts'
import { returnedFrom, shareOut } from '../rules/share-out.ts'
import { elsewhere, factsOf, returned, type ShareFacts, unfollowed } from '../rules/shares.ts'

const us = 'F-2611-00118'
const node = fc.integer({ min: 0, max: 5 })
const minor = fc.integer({ min: 1, max: 500 })
const facts: fc.Arbitrary<ShareFacts> = fc
	.record({
		openings: fc.uniqueArray(fc.record({ node, minor }), { selector: (one) => one.node, maxLength: 4 }),
		moves: fc.array(
			fc.record({ to: fc.oneof(node, fc.constantFrom(returned, unfollowed)), from: node, minor, at: fc.nat(20) }),
			{ maxLength: 40 },
		),
		paid: fc.array(fc.record({ to: node, minor, at: fc.nat(20) }), { minLength: 1, maxLength: 5 }),
	})
	.map(({ openings, moves, paid }) => {
		const all = [
			...moves.filter(({ from, to }) => from !== to).map((move) => ({ ...move, paid: false })),
			...paid.map((one) => ({ ...one, from: elsewhere, paid: true })),
		]
		const told = all.sort((a, b) => a.at - b.at).map((move, n) => ({ ...move, id: n + 1 }))
		return {
			openings,
			moves: told,
			seeds: new Map(told.flatMap((move) => (move.paid ? [[move.id, us] as const] : []))),
		}
	})

const sum = (values: Iterable<number>) => [...values].reduce((total, one) => total + one, 0)

test('F244 F256 every cent of the payments is somewhere once, whatever the rule that shares it out', () => {
	const sharing = attributionRule.options.filter((rule) => rule !== 'poison')
	fc.assert(
		fc.property(facts, fc.constantFrom(...sharing), (given, rule) => {
			const { held, carried } = shareOut(rule, given, us)
			const paid = given.moves.filter(({ id }) => given.seeds.has(id))
			expect(sum(held.values())).toBe(sum(paid.map((one) => one.minor)))
			for (const move of given.moves) expect(carried.get(move.id)).toBeLessThanOrEqual(move.minor)
		}),
		{ numRuns: 300 },
	)
})

test('F244 what a statement opens with is not counted twice, what came back is back, a payment without a transfer counts', () => {
	const day = new Date('2026-11-22T00:00:00Z')
	const at = (hours: number) => new Date(day.getTime() + hours * 3_600_000)
	const { openings, moves, seeds } = factsOf({
		victim: us,
		victims: new Set([9]),
		accounts: [
			{ node: 1, opening: { minor: -5, at: at(5) } },
			{ node: 2, opening: null },
		],
		told: [
			{ n: 1, transfer: 7, to: 1, minor: 100, at: at(6), timed: true },
			{ n: 2, transfer: null, to: 2, minor: 50, at: at(8), timed: false },
		],
		moves: [
			{ id: 5, from: 3, to: 1, minor: 9, at: at(3), seed: null },
			{ id: 6, from: 1, to: 2, minor: 3, at: at(4), seed: 'F-2611-00007' },
			{ id: 7, from: 9, to: 1, minor: 100, at: at(6), seed: us },
			{ id: 8, from: 1, to: 9, minor: 10, at: at(7), seed: null },
		],
	})
	expect(openings).toEqual([{ node: 1, minor: 0 }])
	expect(moves.map(({ id, from, to }) => [id, from, to])).toEqual([
		[5, 3, unfollowed],
		[6, elsewhere, 2],
		[7, elsewhere, 1],
		[8, 1, returned],
		[-2, elsewhere, 2],
	])
	expect([...seeds]).toEqual([
		[6, 'F-2611-00007'],
		[7, us],
		[-2, us],
	])
	const { held } = shareOut('lifo', { openings, moves, seeds }, us)
	expect([held.get(1), held.get(2), held.get(returned)]).toEqual([90, 50, 10])
})

test('F250 the return rule gives of one account what is the victim’s alone, or by the losses of all whose money came', () => {
	const moves = [
		{ id: 1, from: elsewhere, to: 1, minor: 100, at: 1 },
		{ id: 2, from: elsewhere, to: 1, minor: 300, at: 2 },
		{ id: 3, from: 1, to: 2, minor: 350, at: 3 },
	]
	const alone = { openings: [], moves: moves.slice(0, 1), seeds: new Map([[1, us]]) }
	expect(returnedFrom(alone, { node: 1, minor: 60, victim: us })).toBe(60)
	const both = {
		openings: [],
		moves,
		seeds: new Map([
			[1, us],
			[2, 'F-2611-00007'],
		]),
	}
	expect(returnedFrom(both, { node: 1, minor: 50, victim: us })).toBeLessThanOrEqual(50)
	expect(returnedFrom(both, { node: 9, minor: 50, victim: us })).toBe(0)
})

test('F257 a share lost is rounded down, and is all where more was lost than they had', () => {
	const lost = [lostHundredths(9, 1000), lostHundredths(999, 1000), lostHundredths(2000, 1000), lostHundredths(1, null)]
	expect(lost).toEqual([0, 99, 100, null])
})
