import { expect, test } from 'vitest'
import { resolve } from '../api.ts'
import { candidatePairs } from '../rules/match/block.ts'
import { clusters } from '../rules/match/cluster.ts'
import { columnOf } from '../rules/match/column.ts'
import { Comparer } from '../rules/match/compare.ts'
import { learn, sharesOfAll, weightOf } from '../rules/match/em.ts'
import { kinds } from '../rules/match/kinds.ts'
import { type Asked, match, threshold } from '../rules/match/match.ts'
import { measurePairs, pairsOfGroups } from '../rules/match/measure.ts'
import { levelsOf, patternsOf } from '../rules/match/patterns.ts'
import { proposed, twice } from './records.ts'

const records = (kind: keyof typeof kinds, texts: readonly string[]) => columnOf('it', kinds[kind], texts)
const pairsIn = (pairs: Float64Array, many: number) => [...pairs].map((pair) => [Math.floor(pair / many), pair % many])

test('C10 records of one are found without labels, alike each time, in a thread as here', async () => {
	const asked = twice(300)
	const right = new Set(Array.from({ length: 300 }, (_, n) => `${n}-${n + 300}`))
	const found = proposed(asked)
	expect(found.filter((pair) => right.has(pair)).length).toBeGreaterThan(290)
	expect(found.filter((pair) => !right.has(pair)).length).toBeLessThan(6)
	expect(proposed(asked)).toEqual(found)
	const steps: string[] = []
	const there = await resolve(asked, { explain: true, onStep: (step) => steps.push(step) })
	expect(pairsIn(there.found, 600).map(([a, b]) => `${a}-${b}`)).toEqual(found)
	expect(there.proposed).toHaveLength(found.length)
	expect(there.groups).toEqual(match(asked).groups)
	expect(steps.length).toBeGreaterThan(2)
})

test('C11 weights are learned from three fields on; with fewer the written ones stand', () => {
	const asked = twice(300)
	const columns = asked.fields.map(({ name, kind, texts }) => columnOf(name, kinds[kind], texts))
	const comparers = columns.map((column) => new Comparer(column))
	const pairs = candidatePairs(columns, 600, null)
	const one = new Uint8Array(columns.length)
	const levels = (a: number, b: number) => {
		levelsOf(columns, comparers, a, b, one)
		return one
	}
	const all = sharesOfAll(columns, levels, 600, null)
	const model = learn(columns, patternsOf(columns, comparers, pairs, 600), all, (600 * 599) / 2)
	expect(model.matches * ((600 * 599) / 2)).toBeGreaterThan(285)
	expect(model.matches * ((600 * 599) / 2)).toBeLessThan(315)
	// Eight of ten towns are the same in pairs of one, as they were drawn.
	expect(model.m[3]?.[0]).toBeGreaterThan(0.72)
	expect(model.m[3]?.[0]).toBeLessThan(0.9)
	expect(weightOf(model, 1, 0)).toBeGreaterThan(weightOf(model, 0, 0))

	const surest = (those: Asked) => Math.max(...match(those).odds)
	const few = (those: Asked): Asked => ({ ...those, fields: those.fields.slice(0, 2) })
	const other = twice(200, 8)
	expect(surest(few(asked))).toBe(surest(few(other)))
	expect(surest(asked)).not.toBe(surest(other))
})

test('C12 a rare value weighs more than a common one, a missing one nothing', () => {
	const asked = twice(300)
	const texts = asked.fields[0]?.texts ?? []
	const count = (text: string) => texts.filter((one) => one === text).length
	const { pairs, reasons } = match(asked)
	const weights = [...pairs].flatMap((pair, n) => {
		const given = reasons(n).for.find(({ field, how }) => field === 'given' && how === 'same')
		return given === undefined ? [] : [{ bits: given.bits, count: count(texts[Math.floor(pair / 600)] ?? '') }]
	})
	const [rarest, commonest] = [
		weights.toSorted((a, b) => a.count - b.count)[0],
		weights.toSorted((a, b) => b.count - a.count)[0],
	]
	expect(rarest?.count).toBeLessThan(commonest?.count ?? 0)
	expect(rarest?.bits).toBeGreaterThan(commonest?.bits ?? 99)
	const bare = asked.fields[2]?.texts.indexOf('', 300) ?? -1
	const at = [...pairs].findIndex((pair) => pair === (bare - 300) * 600 + bare)
	expect([...reasons(at).for, ...reasons(at).against].map(({ field }) => field)).not.toContain('born')
})

test('C13 compared is who shares a rare value or two that few share, each pair once, of two files only across', () => {
	const rare = records('code', ['11111', '22222', '11111', '33333'])
	const same = records('place', ['quay', 'harbour', 'quay', 'dock'])
	expect(pairsIn(candidatePairs([rare, same], 4, null), 4)).toEqual([[0, 2]])
	const many = 400
	const town = records(
		'place',
		Array.from({ length: many }, () => 'xigang'),
	)
	const born = records(
		'code',
		Array.from({ length: many }, (_, n) => `${1000 + (n % 200)}`),
	)
	const found = pairsIn(candidatePairs([town, born], many, null), many)
	expect(found).toHaveLength(200)
	expect(found.every(([a, b]) => (b ?? 0) - (a ?? 0) === 200)).toBe(true)
	expect(pairsIn(candidatePairs([rare, same], 4, 3), 4)).toEqual([])
	expect(pairsIn(candidatePairs([rare, same], 4, 1), 4)).toEqual([[0, 2]])
})

