import { MapPane } from '#kernel/web/map/MapPane.tsx'
import type { AreaMark, Mark } from '#kernel/web/map/marks.ts'
import { useTheme } from '#kernel/web/theme.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import type { IncidentRow, UnitShown } from '../../contract/shapes.ts'
import { shortNumber } from '../shared/deadline.ts'
import { metresWords } from '../shared/travel.ts'
import { useMapWords } from '#kernel/web/map/useMapWords.ts'
import { useRoute } from '../shared/useRoute.ts'

/** The way there. The map comes after the page: the button works before it, and without it. */
export function PhoneMap({ unit, incident }: { readonly unit: UnitShown; readonly incident: IncidentRow }) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const { shown } = useTheme()
	const words = useMapWords()
	const { point, area } = incident.place
	const from = unit.position?.point ?? null
	const route = useRoute(from, point)
	const marks: Mark[] = []
	if (point !== null)
		marks.push({ kind: 'incident', id: incident.id, at: point, priority: incident.priority, label: '' })
	if (from !== null)
		marks.push({
			kind: 'unit',
			id: unit.id,
			at: from,
			status: unit.status,
			label: say(unit.callSign),
			heading: unit.position?.heading ?? null,
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
	const near = route === null ? null : route.street
	return (
		<MapPane
			marks={marks}
			areas={areas}
			route={route === null ? null : { ...route, label: '' }}
			selected={new Set([incident.id])}
			onSelect={() => undefined}
			focus={null}
			centre={marks.length > 1 ? null : (point ?? area?.centre ?? null)}
			zoom={15}
			language={language}
			theme={shown}
			words={words}
			twinShown={false}
			twin={null}
			className="phone-map"
		>
			{route !== null && (
				<div className="eta">
					<b>{route.label}</b>
					<span className="t2">
						{metresWords(route.metres, t)}
						{near === null ? '' : t('dispatch.list.comma') + say(near)}
					</span>
				</div>
			)}
		</MapPane>
	)
}
