/** Where everything of the link chart stands: rings by hop, each account near the one its money came from. Pure. */

export type ChartNode = { readonly id: string; readonly hop: number; readonly minor: number }
export type ChartLink = {
	readonly from: string
	readonly to: string
	readonly minor: number
	readonly transfers: number
	/** Accounts between its ends that were folded into it. */
	readonly via: readonly string[]
}
export type Chart = { readonly nodes: readonly ChartNode[]; readonly links: readonly ChartLink[] }

export type ChartPlace = { readonly id: string; readonly x: number; readonly y: number; readonly r: number }

/** Nothing larger is drawn: the table has the rest (F242). */
export const mostDrawn = 1_500

/** Angles are shared out from the middle by how many accounts hang on each; a unit is one ring. */
export function layChart({ nodes, links }: Chart, ring: number): ChartPlace[] {
	const children = childrenOf(nodes, links)
	const weights = new Map<string, number>()
	for (const node of nodes.toSorted((a, b) => b.hop - a.hop)) {
		const own = children.get(node.id) ?? []
		weights.set(node.id, own.reduce((sum, id) => sum + (weights.get(id) ?? 1), 0) || 1)
	}
	const most = Math.max(1, ...nodes.map(({ minor }) => minor))
	const byId = new Map(nodes.map((node) => [node.id, node]))
	const places: ChartPlace[] = []
	const queue: { id: string; from: number; to: number }[] = split(children.get(null) ?? [], weights, 0, 2 * Math.PI)
	for (const { id, from, to } of queue) {
		const node = byId.get(id)
		if (node === undefined) continue
		const angle = (from + to) / 2
		const far = node.hop * ring
		places.push({ id, x: far * Math.cos(angle), y: far * Math.sin(angle), r: 3 + 9 * Math.sqrt(node.minor / most) })
		queue.push(...split(children.get(id) ?? [], weights, from, to))
	}
	return places
}

/** Each account under the one of the ring before that sent it most; those without one hang on the middle. */
function childrenOf(nodes: readonly ChartNode[], links: readonly ChartLink[]): Map<string | null, string[]> {
	const hops = new Map(nodes.map((node) => [node.id, node.hop]))
	const best = new Map<string, ChartLink>()
	for (const link of links) {
		if ((hops.get(link.from) ?? 99) >= (hops.get(link.to) ?? 0)) continue
		const known = best.get(link.to)
		if (known === undefined || link.minor > known.minor) best.set(link.to, link)
	}
	const children = new Map<string | null, string[]>()
	for (const { id } of nodes) {
		const parent = best.get(id)?.from ?? null
		children.set(parent, [...(children.get(parent) ?? []), id])
	}
	return children
}

function split(ids: readonly string[], weights: ReadonlyMap<string, number>, from: number, to: number) {
	const sum = ids.reduce((total, id) => total + (weights.get(id) ?? 1), 0) || 1
	let at = from
	return ids.map((id) => {
		const end = at + ((to - from) * (weights.get(id) ?? 1)) / sum
		const part = { id, from: at, to: end }
		at = end
		return part
	})
}
