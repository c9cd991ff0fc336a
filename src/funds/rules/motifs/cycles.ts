import { as, firstAfter, isMostOf, type Motif, type MotifMove, type MoveIndex, type Steps } from './motif.ts'

/**
 * F226. Money that comes back to where it began, each transfer later than the one before and carrying no more than it and little
 * less. The same accounts in the same order are one finding: the first time.
 */
export function* cycles(index: MoveIndex, steps: Steps): Generator<Motif> {
	const known = new Set<string>()
	for (const first of index.moves) {
		for (const ring of ringsFrom(index, first, steps)) {
			const nodes = ring.map(({ from }) => from)
			const key = keyOf(nodes)
			if (known.has(key)) continue
			known.add(key)
			yield {
				kind: 'cycle',
				accounts: as('middle', nodes),
				transfers: ring,
				minor: Math.min(...ring.map(({ minor }) => minor)),
				why: index.why.cycle(nodes.length),
			}
		}
		if (steps.ended) return
	}
}

/** Ways back to the account a transfer left, depth first; the first transfer of a cycle is its earliest. */
function ringsFrom(index: MoveIndex, first: MotifMove, steps: Steps): readonly (readonly MotifMove[])[] {
	const { least, most, within } = index.by.cycle
	const rings: (readonly MotifMove[])[] = []
	const path = [first]
	const go = (last: MotifMove): void => {
		const next = index.out(last.to)
		for (let n = firstAfter(next, last.at); n < next.length; n += 1) {
			const move = next[n]
			if (move === undefined || move.at > first.at + within || !steps.take()) return
			if (move.minor > last.minor || !isMostOf(move.minor, last.minor, index.by.lostOnTheWay)) continue
			if (move.to === first.from) {
				if (path.length + 1 >= least) rings.push([...path, move])
			} else if (path.length + 1 < most && path.every(({ from, to }) => from !== move.to && to !== move.to)) {
				path.push(move)
				go(move)
				path.pop()
			}
		}
	}
	go(first)
	return rings
}

/** The same for a ring wherever it is begun. */
function keyOf(nodes: readonly number[]): string {
	const begin = nodes.indexOf(Math.min(...nodes))
	return [...nodes.slice(begin), ...nodes.slice(0, begin)].join(' ')
}
