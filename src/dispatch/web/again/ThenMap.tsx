import { MapPane } from '#kernel/web/map/MapPane.tsx'
import type { AreaMark, Mark } from '#kernel/web/map/marks.ts'
import { useTheme } from '#kernel/web/theme.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { Standing } from '../../contract/standing.ts'
import { shortNumber } from '../shared/deadline.ts'
import { useMapWords } from '#kernel/web/map/useMapWords.ts'

/** Incidents alone: where a unit was is not kept for this and not drawn (D245). */
export function ThenMap(props: {
	readonly rows: readonly Standing[]
	readonly chosen: string | null
	readonly onChoose: (incident: string) => void
}) {
	const t = useWords()
	const language = useLanguage()
	const { shown } = useTheme()
	const words = useMapWords()
	const marks: Mark[] = []
	const areas: AreaMark[] = []
	for (const { incident, priority } of props.rows) {
		const label = shortNumber(incident.number)
		const { point, area } = incident.place
		if (point !== null) marks.push({ kind: 'incident', id: incident.id, at: point, priority, label })
		else if (area !== null)
			areas.push({
				kind: 'protected',
				id: incident.id,
				at: area.centre,
				radius: area.radiusMetres,
				label,
				note: t('dispatch.map.areaOnly'),
				priority,
			})
	}
	const place = props.rows.find((row) => row.incident.id === props.chosen)?.incident.place
	return (
		<MapPane
			marks={marks}
			areas={areas}
			route={null}
			selected={new Set(props.chosen === null ? [] : [props.chosen])}
			onSelect={props.onChoose}
			focus={place?.point ?? place?.area?.centre ?? null}
			centre={null}
			zoom={13}
			language={language}
			theme={shown}
			words={words}
			twinShown={false}
			twin={null}
			className="again-map"
		/>
	)
}
