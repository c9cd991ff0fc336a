import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useRef, useState } from 'react'
import type { Point } from '../../contract/scalars.ts'
import { type Crowd, metresPerPixel, scaleBar } from './marks.ts'
import { type Eye, Overlay } from './Overlay.tsx'
import type { TownMapProps } from './props.ts'
import { type MapFacts, mapStyle } from './style.ts'
import { mapTokens } from './tokens.ts'

/** The map proper. Its own chunk: the lists are usable before it, and go on when it fails. */

// Without this the worker is looked for beside a file that the build has renamed, and the map stays blank.
setWorkerUrl(workerUrl)

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches

type Started = { map: MapLibre; stop: () => void }

type Heard = { readonly onEye: (eye: Eye) => void; readonly onPoint: (at: Point) => void }

function start(box: HTMLDivElement, props: TownMapProps, facts: MapFacts, { onEye, onPoint }: Heard): Started {
	const map = new MapLibre({
		container: box,
		style: mapStyle(mapTokens(document.documentElement), props.language, facts, location.origin),
		attributionControl: false,
		dragRotate: false,
		pitchWithRotate: false,
		touchPitch: false,
		fadeDuration: 0,
		maxZoom: 19,
		minZoom: 9,
		maxBounds: [...facts.bounds] as [number, number, number, number],
		...(props.centre === null
			? { bounds: [...facts.bounds] as [number, number, number, number], fitBoundsOptions: { padding: 12 } }
			: { center: [props.centre[0], props.centre[1]] as [number, number], zoom: props.zoom }),
	})
	map.touchZoomRotate.disableRotation()
	const look = () => onEye(eyeOf(map))
	map.on('move', look)
	map.on('resize', look)
	map.once('load', look)
	map.on('click', ({ lngLat }) => onPoint([lngLat.lng, lngLat.lat]))
	look()
	return { map, stop: () => map.remove() }
}

function eyeOf(map: MapLibre): Eye {
	const box = map.getContainer()
	return {
		project: (at: Point) => map.project([at[0], at[1]]),
		zoom: map.getZoom(),
		latitude: map.getCenter().lat,
		width: box.clientWidth,
		height: box.clientHeight,
	}
}

export default function TownMap(props: TownMapProps) {
	const box = useRef<HTMLDivElement>(null)
	const started = useRef<Started>(null)
	const latest = useRef(props)
	latest.current = props
	const [eye, setEye] = useState<Eye | null>(null)
	const fitted = useRef(props.centre !== null)

	const { facts, language, theme, focus } = props
	useEffect(() => {
		if (box.current === null) return
		fitted.current = latest.current.centre !== null
		try {
			started.current = start(box.current, latest.current, facts, {
				onEye: setEye,
				onPoint: (at) => latest.current.onPoint?.(at),
			})
		} catch {
			latest.current.onFail()
			return
		}
		return () => {
			started.current?.stop()
			started.current = null
		}
	}, [facts])

	const drawn = `${language}/${theme}`
	const first = useRef(drawn)
	useEffect(() => {
		if (first.current === drawn) return
		first.current = drawn
		started.current?.map.setStyle(mapStyle(mapTokens(document.documentElement), language, facts, location.origin))
	}, [drawn, language, facts])

	// A whole-town map comes as near as its marks allow, once, when the first ones are there.
	const { marks } = props
	useEffect(() => {
		const map = started.current?.map
		if (map === undefined || fitted.current || marks.length < 2) return
		fitted.current = true
		const lons = marks.map((mark) => mark.at[0])
		const lats = marks.map((mark) => mark.at[1])
		const round: [number, number, number, number] = [
			Math.min(...lons),
			Math.min(...lats),
			Math.max(...lons),
			Math.max(...lats),
		]
		const { clientWidth: w, clientHeight: h } = map.getContainer()
		const padding = { top: Math.min(70, h * 0.22), bottom: Math.min(60, h * 0.2), left: w * 0.06, right: w * 0.1 }
		map.fitBounds(round, { padding, maxZoom: 16, duration: 0 })
	}, [marks])

	const lon = focus?.[0]
	const lat = focus?.[1]
	useEffect(() => {
		const map = started.current?.map
		if (map === undefined || lon === undefined || lat === undefined) return
		const seen = map.getBounds()
		const inside = lon > seen.getWest() && lon < seen.getEast() && lat > seen.getSouth() && lat < seen.getNorth()
		if (inside && !latest.current.follow) return
		// Followed from far away: comes as near as the screen asked for.
		const zoom = latest.current.follow && map.getZoom() < latest.current.zoom - 1 ? { zoom: latest.current.zoom } : {}
		map.easeTo({ center: [lon, lat], ...zoom, duration: still() ? 0 : 160 })
	}, [lon, lat])

	return (
		<>
			<div ref={box} className="map-canvas" />
			{eye !== null && <Over eye={eye} {...props} />}
			{eye !== null && <Corner eye={eye} facts={facts} unit={props.words} zoom={(by) => zoomBy(started.current, by)} />}
		</>
	)
}

function zoomBy(started: Started | null, by: number): void {
	started?.map.zoomTo(started.map.getZoom() + by, { duration: still() ? 0 : 160 })
}

function Over(props: TownMapProps & { readonly eye: Eye }) {
	const [crowd, setCrowd] = useState<Crowd | null>(null)
	const { eye } = props
	const frame = { left: 6, top: 44, right: eye.width - 6, bottom: eye.height - (eye.height > 300 ? 46 : 6) }
	return (
		<>
			<Overlay
				eye={eye}
				marks={props.marks}
				areas={props.areas}
				route={props.route}
				ground={props.ground ?? null}
				selected={props.selected}
				frame={frame}
				onSelect={props.onSelect}
				onCrowd={setCrowd}
			/>
			{crowd !== null && (
				<ul
					className="map-crowd"
					style={{ left: Math.min(crowd.x, eye.width - 180), top: Math.min(crowd.y, eye.height - 200) }}
				>
					{crowd.marks.map((mark) => (
						<li key={mark.id}>
							<button
								type="button"
								onClick={() => {
									setCrowd(null)
									props.onSelect(mark.id)
								}}
							>
								{mark.label}
							</button>
						</li>
					))}
					<li>
						<button type="button" onClick={() => setCrowd(null)}>
							{props.words.close}
						</button>
					</li>
				</ul>
			)}
		</>
	)
}

type CornerProps = {
	readonly eye: Eye
	readonly facts: MapFacts
	readonly unit: TownMapProps['words']
	readonly zoom: (by: number) => void
}

function Corner({ eye, facts, unit, zoom }: CornerProps) {
	const bar = scaleBar(metresPerPixel(eye.latitude, eye.zoom), 90)
	const length = bar.metres >= 1000 ? `${bar.metres / 1000} ${unit.kilometres}` : `${bar.metres} ${unit.metres}`
	return (
		<div className="map-corner">
			{facts.attribution !== '' && <span className="map-credit">{facts.attribution}</span>}
			<svg width={bar.width} height="7" aria-hidden="true">
				<path d={`M.5 0V6.5H${bar.width - 0.5}V0`} fill="none" stroke="var(--t2)" />
			</svg>
			<span className="map-length">{length}</span>
			<button type="button" className="map-zoom" aria-label={unit.nearer} onClick={() => zoom(1)}>
				+
			</button>
			<button type="button" className="map-zoom" aria-label={unit.farther} onClick={() => zoom(-1)}>
				−
			</button>
		</div>
	)
}
