import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inTx } from '#tests/database.ts'
import { type Move, mostInto, type Seed } from '../rules/reach.ts'
import { tracedInto } from '../store/traced.ts'
import { openBook } from './money.ts'

const [A, B, C, D, E] = [1, 2, 3, 4, 5]
const seed = (to: number, minor: number, at: number | null = 0): Seed => ({ to, minor, at })
const move = (from: number, to: number, minor: number, at: number): Move => ({ from, to, minor, at })

test('F239 no more than the payments, and no more than what each transfer carries', () => {
	expect(
		mostInto([seed(A, 100)], [move(A, B, 60, 1), move(A, C, 60, 2), move(B, D, 60, 3), move(C, D, 60, 4)], D),
	).toBe(100)
	expect(mostInto([seed(A, 100)], [move(A, B, 30, 1), move(B, D, 500, 2)], D)).toBe(30)
	// What meets again after it parted is counted once, also where the sum of both ways is below the loss.
	const parted = [move(A, B, 60, 1), move(A, C, 60, 2), move(B, D, 60, 3), move(C, D, 60, 4)]
	expect(mostInto([seed(A, 100), seed(E, 100)], parted, D)).toBe(100)
})

test('F239 a transfer carries nothing that came at its own moment or later', () => {
	expect(mostInto([seed(A, 100, 5)], [move(A, B, 100, 5)], B)).toBe(0)
	expect(mostInto([seed(A, 100, 5)], [move(A, B, 100, 6)], B)).toBe(100)
	expect(mostInto([seed(A, 50, 5), seed(A, 50, 9)], [move(A, B, 100, 7)], B)).toBe(50)
	expect(mostInto([seed(A, 100, 0)], [move(A, B, 100, 3), move(B, C, 100, 3)], C)).toBe(0)
})

test('F239 money that came and went on is counted; a payment without a time counts where it went', () => {
	expect(mostInto([seed(A, 100)], [move(A, B, 100, 1)], A)).toBe(100)
	expect(mostInto([seed(A, 100, null)], [move(A, B, 100, 1)], A)).toBe(100)
	expect(mostInto([seed(A, 100, null)], [move(A, B, 100, 1)], B)).toBe(0)
	expect(mostInto([seed(A, 100)], [move(A, A, 40, 1), move(A, B, 100, 2)], B)).toBe(100)
})

const moves = fc.array(
	fc.record({
		from: fc.integer({ min: 0, max: 5 }),
		to: fc.integer({ min: 0, max: 5 }),
		minor: fc.integer({ min: 1, max: 90 }),
		at: fc.integer({ min: 0, max: 9 }),
	}),
	{ maxLength: 24 },
)
const payments = fc.array(
	fc.record({
		to: fc.integer({ min: 0, max: 5 }),
		minor: fc.integer({ min: 1, max: 90 }),
		at: fc.integer({ min: 0, max: 5 }),
	}),
	{ minLength: 1, maxLength: 4 },
)

/** Lets money go as `shares` say, one choice a transfer, and counts what of the payments comes to `target`. */
function lived(seeds: readonly Seed[], given: readonly Move[], shares: readonly number[], target: number): number {
	const held = new Map<number, number>()
	let came = 0
	const events = [...new Set([...seeds.map((one) => one.at ?? 0), ...given.map((one) => one.at)])].sort((a, b) => a - b)
	for (const at of events) {
		const arriving: [number, number][] = seeds.flatMap((one) => (one.at === at ? [[one.to, one.minor]] : []))
		for (const [n, one] of given.entries()) {
			if (one.at !== at || one.from === target) continue
			const taken = Math.floor((Math.min(one.minor, held.get(one.from) ?? 0) * (shares[n % shares.length] ?? 0)) / 100)
			held.set(one.from, (held.get(one.from) ?? 0) - taken)
			arriving.push([one.to, taken])
		}
		for (const [to, minor] of arriving) {
			if (to === target) came += minor
			else held.set(to, (held.get(to) ?? 0) + minor)
		}
	}
	return came
}

test('F239 however the money went, no more of it came than that', () => {
	const shares = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 24 })
	fc.assert(
		fc.property(payments, moves, shares, fc.integer({ min: 0, max: 5 }), (seeds, given, chosen, target) => {
			const most = mostInto(seeds, given, target)
			expect(lived(seeds, given, chosen, target)).toBeLessThanOrEqual(most)
			expect(most).toBeLessThanOrEqual(seeds.reduce((sum, one) => sum + one.minor, 0))
		}),
		{ numRuns: 400 },
	)
})

test('F240 from payments hop by hop, in the fewest transfers, with what reports of the same agency told', async () => {
	const out = await inTx(async (tx) => {
		const book = await openBook(tx)
		const report = await book.report()
		const other = await book.report()
		const stranger = await book.report(await book.agency())
		await book.payment(report, 'A', 100, 0, await book.move(report, 'V', 'A', 100, 0))
		await book.payment(report, 'Z', 7, null)
		await book.move(report, 'A', 'B', 80, 5)
		await book.move(other, 'B', 'C', 50, 9)
		await book.move(report, 'A', 'C', 10, 12)
		await book.move(stranger, 'C', 'D', 10, 20)
		await book.move(report, 'B', 'A', 5, 1)
		const into = async (letter: string) => tracedInto(tx, report, (await book.account(letter)).id)
		return Object.fromEntries(
			await Promise.all(['V', 'A', 'B', 'C', 'D', 'Z'].map(async (letter) => [letter, await into(letter)] as const)),
		)
	}, 'owner')
	expect(out).toEqual({
		V: { minor: 0, hops: null },
		A: { minor: 100, hops: 1 },
		B: { minor: 80, hops: 2 },
		C: { minor: 60, hops: 2 },
		D: { minor: 0, hops: null },
		Z: { minor: 7, hops: 1 },
	})
})

test('F240 fewer transfers count also where a longer way was sooner; none are followed beyond eight', async () => {
	const out = await inTx(async (tx) => {
		const book = await openBook(tx)
		const report = await book.report()
		await book.payment(report, 'A', 100, 0)
		await book.move(report, 'A', 'B', 100, 1)
		await book.move(report, 'B', 'C', 100, 2)
		await book.move(report, 'A', 'C', 100, 8)
		await book.move(report, 'C', 'D', 100, 5)
		await book.move(report, 'C', 'E', 100, 9)
		for (let n = 0; n < 9; n += 1) await book.move(report, `L${n}`, `L${n + 1}`, 10, 10 + n)
		await book.move(report, 'A', 'L0', 10, 9)
		const into = async (letter: string) => tracedInto(tx, report, (await book.account(letter)).id)
		return [await into('D'), await into('E'), await into('L6'), await into('L7')]
	}, 'owner')
	expect(out).toEqual([
		{ minor: 100, hops: 4 },
		{ minor: 100, hops: 3 },
		{ minor: 10, hops: 8 },
		{ minor: 0, hops: null },
	])
})
