import type { Columns, Groups } from './rows.ts'
import { orderOf } from './sort.ts'

/** F210. Numbers of a record: the account at the other end, the transfer's place, its amount. */
export const recordSize = 3
/** An amount this large or larger stands in `large`. */
export const largeFrom = 0xff_ff_ff_ff

/** One way of the graph: the records of account `n` are `first[n]` up to `first[n + 1]`, in the order of time. */
export type Way = { readonly first: Uint32Array; readonly records: Uint32Array }

/**
 * F210. Transfers as they lay when they were read, both ways. A transfer's place is its rank by time, then id: places compare
 * as times do, but for `tied` ones. 12 bytes a transfer in each way and 14 that both share, so 19 a direction, and 4 an account.
 */
export type Adjacency = {
	readonly accounts: number
	readonly transfers: number
	readonly forward: Way
	readonly backward: Way
	/** By place: microseconds since 1970. */
	readonly at: Float64Array
	/** By place: the id, less `idFrom`. Wider only where ids span more than 2^32. */
	readonly ids: Uint32Array | Float64Array
	readonly idFrom: number
	/** By place: index into `groups`. */
	readonly group: Uint16Array | Uint32Array
	readonly groups: Groups
	/** By place, a bit: the next place has the same time. */
	readonly tied: Uint8Array
	/** By place: amounts that do not fit a record. */
	readonly large: ReadonlyMap<number, number>
}

/** Builds both ways. Ids may stand in any order. */
export function adjacencyOf(columns: Columns, groups: Groups): Adjacency {
	const count = columns.id.length
	const order = orderOf(columns.at, isRising(columns.id) ? undefined : orderOf(columns.id))
	let accounts = 0
	for (const node of columns.from) if (node >= accounts) accounts = node + 1
	for (const node of columns.to) if (node >= accounts) accounts = node + 1
	const large = new Map<number, number>()
	const forward = wayOf(columns.from, columns.to, columns.minor, order, accounts, large)
	const backward = wayOf(columns.to, columns.from, columns.minor, order, accounts, large)
	const { ids, idFrom } = idsOf(columns.id, order)
	const at = new Float64Array(count)
	const group = groups.list.length <= 0xff_ff ? new Uint16Array(count) : new Uint32Array(count)
	for (let place = 0; place < count; place += 1) {
		const row = order[place] ?? 0
		at[place] = columns.at[row] ?? 0
		group[place] = columns.group[row] ?? 0
	}
	const tied = tiesOf(at)
	return { accounts, transfers: count, forward, backward, at, ids, idFrom, group, groups, tied, large }
}

/** Bytes it holds a transfer and direction, all that both share counted by half. */
export function bytesPerTransfer({ forward, backward, at, ids, group, tied, transfers }: Adjacency): number {
	const held = [forward.first, forward.records, backward.first, backward.records, at, ids, group, tied]
	return held.reduce((sum, array) => sum + array.byteLength, 0) / transfers / 2
}

function wayOf(
	near: Int32Array,
	far: Int32Array,
	minor: Float64Array,
	order: Uint32Array,
	accounts: number,
	large: Map<number, number>,
): Way {
	const first = new Uint32Array(accounts + 1)
	for (const node of near) first[node + 1] = (first[node + 1] ?? 0) + 1
	for (let node = 0; node < accounts; node += 1) first[node + 1] = (first[node + 1] ?? 0) + (first[node] ?? 0)
	const next = first.slice()
	const records = new Uint32Array(order.length * recordSize)
	for (let place = 0; place < order.length; place += 1) {
		const row = order[place] ?? 0
		const node = near[row] ?? 0
		const record = next[node] ?? 0
		next[node] = record + 1
		const amount = minor[row] ?? 0
		if (amount >= largeFrom) large.set(place, amount)
		records[record * recordSize] = far[row] ?? 0
		records[record * recordSize + 1] = place
		records[record * recordSize + 2] = Math.min(amount, largeFrom)
	}
	return { first, records }
}

function idsOf(id: Float64Array, order: Uint32Array): { ids: Uint32Array | Float64Array; idFrom: number } {
	let idFrom = Number.POSITIVE_INFINITY
	let last = 0
	for (const one of id) {
		if (one < idFrom) idFrom = one
		if (one > last) last = one
	}
	const ids = last - idFrom < 2 ** 32 ? new Uint32Array(id.length) : new Float64Array(id.length)
	for (let place = 0; place < id.length; place += 1) ids[place] = (id[order[place] ?? 0] ?? 0) - idFrom
	return { ids, idFrom: id.length === 0 ? 0 : idFrom }
}

function tiesOf(at: Float64Array): Uint8Array {
	const tied = new Uint8Array((at.length >>> 3) + 1)
	for (let place = 0; place + 1 < at.length; place += 1)
		if (at[place] === at[place + 1]) tied[place >>> 3] = (tied[place >>> 3] ?? 0) | (1 << (place & 7))
	return tied
}

function isRising(values: Float64Array): boolean {
	for (let i = 1; i < values.length; i += 1) if ((values[i - 1] ?? 0) > (values[i] ?? 0)) return false
	return true
}
