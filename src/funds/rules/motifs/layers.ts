import {
	as,
	between,
	firstAfter,
	inOrder,
	type Motif,
	type MotifMove,
	type MoveIndex,
	type Steps,
	sumOf,
} from './motif.ts'

/** Many accounts of which each paid the same many others. */
type Layer = {
	readonly senders: ReadonlySet<number>
	readonly receivers: ReadonlySet<number>
	readonly moves: readonly MotifMove[]
}

/** F227. Bipartite layers, and stacks of two of them. */
export function* layered(index: MoveIndex, steps: Steps): Generator<Motif> {
	const layers = [...layersOf(index, steps)]
	for (const { senders, receivers, moves } of layers)
		yield {
			kind: 'bipartite',
			accounts: [...as('sender', senders), ...as('receiver', receivers)],
			transfers: moves,
			minor: sumOf(moves),
			why: index.why.bipartite(senders.size, receivers.size),
		}
	for (const upper of layers) for (const lower of layers) yield* stacked(index, upper, lower, steps)
}

/** Each account begins at most one at a time: the senders that share most with it are taken first. */
function* layersOf(index: MoveIndex, steps: Steps): Generator<Layer> {
	const { many, within } = index.by
	const covered = new Map<number, number>()
	for (const [node, list] of index.outs)
		for (let i = 0; i + many <= list.length; ) {
			const begin = list[i]?.at ?? 0
			const layer = begin <= (covered.get(node) ?? begin - 1) ? null : layerAt(index, node, begin, steps)
			if (steps.ended) return
			i = layer === null ? i + 1 : firstAfter(list, begin + within)
			if (layer === null) continue
			for (const sender of layer.senders) covered.set(sender, begin + within)
			yield layer
		}
}

function layerAt(index: MoveIndex, node: number, begin: number, steps: Steps): Layer | null {
	const { many, within } = index.by
	let common = new Set(between(index.out(node), begin, begin + within).map(({ to }) => to))
	steps.take()
	if (common.size < many) return null
	const shared = new Map<number, Set<number>>()
	for (const receiver of common)
		for (const { from } of between(index.in(receiver), begin, begin + within)) {
			if (!steps.take()) return null
			if (from !== node && !common.has(from)) shared.set(from, (shared.get(from) ?? new Set()).add(receiver))
		}
	const senders = new Set([node])
	const ranked = [...shared].filter(([, own]) => own.size >= many)
	for (const [sender, own] of ranked.sort((a, b) => b[1].size - a[1].size || a[0] - b[0])) {
		const rest = bothOf(common, own)
		if (rest.size < many) continue
		common = rest
		senders.add(sender)
	}
	if (senders.size < many) return null
	const moves = [...senders].flatMap((sender) =>
		between(index.out(sender), begin, begin + within).filter(({ to }) => common.has(to)),
	)
	return { senders, receivers: common, moves: inOrder(moves) }
}

/** The receivers of one are the senders of the other, each paying on later than it was first paid. */
function* stacked(index: MoveIndex, upper: Layer, lower: Layer, steps: Steps): Generator<Motif> {
	const { many } = index.by
	if (upper === lower || !steps.take()) return
	const both = bothOf(upper.receivers, lower.senders)
	if (both.size < many || bothOf(lower.receivers, upper.senders).size > 0) return
	const first = (moves: readonly MotifMove[], is: (move: MotifMove) => boolean): number => moves.find(is)?.at ?? 0
	const middles = new Set(
		[...both].filter(
			(node) => first(upper.moves, ({ to }) => to === node) < first(lower.moves, ({ from }) => from === node),
		),
	)
	if (middles.size < many) return
	const came = upper.moves.filter(({ to }) => middles.has(to))
	const went = lower.moves.filter(({ from }) => middles.has(from))
	yield {
		kind: 'stack',
		accounts: [...as('sender', upper.senders), ...as('middle', middles), ...as('receiver', lower.receivers)],
		transfers: inOrder([...came, ...went]),
		minor: Math.min(sumOf(came), sumOf(went)),
		why: index.why.stack(upper.senders.size, middles.size, lower.receivers.size),
	}
}

const bothOf = (one: ReadonlySet<number>, other: ReadonlySet<number>): Set<number> =>
	new Set([...one].filter((node) => other.has(node)))
