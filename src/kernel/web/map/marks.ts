import type { Point } from '../../contract/scalars.ts'

/** What is drawn over the base map, and where: pure geometry in screen pixels. */

export type UnitStatus = 'available' | 'dispatched' | 'en_route' | 'on_scene' | 'transporting' | 'out_of_service'

export type IncidentMark = {
	readonly kind: 'incident'
	readonly id: string
	readonly at: Point
	readonly priority: number
	readonly label: string
}

export type UnitMark = {
	readonly kind: 'unit'
	readonly id: string
	readonly at: Point
	readonly status: UnitStatus
	readonly label: string
	/** Degrees clockwise from north, null when not known. */
	readonly heading: number | null
	/** Age in words when the position is old; null while fresh. */
	readonly stale: string | null
}

export type Mark = IncidentMark | UnitMark

/** A circle on the ground: a protected address (never a point) or the accuracy of a located telephone. */
export type AreaMark = {
	readonly kind: 'protected' | 'accuracy'
	readonly id: string
	readonly at: Point
	/** Metres. */
	readonly radius: number
	readonly label: string
	readonly note: string
	readonly priority: number | null
}

/** The selected unit's way over the streets, drawn in its colour. */
export type RouteMark = { readonly line: readonly Point[]; readonly label: string }

/** Ground that is being chosen: a line round it, or a circle; `wrong` while it may not be. */
export type GroundMark = {
	readonly points: readonly Point[]
	/** Metres round the one point; null: the points are corners. */
	readonly radius: number | null
	readonly wrong: boolean
	/** Corners are drawn and numbered. */
	readonly corners: boolean
}

export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

export type Placed = {
	readonly mark: Mark
	/** Where the mark is drawn. */
	readonly x: number
	readonly y: number
	/** Where it truly is. */
	readonly trueX: number
	readonly trueY: number
	/** Drawn away from its place: a leader joins the two. */
	readonly leader: boolean
	readonly label: { readonly dx: number; readonly dy: number; readonly anchor: 'start' | 'middle' | 'end' } | null
}

export type Crowd = { readonly x: number; readonly y: number; readonly marks: readonly Mark[] }

export type Layout = { readonly placed: readonly Placed[]; readonly crowds: readonly Crowd[] }

/** More than this many marks within `crowdSpan` pixels become one count that opens a list. */
export const crowdLimit = 12
const crowdSpan = 60
const rounds = 12

const radiusOf = (mark: Mark) => (mark.kind === 'incident' ? 13 : 10)

type Body = { mark: Mark; x: number; y: number; trueX: number; trueY: number; r: number; held: boolean }

/**
 * Places marks: crowds first, then near ones push apart, then labels find a free side.
 * @param project longitude/latitude to pixels
 * @param selected id of the mark that keeps its exact place
 * @param frame the part of the map no control covers; labels stay inside it
 */
export function layOut(
	marks: readonly Mark[],
	project: (at: Point) => { x: number; y: number },
	selected: ReadonlySet<string>,
	frame: Box,
): Layout {
	const bodies: Body[] = []
	for (const mark of marks) {
		const { x, y } = project(mark.at)
		if (x < -40 || y < -40 || x > frame.right + 60 || y > frame.bottom + 60) continue
		bodies.push({ mark, x, y, trueX: x, trueY: y, r: radiusOf(mark), held: selected.has(mark.id) })
	}
	const { single, crowds } = gather(bodies)
	pushApart(single)
	return { placed: withLabels(single, frame), crowds }
}

function gather(bodies: Body[]): { single: Body[]; crowds: Crowd[] } {
	const left = new Set(bodies)
	const crowds: Crowd[] = []
	for (const body of bodies) {
		if (!left.has(body) || body.held) continue
		const near = [...left].filter(
			(b) => !b.held && Math.abs(b.x - body.x) <= crowdSpan / 2 && Math.abs(b.y - body.y) <= crowdSpan / 2,
		)
		if (near.length <= crowdLimit) continue
		for (const b of near) left.delete(b)
		crowds.push({
			x: near.reduce((sum, b) => sum + b.x, 0) / near.length,
			y: near.reduce((sum, b) => sum + b.y, 0) / near.length,
			marks: near.map((b) => b.mark),
		})
	}
	return { single: bodies.filter((b) => left.has(b)), crowds }
}

