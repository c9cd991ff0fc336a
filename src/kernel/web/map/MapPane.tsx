import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Component, type ComponentType, lazy, type ReactNode, Suspense, useCallback, useState } from 'react'
import type { MapData, MapWords, TownMapProps } from './props.ts'
import type { MapFacts, MapLanguage } from './style.ts'
import './map.css'

/** A map with its twin: a failed map leaves one line, and every fact on it also stands in a table. */

const TownMap: ComponentType<TownMapProps> = lazy(() => import('./TownMap.tsx'))

type MapPaneProps = MapData & {
	readonly language: MapLanguage
	readonly theme: 'light' | 'dark'
	readonly words: MapWords & { readonly label: string; readonly gone: string }
	/** The table twin is shown instead of the picture. */
	readonly twinShown: boolean
	readonly twin: ReactNode
	/** Chips, legend and other controls laid over the picture. */
	readonly children?: ReactNode
	readonly className?: string
}

/** Reads the facts of the map in use; every field has a safe default, an older server may know fewer. */
async function readFacts(): Promise<MapFacts> {
	const answer = await fetch('/map/style-info.json', { headers: { accept: 'application/json' } })
	if (!answer.ok) throw new Error(`the map answered ${answer.status}`)
	const read: unknown = await answer.json()
	return factsOf(read)
}

/** Shapes what the server said: `bounds` [west, south, east, north], `maxzoom`, `attribution`. */
export function factsOf(read: unknown): MapFacts {
	const given = typeof read === 'object' && read !== null ? read : {}
	const bounds = 'bounds' in given && Array.isArray(given.bounds) ? given.bounds.map(Number) : []
	const [west = -180, south = -85, east = 180, north = 85] = bounds
	const maxzoom = 'maxzoom' in given ? Number(given.maxzoom) : Number.NaN
	const own = 'fictional' in given && given.fictional === true
	const attribution = !own && 'attribution' in given && typeof given.attribution === 'string' ? given.attribution : ''
	return { bounds: [west, south, east, north], maxzoom: Number.isFinite(maxzoom) ? maxzoom : 14, attribution }
}

/** The facts of the map in use, asked for once. */
export function useMapFacts(): UseQueryResult<MapFacts> {
	return useQuery({ queryKey: ['map', 'facts'], queryFn: readFacts, staleTime: Number.POSITIVE_INFINITY, retry: 1 })
}

class Catcher extends Component<{ readonly onFail: () => void; readonly children: ReactNode }, { failed: boolean }> {
	override state = { failed: false }
	static getDerivedStateFromError() {
		return { failed: true }
	}
	override componentDidCatch() {
		this.props.onFail()
	}
	override render() {
		return this.state.failed ? null : this.props.children
	}
}

export function MapPane(props: MapPaneProps) {
	const facts = useMapFacts()
	const [failed, setFailed] = useState(false)
	const fail = useCallback(() => setFailed(true), [])
	const gone = failed || facts.isError
	return (
		<div
			className={`map-pane ${props.onPoint === undefined ? '' : 'points '}${props.className ?? ''}`}
			role="region"
			aria-label={props.words.label}
		>
			{!gone && facts.data !== undefined && (
				<Catcher onFail={fail}>
					<Suspense fallback={null}>
						<TownMap
							marks={props.marks}
							areas={props.areas}
							route={props.route}
							selected={props.selected}
							onSelect={props.onSelect}
							focus={props.focus}
							follow={props.follow ?? false}
							ground={props.ground ?? null}
							{...(props.onPoint === undefined ? {} : { onPoint: props.onPoint })}
							centre={props.centre}
							zoom={props.zoom}
							language={props.language}
							theme={props.theme}
							facts={facts.data}
							words={props.words}
							onFail={fail}
						/>
					</Suspense>
				</Catcher>
			)}
			{gone && <p className="map-gone">{props.words.gone}</p>}
			{props.twinShown && <div className="map-twin">{props.twin}</div>}
			{props.children}
		</div>
	)
}
