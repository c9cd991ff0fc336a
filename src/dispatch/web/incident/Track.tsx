import type { z } from 'zod'
import type { Purpose } from '#kernel/contract/scalars.ts'
import { useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { type Column, DataTable } from '#kernel/web/parts/DataTable.tsx'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { clockTime, day } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { IncidentShown } from '../../contract/incidents.ts'
import { showTrack } from '../../contract/trackers.ts'

type Kept = z.output<(typeof showTrack)['output']>

/** D113. Positions kept of the units while they were on this incident: closed until a purpose is written. */
export function Track({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const may = useMay()
	if (incident.assignments.length === 0 || may?.has(showTrack.name) !== true) return null
	return (
		<>
			<Section title={t('dispatch.track')} note={t('dispatch.people.closed')} />
			<div className="pad">
				<PurposeGate matter={incident.id} what={t('dispatch.track.what')}>
					{(purpose) => <Fixes incident={incident.id} purpose={purpose} />}
				</PurposeGate>
			</div>
		</>
	)
}

function Fixes({ incident, purpose }: { readonly incident: string; readonly purpose: Purpose }) {
	const view = useView(showTrack, { incident }, { purpose })
	return <Show view={view}>{(kept) => <FixTable kept={kept} />}</Show>
}

function FixTable({ kept }: { readonly kept: Kept }) {
	const t = useWords()
	const say = useSay()
	const names = new Map(kept.units.map((unit) => [unit.id, say(unit.callSign)]))
	const columns: Column<Kept['fixes'][number]>[] = [
		{ key: 'at', head: t('dispatch.track.at'), width: 72, cell: (fix) => clockTime(fix.at) },
		{ key: 'unit', head: t('dispatch.track.unit'), width: 84, cell: (fix) => names.get(fix.unit) ?? '—' },
		{
			key: 'place',
			head: t('dispatch.track.place'),
			right: true,
			cell: (fix) => `${fix.point[0].toFixed(5)}, ${fix.point[1].toFixed(5)}`,
		},
	]
	return (
		<>
			<DataTable
				label={t('dispatch.track')}
				columns={columns}
				rows={kept.fixes}
				rowKey={(fix) => `${fix.at} ${fix.unit}`}
				empty={t('dispatch.track.none')}
			/>
			{kept.keptUntil !== null && <p className="t3">{t('dispatch.track.until', { day: day(kept.keptUntil) })}</p>}
		</>
	)
}
