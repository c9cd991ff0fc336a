import type { AttributionRule } from '../../contract/attribution.ts'
import { others } from './order.ts'
import { shareOut } from './share.ts'

/** An amount of one label, as it moves: those of a victim, or of others. */
export type Part = { readonly label: number; readonly amount: number }

/** What an account holds under one rule. */
export type Holding = {
	/** Comes in behind all that is there. */
	readonly put: (parts: readonly Part[]) => void
	/** Takes at most what is there, in the rule's order. */
	readonly take: (amount: number) => Part[]
	readonly balance: () => number
	/** By label, `others` among them. */
	readonly sums: () => ReadonlyMap<number, number>
}

/** An empty account under a rule that shares money out. */
export function holdingOf(rule: Exclude<AttributionRule, 'poison'>): Holding {
	return rule === 'fifo' || rule === 'lifo' ? lots(rule === 'fifo') : mixed(rule === 'lowest')
}

/** FIFO and LIFO: lots in the order they came; neighbours of one label are one lot. */
function lots(oldestFirst: boolean): Holding {
	const held: { label: number; amount: number }[] = []
	let first = 0
	let balance = 0
	const next = () => (oldestFirst ? held[first] : held[held.length - 1])
	const drop = () => {
		if (oldestFirst) first += 1
		else held.pop()
		if (first === held.length) {
			held.length = 0
			first = 0
		}
	}
	return {
		put: (parts) => {
			for (const part of parts) {
				const last = held[held.length - 1]
				if (last !== undefined && last.label === part.label) last.amount += part.amount
				else held.push({ ...part })
				balance += part.amount
			}
		},
		take: (amount) => {
			const taken: Part[] = []
			for (let left = amount, lot = next(); left > 0 && lot !== undefined; lot = next()) {
				const part = Math.min(left, lot.amount)
				taken.push({ label: lot.label, amount: part })
				lot.amount -= part
				left -= part
				balance -= part
				if (lot.amount === 0) drop()
			}
			return oldestFirst ? taken : taken.reverse()
		},
		balance: () => balance,
		sums: () => {
			const sums = new Map<number, number>()
			for (const lot of held.slice(first)) sums.set(lot.label, (sums.get(lot.label) ?? 0) + lot.amount)
			return sums
		},
	}
}

/** Pro rata: every label gives its share. Lowest balance: others' money goes first, then victims' by their shares. */
function mixed(othersFirst: boolean): Holding {
	const sums = new Map<number, number>()
	let balance = 0
	const give = (label: number, amount: number, taken: Part[]) => {
		if (amount === 0) return
		const left = (sums.get(label) ?? 0) - amount
		if (left === 0) sums.delete(label)
		else sums.set(label, left)
		balance -= amount
		taken.push({ label, amount })
	}
	return {
		put: (parts) => {
			for (const part of parts) {
				sums.set(part.label, (sums.get(part.label) ?? 0) + part.amount)
				balance += part.amount
			}
		},
		take: (amount) => {
			const taken: Part[] = []
			let left = Math.min(amount, balance)
			if (othersFirst) {
				const free = Math.min(left, sums.get(others) ?? 0)
				give(others, free, taken)
				left -= free
			}
			const labels = [...sums.keys()].sort((a, b) => a - b)
			const shares = shareOut(
				left,
				labels.map((label) => sums.get(label) ?? 0),
			)
			for (const [index, label] of labels.entries()) give(label, shares[index] ?? 0, taken)
			return taken
		},
		balance: () => balance,
		sums: () => sums,
	}
}
