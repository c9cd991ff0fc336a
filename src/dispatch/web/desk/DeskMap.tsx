import { useState } from 'react'
import type { Point } from '#kernel/contract/scalars.ts'
import { MapPane } from '#kernel/web/map/MapPane.tsx'
import type { RouteMark } from '#kernel/web/map/marks.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'
import { UnitStatus } from '#kernel/web/parts/UnitStatus.tsx'
import { useTheme } from '#kernel/web/theme.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { unitStatus } from '../../contract/lists.ts'
import { useMapWords } from '#kernel/web/map/useMapWords.ts'
import { MapTwin } from './MapTwin.tsx'
import { type Sought, soughtMark } from './sought.ts'
import { useMapMarks } from './useMapMarks.ts'

type DeskMapProps = {
	readonly selected: ReadonlySet<string>
	readonly onSelect: (id: string) => void
	readonly focus: Point | null
	readonly follow: boolean
	readonly route: RouteMark | null
	/** A place looked for, and how to stop showing it. */
	readonly sought: Sought | null
	readonly onFound: () => void
	readonly twin: boolean
	readonly onTwin: () => void
}

type LayerKey = 'incidents' | 'units'

/** The desk's map: incidents and moving units, the way of the unit chosen, and their twin as a table. */
export function DeskMap(props: DeskMapProps) {
	const t = useWords()
	const language = useLanguage()
	const { shown } = useTheme()
	const words = useMapWords()
	const [on, setOn] = useState<readonly LayerKey[]>(['incidents', 'units'])
	const drawn = useMapMarks({ incidents: on.includes('incidents'), units: on.includes('units') })
	const toggle = (key: LayerKey) => setOn(on.includes(key) ? on.filter((each) => each !== key) : [...on, key])
	return (
		<MapPane
			marks={drawn.marks}
			areas={props.sought === null ? drawn.areas : [...drawn.areas, soughtMark(props.sought)]}
			route={props.route}
			selected={props.selected}
			onSelect={props.onSelect}
			focus={props.sought?.at ?? props.focus}
			follow={props.follow || props.sought !== null}
			centre={props.sought?.at ?? null}
			zoom={props.sought === null ? 14 : 16}
			language={language}
			theme={shown}
			words={words}
			twinShown={props.twin}
			twin={<MapTwin overlay={drawn.overlay} onSelect={props.onSelect} />}
			className="desk-map"
		>
			<div className="map-tools tl">
				<Chips
					label={t('dispatch.map.layers')}
					values={on}
					onChange={toggle}
					chips={[
						{ value: 'incidents', label: t('dispatch.map.incidents') },
						{ value: 'units', label: t('dispatch.map.units') },
					]}
				/>
				{props.sought !== null && (
					<button type="button" className="chip" aria-pressed="true" onClick={props.onFound}>
						<Icon name="pin" /> {props.sought.label}
					</button>
				)}
			</div>
			<div className="map-tools tr">
				<button type="button" className="chip" aria-pressed={props.twin} onClick={props.onTwin}>
					{t('dispatch.map.twin')} <Kbd keys="T" />
				</button>
			</div>
			{!props.twin && (
				<div className="map-tools bl map-legend">
					{unitStatus.options.map((status) => (
						<UnitStatus key={status} state={status}>
							<span className="t2">{t(`web.unit.${status}`)}</span>
						</UnitStatus>
					))}
				</div>
			)}
		</MapPane>
	)
}
