import { others } from './order.ts'
import { shareOut } from './share.ts'

/** Transfers as columns, in the order they are told (F270). */
export type Columns = {
	readonly accounts: number
	readonly from: Int32Array
	readonly to: Int32Array
	/** Minor units, whole. */
	readonly amount: Float64Array
	/** Whose payment it is, by label; `others` for none. */
	readonly label: Uint16Array
}

export type Replayed = {
	/** By label: what payments, and accounts that sent more than they held, brought in. */
	readonly came: Float64Array
	/** By label: displaced by the payment of another (F273). */
	readonly gone: Float64Array
	/** By label: what all accounts hold at the end. */
	readonly held: Float64Array
	/** By label, of one account. */
	readonly holds: (account: number) => ReadonlyMap<number, number>
}

/** What accounts hold, all in one: `take` fills `parts`, oldest first, `put` adds behind. */
type Book = {
	readonly take: (account: number, amount: number, parts: Parts) => void
	readonly put: (account: number, label: number, amount: number) => void
	readonly holds: (account: number) => ReadonlyMap<number, number>
}

type Parts = { count: number; label: Int32Array; amount: Float64Array }

/** F285. The rules of `attribute` over millions of transfers: the same result, in typed arrays. */
export function replay(columns: Columns, labels: number, rule: 'fifo' | 'lifo' | 'lowest'): Replayed {
	const { accounts, from, to, amount, label } = columns
	const book = rule === 'lowest' ? claimBook(accounts) : lotBook(accounts, rule === 'fifo')
	const came = new Float64Array(labels + 1)
	const gone = new Float64Array(labels + 1)
	const parts: Parts = { count: 0, label: new Int32Array(1_024), amount: new Float64Array(1_024) }
	for (let i = 0; i < from.length; i += 1) {
		const sender = from[i] ?? 0
		const receiver = to[i] ?? 0
		if (sender === receiver) continue
		const whole = amount[i] ?? 0
		const whose = label[i] ?? others
		parts.count = 0
		book.take(sender, whole, parts)
		let known = 0
		for (let n = 0; n < parts.count; n += 1) known += parts.amount[n] ?? 0
		if (whole > known) {
			came[others] = (came[others] ?? 0) + whole - known
			addPart(parts, others, whole - known)
		}
		if (whose === others) {
			for (let n = 0; n < parts.count; n += 1) book.put(receiver, parts.label[n] ?? others, parts.amount[n] ?? 0)
		} else {
			for (let n = 0; n < parts.count; n += 1) {
				const its = parts.label[n] ?? others
				gone[its] = (gone[its] ?? 0) + (parts.amount[n] ?? 0)
			}
			came[whose] = (came[whose] ?? 0) + whole
			book.put(receiver, whose, whole)
		}
	}
	const held = new Float64Array(labels + 1)
	for (let account = 0; account < accounts; account += 1)
		for (const [its, sum] of book.holds(account)) held[its] = (held[its] ?? 0) + sum
	return { came, gone, held, holds: book.holds }
}

/** Units that came and are neither held nor gone: none, or the arithmetic is wrong. */
export function lostUnits({ came, gone, held }: Replayed): number {
	return came.reduce((sum, amount, its) => sum + Math.abs(amount - (gone[its] ?? 0) - (held[its] ?? 0)), 0)
}

function addPart(parts: Parts, label: number, amount: number): void {
	if (parts.count === parts.label.length) {
		const labels = new Int32Array(parts.count * 2)
		labels.set(parts.label)
		const amounts = new Float64Array(parts.count * 2)
		amounts.set(parts.amount)
		parts.label = labels
		parts.amount = amounts
	}
	parts.label[parts.count] = label
	parts.amount[parts.count] = amount
	parts.count += 1
}

/** Cells of many lists in one place; a cell that is free is used again. */
function cells(first: number) {
	let label = new Int32Array(first)
	let amount = new Float64Array(first)
	let next = new Int32Array(first)
	let used = 0
	let free = -1
	const grow = () => {
		const size = label.length * 2
		const [labels, amounts, nexts] = [new Int32Array(size), new Float64Array(size), new Int32Array(size)]
		labels.set(label)
		amounts.set(amount)
		nexts.set(next)
		label = labels
		amount = amounts
		next = nexts
	}
	return {
		make(itsLabel: number, itsAmount: number, itsNext: number): number {
			let cell = free
			if (cell >= 0) free = next[cell] ?? -1
			else {
				if (used === label.length) grow()
				cell = used
				used += 1
			}
			label[cell] = itsLabel
			amount[cell] = itsAmount
			next[cell] = itsNext
			return cell
		},
		drop(cell: number): void {
			next[cell] = free
			free = cell
		},
		label: (cell: number) => label[cell] ?? others,
		amount: (cell: number) => amount[cell] ?? 0,
		next: (cell: number) => next[cell] ?? -1,
		add(cell: number, more: number): void {
			amount[cell] = (amount[cell] ?? 0) + more
		},
		link(cell: number, to: number): void {
			next[cell] = to
		},
	}
}

