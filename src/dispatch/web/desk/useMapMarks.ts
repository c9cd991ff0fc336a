import { useState } from 'react'
import { useView } from '#kernel/web/client.ts'
import { useNow } from '#kernel/web/clock.ts'
import { type Frame, useFrames } from '#kernel/web/map/frames.ts'
import type { AreaMark, Mark } from '#kernel/web/map/marks.ts'
import { span } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import type { z } from 'zod'
import { showOverlay } from '../../contract/units.ts'
import { shortNumber } from '../shared/deadline.ts'

type Overlay = z.output<(typeof showOverlay)['output']>

export type Drawn = {
	readonly marks: readonly Mark[]
	readonly areas: readonly AreaMark[]
	readonly overlay: Overlay | undefined
}

const old = 60_000

/** Incidents and units as the overlay view shows them, units moved along by the newest frame. */
export function useMapMarks(show: { readonly incidents: boolean; readonly units: boolean }): Drawn {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const now = useNow()
	const view = useView(showOverlay, {}, { topics: ['dispatch.incident.', 'dispatch.unit.'], every: 15_000, keep: true })
	const [live, setLive] = useState<ReadonlyMap<string, Frame['units'][number]>>(new Map())
	useFrames(show.units, (frame) =>
		setLive((was) => new Map([...was, ...frame.units.map((unit) => [unit.id, unit] as const)])),
	)
	const overlay = view.output
	if (overlay === undefined) return { marks: [], areas: [], overlay }
	const marks: Mark[] = []
	const areas: AreaMark[] = []
	for (const incident of show.incidents ? overlay.incidents : []) {
		const label = shortNumber(incident.number)
		const { point, area } = incident.place
		if (point !== null) marks.push({ kind: 'incident', id: incident.id, at: point, priority: incident.priority, label })
		else if (area !== null)
			areas.push({
				kind: 'protected',
				id: incident.id,
				at: area.centre,
				radius: area.radiusMetres,
				label,
				note: t('dispatch.map.areaOnly'),
				priority: incident.priority,
			})
	}
	for (const unit of show.units ? overlay.units : []) {
		if (unit.position === null) continue
		const newer = live.get(unit.id)
		const fix = newer !== undefined && newer.at >= unit.position.at ? newer : unit.position
		const age = now - Date.parse(fix.at)
		marks.push({
			kind: 'unit',
			id: unit.id,
			at: fix.point,
			status: unit.status,
			label: say(unit.callSign),
			heading: fix.heading,
			stale: age > old ? span(age, language) : null,
		})
	}
	return { marks, areas, overlay }
}
