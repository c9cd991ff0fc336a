import { useState } from 'react'
import { MapPane } from '#kernel/web/map/MapPane.tsx'
import type { AreaMark, Mark } from '#kernel/web/map/marks.ts'
import { useTheme } from '#kernel/web/theme.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import type { IncidentShown } from '../../contract/incidents.ts'
import { shortNumber } from '../shared/deadline.ts'
import { metresWords } from '../shared/travel.ts'
import { useMapWords } from '#kernel/web/map/useMapWords.ts'
import { useRoute } from '../shared/useRoute.ts'

type Props = { readonly incident: IncidentShown; readonly unit: string | null; readonly onUnit: (unit: string) => void }

/** Where it is, and the way of the unit chosen. A protected address is an area, and its crew is not drawn. */
export function IncidentMap({ incident, unit, onUnit }: Props) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const { shown } = useTheme()
	const words = useMapWords()
	const { point, area } = incident.place
	const [centre] = useState(point ?? area?.centre ?? null)
	const open = incident.place.protected ? [] : incident.assignments.filter((each) => each.clearedAt === null)
	const chosen = open.find((each) => each.unit.id === unit) ?? open[0]
	const route = useRoute(chosen?.unit.position?.point ?? null, point)
	const marks: Mark[] =
		point === null
			? []
			: [
					{
						kind: 'incident',
						id: incident.id,
						at: point,
						priority: incident.priority,
						label: shortNumber(incident.number),
					},
				]
	for (const { unit: each } of open)
		if (each.position !== null)
			marks.push({
				kind: 'unit',
				id: each.id,
				at: each.position.point,
				status: each.status,
				label: say(each.callSign),
				heading: each.position.heading,
				stale: null,
			})
	const areas: AreaMark[] =
		area === null
			? []
			: [
					{
						kind: 'protected',
						id: incident.id,
						at: area.centre,
						radius: area.radiusMetres,
						label: shortNumber(incident.number),
						note: t('dispatch.map.areaOnly'),
						priority: incident.priority,
					},
				]
	return (
		<MapPane
			marks={marks}
			areas={areas}
			route={route}
			selected={new Set([incident.id])}
			onSelect={onUnit}
			focus={null}
			centre={centre}
			zoom={15.5}
			language={language}
			theme={shown}
			words={words}
			twinShown={false}
			twin={null}
			className="incident-map"
		>
			{route !== null && chosen !== undefined && (
				<div className="map-tools tl">
					<span className="chip on">
						{t('dispatch.map.route', {
							unit: say(chosen.unit.callSign),
							far: metresWords(route.metres, t),
							time: route.label,
						})}
					</span>
				</div>
			)}
		</MapPane>
	)
}
