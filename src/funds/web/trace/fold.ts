import type { Chart, ChartLink, ChartNode } from './chart.ts'

/** F249. Folding a link chart: what only hands money on, and what goes round. Pure; what is folded is named. */

/** An account with one way in and one way out, that keeps no more than a twentieth of what came. */
const keptShare = 20

/** Folds each account that only passes money on into the link between its neighbours, until none is left. */
export function foldPassing(chart: Chart, may: (id: string) => boolean): Chart {
	let { nodes, links } = chart
	for (;;) {
		const passing = nodes.find((node) => may(node.id) && passes(node, links))
		if (passing === undefined) return { nodes, links }
		const [come] = links.filter((link) => link.to === passing.id)
		const [go] = links.filter((link) => link.from === passing.id)
		if (come === undefined || go === undefined) return { nodes, links }
		const folded: ChartLink = {
			from: come.from,
			to: go.to,
			minor: Math.min(come.minor, go.minor),
			transfers: come.transfers + go.transfers,
			via: [...come.via, passing.id, ...go.via],
		}
		nodes = nodes.filter((node) => node !== passing)
		links = [...links.filter((link) => link !== come && link !== go), folded]
	}
}

function passes(node: ChartNode, links: readonly ChartLink[]): boolean {
	const come = links.filter((link) => link.to === node.id)
	const go = links.filter((link) => link.from === node.id)
	const [one] = come
	const [other] = go
	if (come.length !== 1 || go.length !== 1 || one === undefined || other === undefined) return false
	return one.from !== other.to && one.from !== node.id && Math.abs(one.minor - other.minor) * keptShare <= one.minor
}

/** Folds each group of accounts among which money goes round into one; gives whom each such one stands for. */
export function foldCycles(chart: Chart): {
	readonly chart: Chart
	readonly rounds: ReadonlyMap<string, readonly string[]>
} {
	const rounds = new Map<string, readonly string[]>()
	const stands = new Map<string, string>()
	for (const group of groupsOf(chart)) {
		if (group.length < 2) continue
		const [first = ''] = group.toSorted()
		rounds.set(first, group)
		for (const id of group) stands.set(id, first)
	}
	const of = (id: string): string => stands.get(id) ?? id
	const nodes = chart.nodes
		.filter((node) => of(node.id) === node.id)
		.map((node) => ({ ...node, ...sumOf(chart.nodes.filter((one) => of(one.id) === node.id)) }))
	const links = new Map<string, ChartLink>()
	for (const link of chart.links) {
		const [from, to] = [of(link.from), of(link.to)]
		if (from === to && link.from !== link.to) continue
		const known = links.get(`${from} ${to}`)
		links.set(`${from} ${to}`, {
			from,
			to,
			minor: (known?.minor ?? 0) + link.minor,
			transfers: (known?.transfers ?? 0) + link.transfers,
			via: [...(known?.via ?? []), ...link.via],
		})
	}
	return { chart: { nodes, links: [...links.values()] }, rounds }
}

function sumOf(nodes: readonly ChartNode[]): Pick<ChartNode, 'hop' | 'minor'> {
	return {
		hop: Math.min(...nodes.map(({ hop }) => hop)),
		minor: Math.max(...nodes.map(({ minor }) => minor)),
	}
}

/** Strongly connected groups, by Tarjan (1972), without recursion. */
function groupsOf({ nodes, links }: Chart): string[][] {
	const next = new Map<string, string[]>()
	for (const { from, to } of links) next.set(from, [...(next.get(from) ?? []), to])
	const order = new Map<string, number>()
	const low = new Map<string, number>()
	const stack: string[] = []
	const on = new Set<string>()
	const groups: string[][] = []
	const lower = (id: string, by: number): void => void low.set(id, Math.min(low.get(id) ?? by, by))
	const enter = (id: string): { id: string; at: number } => {
		order.set(id, order.size)
		low.set(id, order.get(id) ?? 0)
		stack.push(id)
		on.add(id)
		return { id, at: 0 }
	}
	for (const { id: root } of nodes) {
		if (order.has(root)) continue
		const path = [enter(root)]
		for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
			const to = (next.get(top.id) ?? [])[top.at]
			top.at += 1
			if (to !== undefined) {
				if (!order.has(to)) path.push(enter(to))
				else if (on.has(to)) lower(top.id, order.get(to) ?? 0)
				continue
			}
			path.pop()
			const above = path.at(-1)
			if (above !== undefined) lower(above.id, low.get(top.id) ?? 0)
			if (low.get(top.id) !== order.get(top.id)) continue
			const group = stack.splice(stack.indexOf(top.id))
			for (const id of group) on.delete(id)
			groups.push(group)
		}
	}
	return groups
}
