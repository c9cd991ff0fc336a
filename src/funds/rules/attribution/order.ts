import type { AttributionInput, Movement } from '../../contract/attribution.ts'

/** The label of money that is no victim's. */
export const others = 0

/** What the rules run over: labels for victims, transfers in order, seeds found. */
export type Ordered = {
	/** Victims by label minus one, in the order of their names. */
	readonly victims: readonly string[]
	readonly transfers: readonly (Movement & { readonly label: number })[]
	readonly openings: ReadonlyMap<number, number>
	readonly seeded: Readonly<Record<string, number>>
}

/**
 * F270, F274. One order for equal input: by time, then by the transfer's number. Labels go by the victims' names. A
 * transfer from an account to itself moves nothing and is left out.
 *
 * @throws RangeError for an amount that is not a positive safe integer, a transfer given twice, or a seed of none: these are
 * faults of the caller, who reads them from columns that cannot hold such.
 */
export function inOrder(input: AttributionInput): Ordered {
	const victims = [...new Set(input.seeds.map((seed) => seed.victim))].sort((a, b) => (a < b ? -1 : 1))
	const labels = new Map(victims.map((victim, index) => [victim, index + 1]))
	const labelOf = new Map(input.seeds.map((seed) => [seed.transfer, labels.get(seed.victim) ?? others]))
	if (labelOf.size !== input.seeds.length) throw new RangeError('a transfer is seeded twice')
	const ids = new Set<number>()
	const seeded: Record<string, number> = Object.fromEntries(victims.map((victim) => [victim, 0]))
	const transfers: (Movement & { label: number })[] = []
	for (const one of input.transfers) {
		if (!Number.isSafeInteger(one.amountMinor) || one.amountMinor <= 0)
			throw new RangeError(`transfer ${one.id}: amount`)
		if (ids.has(one.id)) throw new RangeError(`transfer ${one.id}: given twice`)
		ids.add(one.id)
		if (one.from === one.to) continue
		const label = labelOf.get(one.id) ?? others
		const victim = victims[label - 1]
		if (victim !== undefined) seeded[victim] = (seeded[victim] ?? 0) + one.amountMinor
		transfers.push({ ...one, label })
	}
	for (const seed of input.seeds)
		if (!ids.has(seed.transfer)) throw new RangeError(`seed ${seed.transfer}: no transfer`)
	transfers.sort((a, b) => a.at - b.at || a.id - b.id)
	const openings = new Map<number, number>()
	for (const { account, amountMinor } of input.openings) {
		if (!Number.isSafeInteger(amountMinor) || amountMinor < 0) throw new RangeError(`account ${account}: opening`)
		openings.set(account, (openings.get(account) ?? 0) + amountMinor)
	}
	return { victims, transfers, openings, seeded }
}
