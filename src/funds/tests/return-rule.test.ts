import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AttributionInput, Movement } from '../contract.ts'
import { returnRule } from '../rules/attribution/return-rule.ts'

const hour = 3_600_000
const a = 'F-2611-00001'
const b = 'F-2611-00002'
const c = 'F-2611-00003'

let next = 0
const move = (at: number, from: number, to: number, amountMinor: number): Movement => ({
	id: ++next,
	at,
	from,
	to,
	amountMinor,
})
const seeded = (
	seeds: readonly (readonly [Movement, string])[],
	others: readonly Movement[] = [],
	openings: AttributionInput['openings'] = [],
): AttributionInput => ({
	openings,
	transfers: [...seeds.map(([one]) => one), ...others],
	seeds: seeds.map(([one, victim]) => ({ transfer: one.id, victim })),
})

test('F279 a single inflow of one victim is direct, and never above what is frozen or the open loss', () => {
	const input = seeded([[move(1, 0, 5, 500), a]])
	const plan = (held: number, loss: number) =>
		returnRule([{ account: 5, heldMinor: held }], [{ victim: a, lossMinor: loss }], input)
	expect(plan(500, 500)).toMatchObject({
		rows: [{ victim: a, account: 5, amountMinor: 500, way: 'single' }],
		accounts: [{ way: 'single', staysMinor: 0 }],
	})
	expect(plan(300, 500).rows).toMatchObject([{ amountMinor: 300 }])
	expect(plan(500, 200)).toMatchObject({ rows: [{ amountMinor: 200 }], accounts: [{ staysMinor: 300 }] })
})

test('F279 time stamps that tell the money apart are direct; a mixed or late outflow makes a pool', () => {
	const one = move(hour, 0, 5, 900)
	const out = (at: number, amount: number) => move(at, 5, 9, amount)
	const openings = [{ account: 5, amountMinor: 200 }]
	const decide = (more: Movement) =>
		returnRule([{ account: 5, heldMinor: 600 }], [{ victim: a, lossMinor: 900 }], seeded([[one, a]], [more], openings))
	// Drawn within the day out of the newest money: the rest is the victim's, and the 200 stay.
	expect(decide(out(2 * hour, 500))).toMatchObject({
		rows: [{ victim: a, amountMinor: 400, way: 'stamped' }],
		accounts: [{ way: 'stamped', traced: { [a]: 400 }, staysMinor: 200 }],
	})
	// More than the newest money, and later than a day: nobody can say.
	expect(decide(out(2 * hour, 950)).accounts[0]?.way).toBe('pro_rata')
	expect(decide(out(26 * hour, 500))).toMatchObject({
		rows: [{ amountMinor: 600, way: 'pro_rata' }],
		accounts: [{ way: 'pro_rata' }],
	})
})

test('F279 what was mixed upstream is mixed downstream, though it came in one inflow', () => {
	const input = seeded(
		[
			[move(1, 0, 5, 400), a],
			[move(2, 1, 5, 600), b],
		],
		[move(3, 5, 6, 900)],
	)
	const plan = returnRule(
		[{ account: 6, heldMinor: 900 }],
		[
			{ victim: a, lossMinor: 400 },
			{ victim: b, lossMinor: 600 },
		],
		input,
	)
	expect(plan.accounts[0]?.way).toBe('pro_rata')
	expect(plan.rows).toEqual([
		{ victim: a, account: 6, amountMinor: 360, way: 'pro_rata' },
		{ victim: b, account: 6, amountMinor: 540, way: 'pro_rata' },
	])
})

test('F279 where no victim’s money came all stays', () => {
	const plan = returnRule(
		[{ account: 8, heldMinor: 900 }],
		[{ victim: a, lossMinor: 400 }],
		seeded([[move(1, 0, 5, 400), a]]),
	)
	expect(plan).toMatchObject({ rows: [], accounts: [{ way: null, staysMinor: 900 }] })
})

const mixed = seeded(
	[
		[move(1, 0, 5, 1_000), a],
		[move(2, 1, 5, 1_000), b],
		[move(3, 2, 5, 1_000), c],
	],
	[move(4, 5, 6, 2_900)],
)
const losses = [a, b, c].map((victim) => ({ victim, lossMinor: 1_000 }))

