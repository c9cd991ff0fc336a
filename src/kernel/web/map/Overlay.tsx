import type { Point } from '../../contract/scalars.ts'
import { Ground } from './Ground.tsx'
import { MarkShape } from './MarkShapes.tsx'
import {
	type AreaMark,
	type Box,
	type GroundMark,
	type Crowd,
	layOut,
	type Mark,
	metresPerPixel,
	type RouteMark,
} from './marks.ts'

/** What the map stands at, handed down on each move. */
export type Eye = {
	readonly project: (at: Point) => { x: number; y: number }
	readonly zoom: number
	readonly latitude: number
	readonly width: number
	readonly height: number
}

export type OverlayProps = {
	readonly eye: Eye
	readonly marks: readonly Mark[]
	readonly areas: readonly AreaMark[]
	readonly route: RouteMark | null
	readonly ground: GroundMark | null
	readonly selected: ReadonlySet<string>
	/** Pixels at each edge that controls cover. */
	readonly frame: Box
	readonly onSelect: (id: string) => void
	readonly onCrowd: (crowd: Crowd) => void
}

/** Everything drawn from data, as one SVG over the base map. Hidden from screen readers: the table twin says it all. */
export function Overlay(props: OverlayProps) {
	const { eye, selected, onSelect } = props
	const { placed, crowds } = layOut(props.marks, eye.project, selected, props.frame)
	const perPixel = metresPerPixel(eye.latitude, eye.zoom)
	// What is selected is drawn last, over its neighbours.
	const ordered = placed.toSorted((a, b) => rank(a.mark, selected) - rank(b.mark, selected))
	return (
		<svg className="map-over" width={eye.width} height={eye.height} aria-hidden="true">
			{props.areas.map((area) => (
				<Area key={area.id} area={area} perPixel={perPixel} eye={eye} onSelect={onSelect} />
			))}
			{props.ground !== null && <Ground ground={props.ground} perPixel={perPixel} project={eye.project} />}
			{props.route !== null && <Route route={props.route} eye={eye} />}
			{crowds.map((crowd) => (
				<CrowdShape key={crowd.marks.map((m) => m.id).join()} crowd={crowd} onOpen={props.onCrowd} />
			))}
			{ordered.map((p) => (
				<MarkShape key={p.mark.id} placed={p} selected={selected.has(p.mark.id)} onSelect={onSelect} />
			))}
		</svg>
	)
}

const rank = (mark: Mark, selected: ReadonlySet<string>) =>
	(selected.has(mark.id) ? 10 : 0) + (mark.kind === 'incident' ? 6 - mark.priority : 0)

type AreaProps = {
	readonly area: AreaMark
	readonly perPixel: number
	readonly eye: Eye
	readonly onSelect: (id: string) => void
}

function Area({ area, perPixel, eye, onSelect }: AreaProps) {
	const { x, y } = eye.project(area.at)
	const r = area.radius / perPixel
	const ink = area.kind === 'accuracy' ? 'var(--acc)' : `var(--p${area.priority ?? 3})`
	const named = area.kind === 'protected'
	return (
		<g
			transform={`translate(${x} ${y})`}
			className={named ? 'map-mark' : undefined}
			onClick={named ? () => onSelect(area.id) : undefined}
		>
			<circle r={r} fill={ink} opacity=".1" />
			<circle r={r} fill="none" stroke={ink} strokeWidth="1.5" strokeDasharray="3 4" />
			<text className="map-label" textAnchor="middle" y={named ? -4 : -r - 7} fill={named ? 'var(--t1)' : ink}>
				{area.label}
			</text>
			{named && (
				<text className="map-label" textAnchor="middle" y="11" fill={ink}>
					{area.note}
				</text>
			)}
		</g>
	)
}

function Route({ route, eye }: { readonly route: RouteMark; readonly eye: Eye }) {
	const pixels = route.line.map(eye.project)
	const d = pixels.map((p, i) => `${i === 0 ? 'M' : 'L'}${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join('')
	const middle = longest(pixels)
	return (
		<>
			<path className="map-route-edge" d={d} />
			<path className="map-route" d={d} />
			{middle !== undefined && route.label !== '' && (
				<text className="map-label" x={middle.x} y={middle.y - 10} textAnchor="middle" fill="var(--u-en)">
					{route.label}
				</text>
			)}
		</>
	)
}

/** The middle of the longest straight piece away from both ends: where a label is least in the way. */
function longest(pixels: readonly { x: number; y: number }[]): { x: number; y: number } | undefined {
	let best: { x: number; y: number } | undefined
	let most = 0
	for (const [at, p] of pixels.entries()) {
		const q = pixels[at + 1]
		if (q === undefined) break
		const length = Math.hypot(q.x - p.x, q.y - p.y)
		if (length <= most) continue
		const middle = { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 }
		const ends = [pixels[0], pixels.at(-1)].filter((end) => end !== undefined)
		if (ends.some((end) => Math.hypot(end.x - middle.x, end.y - middle.y) < 45)) continue
		most = length
		best = middle
	}
	return best
}

function CrowdShape({ crowd, onOpen }: { readonly crowd: Crowd; readonly onOpen: (crowd: Crowd) => void }) {
	return (
		<g className="map-mark" transform={`translate(${crowd.x} ${crowd.y})`} onClick={() => onOpen(crowd)}>
			<rect x="-17" y="-12" width="34" height="24" rx="3" fill="var(--m-halo)" stroke="var(--t2)" strokeWidth="1.5" />
			<text className="map-digit" textAnchor="middle" y="4.5" fill="var(--t1)">
				{crowd.marks.length}
			</text>
		</g>
	)
}
