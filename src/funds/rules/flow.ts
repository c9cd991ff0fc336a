import type { FlowLine } from '../contract/trace-shapes.ts'
import type { ShareFacts } from './shares.ts'
import type { Shares } from './share-out.ts'

/** F245. An account's arithmetic, line by line: what stood there, what came, what went, and what of each was the victim's. */
export type NodeLine = Omit<FlowLine, 'other'> & { readonly otherNode: number | null }

/** @param openedAt when the balance that is known was read; null when none is */
export function linesOf(node: number, facts: ShareFacts, shares: Shares, openedAt: Date | null): NodeLine[] {
	const opening = facts.openings.find((one) => one.node === node)?.minor ?? 0
	const lines: NodeLine[] = []
	let balance = opening
	let victim = 0
	const line = (given: Pick<NodeLine, 'is' | 'at' | 'minor' | 'victimMinor' | 'transfer' | 'otherNode'>): void =>
		void lines.push({ ...given, balanceMinor: balance, victimBalanceMinor: Math.max(0, victim) })
	if (openedAt !== null)
		line({ is: 'opening', at: openedAt.toISOString(), minor: opening, victimMinor: 0, transfer: null, otherNode: null })
	for (const { id, from, to, minor, at } of facts.moves) {
		if ((from === node) === (to === node)) continue
		const carried = shares.carried.get(id) ?? 0
		const sign = to === node ? 1 : -1
		balance += sign * minor
		victim += sign * carried
		line({
			is: to === node ? 'in' : 'out',
			at: new Date(at).toISOString(),
			minor,
			victimMinor: carried,
			transfer: id > 0 ? id : null,
			otherNode: to === node ? from : to,
		})
	}
	return lines
}

/** F250. The line drawn of it: at most `most` points, the first and the last among them. */
export function pointsOf(lines: readonly NodeLine[], most: number): [string, number, number][] {
	const step = Math.max(1, (lines.length - 1) / (most - 1))
	const kept = lines.length <= most ? lines : Array.from({ length: most }, (_, n) => lines[Math.round(n * step)])
	return kept.flatMap((line) => (line === undefined ? [] : [[line.at, line.balanceMinor, line.victimBalanceMinor]]))
}
