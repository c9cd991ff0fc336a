import { type SaxesAttributeNS, SaxesParser } from 'saxes'

/** An element of an XML file as it stands. */
export type Tag = {
	readonly tag: string
	readonly attributes: Readonly<Record<string, string>>
	text: string
	in: Tag | null
}

/** Every element of a file, in the order they open. */
export function tagsOf(xml: string): readonly Tag[] {
	const parser = new SaxesParser({ xmlns: true })
	const tags: Tag[] = []
	let at: Tag | null = null
	parser.on('opentag', ({ name, attributes }) => {
		const plain = Object.values<SaxesAttributeNS>(attributes).map((one) => [one.name, one.value] as const)
		at = { tag: name, attributes: Object.fromEntries(plain), text: '', in: at }
		tags.push(at)
	})
	parser.on('closetag', () => {
		at = at?.in ?? null
	})
	parser.on('text', (text) => {
		if (at !== null) at.text += text
	})
	parser.on('cdata', (text) => {
		if (at !== null) at.text += text
	})
	parser.write(xml).close()
	return tags
}

export type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
type Point = { readonly x: number; readonly y: number }
export type Picture = {
	readonly shapes: ReadonlyMap<string, Box>
	readonly labels: ReadonlyMap<string, Box>
	readonly edges: ReadonlyMap<string, readonly Point[]>
}

const num = (tag: Tag, key: string) => Number(tag.attributes[key])

/** Where everything is drawn, by the id of the element. */
export function pictureOf(tags: readonly Tag[]): Picture {
	const shapes = new Map<string, Box>()
	const labels = new Map<string, Box>()
	const edges = new Map<string, Point[]>()
	for (const tag of tags) {
		const [up, above] = [tag.in, tag.in?.in ?? null]
		if (tag.tag === 'dc:Bounds' && up !== null) {
			const box = { x: num(tag, 'x'), y: num(tag, 'y'), w: num(tag, 'width'), h: num(tag, 'height') }
			const isLabel = up.tag === 'bpmndi:BPMNLabel'
			const id = (isLabel ? above : up)?.attributes['bpmnElement']
			if (id !== undefined) (isLabel ? labels : shapes).set(id, box)
		}
		if (tag.tag === 'di:waypoint') {
			const id = up?.attributes['bpmnElement'] ?? ''
			edges.set(id, [...(edges.get(id) ?? []), { x: num(tag, 'x'), y: num(tag, 'y') }])
		}
	}
	return { shapes, labels, edges }
}

/** Do two boxes lie on each other by more than a hair? */
export function areOver(a: Box, b: Box): boolean {
	const hair = 1
	return a.x + hair < b.x + b.w && b.x + hair < a.x + a.w && a.y + hair < b.y + b.h && b.y + hair < a.y + a.h
}

/** Is a point on the edge of a box (of a circle or a diamond: of the box around it)? */
export function isAtEdge({ x, y }: Point, box: Box): boolean {
	const [across, down] = [x >= box.x - 1 && x <= box.x + box.w + 1, y >= box.y - 1 && y <= box.y + box.h + 1]
	const onSide = Math.abs(x - box.x) <= 1 || Math.abs(x - box.x - box.w) <= 1
	const onLid = Math.abs(y - box.y) <= 1 || Math.abs(y - box.y - box.h) <= 1
	return (across && down && onSide) || (across && down && onLid)
}

/** The boxes of a line's segments. */
export function segmentsOf(points: readonly Point[]): readonly Box[] {
	return points.slice(1).map((to, i) => {
		const from = points[i] ?? to
		return {
			x: Math.min(from.x, to.x),
			y: Math.min(from.y, to.y),
			w: Math.abs(from.x - to.x),
			h: Math.abs(from.y - to.y),
		}
	})
}
