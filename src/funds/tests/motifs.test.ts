import { describe, expect, test } from 'vitest'
import { findMotifs } from '../rules/motifs/find.ts'
import type { MotifMove } from '../rules/motifs/motif.ts'
import { thresholds } from '../rules/motifs/thresholds.ts'

const hour = 3_600_000

/** `['A', 'B', 100, 5]`: 100 from A to B at hour 5; ids by their order. */
type Told = readonly [from: string, to: string, minor: number, hours: number]
const moves = (told: readonly Told[]): MotifMove[] =>
	told.map(([from, to, minor, at], id) => ({
		id,
		from: from.charCodeAt(0),
		to: to.charCodeAt(0),
		minor,
		at: at * hour,
	}))

/** Kind, accounts by role, sum. */
const found = (told: readonly Told[]) =>
	findMotifs(moves(told)).motifs.map(({ kind, accounts, minor }) => {
		const of = (role: string) =>
			accounts
				.flatMap((one) => (one.role === role ? [String.fromCharCode(one.node)] : []))
				.toSorted()
				.join('')
		return [kind, of('sender'), of('middle'), of('receiver'), minor]
	})
const only = (kind: string, told: readonly Told[]) => found(told).filter(([is]) => is === kind)

describe('F224', () => {
	test('three accounts that pay one within 72 hours are a fan-in; two, or the third an hour too late, are none', () => {
		const told: Told[] = [
			['A', 'X', 10, 0],
			['B', 'X', 20, 71],
			['C', 'X', 30, 72],
		]
		expect(found(told)).toEqual([['fan_in', 'ABC', '', 'X', 60]])
		expect(found([...told.slice(0, 2), ['B', 'X', 30, 72]])).toEqual([])
		expect(found([...told.slice(0, 2), ['C', 'X', 30, 73]])).toEqual([])
	})
	test('one that pays three is a fan-out; what follows the time is looked at anew, what it paid itself counts nowhere', () => {
		const burst = (at: number): Told[] => ['A', 'B', 'C'].map((to) => ['X', to, 10, at] as const)
		expect(found([...burst(0), ...burst(100)])).toEqual([
			['fan_out', 'X', '', 'ABC', 30],
			['fan_out', 'X', '', 'ABC', 30],
		])
		expect(found([['X', 'X', 10, 0], ...burst(0).slice(1)])).toEqual([])
	})
})

describe('F225', () => {
	const scatter: Told[] = [
		['S', 'A', 10, 0],
		['S', 'B', 10, 1],
		['S', 'C', 10, 2],
		['A', 'T', 9, 3],
		['B', 'T', 9, 4],
		['C', 'T', 9, 5],
	]
	test('one pays three, who each pay the same other afterwards', () => {
		expect(only('scatter_gather', scatter)).toEqual([['scatter_gather', 'S', 'ABC', 'T', 27]])
		const early = scatter.map((one): Told => (one[0] === 'C' ? ['C', 'T', 9, 2] : one))
		expect(only('scatter_gather', early)).toEqual([])
		const late = scatter.map((one): Told => (one[0] === 'C' ? ['C', 'T', 9, 73] : one))
		expect(only('scatter_gather', late)).toEqual([])
	})
	test('three pay one, who pays three others at least half of it afterwards', () => {
		const gather = (each: number): Told[] => [
			['A', 'X', 10, 0],
			['B', 'X', 10, 1],
			['C', 'X', 10, 2],
			['X', 'D', each, 3],
			['X', 'E', each, 4],
			['X', 'F', each, 5],
		]
		expect(only('gather_scatter', gather(5))).toEqual([['gather_scatter', 'ABC', 'X', 'DEF', 15]])
		expect(only('gather_scatter', gather(4))).toEqual([])
		expect(
			only(
				'gather_scatter',
				gather(5).map((one): Told => (one[1] === 'D' ? ['X', 'D', 5, 2] : one)),
			),
		).toEqual([])
	})
})

