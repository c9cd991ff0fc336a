import type { AttributionInput } from '../../contract/attribution.ts'
import { inOrder, others } from './order.ts'

/** F279. An outflow that leaves within this time of the money it takes follows it. */
export const followsWithinMs = 24 * 3_600_000

type Lot = { label: number; amount: number; at: number; sure: boolean }

export type StampedAccount = { readonly sure: boolean; readonly byVictim: Readonly<Record<string, number>> }

/**
 * F279. What time stamps alone say. Money leaves newest first. An outflow is told apart when all on the account is one
 * owner's, or when the newest owner's money covers it whole and came within `followsWithinMs`. Any other outflow mixes:
 * what left and what stayed are unsure, and so is all they reach, until the account is emptied.
 */
export function stamped(input: AttributionInput): ReadonlyMap<number, StampedAccount> {
	const { victims, transfers, openings } = inOrder(input)
	const accounts = new Map<number, Lot[]>()
	const at = (account: number): Lot[] => {
		const known = accounts.get(account)
		if (known !== undefined) return known
		const opening = openings.get(account) ?? 0
		const made: Lot[] =
			opening > 0 ? [{ label: others, amount: opening, at: Number.NEGATIVE_INFINITY, sure: true }] : []
		accounts.set(account, made)
		return made
	}
	for (const account of openings.keys()) at(account)
	for (const one of transfers) {
		const taken = takeNewest(at(one.from), one.amountMinor, one.at)
		if (one.label === others) at(one.to).push(...taken)
		else at(one.to).push({ label: one.label, amount: one.amountMinor, at: one.at, sure: true })
	}
	const out = new Map<number, StampedAccount>()
	for (const [account, lots] of accounts) {
		const byVictim: Record<string, number> = {}
		for (const [index, victim] of victims.entries()) {
			const amount = lots.reduce((sum, lot) => (lot.label === index + 1 ? sum + lot.amount : sum), 0)
			if (amount > 0) byVictim[victim] = amount
		}
		out.set(account, { sure: lots.every((lot) => lot.sure), byVictim })
	}
	return out
}

function takeNewest(lots: Lot[], amount: number, at: number): Lot[] {
	const sure = toldApart(lots, amount, at)
	if (!sure) for (const lot of lots) lot.sure = false
	const taken: Lot[] = []
	let left = amount
	for (let lot = lots[lots.length - 1]; left > 0 && lot !== undefined; lot = lots[lots.length - 1]) {
		const part = Math.min(left, lot.amount)
		taken.unshift({ label: lot.label, amount: part, at, sure: lot.sure })
		lot.amount -= part
		left -= part
		if (lot.amount === 0) lots.pop()
	}
	if (left > 0) taken.unshift({ label: others, amount: left, at, sure: sure && taken.length === 0 })
	return taken
}

function toldApart(lots: readonly Lot[], amount: number, at: number): boolean {
	const newest = lots[lots.length - 1]
	if (newest === undefined) return true
	let covered = 0
	let since = newest.at
	let alone = true
	for (let index = lots.length - 1; index >= 0; index -= 1) {
		const lot = lots[index]
		if (lot === undefined || lot.label !== newest.label) {
			alone = false
			break
		}
		if (covered < amount) since = lot.at
		covered += lot.amount
	}
	if (covered < amount) return false
	return alone || at - since <= followsWithinMs
}
