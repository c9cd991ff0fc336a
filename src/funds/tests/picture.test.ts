import { expect, test } from 'vitest'
import { layChart, type Chart } from '../web/trace/chart.ts'
import { foldCycles, foldPassing } from '../web/trace/fold.ts'
import { begun, redone, undone, went } from '../web/trace/history.ts'
import { pictureMoney } from '../web/trace/naming.ts'
import { layTree, type TreeLink, type TreeNode } from '../web/trace/tree.ts'

const link = (from: string, to: string, minor: number) => ({ from, to, minor, transfers: 1, via: [] })
const node = (id: string, hop: number, minor = 100) => ({ id, hop, minor })
const all = () => true

test('F249 an account that only hands money on is folded into its link, what it stood for named; one that keeps some is not', () => {
	const chart: Chart = {
		nodes: [node('a', 0), node('b', 1), node('c', 2), node('d', 3), node('e', 2)],
		links: [link('a', 'b', 100), link('b', 'c', 99), link('c', 'd', 98), link('a', 'e', 100), link('e', 'd', 60)],
	}
	const { nodes, links } = foldPassing(chart, all)
	expect(nodes.map(({ id }) => id)).toEqual(['a', 'd', 'e'])
	expect(links.find(({ via }) => via.length > 0)).toEqual({
		from: 'a',
		to: 'd',
		minor: 98,
		transfers: 3,
		via: ['b', 'c'],
	})
	expect(foldPassing(chart, (id) => id !== 'b').nodes.map(({ id }) => id)).toEqual(['a', 'b', 'd', 'e'])
})

test('F249 accounts among which money goes round are one, and stand for all of them', () => {
	const chart: Chart = {
		nodes: [node('a', 0), node('b', 1), node('c', 2), node('d', 3), node('e', 4)],
		links: [link('a', 'b', 9), link('b', 'c', 8), link('c', 'd', 7), link('d', 'b', 6), link('d', 'e', 5)],
	}
	const { chart: folded, rounds } = foldCycles(chart)
	expect(rounds.get('b')?.toSorted()).toEqual(['b', 'c', 'd'])
	expect(folded.nodes.map(({ id, hop }) => [id, hop])).toEqual([
		['a', 0],
		['b', 1],
		['e', 4],
	])
	expect(folded.links.map(({ from, to, minor }) => [from, to, minor])).toEqual([
		['a', 'b', 9],
		['b', 'e', 5],
	])
	const straight: Chart = { nodes: chart.nodes, links: chart.links.filter(({ to }, n) => n !== 3 || to !== 'b') }
	expect(foldCycles(straight).rounds.size).toBe(0)
})

test('F249 the link chart puts every account on the ring of its hop, 1,500 of them within a moment', () => {
	const nodes = Array.from({ length: 1_500 }, (_, n) => node(`n${n}`, n === 0 ? 0 : 1 + (n % 4)))
	const links = nodes.slice(1).map(({ id }, n) => link(n < 4 ? 'n0' : `n${Math.max(0, n - 4)}`, id, 10))
	const places = layChart({ nodes, links }, 100)
	expect(places).toHaveLength(1_500)
	for (const { id, x, y } of places)
		expect(Math.hypot(x, y)).toBeCloseTo((nodes.find((one) => one.id === id)?.hop ?? 0) * 100, 3)
	expect(new Set(places.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`)).size).toBe(1_500)
})

test('F249 in the tree nothing lies over anything, bands are as wide as what they carry, and what leads back is a line', () => {
	const nodes: TreeNode[] = [
		{ id: 'v', column: 0, value: 300, time: 0 },
		{ id: 'a', column: 1, value: 200, time: 1 },
		{ id: 'b', column: 1, value: 100, time: 2 },
		{ id: 'c', column: 2, value: 150, time: 3 },
		{ id: 'd', column: 2, value: 100, time: 4 },
	]
	const links: TreeLink[] = [
		{ from: 'v', to: 'a', value: 200 },
		{ from: 'v', to: 'b', value: 100 },
		{ from: 'a', to: 'c', value: 150 },
		{ from: 'b', to: 'd', value: 100 },
		{ from: 'd', to: 'a', value: 40 },
	]
	const tree = layTree(nodes, links, { width: 900, left: 100, right: 120, least: 260 })
	for (const column of [0, 1, 2]) {
		const own = tree.boxes
			.filter(({ id }) => nodes.find((one) => one.id === id)?.column === column)
			.toSorted((a, b) => a.y - b.y)
		for (const [n, box] of own.entries()) {
			expect(box.y).toBeGreaterThanOrEqual(0)
			expect(box.y + box.height).toBeLessThanOrEqual(tree.height)
			const next = own[n + 1]
			if (next !== undefined) expect(next.y).toBeGreaterThan(box.y + box.height)
		}
	}
	const wide = tree.bands.map(({ value, a }) => (a[2] - a[1]) / value)
	for (const one of wide) expect(one).toBeCloseTo(wide[0] ?? 0, 6)
	expect(tree.bands).toHaveLength(4)
	expect(tree.back.map(({ from, to }) => [from, to])).toEqual([['d', 'a']])
})

test('F249 each look can be undone and redone; a new one forgets what was undone, the same one is none', () => {
	const three = went(went(begun(1), 2), 3)
	expect(undone(three).now).toBe(2)
	expect(redone(undone(undone(three))).now).toBe(2)
	expect(went(undone(three), 7)).toMatchObject({ past: [1, 2], now: 7, future: [] })
	expect(went(three, 3)).toBe(three)
	expect([undone(begun(1)).now, redone(begun(1)).now]).toEqual([1, 1])
})

test('F249 pictures write amounts short, in each language its own way', () => {
	expect([9_620_000, 800_000, 4_620_050].map((minor) => pictureMoney(minor, 'zh'))).toEqual([
		'9.62 万',
		'8,000',
		'4.62 万',
	])
	expect([9_620_000, 4_620_050].map((minor) => pictureMoney(minor, 'en'))).toEqual(['96,200', '46,200.50'])
})