describe('F226', () => {
	const ring: Told[] = [
		['A', 'B', 100, 0],
		['B', 'C', 90, 1],
		['C', 'A', 80, 2],
	]
	test('money that comes back later and later is a cycle, once for the same accounts', () => {
		expect(only('cycle', ring)).toEqual([['cycle', '', 'ABC', '', 80]])
		const again = ring.map(([from, to, minor, at]): Told => [from, to, minor, at + 100])
		expect(only('cycle', [...ring, ...again])).toHaveLength(1)
	})
	test.each([
		[
			'at the same moment',
			[
				['A', 'B', 100, 0],
				['B', 'C', 90, 1],
				['C', 'A', 80, 1],
			],
		],
		[
			'more than came',
			[
				['A', 'B', 100, 0],
				['B', 'C', 101, 1],
				['C', 'A', 100, 2],
			],
		],
		[
			'less than four fifths',
			[
				['A', 'B', 100, 0],
				['B', 'C', 79, 1],
				['C', 'A', 79, 2],
			],
		],
		[
			'after thirty days',
			[
				['A', 'B', 100, 0],
				['B', 'C', 90, 1],
				['C', 'A', 80, 721],
			],
		],
		[
			'between two',
			[
				['A', 'B', 100, 0],
				['B', 'A', 90, 1],
			],
		],
	] as const)('%s it is none', (_, told) => expect(only('cycle', told)).toEqual([]))
})

describe('F227', () => {
	const row = (from: string, to: string, at: number): Told[] =>
		[...from].flatMap((sender) => [...to].map((receiver): Told => [sender, receiver, 10, at]))
	test('three that each pay the same three are bipartite; with one transfer less they are not', () => {
		expect(only('bipartite', row('ABC', 'XYZ', 0))).toEqual([['bipartite', 'ABC', '', 'XYZ', 90]])
		expect(only('bipartite', row('ABC', 'XYZ', 0).slice(1))).toEqual([])
	})
	test('receivers of one row that are the senders of a later one are a stack', () => {
		expect(only('stack', [...row('ABC', 'XYZ', 0), ...row('XYZ', 'PQR', 5)])).toEqual([
			['stack', 'ABC', 'XYZ', 'PQR', 90],
		])
		expect(only('stack', [...row('ABC', 'XYZ', 5), ...row('XYZ', 'PQR', 5)])).toEqual([])
	})
})

test('F228 an account that hands on nine tenths of what came, each sum within a day, passes money through', () => {
	const passing = (out: number, at: number): Told[] => [
		['A', 'X', 60, 0],
		['B', 'X', 40, 1],
		['X', 'C', out, at],
	]
	expect(found(passing(90, 24))).toEqual([['pass_through', 'AB', 'X', 'C', 90]])
	expect(found(passing(89, 24))).toEqual([])
	// The 60 came more than a day before: only the 40 count as handed on.
	expect(found(passing(100, 25))).toEqual([])
	expect(found(passing(500, 24))).toEqual([['pass_through', 'AB', 'X', 'C', 100]])
	expect(found(passing(100, 0))).toEqual([])
})

test('F223 a finding says why in both languages, names its transfers in time order, and is the same however they are told', () => {
	const told = moves([
		['A', 'X', 10, 3],
		['B', 'X', 20, 1],
		['C', 'X', 30, 2],
		['X', 'D', 60, 4],
	])
	const { motifs, whole } = findMotifs(told)
	expect(whole).toBe(true)
	expect(findMotifs(told.toReversed()).motifs).toEqual(motifs)
	const [fan, passed] = motifs
	expect(fan?.transfers.map(({ id }) => id)).toEqual([1, 2, 0])
	expect(fan?.why).toEqual({
		en: '3 accounts paid one account within 72 hours; counted from 3 accounts on.',
		zh: '72 小时内有 3 个账户转入同一账户；达到 3 个账户即列出。',
	})
	expect(passed?.why.en).toContain('100 % of what came')
	const four = findMotifs(told, { by: { ...thresholds, many: 4 } })
	expect(four.motifs.map(({ kind }) => kind)).toEqual(['pass_through'])
	expect(Object.keys(motifs[0] ?? {}).toSorted()).toEqual(['accounts', 'kind', 'minor', 'transfers', 'why'])
})

test('F223 a search that ends before it has seen all says so', () => {
	// Every account pays every other each hour: ways around are without number.
	const nodes = [...'ABCDEFGHIJKL']
	const told = Array.from({ length: 60 }, (_, at) =>
		nodes.flatMap((from) => nodes.map((to): Told => [from, to, 100, at])),
	).flat()
	expect(findMotifs(moves(told), { which: ['cycle'] }).whole).toBe(false)
})
