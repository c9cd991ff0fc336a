import {
	as,
	between,
	firstAfter,
	isMostOf,
	type Motif,
	type MotifMove,
	type MoveIndex,
	type Steps,
	sumOf,
} from './motif.ts'

/** F224. Many pay one account, or one pays many, within the time; what follows it is looked at anew. */
export function* fans(index: MoveIndex, kind: 'fan_in' | 'fan_out', steps: Steps): Generator<Motif> {
	const { many, within } = index.by
	const other = kind === 'fan_in' ? ({ from }: MotifMove) => from : ({ to }: MotifMove) => to
	for (const [node, list] of kind === 'fan_in' ? index.ins : index.outs)
		for (let i = 0; i + many <= list.length; ) {
			const begin = list[i]?.at ?? 0
			const moves = between(list, begin, begin + within)
			if (!steps.take(moves.length)) return
			const others = new Set(moves.map(other))
			if (others.size < many) {
				i += 1
				continue
			}
			yield {
				kind,
				accounts:
					kind === 'fan_in'
						? [...as('sender', others), ...as('receiver', [node])]
						: [...as('sender', [node]), ...as('receiver', others)],
				transfers: moves,
				minor: sumOf(moves),
				why: index.why[kind](others.size),
			}
			i = firstAfter(list, begin + within)
		}
}

/** F225. Many pay one account, and after the last of the first many it pays many others at least half of what came. */
export function* gathered(index: MoveIndex, steps: Steps): Generator<Motif> {
	const { many, within } = index.by
	for (const [node, list] of index.ins)
		for (let i = 0; i + many <= list.length; ) {
			const begin = list[i]?.at ?? 0
			const found = gatheredAt(index, node, begin, steps)
			if (steps.ended) return
			if (found !== null) yield found
			i = found === null ? i + 1 : firstAfter(list, begin + within)
		}
}

function gatheredAt(index: MoveIndex, node: number, begin: number, steps: Steps): Motif | null {
	const { many, within } = index.by
	const came = between(index.in(node), begin, begin + within)
	if (!steps.take(came.length)) return null
	const senders = new Set<number>()
	const full = came.find(({ from }) => senders.add(from).size === many)
	if (full === undefined) return null
	const went = between(index.out(node), full.at + 1, begin + within).filter(
		({ to }) => !came.some(({ from }) => from === to),
	)
	if (!steps.take(went.length * came.length)) return null
	const last = went.at(-1)
	const receivers = new Set(went.map(({ to }) => to))
	if (last === undefined || receivers.size < many) return null
	const before = came.filter(({ at }) => at < last.at)
	if (!isMostOf(sumOf(went), sumOf(before), index.by.keptOfGathered)) return null
	const paid = new Set(before.map(({ from }) => from))
	return {
		kind: 'gather_scatter',
		accounts: [...as('sender', paid), ...as('middle', [node]), ...as('receiver', receivers)],
		transfers: [...before, ...went].sort((a, b) => a.at - b.at || a.id - b.id),
		minor: Math.min(sumOf(went), sumOf(before)),
		why: index.why.gather_scatter(paid.size, receivers.size),
	}
}
