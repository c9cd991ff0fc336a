import type { Movement } from '../../contract/attribution.ts'
import type { Part } from './holding.ts'

/** Lots of every account, oldest first. Neighbours of one label are one lot. */
export type Lots = Map<number, Part[]>

/** F277. First in, first out, forward: what is taken from the old end of one account comes to the new end of the other. */
export function fifoForward(lots: Lots, transfers: readonly Movement[]): Lots {
	return transfers.reduce((held, one) => move(held, one.from, one.to, one.amountMinor, 'old'), copy(lots))
}

/** F277. The same undone: newest transfer first, from the new end of the receiver back to the old end of the sender. */
export function fifoBackward(lots: Lots, transfers: readonly Movement[]): Lots {
	return transfers.reduceRight((held, one) => move(held, one.to, one.from, one.amountMinor, 'new'), copy(lots))
}

/** @throws RangeError when the account does not hold the amount: then nothing says what to undo */
function move(lots: Lots, from: number, to: number, amount: number, end: 'old' | 'new'): Lots {
	const source = lots.get(from) ?? []
	const taken: Part[] = []
	let left = amount
	while (left > 0) {
		const lot = end === 'old' ? source.shift() : source.pop()
		if (lot === undefined) throw new RangeError(`account ${from} does not hold ${amount}`)
		const part = Math.min(left, lot.amount)
		left -= part
		const rest = { label: lot.label, amount: lot.amount - part }
		if (rest.amount > 0 && end === 'old') source.unshift(rest)
		if (rest.amount > 0 && end === 'new') source.push(rest)
		if (end === 'old') taken.push({ label: lot.label, amount: part })
		else taken.unshift({ label: lot.label, amount: part })
	}
	const target = lots.get(to) ?? []
	lots.set(from, source)
	lots.set(to, joined(end === 'old' ? [...target, ...taken] : [...taken, ...target]))
	return lots
}

function joined(parts: readonly Part[]): Part[] {
	const out: { label: number; amount: number }[] = []
	for (const part of parts) {
		const last = out[out.length - 1]
		if (last !== undefined && last.label === part.label) last.amount += part.amount
		else out.push({ ...part })
	}
	return out
}

const copy = (lots: Lots): Lots => new Map([...lots].map(([account, parts]) => [account, joined(parts)]))