test('C14 the threshold is even odds', () => {
	expect(threshold).toBe(0)
})

test('C15 two groups become one only on balance; a pair alone does not chain them', () => {
	const pair = (a: number, b: number, odds: number) => ({ pair: a * 6 + b, odds })
	const groupsOf = (...known: readonly { pair: number; odds: number }[]) => {
		const sorted = known.toSorted((x, y) => x.pair - y.pair)
		return [
			...clusters(
				Float64Array.from(sorted, (one) => one.pair),
				Float64Array.from(sorted, (one) => one.odds),
				6,
			),
		]
	}
	const two = [pair(0, 1, 9), pair(0, 2, 8), pair(1, 2, 9), pair(3, 4, 9), pair(3, 5, 9), pair(4, 5, 7)]
	expect(groupsOf(...two)).toEqual([0, 0, 0, 3, 3, 3])
	expect(groupsOf(...two, pair(2, 3, 6))).toEqual([0, 0, 0, 0, 0, 0])
	expect(groupsOf(...two, pair(2, 3, 6), pair(1, 3, -5), pair(2, 4, -5))).toEqual([0, 0, 0, 3, 3, 3])
	// A thin record that hardly fits one joins those it fits as a whole.
	expect(groupsOf(...two, pair(0, 3, -1), pair(1, 3, 2), pair(2, 3, 1))).toEqual([0, 0, 0, 0, 0, 0])
})

test('C16 a pair opens into at most three reasons for and three against, the strongest first', () => {
	const { pairs, odds, reasons } = match(twice(300))
	for (const n of pairs.keys()) {
		const why = reasons(n)
		expect(why.for.length).toBeLessThanOrEqual(3)
		expect(why.against.length).toBeLessThanOrEqual(3)
		expect(why.for.every(({ bits }, at) => bits > 0 && bits <= (why.for[at - 1]?.bits ?? bits))).toBe(true)
		expect(why.against.every(({ bits }, at) => bits < 0 && bits >= (why.against[at - 1]?.bits ?? bits))).toBe(true)
		if ((odds[n] ?? 0) >= threshold) expect(why.for.length).toBeGreaterThan(0)
	}
})

test('C21 given name and surname in each other’s field have a weight of their own', () => {
	const asked = twice(300)
	const [given, surname] = [asked.fields[0]?.texts ?? [], asked.fields[1]?.texts ?? []]
	const turned = (texts: readonly string[], other: readonly string[]) =>
		texts.map((text, n) => (n >= 300 && n < 330 ? (other[n] ?? '') : text))
	const fields = asked.fields.map((field, n) => {
		if (n === 0) return { ...field, texts: turned(given, surname) }
		return n === 1 ? { ...field, texts: turned(surname, given) } : field
	})
	const { pairs, odds, reasons } = match({ ...asked, fields })
	const crossed = [...pairs].flatMap((pair, n) => {
		const a = Math.floor(pair / 600)
		return a < 30 && pair - a * 600 === a + 300 ? [n] : []
	})
	const said = crossed.filter((n) => reasons(n).for.some(({ how }) => how === 'stands in the other field'))
	expect(said.length).toBeGreaterThan(20)
	expect(said.every((n) => (odds[n] ?? 0) >= threshold)).toBe(true)
})

test('C10 what cannot be compared is no fault: no records, one, none with a value', () => {
	const empty = (many: number): Asked => ({
		fields: [{ name: 'name', kind: 'name', texts: Array.from({ length: many }, () => '') }],
		records: many,
		split: null,
	})
	for (const many of [0, 1, 5]) expect(proposed(empty(many))).toEqual([])
	const same = {
		...empty(40),
		fields: [{ name: 'name', kind: 'name' as const, texts: Array.from({ length: 40 }, () => 'Wang Li') }],
	}
	expect(proposed(same)).toHaveLength((40 * 39) / 2)
})

test('C14 precision, recall and F1 count pairs; where pairs are labelled only those count', () => {
	const truth = { same: new Set([1, 2, 3, 4]), labelled: null }
	expect(measurePairs([1, 2, 9], truth)).toMatchObject({ precision: 2 / 3, recall: 1 / 2, found: 3, true: 4 })
	expect(measurePairs([1, 2, 9], truth).f1).toBeCloseTo(4 / 7, 10)
	expect(measurePairs([1, 2, 9], { same: truth.same, labelled: new Set([1, 2, 3, 4, 5]) })).toMatchObject({
		precision: 1,
	})
	expect([...pairsOfGroups(Int32Array.of(0, 0, 2, 0), null)]).toEqual([1, 3, 7])
	expect([...pairsOfGroups(Int32Array.of(0, 0, 2, 0), 2)]).toEqual([3, 7])
})
