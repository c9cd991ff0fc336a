import type { Point } from '../../contract/scalars.ts'
import type { GroundMark } from './marks.ts'

type Props = {
	readonly ground: GroundMark
	readonly perPixel: number
	readonly project: (at: Point) => { x: number; y: number }
}

/** W95. Ground that is being chosen: filled and ringed, dashed while it may not be, its corners numbered. */
export function Ground({ ground, perPixel, project }: Props) {
	const pixels = ground.points.map(project)
	const ink = ground.wrong ? 'var(--d-warn)' : 'var(--acc)'
	const line = { fill: 'none', stroke: ink, strokeWidth: 2, ...(ground.wrong ? { strokeDasharray: '6 4' } : {}) }
	const [first] = pixels
	if (first === undefined) return null
	const path = pixels.map(({ x, y }, n) => `${n === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
	return (
		<g>
			{ground.radius === null ? (
				<>
					<path d={`${path}Z`} fill={ink} opacity=".14" />
					<path d={`${path}Z`} {...line} />
				</>
			) : (
				<g transform={`translate(${first.x} ${first.y})`}>
					<circle r={ground.radius / perPixel} fill={ink} opacity=".14" />
					<circle r={ground.radius / perPixel} {...line} />
					<path d="M-6 0H6M0 -6V6" {...line} strokeDasharray="none" />
				</g>
			)}
			{ground.corners &&
				pixels.map(({ x, y }, n) => (
					<g key={`${x} ${y}`} transform={`translate(${x} ${y})`}>
						<circle r="4" fill="var(--m-halo)" stroke={ink} strokeWidth="2" />
						<text className="map-label" textAnchor="middle" y="-8" fill={ink}>
							{n + 1}
						</text>
					</g>
				))}
		</g>
	)
}
