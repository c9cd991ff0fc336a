import type { IncidentMark, Placed, UnitMark, UnitStatus } from './marks.ts'

/** The shapes of LOOK's map: diamonds for incidents, discs for units, all drawn from tokens. */

const colour: Readonly<Record<UnitStatus, string>> = {
	available: 'var(--u-av)',
	dispatched: 'var(--u-di)',
	en_route: 'var(--u-en)',
	on_scene: 'var(--u-on)',
	transporting: 'var(--u-tr)',
	out_of_service: 'var(--u-out)',
}

/** The status glyph on a 16 by 16 grid. */
export function StatusGlyph({ status }: { readonly status: UnitStatus }) {
	switch (status) {
		case 'available':
			return <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2.4" />
		case 'dispatched':
			return (
				<>
					<circle cx="8" cy="8" r="5.7" fill="none" stroke="currentColor" strokeWidth="2" />
					<path d="M8 2.3a5.7 5.7 0 010 11.4z" fill="currentColor" />
				</>
			)
		case 'en_route':
			return <path d="M3 1.8 14.5 8 3 14.2z" fill="currentColor" />
		case 'on_scene':
			return <path d="M2 2h12v12H2z" fill="currentColor" />
		case 'transporting':
			return <path d="M1.5 2.5 8 8l-6.5 5.5zM8 2.5 14.5 8 8 13.5z" fill="currentColor" />
		case 'out_of_service':
			return <path d="M3 3l10 10M13 3L3 13" stroke="currentColor" strokeWidth="2.6" />
	}
}

export const statusColour = (status: UnitStatus): string => colour[status]

/** Ring and cross hair round what is selected. */
function Selection() {
	return (
		<>
			<circle r="21" fill="none" stroke="var(--acc)" strokeWidth="2" />
			<path d="M0-27v7M0 20v7M-27 0h7M20 0h7" stroke="var(--acc)" strokeWidth="2" />
		</>
	)
}

function Diamond({ priority }: { readonly priority: number }) {
	const ink = `var(--p${priority})`
	const solid = priority <= 2
	return (
		<>
			<path
				d="M0-13 13 0 0 13-13 0Z"
				fill={solid ? ink : 'var(--m-halo)'}
				stroke={solid ? 'var(--m-halo)' : ink}
				strokeWidth={solid ? 1.5 : 2}
				strokeDasharray={priority === 5 ? '2 2.5' : undefined}
			/>
			<text className="map-digit" textAnchor="middle" y="4.5" fill={solid ? `var(--p${priority}-ink)` : ink}>
				{priority}
			</text>
		</>
	)
}

function Disc({ mark }: { readonly mark: UnitMark }) {
	return (
		<>
			{mark.heading !== null && (
				<path d="M0-15.5l4.2 6.5h-8.4z" fill="currentColor" transform={`rotate(${mark.heading})`} />
			)}
			<circle
				r="9.5"
				fill="var(--m-halo)"
				stroke="currentColor"
				strokeWidth="1.5"
				strokeDasharray={mark.stale === null ? undefined : '2.5 2.5'}
			/>
			<g transform="translate(-5 -5) scale(.625)">
				<StatusGlyph status={mark.status} />
			</g>
		</>
	)
}

type MarkProps = { readonly placed: Placed; readonly selected: boolean; readonly onSelect: (id: string) => void }

function Label({ placed, text, fill }: { readonly placed: Placed; readonly text: string; readonly fill: string }) {
	if (placed.label === null) return null
	return (
		<text className="map-label" x={placed.label.dx} y={placed.label.dy} textAnchor={placed.label.anchor} fill={fill}>
			{text}
		</text>
	)
}

/** One mark with its leader, ring and label. Its act is also in the lists: the map is never the only way. */
export function MarkShape({ placed, selected, onSelect }: MarkProps) {
	const mark: IncidentMark | UnitMark = placed.mark
	const text = mark.kind === 'unit' && mark.stale !== null ? `${mark.label} ${mark.stale}` : mark.label
	const tint = mark.kind === 'unit' ? statusColour(mark.status) : undefined
	return (
		<>
			{placed.leader && (
				<path
					className="map-leader"
					d={`M${placed.trueX} ${placed.trueY}L${placed.x} ${placed.y}`}
					stroke={tint ?? 'var(--t2)'}
				/>
			)}
			<g
				className="map-mark"
				transform={`translate(${placed.x} ${placed.y})`}
				color={tint}
				onClick={() => onSelect(mark.id)}
				data-mark={mark.id}
			>
				<circle r="15" fill="transparent" />
				{selected && <Selection />}
				{mark.kind === 'incident' ? <Diamond priority={mark.priority} /> : <Disc mark={mark} />}
				<Label placed={placed} text={text} fill={tint ?? 'var(--t1)'} />
			</g>
		</>
	)
}