function pushApart(bodies: Body[]): void {
	for (let round = 0; round < rounds; round++) {
		let moved = false
		for (let i = 0; i < bodies.length; i++) {
			for (let j = i + 1; j < bodies.length; j++) {
				const a = bodies[i]
				const b = bodies[j]
				if (a !== undefined && b !== undefined && separate(a, b, i, j)) moved = true
			}
		}
		if (!moved) return
	}
}

function separate(a: Body, b: Body, i: number, j: number): boolean {
	let dx = b.x - a.x
	let dy = b.y - a.y
	let d = Math.hypot(dx, dy)
	const need = a.r + b.r + 3
	if (d >= need || (a.held && b.held)) return false
	if (d < 0.01) {
		// The same place: each pair has a direction of its own, the same at every drawing.
		const angle = (i * 7 + j * 3) * 0.9
		dx = Math.cos(angle)
		dy = Math.sin(angle)
		d = 1
	}
	const push = (need - d) / d
	const share = a.held ? 0 : b.held ? 1 : 0.5
	a.x -= dx * push * share
	a.y -= dy * push * share
	b.x += dx * push * (1 - share)
	b.y += dy * push * (1 - share)
	return true
}

/** Width of a label in 11 px type: wide characters fill the em, Latin about 0.58 of it. */
export function labelWidth(label: string): number {
	let width = 0
	for (const ch of label) width += (ch.codePointAt(0) ?? 0) > 0x2e7f ? 11 : 6.4
	return width
}

function withLabels(bodies: readonly Body[], frame: Box): Placed[] {
	const taken: Box[] = bodies.map((b) => ({ left: b.x - b.r, right: b.x + b.r, top: b.y - b.r, bottom: b.y + b.r }))
	return bodies.map((body, own) => {
		const label = freeSide(body, own, taken, frame)
		const leader = Math.hypot(body.x - body.trueX, body.y - body.trueY) > 5
		return { mark: body.mark, x: body.x, y: body.y, trueX: body.trueX, trueY: body.trueY, leader, label }
	})
}

function freeSide(body: Body, own: number, taken: Box[], frame: Box): Placed['label'] {
	const text = body.mark.kind === 'unit' && body.mark.stale !== null ? body.mark.stale : ''
	const w = labelWidth(body.mark.label) + (text === '' ? 0 : labelWidth(text) + 6)
	const heading = body.mark.kind === 'unit' ? body.mark.heading : null
	const tick = heading === null ? 0 : 6
	const out = body.held ? 30 : body.r + 4 + tick
	const right = { dx: out, dy: 4, anchor: 'start' } as const
	const left = { dx: -out, dy: 4, anchor: 'end' } as const
	const above = { dx: 0, dy: -(body.held ? 32 : body.r + 4), anchor: 'middle' } as const
	const below = { dx: 0, dy: (body.held ? 30 : body.r) + 13, anchor: 'middle' } as const
	const sides = body.mark.kind === 'incident' ? [above, below, right, left] : [right, left, below, above]
	for (const side of sides) {
		const x = body.x + side.dx - (side.anchor === 'end' ? w : side.anchor === 'middle' ? w / 2 : 0)
		const y = body.y + side.dy
		const box = { left: x, right: x + w, top: y - 10, bottom: y + 3 }
		const inside =
			box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom
		if (!inside || taken.some((other, n) => n !== own && meet(other, box))) continue
		taken.push(box)
		return side
	}
	return body.held ? (sides[0] ?? null) : null
}

const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** Metres a screen pixel spans at this latitude and zoom (512 px world tile, WGS 84 equator 40,075,016.686 m). */
export function metresPerPixel(latitude: number, zoom: number): number {
	return (40_075_016.686 * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom)
}

/** The roundest scale bar that fits in `space` pixels. */
export function scaleBar(perPixel: number, space: number): { metres: number; width: number } {
	const most = perPixel * space
	const power = 10 ** Math.floor(Math.log10(most))
	const step = most / power >= 5 ? 5 : most / power >= 2 ? 2 : 1
	const metres = step * power
	return { metres, width: metres / perPixel }
}
