/**
 * F179. Which lines of statements tell of one transfer. A transfer is told at most once from each side: by the line that took
 * from an account and by the one that gave to another, and by what a victim told. Pure and deterministic.
 */

/** A line as it tells of a transfer. `from` or `to` is null where the bank did not write the other side. */
export type Told = {
	/** Its place among the lines given. */
	readonly n: number
	readonly from: number | null
	readonly to: number | null
	readonly credit: boolean
	readonly minor: number
	readonly currency: string
	readonly at: number
	readonly dayOnly: boolean
	/** UETR, end-to-end id and the bank's own, of those that are known. */
	readonly references: readonly string[]
}

/** A transfer that is known, with the sides that lines of statements told of it already. */
export type Known = {
	readonly id: number
	readonly from: number
	readonly to: number
	readonly minor: number
	readonly currency: string
	readonly at: number
	readonly references: readonly string[]
	/** A line that took the money told of it; a line that gave it. */
	readonly debit: boolean
	readonly credit: boolean
}

/** Clocks of two banks, and days against times. */
const windowMs = 2 * 86_400_000
/** With the same reference money may stand longer between two banks. */
const referenceWindowMs = 7 * 86_400_000

/** @returns the transfer each line tells of, by its place; lines without one are left out */
export function reconcile(lines: readonly Told[], known: readonly Known[]): ReadonlyMap<number, number> {
	const taken = {
		debit: new Set(known.filter((one) => one.debit).map((one) => one.id)),
		credit: new Set(known.filter((one) => one.credit).map((one) => one.id)),
	}
	const found = new Map<number, number>()
	const take = (line: Told, shelf: Shelf | undefined, window: number, may: (one: Known) => boolean): boolean => {
		const side = line.credit ? 'credit' : 'debit'
		const one = shelf?.nearest(line.at, window, side, taken[side], (known) => agrees(line, known) && may(known))
		if (one == null) return false
		taken[side].add(one.id)
		found.set(line.n, one.id)
		return true
	}
	const ordered = lines.toSorted((a, b) => a.at - b.at || a.n - b.n)
	const byReference = shelves(known, (one) => one.references.map((reference) => referenceKey(reference, one)))
	for (const line of ordered)
		line.references.some((reference) =>
			take(line, byReference.get(referenceKey(reference, line)), referenceWindowMs, () => true),
		)
	const byEnds = shelves(known, (one) => [`${one.from} ${one.to} ${one.minor} ${one.currency}`])
	for (const line of ordered) {
		if (found.has(line.n) || line.from === null || line.to === null) continue
		const shelf = byEnds.get(`${line.from} ${line.to} ${line.minor} ${line.currency}`)
		// Two references that differ are two transfers.
		take(line, shelf, windowMs, (one) => !differ(line, one))
	}
	return found
}

const referenceKey = (reference: string, { minor, currency }: Pick<Known, 'minor' | 'currency'>) =>
	`${reference} ${minor} ${currency}`

type Side = 'debit' | 'credit'

/** Transfers of one key by their time. Those taken are skipped for good, so that ten thousand alike cost no more than others. */
class Shelf {
	readonly #rows: readonly Known[]
	readonly #next: Readonly<Record<Side, number[]>>
	readonly #before: Readonly<Record<Side, number[]>>

	constructor(rows: readonly Known[]) {
		this.#rows = rows.toSorted((a, b) => a.at - b.at || a.id - b.id)
		const places = [...rows.keys()]
		this.#next = { debit: [...places], credit: [...places] }
		this.#before = { debit: [...places], credit: [...places] }
	}

	/** The free one nearest to `at` that may be; of two as near the earlier. */
	nearest(
		at: number,
		window: number,
		side: Side,
		taken: ReadonlySet<number>,
		may: (one: Known) => boolean,
	): Known | null {
		const rows = this.#rows
		let right = this.#from(this.#lower(at), side, taken)
		let left = this.#down(this.#lower(at) - 1, side, taken)
		for (;;) {
			const later = rows[right]
			const earlier = rows[left]
			const toLater = later === undefined ? Number.POSITIVE_INFINITY : later.at - at
			const toEarlier = earlier === undefined ? Number.POSITIVE_INFINITY : at - earlier.at
			const isEarlier = toEarlier <= toLater
			const one = isEarlier ? earlier : later
			if (one === undefined || Math.min(toLater, toEarlier) > window) return null
			if (may(one)) return one
			if (isEarlier) left = this.#down(left - 1, side, taken)
			else right = this.#from(right + 1, side, taken)
		}
	}

	#lower(at: number): number {
		let [low, high] = [0, this.#rows.length]
		while (low < high) {
			const middle = (low + high) >> 1
			if ((this.#rows[middle]?.at ?? 0) < at) low = middle + 1
			else high = middle
		}
		return low
	}

	/** The first free place at or after one. */
	#from(place: number, side: Side, taken: ReadonlySet<number>): number {
		return this.#walk(place, this.#next[side], taken, (at) => at + 1)
	}

	/** The last free place at or before one; -1: none. */
	#down(place: number, side: Side, taken: ReadonlySet<number>): number {
		return this.#walk(place, this.#before[side], taken, (at) => at - 1)
	}

	#walk(place: number, skips: number[], taken: ReadonlySet<number>, step: (at: number) => number): number {
		const passed: number[] = []
		let at = place
		for (let row = this.#rows[at]; row !== undefined && taken.has(row.id); row = this.#rows[at]) {
			passed.push(at)
			const known = skips[at] ?? at
			at = known === at ? step(at) : known
		}
		for (const one of passed) skips[one] = at
		return at
	}
}

/** What the line names of both ends is what the transfer has. */
function agrees(line: Told, one: Known): boolean {
	return (line.from === null || line.from === one.from) && (line.to === null || line.to === one.to)
}

const uetr = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Both have a UETR, and not the same. Other references are each bank's own. */
function differ(line: Told, one: Known): boolean {
	const ours = line.references.filter((reference) => uetr.test(reference))
	const theirs = one.references.filter((reference) => uetr.test(reference))
	return ours.length > 0 && theirs.length > 0 && !ours.some((reference) => theirs.includes(reference))
}

function shelves(known: readonly Known[], keysOf: (one: Known) => readonly string[]): ReadonlyMap<string, Shelf> {
	const held = new Map<string, Known[]>()
	for (const one of known)
		for (const key of new Set(keysOf(one))) {
			const rows = held.get(key)
			if (rows === undefined) held.set(key, [one])
			else rows.push(one)
		}
	return new Map([...held].map(([key, rows]) => [key, new Shelf(rows)]))
}