test('F281 the letter pays more than is frozen as soon as the losses do; the reading shares it', () => {
	const plan = returnRule([{ account: 6, heldMinor: 1_000 }], losses, mixed)
	expect(plan.pool).toMatchObject({ heldMinor: 1_000, lossMinor: 3_000, letterExceeds: true })
	expect(plan.pool.shares.map((share) => share.letterMinor)).toEqual([1_000, 1_000, 1_000])
	expect(plan.pool.shares.map((share) => [share.readingMinor, share.floorMinor, share.plusOne])).toEqual([
		[334, 333, true],
		[333, 333, false],
		[333, 333, false],
	])
	// Where the frozen sum covers the losses both are the loss, and the rest stays.
	const rich = returnRule([{ account: 6, heldMinor: 5_000 }], losses, mixed)
	expect(rich.pool.letterExceeds).toBe(false)
	for (const share of rich.pool.shares) expect(share.readingMinor).toBe(share.letterMinor)
	expect(rich.accounts[0]?.staysMinor).toBe(2_000)
})

test('F282 only victims whose money can have reached the pool share it', () => {
	const stranger = { victim: 'F-2611-00009', lossMinor: 9_000 }
	const plan = returnRule([{ account: 6, heldMinor: 900 }], [...losses, stranger], mixed)
	expect(plan.pool.shares.map((share) => share.victim)).toEqual([a, b, c])
})

test('F284 accounts are drawn down in order, with the fewest payments', () => {
	const two = { ...mixed, transfers: [...mixed.transfers, move(5, 6, 7, 1_000)] }
	const plan = returnRule(
		[
			{ account: 6, heldMinor: 900 },
			{ account: 7, heldMinor: 900 },
		],
		losses,
		two,
	)
	expect(plan.rows).toEqual([
		{ victim: a, account: 6, amountMinor: 600, way: 'pro_rata' },
		{ victim: b, account: 6, amountMinor: 300, way: 'pro_rata' },
		{ victim: b, account: 7, amountMinor: 300, way: 'pro_rata' },
		{ victim: c, account: 7, amountMinor: 600, way: 'pro_rata' },
	])
})

test('F278, F280, F282 whatever is frozen and lost, no victim gets more than the loss and no account gives more than it holds', () => {
	const bed = fc.record({
		held: fc.array(fc.nat(5_000), { minLength: 6, maxLength: 6 }),
		losses: fc.array(fc.nat(5_000), { minLength: 3, maxLength: 3 }),
		openings: fc.array(fc.record({ account: fc.nat(5), amountMinor: fc.nat(900) }), { maxLength: 3 }),
		moves: fc.array(
			fc.record({
				at: fc.nat(60).map((hours) => hours * hour),
				from: fc.nat(5),
				to: fc.nat(5),
				amountMinor: fc.integer({ min: 1, max: 4_000 }),
				victim: fc.option(fc.constantFrom(a, b, c), { freq: 2 }),
			}),
			{ maxLength: 25 },
		),
	})
	fc.assert(
		fc.property(bed, ({ held, losses: lost, openings, moves }) => {
			const transfers = moves.map(({ victim: _victim, ...one }, id) => ({ ...one, id }))
			const seeds = moves.flatMap(({ victim }, transfer) => (victim === null ? [] : [{ transfer, victim }]))
			const frozen = held.map((heldMinor, account) => ({ account, heldMinor }))
			const victims = [a, b, c].map((victim, index) => ({ victim, lossMinor: lost[index] ?? 0 }))
			const plan = returnRule(frozen, victims, { openings, transfers, seeds })
			for (const { victim, lossMinor } of victims)
				expect(
					plan.rows.filter((row) => row.victim === victim).reduce((sum, row) => sum + row.amountMinor, 0),
				).toBeLessThanOrEqual(lossMinor)
			for (const { account, heldMinor, staysMinor } of plan.accounts) {
				const given = plan.rows.filter((row) => row.account === account).reduce((sum, row) => sum + row.amountMinor, 0)
				expect(given + staysMinor).toBe(heldMinor)
				expect(staysMinor).toBeGreaterThanOrEqual(0)
			}
			const shared = plan.rows.filter((row) => row.way === 'pro_rata').reduce((sum, row) => sum + row.amountMinor, 0)
			expect(shared).toBe(Math.min(plan.pool.heldMinor, plan.pool.lossMinor))
			for (const row of plan.rows) expect(row.amountMinor).toBeGreaterThan(0)
		}),
		{ numRuns: 300 },
	)
})
