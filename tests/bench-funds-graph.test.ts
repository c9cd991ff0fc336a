import { expect, test } from 'vitest'
import { graphBegins, graphRuns, hardStarts, moneyGraph, wholeSize } from '../bench/funds/graph.ts'

const size = { ...wholeSize, accounts: 2_000, transfers: 20_000 }

test('the graph of money is the same for the same seed, pays nobody themselves, and few accounts have most of it', () => {
	const graph = moneyGraph(size)
	expect(moneyGraph(size)).toEqual(graph)
	expect(moneyGraph({ ...size, seed: 6 }).from).not.toEqual(graph.from)
	const paid = new Int32Array(size.accounts)
	for (let i = 0; i < size.transfers; i += 1) {
		expect(graph.from[i]).not.toBe(graph.to[i])
		paid[graph.from[i] ?? 0] = (paid[graph.from[i] ?? 0] ?? 0) + 1
	}
	const sorted = paid.sort().reverse()
	expect(Math.min(...graph.amount)).toBeGreaterThan(0)
	expect(graph.amount.every(Number.isSafeInteger)).toBe(true)
	expect(sorted[0]).toBeGreaterThan(20 * (sorted[size.accounts / 2] ?? 0))
	expect(Math.min(...graph.at)).toBeGreaterThanOrEqual(graphBegins)
	expect(Math.max(...graph.at)).toBeLessThan(graphBegins + graphRuns)
})

test('hard starts pay often and begin early', () => {
	const graph = moneyGraph(size)
	const starts = hardStarts(graph, 20)
	expect(starts).toHaveLength(20)
	for (const { node, at } of starts) {
		expect(at).toBeLessThan(graphBegins + graphRuns / 10)
		expect(graph.from.filter((one) => one === node).length).toBeGreaterThan(50)
	}
})
