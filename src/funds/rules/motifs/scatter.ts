import { as, firstAfter, inOrder, type Motif, type MotifMove, type MoveIndex, type Steps, sumOf } from './motif.ts'

type Chain = { readonly first: MotifMove; readonly second: MotifMove }

/** F225. One account pays many, and each of them afterwards the same other account, all within the time. */
export function* scattered(index: MoveIndex, steps: Steps): Generator<Motif> {
	const { many } = index.by
	for (const [source, list] of index.outs) {
		if (list.length < many) continue
		const chains = chainsFrom(index, source, steps)
		if (steps.ended) return
		for (const [target, own] of chains) yield* scatteredTo(index, { source, target, chains: own }, steps)
	}
}

/** By the account they end at; in the order of their first transfer. */
function chainsFrom(index: MoveIndex, source: number, steps: Steps): ReadonlyMap<number, readonly Chain[]> {
	const { within } = index.by
	const chains = new Map<number, Chain[]>()
	for (const first of index.out(source)) {
		const next = index.out(first.to)
		for (let n = firstAfter(next, first.at); n < next.length; n += 1) {
			const second = next[n]
			if (second === undefined || second.at > first.at + within) break
			if (!steps.take()) return chains
			if (second.to === source) continue
			const known = chains.get(second.to)
			if (known === undefined) chains.set(second.to, [{ first, second }])
			else known.push({ first, second })
		}
	}
	return chains
}

type Between = { readonly source: number; readonly target: number; readonly chains: readonly Chain[] }

function* scatteredTo(index: MoveIndex, { source, target, chains }: Between, steps: Steps): Generator<Motif> {
	const { many, within } = index.by
	for (let i = 0; i + many <= chains.length; ) {
		const until = (chains[i]?.first.at ?? 0) + within
		const after = chains.findIndex(({ first }, n) => n > i && first.at > until)
		const end = after === -1 ? chains.length : after
		if (!steps.take(end - i)) return
		const own = chains.slice(i, end).filter(({ second }) => second.at <= until)
		const middles = new Set(own.map(({ first }) => first.to))
		if (middles.size < many) {
			i += 1
			continue
		}
		const [out, back] = [inOrder(own.map(({ first }) => first)), inOrder(own.map(({ second }) => second))]
		yield {
			kind: 'scatter_gather',
			accounts: [...as('sender', [source]), ...as('middle', middles), ...as('receiver', [target])],
			transfers: inOrder([...out, ...back]),
			minor: Math.min(sumOf(out), sumOf(back)),
			why: index.why.scatter_gather(middles.size),
		}
		i = end
	}
}
