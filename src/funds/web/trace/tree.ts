/** Where everything of the money-flow tree stands: columns left to right by hop, widths by amount. Pure; pixels. */

export type TreeNode = {
	readonly id: string
	/** 0 is the victim. */
	readonly column: number
	/** What comes in: its height. */
	readonly value: number
	/** Order of time: nodes of one column that nothing else orders. */
	readonly time: number
}
export type TreeLink = { readonly from: string; readonly to: string; readonly value: number }

export type Box = { readonly id: string; readonly x: number; readonly y: number; readonly height: number }
export type Band = {
	readonly from: string
	readonly to: string
	readonly value: number
	/** Edges of the band at both ends: x, upper y, lower y. */
	readonly a: readonly [number, number, number]
	readonly b: readonly [number, number, number]
}
export type Tree = {
	readonly boxes: readonly Box[]
	readonly bands: readonly Band[]
	/** Links that lead back or stay in their column: drawn as a thin line. */
	readonly back: readonly Band[]
	readonly columns: readonly { readonly column: number; readonly x: number }[]
	readonly height: number
}

export const barWidth = 12
/** Room that a node's three lines of label need. */
const labelHeight = 54
const gap = 14

export function layTree(
	nodes: readonly TreeNode[],
	links: readonly TreeLink[],
	{
		width,
		left,
		right,
		least,
	}: { readonly width: number; readonly left: number; readonly right: number; readonly least: number },
): Tree {
	const columns = [...new Set(nodes.map(({ column }) => column))].sort((a, b) => a - b)
	const most = Math.max(1, ...columns.map((column) => nodes.filter((node) => node.column === column).length))
	const height = Math.max(least, most * (labelHeight + gap))
	const scale = scaleOf(nodes, columns, height)
	const step = columns.length < 2 ? 0 : (width - left - right - barWidth) / (columns.length - 1)
	const places = new Map<string, Box>()
	for (const [n, column] of columns.entries()) {
		const own = orderColumn(
			nodes.filter((node) => node.column === column),
			links,
			places,
		)
		for (const box of stand(own, { x: left + n * step, height, scale, links, places })) places.set(box.id, box)
	}
	return {
		boxes: [...places.values()],
		...bandsOf(nodes, links, places, scale),
		columns: columns.map((column, n) => ({ column, x: left + n * step })),
		height,
	}
}

/** Pixels of one minor unit: the fullest column fills the height with its labels apart. */
function scaleOf(nodes: readonly TreeNode[], columns: readonly number[], height: number): number {
	const scales = columns.map((column) => {
		const own = nodes.filter((node) => node.column === column)
		const sum = own.reduce((total, node) => total + node.value, 0)
		return sum === 0 ? Number.POSITIVE_INFINITY : Math.max(height * 0.3, height - own.length * (gap + 22)) / sum
	})
	const least = Math.min(...scales)
	return Number.isFinite(least) ? least : 0
}

/** Middle of a box. */
const middle = (box: Box | undefined): number | null => (box === undefined ? null : box.y + box.height / 2)

/** Where the money of a node comes from, weighed by how much. */
function pull(node: TreeNode, links: readonly TreeLink[], places: ReadonlyMap<string, Box>): number | null {
	let [sum, weight] = [0, 0]
	for (const link of links) {
		const from = link.to === node.id ? middle(places.get(link.from)) : null
		if (from === null) continue
		sum += from * Math.max(1, link.value)
		weight += Math.max(1, link.value)
	}
	return weight === 0 ? null : sum / weight
}

function orderColumn(
	own: readonly TreeNode[],
	links: readonly TreeLink[],
	places: ReadonlyMap<string, Box>,
): TreeNode[] {
	const drawn = new Map(own.map((node) => [node.id, pull(node, links, places)]))
	return own.toSorted(
		(a, b) => (drawn.get(a.id) ?? 0) - (drawn.get(b.id) ?? 0) || a.time - b.time || (a.id < b.id ? -1 : 1),
	)
}

type Standing = {
	readonly x: number
	readonly height: number
	readonly scale: number
	readonly links: readonly TreeLink[]
	readonly places: ReadonlyMap<string, Box>
}

/** Each as near to where its money comes from as the ones above and below let it. */
function stand(own: readonly TreeNode[], { x, height, scale, links, places }: Standing): Box[] {
	const rooms = own.map((node) => Math.max(3, node.value * scale))
	const needs = rooms.map((room) => Math.max(room, labelHeight) + gap)
	const boxes: Box[] = []
	let top = 0
	for (const [n, node] of own.entries()) {
		const room = rooms[n] ?? 3
		const need = needs[n] ?? labelHeight
		const rest = needs.slice(n).reduce((sum, one) => sum + one, 0)
		const wanted = (pull(node, links, places) ?? height / 2) - need / 2
		const slot = Math.max(top, Math.min(wanted, height - rest))
		boxes.push({ id: node.id, x, y: slot + (need - gap - room) / 2 + gap / 2, height: room })
		top = slot + need
	}
	return boxes
}

function bandsOf(
	nodes: readonly TreeNode[],
	links: readonly TreeLink[],
	places: ReadonlyMap<string, Box>,
	scale: number,
) {
	const column = new Map(nodes.map((node) => [node.id, node.column]))
	const used = { out: new Map<string, number>(), in: new Map<string, number>() }
	const bands: Band[] = []
	const back: Band[] = []
	const ordered = links.toSorted(
		(a, b) =>
			(places.get(a.to)?.y ?? 0) - (places.get(b.to)?.y ?? 0) ||
			(places.get(a.from)?.y ?? 0) - (places.get(b.from)?.y ?? 0),
	)
	for (const link of ordered) {
		const [a, b] = [places.get(link.from), places.get(link.to)]
		if (a === undefined || b === undefined) continue
		const forward = (column.get(link.to) ?? 0) > (column.get(link.from) ?? 0)
		const thick = forward ? Math.max(1, link.value * scale) : 1
		const [from, to] = [used.out.get(a.id) ?? 0, used.in.get(b.id) ?? 0]
		const end = (box: Box, at: number, x: number) =>
			[x, Math.min(box.y + at, box.y + box.height - 1), Math.min(box.y + at + thick, box.y + box.height)] as const
		const band = {
			from: link.from,
			to: link.to,
			value: link.value,
			a: end(a, from, a.x + barWidth),
			b: end(b, to, b.x),
		}
		if (!forward) {
			back.push(band)
			continue
		}
		used.out.set(a.id, from + thick)
		used.in.set(b.id, to + thick)
		bands.push(band)
	}
	return { bands, back }
}

/** The outline of a band, its ends level. */
export function bandPath({ a, b }: Band): string {
	const bend = (a[0] + b[0]) / 2
	return `M${a[0]} ${a[1]}C${bend} ${a[1]} ${bend} ${b[1]} ${b[0]} ${b[1]}V${b[2]}C${bend} ${b[2]} ${bend} ${a[2]} ${a[0]} ${a[2]}Z`
}

/** A line that leads back: over the top of both. */
export function backPath({ a, b }: Band): string {
	const over = Math.min(a[1], b[1]) - 18
	return `M${a[0]} ${a[1]}C${a[0] + 30} ${over} ${b[0] - 30} ${over} ${b[0]} ${b[1]}`
}