/** FIFO: `first` is the oldest lot and lots are linked to newer ones. LIFO: it is the newest, linked to older ones. */
function lotBook(accounts: number, oldestFirst: boolean): Book {
	const lots = cells(Math.max(1_024, accounts * 2))
	const first = new Int32Array(accounts).fill(-1)
	const last = oldestFirst ? new Int32Array(accounts).fill(-1) : first
	return {
		take(account, amount, parts) {
			let left = amount
			let lot = first[account] ?? -1
			while (left > 0 && lot >= 0) {
				const there = lots.amount(lot)
				if (there > left) {
					addPart(parts, lots.label(lot), left)
					lots.add(lot, -left)
					left = 0
				} else {
					addPart(parts, lots.label(lot), there)
					left -= there
					const following = lots.next(lot)
					lots.drop(lot)
					lot = following
				}
			}
			first[account] = lot
			if (lot < 0) last[account] = -1
			if (!oldestFirst) turn(parts)
		},
		put(account, label, amount) {
			const newest = last[account] ?? -1
			if (newest >= 0 && lots.label(newest) === label) lots.add(newest, amount)
			else if (oldestFirst) {
				const made = lots.make(label, amount, -1)
				if (newest >= 0) lots.link(newest, made)
				else first[account] = made
				last[account] = made
			} else first[account] = lots.make(label, amount, newest)
		},
		holds(account) {
			const sums = new Map<number, number>()
			for (let lot = first[account] ?? -1; lot >= 0; lot = lots.next(lot))
				sums.set(lots.label(lot), (sums.get(lots.label(lot)) ?? 0) + lots.amount(lot))
			return sums
		},
	}
}

function turn(parts: Parts): void {
	for (let a = 0, b = parts.count - 1; a < b; a += 1, b -= 1) {
		const [label, amount] = [parts.label[a] ?? 0, parts.amount[a] ?? 0]
		parts.label[a] = parts.label[b] ?? 0
		parts.amount[a] = parts.amount[b] ?? 0
		parts.label[b] = label
		parts.amount[b] = amount
	}
}

/** Lowest balance: others' money as one sum, claims in a list by label. */
function claimBook(accounts: number): Book {
	const free = new Float64Array(accounts)
	const claims = cells(Math.max(1_024, accounts))
	const first = new Int32Array(accounts).fill(-1)
	const takeClaims = (account: number, amount: number, parts: Parts): void => {
		const held: number[] = []
		for (let cell = first[account] ?? -1; cell >= 0; cell = claims.next(cell)) held.push(cell)
		const weights = held.map((cell) => claims.amount(cell))
		const sum = weights.reduce((all, weight) => all + weight, 0)
		const shares = held.length === 1 ? [Math.min(amount, sum)] : shareOut(Math.min(amount, sum), weights)
		let before = -1
		for (const [n, cell] of held.entries()) {
			const share = shares[n] ?? 0
			if (share > 0) addPart(parts, claims.label(cell), share)
			claims.add(cell, -share)
			if (claims.amount(cell) > 0) before = cell
			else {
				if (before < 0) first[account] = claims.next(cell)
				else claims.link(before, claims.next(cell))
				claims.drop(cell)
			}
		}
	}
	return {
		take(account, amount, parts) {
			const there = free[account] ?? 0
			const freely = Math.min(there, amount)
			if (freely > 0) {
				free[account] = there - freely
				addPart(parts, others, freely)
			}
			if (amount > freely && (first[account] ?? -1) >= 0) takeClaims(account, amount - freely, parts)
		},
		put(account, label, amount) {
			if (label === others) {
				free[account] = (free[account] ?? 0) + amount
				return
			}
			let before = -1
			let cell = first[account] ?? -1
			while (cell >= 0 && claims.label(cell) < label) {
				before = cell
				cell = claims.next(cell)
			}
			if (cell >= 0 && claims.label(cell) === label) claims.add(cell, amount)
			else if (before < 0) first[account] = claims.make(label, amount, cell)
			else claims.link(before, claims.make(label, amount, cell))
		},
		holds(account) {
			const sums = new Map<number, number>()
			if ((free[account] ?? 0) > 0) sums.set(others, free[account] ?? 0)
			for (let cell = first[account] ?? -1; cell >= 0; cell = claims.next(cell))
				sums.set(claims.label(cell), claims.amount(cell))
			return sums
		},
	}
}
