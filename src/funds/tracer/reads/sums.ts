import { type Cut, type Edges, type Met, mostOf, rounded, sumOf, type Window } from './edges.ts'

/** FinBench's complex reads that add up what lies beside an account: 4, 6, 7 and 12. */

type Within = { readonly window: Window; readonly cut: Cut }

const byOther = (met: readonly Met[]): ReadonlyMap<number, readonly Met[]> => Map.groupBy(met, ({ other }) => other)

type Sides = {
	readonly other: number
	/** Transfers to the first account: how many, their sum, the largest. */
	readonly into: readonly [number, string, string]
	/** Transfers from the second. */
	readonly out: readonly [number, string, string]
}

/** F222, read 4. Who closes a triangle: paid by the second account, paying the first, which paid the second. */
export function triangles(
	transfers: Edges,
	asked: Within & { readonly first: number; readonly second: number },
): readonly Sides[] {
	const { first, second, window, cut } = asked
	if (!transfers.of(first, true, window, cut).some(({ other }) => other === second)) return []
	const into = byOther(transfers.of(first, false, window, cut))
	const out = byOther(transfers.of(second, true, window, cut))
	const told = (met: readonly Met[]) => [met.length, rounded(sumOf(met)), rounded(mostOf(met))] as const
	return [...into]
		.flatMap(([other, paid]) => {
			const got = out.get(other)
			return got === undefined ? [] : [{ other, paid, got, ins: sumOf(paid), outs: sumOf(got) }]
		})
		.sort((a, b) => b.ins.cmp(a.ins) || b.outs.cmp(a.outs) || a.other - b.other)
		.map(({ other, paid, got }) => ({ other, into: told(paid), out: told(got) }))
}

/** F222, read 6. Accounts that withdrew to a card after more than three transfers had come to them. */
export function gathered(
	transfers: Edges,
	withdrawals: Edges,
	asked: Within & { readonly card: number; readonly over: string; readonly overWithdrawn: string },
): readonly { readonly account: number; readonly came: string; readonly withdrawn: string }[] {
	const { window, cut } = asked
	const withdrawn = withdrawals
		.of(asked.card, false, window, cut)
		.filter(({ amount }) => amount.gt(asked.overWithdrawn))
	return [...byOther(withdrawn)]
		.flatMap(([account, out]) => {
			const came = transfers.of(account, false, window, cut).filter(({ amount }) => amount.gt(asked.over))
			return came.length > 3 ? [{ account, came: sumOf(came), withdrawn: sumOf(out) }] : []
		})
		.sort((a, b) => b.withdrawn.cmp(a.withdrawn) || a.account - b.account)
		.map(({ account, came, withdrawn: out }) => ({ account, came: rounded(came), withdrawn: rounded(out) }))
}

/** F222, read 7. How many accounts paid one and how many it paid, above an amount, and what came over what went; -1 when nothing went. */
export function inOut(
	transfers: Edges,
	asked: Within & { readonly account: number; readonly over: string },
): { readonly sources: number; readonly targets: number; readonly ratio: string } {
	const [came, went] = [false, true].map((forward) =>
		transfers.of(asked.account, forward, asked.window, asked.cut).filter(({ amount }) => amount.gt(asked.over)),
	)
	const ins = came ?? []
	const outs = went ?? []
	const ratio = outs.length === 0 ? '-1' : rounded(sumOf(ins).div(sumOf(outs)))
	return { sources: byOther(ins).size, targets: byOther(outs).size, ratio }
}

/** F222, read 12. What a person's accounts paid each account of a company. */
export function toCompanies(
	transfers: Edges,
	ofCompanies: ReadonlySet<number>,
	asked: Within & { readonly accounts: readonly number[] },
): readonly { readonly account: number; readonly sum: string }[] {
	const met = asked.accounts.flatMap((account) => transfers.of(account, true, asked.window, asked.cut))
	return [...byOther(met.filter(({ other }) => ofCompanies.has(other)))]
		.map(([account, paid]) => ({ account, sum: sumOf(paid) }))
		.sort((a, b) => b.sum.cmp(a.sum) || a.account - b.account)
		.map(({ account, sum }) => ({ account, sum: rounded(sum) }))
}
