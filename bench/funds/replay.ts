import { type Columns, lostUnits, replay } from '../../src/funds/rules/attribution/replay.ts'
import { type Row, row } from '../row.ts'
import { graphBegins, type MoneyGraph } from './graph.ts'

/** Victims of the replay, and payments of each: every one is a transfer of the graph, spread over its first half. */
const victims = 50
const payments = 10

/**
 * funds/replay-fifo, -lifo, -lowest: seconds for one pass over all transfers of the graph, in time order, with five hundred
 * payments of fifty victims among them. funds/replay/cents_lost: units of the three that came in and are neither held nor
 * gone. The order is made once before, as the engine keeps it. Accounts begin with nothing: what they send and never got
 * is others' money.
 */
export function replayRows(graph: MoneyGraph): Row[] {
	const columns = inTime(graph)
	let lost = 0
	const rows = (['fifo', 'lifo', 'lowest'] as const).map((rule) => {
		const began = performance.now()
		const result = replay(columns, victims, rule)
		const seconds = (performance.now() - began) / 1_000
		lost += lostUnits(result)
		return row(`funds/replay-${rule}`, 's', seconds, 's')
	})
	return [...rows, row('funds/replay', 'cents_lost', lost, 'cents')]
}

/** Columns by time, then by number: a stable sort by eleven bits at a time. */
function inTime({ accounts, from, to, amount, at }: MoneyGraph): Columns {
	const count = from.length
	let order = new Int32Array(count)
	for (let i = 0; i < count; i += 1) order[i] = i
	for (const shift of [1, 2 ** 11, 2 ** 22]) {
		const digit = (i: number) => Math.floor(((at[i] ?? 0) - graphBegins) / shift) % 2_048
		const starts = new Int32Array(2_049)
		for (let i = 0; i < count; i += 1) starts[digit(i) + 1] = (starts[digit(i) + 1] ?? 0) + 1
		for (let d = 0; d < 2_048; d += 1) starts[d + 1] = (starts[d + 1] ?? 0) + (starts[d] ?? 0)
		const sorted = new Int32Array(count)
		for (const i of order) {
			const place = starts[digit(i)] ?? 0
			sorted[place] = i
			starts[digit(i)] = place + 1
		}
		order = sorted
	}
	const columns = {
		accounts,
		from: new Int32Array(count),
		to: new Int32Array(count),
		amount: new Float64Array(count),
		label: new Uint16Array(count),
	}
	for (const [place, i] of order.entries()) {
		columns.from[place] = from[i] ?? 0
		columns.to[place] = to[i] ?? 0
		columns.amount[place] = amount[i] ?? 0
	}
	const step = Math.max(1, Math.floor(count / 2 / (victims * payments)))
	for (let n = 0; n < victims * payments && n * step < count; n += 1) columns.label[n * step] = (n % victims) + 1
	return columns
}
